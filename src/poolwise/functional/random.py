"""Random pooling, whose draws are a function of a seed and of the output's place.

Element i of the output, counted in row-major order whatever the memory format, draws from the
counter ``first_index + i`` of a Philox generator keyed by the seed. So any number of threads, any
memory format and any split of the batch give the same draw: the second half of a batch whose
outputs are n elements each pools the same with ``first_index=n * batch_size // 2``.
"""

from __future__ import annotations

import math
from typing import Any, Unpack

import numpy as np

from ..backends import Recorded, backend_of
from ..windows import Windows, said
from .arguments import Array, Generator, Number, Seed
from .declaration import RANDOM, number
from .numbers import geometric, per_channel, probability, whole
from .over_windows import operator
from .rules import Rules, keep, ranks_of

__all__: list[str] = []


def drawn(x: Any, seed: Any, generator: Any, first_index: int) -> tuple[Any, int]:
    """The draw of a call, as `Backend.reduce` takes it.

    Raises:
        ValueError, TypeError: as `check_draw`.
    """
    seed, first = check_draw(x, seed, generator, first_index)
    return backend_of(x).seed(seed, generator, x), first


def keep_drawn(
    x: Array, reducer: str, numbers: Any, seed: Any, generator: Any, first_index: int, **said: bool
) -> Array:
    """What a definition returns where a reducer draws; see `rules.keep`."""
    draw = drawn(x, seed, generator, first_index)
    usual = backend_of(x).new_seed if seed is None and generator is None else None
    return keep(x, reducer, numbers, draw, new_seed=usual, **said)


def check_draw(x: Any, seed: Any, generator: Any, first_index: int = 0) -> tuple[Any, int]:
    """The seed and the index that say which draw it is: checked where none is made, too.

    Raises:
        ValueError, TypeError: the seed is no integer of 64 bits, or comes with a generator, or the
            index is negative, or the generator is of another kind than x.
    """
    backend_of(x).check_generator(generator)
    if seed is not None:
        seed = _checked_seed(x, seed)
        if generator is not None:
            raise ValueError("seed and generator exclude each other; give one of them")
    return seed, whole("first_index", first_index, 0)


def _checked_seed(x: Any, seed: Any) -> Any:
    """The seed as an integer, or of tensors as a tensor, over which torch.func.vmap may map."""
    if hasattr(seed, "requires_grad") and not isinstance(x, (np.ndarray, Recorded)):
        if seed.ndim or "int" not in str(seed.dtype):
            wanted = "seed must be an integer, or a tensor of one"
            raise TypeError(f"{wanted}; got {seed.dtype} of shape {tuple(seed.shape)}")
        if seed.is_meta and not x.is_meta:
            raise ValueError(f"seed is on meta, x on {x.device}")
        return seed.long()
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)):
        raise TypeError(f"seed must be an integer, got {seed!r}")
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed={said(seed)} must be at least 0 and less than 2^64")
    return int(seed)


@operator(
    RANDOM,
    formula="x_i with probability x_i / Σ x; evaluated as Σ x² / Σ x",
    keeps="an element, drawn in proportion to its value",
    source="Zeiler & Fergus 2013",
    good="regularisation of small data sets without a rate to tune: strong responses win often, "
    "others sometimes",
    bad="needs x ≥ 0, so it belongs after a ReLU; training is noisier and slower to settle; "
    "windows of few non-zero elements draw nearly always the same",
    bounds=(0, math.inf),
    by_name=True,
)
def stochastic_pool(
    x: Array,
    windows: Windows,
    *,
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    **rules: Unpack[Rules],
) -> Array:
    """An element of each window, drawn with a probability in proportion to its value.

    Args:
        x: array or tensor of shape (*lead, {spatial}), nothing negative; bool, integer or
            floating-point.
        {geometry}
        training: draw; False gives the mean over all draws, Σ x² / Σ x.
        seed: of the draw, an integer of 64 bits or a tensor of one; when None, it comes from
            `generator`.
        generator: a torch.Generator (numpy.random.Generator for arrays); the usual one when None.
        first_index: the number of the output's first element, where x is part of a batch.

    Returns:
        An array of floats: x's own dtype where x has floats. A window of zeros gives 0.

    Raises:
        ValueError, TypeError: x has negative elements, or an argument is impossible; the message
            names it.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}stochastic_pool{n}d(x, {where}, training=False).ravel()
        array([2. , 2.5])
    """
    if training:
        return keep_drawn(x, "stochastic", None, seed, generator, first_index)
    check_draw(x, seed, generator, first_index)
    return keep(x, "stochastic_mean")


@operator(
    RANDOM,
    formula="max of the elements that a coin keeps; evaluated as Σ q(1−q)^(r−1) x(r)",
    keeps="the strongest of a random part of the window",
    source="Wu & Gu 2015",
    good="dropout that acts through max pooling: the second strongest get their turn and their "
    "gradient",
    bad="q is one more number to tune; a window may keep nothing and gives 0, which negative "
    "elements lie below",
    by_name=True,
)
def max_dropout_pool(
    x: Array,
    windows: Windows,
    *,
    q: Number = number(
        0.5,
        probability,
        "the probability to keep an element, in (0, 1]",
        per_channel=True,
        tried=(0.5, 0.25, 0.8, 1.0),
    ),
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    **rules: Unpack[Rules],
) -> Array:
    """The largest of the elements of each window that a coin keeps.

    Args:
        q: the probability with which each element is kept, above 0 and at most 1; a number, or an
            array of one per channel.
        training: draw; False gives the mean over all draws, Σ q(1−q)^(r−1) x(r) over the elements
            x(1) ≥ x(2) ≥ …
        seed, generator, first_index: of the draw, as in `stochastic_pool{n}d`.

    Returns:
        An array of floats: x's own dtype where x has floats. A window of which nothing is kept
        gives 0.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 2.0, 3.0, 1.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}max_dropout_pool{n}d(x, {where}, q=0.5, training=False).ravel()
        array([1.  , 1.75])
    """
    kept = per_channel(x, windows, rules, q=q)
    if training:
        return keep_drawn(x, "max_dropout", kept, seed, generator, first_index)
    check_draw(x, seed, generator, first_index)
    most, of_shape = ranks_of(x, windows, rules)
    if isinstance(kept, tuple):
        weights: Any = geometric(kept[0], 1 - kept[0], most)
    else:
        weights = backend_of(x).table([kept * (1 - kept) ** r for r in range(most)], x)
    return keep(x, "rank_sum", weights, of_shape=of_shape)
