"""Pooling that learns: mixtures of pools, gates, filters and weights of a window's elements.

Everything here is composed of other operators, so that autograd finds its way to x and to all that
is learned. 16 bit floats are computed with in float32, and rounded once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from operator import eq
from typing import Any, Never, Unpack

import numpy as np

from ..backends import Pick, Recorded, Reduce, Total, backend_of, gathered, namespace, native, pool
from ..backends.native import COUNT, NOTHING
from ..backends.philox import philox, uniform
from ..windows import Sliding, Tables, Windows, flag
from .arguments import Array, ArrayLike, Generator, Lengths, Mask, Number, Seed, Tensor
from .composing import cast, is_at_hand, is_kin, require_device
from .declaration import (
    CHANNELS,
    LEARNED,
    MEANS,
    RANDOM,
    REGION,
    REQUIRED,
    Operator,
    Parameter,
    declare,
    number,
)
from .keywords import refuse
from .numbers import (
    Check,
    check_each,
    choice,
    finite,
    is_array,
    not_negative,
    positive,
)
from .numbers import share as share_of
from .over_windows import operator
from .part import Cut, Operand, Part
from .parts import boxes, in_parts, is_large, of_row, pieces_of, row_of
from .per_rank import per_rank
from .positions import all_positions
from .random import check_draw, drawn
from .rules import Rules, canonical, dense

__all__ = ["attention_pool1d", "attention_pool2d", "attention_pool3d"]


@operator(
    (RANDOM, LEARNED),
    formula="a max x + (1−a) Σ x / n, a a coin or the sigmoid of a learned number",
    keeps="max and avg, mixed",
    source="Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned)",
    good="not having to choose between max and avg: training finds a for one number per layer; "
    "with a coin it regularises as well",
    bad="a learned a is the same for every input (gated is not); both poolings are computed; a "
    "coin makes training noisier",
    module="MixedPool{n}d",
    kind="random or learned",
    parameters=(
        Parameter("mode", "fixed", "what a is", "choice", ("fixed", "random"), of="function"),
        Parameter(
            "mode",
            "learned",
            "what a is",
            "choice",
            ("learned", "random", "fixed"),
            of="module",
        ),
        Parameter("a", 0.5, "the maximum's share, or where it begins to learn"),
        Parameter(
            "per",
            "layer",
            "what has an a or a coin of its own",
            "choice",
            ("layer", "channel", "window", "region"),
        ),
        CHANNELS,
        REGION,
    ),
)
def mixed_pool(
    x: Array,
    windows: Windows,
    *,
    a: Number = 0.5,
    mode: str = "fixed",
    per: str = "layer",
    training: bool = True,
    seed: Seed = None,
    generator: Generator = None,
    first_index: int = 0,
    **rules: Unpack[Rules],
) -> Array:
    """A mixture of maximum and mean of each window: a max + (1−a) avg.

    Args:
        a: the maximum's share: a number from 0 to 1; or an array or tensor, which may be learned,
            of one per channel, or with more axes, broadcast to the output (per region).
        mode: ``"fixed"``, or ``"random"``: either maximum or mean, by a coin that shows the
            maximum with the probability a.
        per: of the random mode, what has a coin of its own: the ``"layer"`` (this call), each
            ``"channel"`` or each ``"window"``.
        training: of the random mode: toss coins; False gives the mean over all draws, which is
            the fixed mode.
        seed, generator, first_index: of the draw, as in `stochastic_pool{n}d`; the index counts
            for coins of windows alone.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}mixed_pool{n}d(x, {where}, a=0.5).ravel()
        array([2.5, 3. ])
    """
    choice("mode", mode, ("fixed", "random"))
    choice("per", per, ("layer", "channel", "window"))
    check_draw(x, seed, generator, first_index)
    toss = mode == "random" and training
    draw = drawn(x, seed, generator, first_index) if toss else None

    def needs(planar: Any, kind: str) -> list[Operand]:
        return [(Part.of_output, _share("a", a, planar, kind, windows, rules, share_of))]

    def mix(part: Part, wide: Any, mask: Any, share: Any) -> Any:
        largest, mean = _max_and_mean(wide, mask, part.windows)
        if draw is not None:
            coin = _uniforms(mean, part, per, draw) < share
            return namespace(mean).where(coin, largest, mean)
        return _mixture(share, largest, mean)

    pooled: Array = _pooled(x, windows, mix, needs, 16, **rules)
    return pooled


@operator(
    (MEANS, LEARNED),
    formula="(σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)), x̄ the mean",
    keeps="whether a share of the elements speaks for it (noisy-and)",
    source="Kraus, Ba & Frey 2016",
    good="labels for whole images from probabilities of their parts, where a few parts prove "
    "nothing: what share does is learned for each class",
    bad="one strong part is not enough, as it is for max and noisy_or; for probabilities alone; "
    "flat, and so without gradient, far from b",
    by_name=True,
    operations=lambda n: n + 46,
)
def noisy_and_pool(
    x: Array,
    windows: Windows,
    *,
    a: float = number(10.0, positive, "how sharp the threshold is", tried=(10.0, 0.01, 3.0)),
    b: Number = number(
        0.5, finite, "the threshold, as a share", learnable=True, tried=(0.5, 0.0, 1.0, 0.25)
    ),
    **rules: Unpack[Rules],
) -> Array:
    """Noisy-and of the probabilities in each window: a soft threshold of their mean, 0 to 1.

    (σ(a(x̄ − b)) − σ(−ab)) / (σ(a(1 − b)) − σ(−ab)). a → 0 is the mean, and a → ∞ asks whether it
    is larger than b; no a overflows.

    Args:
        x: array or tensor of shape (*lead, {spatial}), from 0 to 1; bool, integer or
            floating-point.
        {geometry}
        a: how steep it is, above 0.
        b: the mean that is halfway: a number, or an array or tensor of one per channel, which may
            be learned.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 0.0, 1.0, 1.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}noisy_and_pool{n}d(x, {where}, b=0.5).ravel()
        array([0.5, 1. ])
    """

    def needs(planar: Any, kind: str) -> list[Operand]:
        return [(Part.of_output, _share("b", b, planar, kind, windows, rules, finite))]

    def decide(part: Part, wide: Any, mask: Any, b: Any) -> Any:
        mean = pool(wide, Total(COUNT), part.windows, mask)
        return _noisy_and(mean, a, b)

    pooled: Array = _pooled(x, windows, decide, needs, 16, **rules)
    return pooled


@operator(
    LEARNED,
    formula="g max x + (1−g) Σ x / n, g = σ(ωᵀx)",
    keeps="max or avg, as each window decides",
    source="Lee, Gallagher & Tu 2016",
    good="choosing between max and avg from the window's own content, for as many weights as a "
    "window has elements",
    bad="computes a small filter besides both poolings; the filter ties it to one size of window",
    windows=("sliding",),
    module="GatedPool{n}d",
    example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\npoolwise.nn.GatedPool2d(2)(x)",
    kind="learned",
    parameters=(
        Parameter("omega", REQUIRED, "a weight for each place of a window", "array", of="function"),
        CHANNELS,
    ),
)
def gated_pool(x: Tensor, windows: Windows, *, omega: ArrayLike, **rules: Unpack[Rules]) -> Tensor:
    """Maximum and mean of each window, mixed as its elements say: g max + (1−g) avg, g = σ(ωᵀx).

    Args:
        x: tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        omega: tensor of a weight for each tap of a window, which may be learned: of the shape of
            the kernel, or (channels, *kernel). What is absent adds 0 to the product.

    Returns:
        A tensor of floats: x's own dtype where x has floats.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4{flat})
        >>> omega = torch.zeros(2{flat})
        >>> poolwise.gated_pool{n}d(x, {where}, omega=omega).flatten()
        tensor([2.5000, 3.0000])
    """
    filters = _filters("omega", omega, x, windows, rules, stacked=False)

    def needs(planar: Any, kind: str) -> list[Operand]:
        return [(Part.of_filters, filters)]

    def gate(part: Part, wide: Any, mask: Any, filters: Any) -> Any:
        largest, mean = _max_and_mean(wide, mask, part.windows)
        logits = _filtered(wide, mask, filters, part.windows)[0]
        return _mixture(logits, largest, mean, gate=True)

    pooled: Tensor = _pooled(x, windows, gate, needs, 40, **rules)
    return pooled


@operator(
    LEARNED,
    formula="leaves vᵀx, joined in pairs by gates σ(ωᵀx)",
    keeps="what a small tree of learned filters finds",
    source="Lee, Gallagher & Tu 2016",
    good="the first pooling layer, where the paper's best networks have it: filters that fit the "
    "data",
    bad="the most weights and arithmetic of its family, and gains that shrink with depth in the "
    "network; ties the layer to one size of window",
    windows=("sliding",),
    module="TreePool{n}d",
    example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\npoolwise.nn.TreePool2d(2)(x)",
    kind="learned",
    parameters=(
        Parameter("filters", REQUIRED, "of the leaves", "array", of="function"),
        Parameter("omega", REQUIRED, "of the gates", "array", of="function"),
        Parameter("depth", 2, "of the tree", "integer", of="module"),
        CHANNELS,
    ),
)
def tree_pool(
    x: Tensor, windows: Windows, *, filters: ArrayLike, omega: ArrayLike, **rules: Unpack[Rules]
) -> Tensor:
    """A binary tree of pooling filters for each window, whose inner nodes are gates.

    A leaf is vᵀx over the window's taps, v being its filter, and an inner node
    g·left + (1−g)·right with g = σ(ωᵀx).

    Args:
        x: tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
        filters: tensor of the leaves' filters from left to right, which may be learned: of shape
            (leaves, *kernel) or (leaves, channels, *kernel); 2, 4, 8, … leaves.
        omega: the same for the inner nodes, one less than leaves, level by level from the root.

    Returns:
        A tensor of floats: x's own dtype where x has floats. What is absent adds 0 to a product.

    Example:
        >>> import torch, poolwise
        >>> x = torch.tensor([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4{flat})
        >>> leaves = torch.tensor([[1.0, 0.0], [0.5, 0.5]]).reshape(2, 2{flat})
        >>> gates = torch.zeros(1, 2{flat})
        >>> poolwise.tree_pool{n}d(x, {where}, filters=leaves, omega=gates).flatten()
        tensor([1.5000, 3.0000])
    """
    leaves = _filters("filters", filters, x, windows, rules, stacked=True)
    gates = _filters("omega", omega, x, windows, rules, stacked=True)
    count = len(leaves)
    if count < 2 or count & (count - 1):
        raise ValueError(f"filters has {count} leaves; a binary tree has 2, 4, 8, …")
    if len(gates) != count - 1:
        raise ValueError(f"omega has {len(gates)} inner nodes; {count} leaves need {count - 1}")

    def needs(planar: Any, kind: str) -> list[Operand]:
        return [(Part.of_filters, leaves), (Part.of_filters, gates)]

    def grow(part: Part, wide: Any, mask: Any, leaves: Any, gates: Any) -> Any:
        nodes = _filtered(wide, mask, leaves, part.windows)
        logits = _filtered(wide, mask, gates, part.windows)
        while len(nodes) > 1:  # from the leaves' parents up; level d of gates begins at 2^d - 1
            level = logits[len(nodes) // 2 - 1 : len(nodes) - 1]
            nodes = _mixture(level, nodes[::2], nodes[1::2], gate=True)
        return nodes[0]

    pooled: Tensor = _pooled(x, windows, grow, needs, 10 * count, **rules)
    return pooled


@operator(
    LEARNED,
    formula="Σ F x / Σ F, F = exp(G(x))",
    keeps="what a small network finds important",
    source="Gao, Wang & Wu 2019",
    good="small objects and fine detail in detection: importance is learned from the "
    "surroundings, not from strength alone",
    bad="G is a network of its own, in weights, arithmetic and memory for training",
    per_channel=True,
    module="LIPPool{n}d",
    example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
    "poolwise.nn.LIPPool2d(2, channels=4)(x)",
    kind="learned",
    parameters=(
        Parameter("logits", REQUIRED, "G(x)", "array", of="function"),
        Parameter(
            "logits",
            "bottleneck",
            "G: one of the paper's, or a module",
            "choice",
            ("bottleneck", "simplified"),
            of="module",
        ),
        CHANNELS,
        Parameter("hidden", 128, "channels inside the bottleneck", "integer", of="module"),
    ),
)
def lip_pool(x: Array, windows: Windows, *, logits: ArrayLike, **rules: Unpack[Rules]) -> Array:
    """The mean of each window weighted by local importance: Σ F x / Σ F, F = exp(logits).

    `poolwise.nn.LIPPool{n}d` makes the logits with a network of x.

    Args:
        logits: array or tensor of floats that broadcasts to x, which may be learned. Any size:
            weights are made window by window, so that none overflows and none loses all of its
            weight. Minus infinity gives an element none.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4{flat})
        >>> large = np.array([0, 0, 999.0, -999.0]).reshape(x.shape)
        >>> poolwise.{prefix}lip_pool{n}d(x, {where}, logits=large).ravel()
        array([2., 4.])
    """
    rank = windows.rank
    weights = aligned("logits", logits, x)
    if rules.get("channels_last", False):
        weights = backend_of(weights).moveaxis(weights, -1, -rank - 1)
    planar, mask = canonical(
        x, rank, rules.get("mask"), rules.get("lengths"), rules.get("channels_last", False)
    )[1:]
    top = _shared_top(weights, planar, mask, windows)

    def needs(planar: Any, kind: str) -> list[Operand]:
        return [(Part.of_input, weights), (Part.of_input, top)]

    def weigh(part: Part, wide: Any, mask: Any, weights: Any, top: Any) -> Any:
        shape = (*weights.shape[: weights.ndim - rank], *wide.shape[wide.ndim - rank :])
        given = cast(namespace(weights).broadcast_to(weights, shape), _dtype_name(wide))
        if top is not None:
            return _ratio(wide, _shared_weights(given, top, wide, mask), mask, part.windows)
        given = namespace(given).broadcast_to(given, tuple(wide.shape))
        return _weighed(part, wide, mask, _softmax_weights, (Part.of_input, given))

    held = None if top is None else 16
    pooled: Array = _pooled(x, windows, weigh, needs, held, **rules)
    return pooled


@operator(
    LEARNED,
    formula="Σ w x / Σ w, w = α + ρ_λ(x_i − x̃)",
    keeps="what differs from its surroundings",
    source="Saeedan et al. 2018",
    good="keeping small details and edges that avg blurs, with two learned numbers per layer; "
    "avg and, nearly, max are special cases",
    bad="noise differs from its surroundings too; x̃ costs one more filter",
    module="DetailPreservingPool{n}d",
    example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
    "poolwise.nn.DetailPreservingPool2d(2)(x)",
    kind="learned",
    parameters=(
        Parameter("alpha", 1.0, "what every element weighs", of="function"),
        Parameter("lambda_", 1.0, "how much difference weighs", of="function"),
        Parameter("asymmetric", False, "only what is larger than x̃ weighs more", "flag"),
        Parameter("filter", None, "of x̃; None: the mean of 3", "array", of="function"),
        Parameter("learned_filter", False, "train the filter", "flag", of="module"),
        CHANNELS,
        Parameter("eps", 1e-3, "under the root of ρ"),
    ),
)
def detail_preserving_pool(
    x: Array,
    windows: Windows,
    *,
    alpha: Number = 1.0,
    lambda_: Number = 1.0,
    asymmetric: bool = False,
    filter: ArrayLike | None = None,
    eps: float = 1e-3,
    **rules: Unpack[Rules],
) -> Array:
    """The mean of each window weighted by how far elements lie from its smoothed value x̃.

    Σ w x / Σ w with w = α + ρ(x_i − x̃), where ρ(d) = (d² + ε²)^(λ/2), or, asymmetric,
    ρ(d) = (max(d, 0)² + ε²)^(λ/2), which favours what is brighter. λ = 0 gives the mean.

    Args:
        alpha: the weight of every element, at least 0: a number, or an array or tensor, which may
            be learned, of one per channel, or with more axes, broadcast to the output.
        lambda_: the exponent λ, at least 0; as `alpha`.
        asymmetric: let only what lies above x̃ weigh more.
        filter: x̃ = Σ filter_t x_t over the window's taps, where absent ones add 0: a tensor of the
            shape of the kernel or (channels, *kernel), which may be learned. When None, x̃ is the
            window's mean (a box filter). Sliding windows of tensors alone have a filter.
        eps: ε, above 0.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([1.0, 3.0, 4.0, 0.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}detail_preserving_pool{n}d(x, {where}, lambda_=0).ravel()
        array([2., 2.])
    """
    epsilon = positive("eps", eps)
    box = None if filter is None else _filters("filter", filter, x, windows, rules, stacked=False)

    def needs(planar: Any, kind: str) -> list[Operand]:
        shares: list[Operand] = [
            (Part.of_output, _share(name, value, planar, kind, windows, rules, not_negative))
            for name, value in (("alpha", alpha), ("lambda_", lambda_))
        ]
        return shares if box is None else [*shares, (Part.of_filters, box)]

    def by_detail(
        held: Any, present: Any, scale: Any, smooth: Any, base: Any, power: Any
    ) -> tuple[Any, Any]:
        return _detail(held - smooth, present, epsilon, scale, asymmetric, base, power)

    def weigh(part: Part, wide: Any, mask: Any, base: Any, power: Any, box: Any = None) -> Any:
        smooth: Any = "mean" if box is None else _filtered(wide, mask, box, part.windows)[0]
        shares = [(Part.of_output, share) for share in (base, power)]
        return _weighed(part, wide, mask, by_detail, *shares, centre=smooth)

    pooled: Array = _pooled(x, windows, weigh, needs, None, **rules)
    return pooled


@operator(
    MEANS,
    formula="β Σ x softmax(DSC(x, x̄)) + (1−β) soft(x), DSC = 2 x x̄ / (x² + x̄²)",
    keeps="a learned mix of what is typical of a window and what is strong in it",
    source="Stergiou & Poppe 2023",
    good="detail: weights by likeness to the mean keep texture that soft alone gives up",
    bad="two exponential means and their mix make it one of the slowest; β per place ties the "
    "layer to one size of input",
    module="AdaPool{n}d",
    kind="learned",
    parameters=(
        Parameter("beta", 0.5, "the share of the first part, in [0, 1]"),
        Parameter("learned", True, "train beta", "flag", of="module"),
        Parameter(
            "per",
            "layer",
            "what has a beta of its own",
            "choice",
            ("layer", "channel", "region"),
            of="module",
        ),
        CHANNELS,
        REGION,
    ),
)
def ada_pool(x: Array, windows: Windows, *, beta: Number = 0.5, **rules: Unpack[Rules]) -> Array:
    """Two weighted means of each window, fused: β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x).

    DSC(x, x̄) = 2·x·x̄ / (x² + x̄²), 0 where both are 0, says how like the window's mean x̄ an
    element is: from −1 to 1. Elements may be as large as their dtype allows.

    Args:
        beta: the first mean's share: a number from 0 to 1; or an array or tensor, which may be
            learned, of one per channel, or with more axes, broadcast to the output (per position).

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([2.0, 2.0, 0.0, 0.0]).reshape(1, 1, 4{flat})
        >>> poolwise.{prefix}ada_pool{n}d(x, {where}, beta=0.5).ravel()
        array([2., 0.])
    """

    def needs(planar: Any, kind: str) -> list[Operand]:
        return [(Part.of_output, _share("beta", beta, planar, kind, windows, rules, share_of))]

    def by_likeness(held: Any, present: Any, scale: Any, mean: Any) -> tuple[Any, Any]:
        return _softmax_weights(held, present, scale, mean, _dice(held, mean))

    def fuse(part: Part, wide: Any, mask: Any, share: Any) -> Any:
        alike = _weighed(part, wide, mask, by_likeness, centre="mean")
        soft = pool(wide, Reduce("soft", (1.0,)), part.windows, mask)
        return _mixture(share, alike, soft)

    pooled: Array = _pooled(x, windows, fuse, needs, None, **rules)
    return pooled


declare(
    Operator(
        "attention",
        (LEARNED,),
        "Σ softmax(q·k_i) v_i",
        "what a query attends to",
        "Radford et al. 2021 (CLIP); Lin et al. 2017",
        "the last layer before an embedding or a classifier, for sequences of varying length too",
        "one window over everything; quadratic layers of weights in the number of channels; "
        "positions tie the 2d form to one size of input",
        kind="learned",
        parameters=(
            Parameter("query", REQUIRED, "what attends", "array", of="function"),
            Parameter("keys", None, "what is attended to; None: x", "array", of="function"),
            Parameter("scale", None, "of products; None: 1 / √channels", of="function"),
            Parameter("return_weights", False, "also the weights", "flag", of="function"),
        ),
        ranks=(1, 2, 3),
        windows=("global",),
        geometry="",
        function="attention_pool{n}d",
        module="AttentionPool1d AttentionPool2d",
        placed="",
        example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.nn.AttentionPool2d(8, 4, 2)(x)",
        home=__name__,
    )
)


@per_rank
def attention_pool(
    x: Tensor,
    query: Tensor,
    keys: Tensor | None = None,
    *,
    scale: float | None = None,
    return_weights: bool = False,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Any:
    """The mean of all positions, weighted by attention: Σ x softmax(scale · query · keys).

    Each of the queries gives a mean of its own. With keys = tanh(W₁x) and the rows of W₂ for
    queries it is the structured self-attention of Lin et al. 2017.

    Args:
        x: tensor of shape (*lead, channels, {spatial}), floating-point.
        query: tensor of shape (queries, size), or (*lead, queries, size); may be learned.
        keys: tensor of shape (*lead, size, {spatial}); x itself when None. With `channels_last`,
            (*lead, {spatial}, size).
        scale: 1/√size when None, as in PyTorch.
        return_weights: also return the weights, of shape (*lead, queries, {spatial}).
        mask: as ever, but positions are absent from all channels at once.

    Returns:
        A tensor of x's dtype and of shape (*lead, channels, queries), with `channels_last`
        (*lead, queries, channels).

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Lin et al. 2017; Radford et al. 2021.

    Example:
        >>> import torch, poolwise
        >>> x = torch.arange(8.0).reshape(1, 2, 4{flat})
        >>> poolwise.attention_pool{n}d(x, torch.zeros(1, 2)).flatten()
        tensor([1.5000, 5.5000])
    """
    if unknown:
        refuse(attention_pool[_rank - 1], unknown)
    flag("return_weights", return_weights)
    values, present = tokens_of(x, _rank, mask, lengths, channels_last)
    spatial = tuple(x.shape[-_rank - 1 : -1] if channels_last else x.shape[x.ndim - _rank :])
    key = values
    if keys is not None:
        checked_array("keys", keys, x)
        if keys.ndim != x.ndim:
            raise ValueError(f"keys has {keys.ndim} axes; it needs x's {x.ndim}")
        key = tokens_of(keys, _rank, None, None, channels_last)[0]
        if key.shape[-1] != values.shape[-1]:
            raise ValueError(
                f"keys has shape {tuple(keys.shape)}; its spatial axes must be x's {spatial}"
            )
        if present is not None:  # absent ones may be NaN, which would be the query's gradient
            key = namespace(key).where(present, key, 0.0)
    checked_array("query", query, x)
    if query.ndim < 2 or query.shape[-1] != key.shape[-2]:
        raise ValueError(
            f"query has shape {tuple(query.shape)}; it needs (queries, {key.shape[-2]}), as keys"
        )
    native.check_empty_value(empty_value, "float32")
    factor = 1 / math.sqrt(max(query.shape[-1], 1)) if scale is None else finite("scale", scale)
    logits = _logits(query.to(key.dtype) * factor, key)
    out, weights = _attended(logits, present, values)
    if present is not None:
        out = namespace(out).where(present.any(-1, keepdim=True), out, float(empty_value))
    out = out.to(x.dtype)
    out = out if channels_last else out.transpose(-1, -2)
    if not return_weights:
        return out
    return out, weights.to(x.dtype).reshape(*weights.shape[:-1], *spatial)


attention_pool1d, attention_pool2d, attention_pool3d = attention_pool


# --- what they share ------------------------------------------------------------------------------


def _pooled(
    x: Any,
    windows: Windows,
    make: Callable[..., Any],
    needs: Callable[[Any, str], Sequence[Operand]],
    held: int | None,
    *,
    mask: Mask = None,
    lengths: Lengths = None,
    empty_value: float = 0,
    channels_last: bool = False,
) -> Any:
    """What `make` makes of x in the dtype of sums, of the mask and of what it `needs` beside them,
    under the rules of all; it holds as many elements for each output (or `_EACH_TAP` for each of a
    window's taps, where None)."""
    native.check_empty_value(empty_value, "float32")
    backend, planar, mask = canonical(x, windows.rank, mask, lengths, channels_last)
    result = native.total_dtype(_dtype_name(planar), COUNT)
    kind = "float32" if result in ("float16", "bfloat16") else result

    def pooled(part: Part, x: Any, mask: Any, *operands: Any) -> Any:
        wide = cast(x, kind)
        if isinstance(wide, (np.ndarray, Recorded)):
            with np.errstate(all="ignore"):  # what has an infinity or a NaN says so by its result
                out = make(part, wide, mask, *operands)
        else:
            out = make(part, wide, mask, *operands)
        if mask is not None:
            some = pool(mask, Pick(True), part.windows, mask)
            out = namespace(out).where(some, out, float(empty_value))
        return cast(out, result)

    operands = needs(planar, kind)
    _require_elements(planar, mask, windows)
    gathers = held is None
    if held is None:
        held = _EACH_TAP * windows.capacity(tuple(planar.shape[planar.ndim - windows.rank :]))
    # What kernels make of adaptive windows is not made of parts of planes.
    in_space = gathers or isinstance(windows, Sliding)
    out = in_parts(pooled, planar, mask, windows, result, held, *operands, in_space=in_space)
    out = _laid_out(out, planar, windows.rank)
    return backend.moveaxis(out, -windows.rank - 1, -1) if channels_last else out


_EACH_TAP = 16
"""Elements held for each tap of a window, about, where windows are looked at one by one."""


def _max_and_mean(x: Any, mask: Any, windows: Windows) -> tuple[Any, Any]:
    return pool(x, Pick(True), windows, mask), pool(x, Total(COUNT), windows, mask)


def _mixture(share: Any, first: Any, second: Any, gate: bool = False) -> Any:
    """share · first + (1 − share) · second, which of equal numbers is that number; the share of a
    gate is the sigmoid of what is given."""
    if isinstance(share, float) and share in (0.0, 1.0):  # infinities times 0 would be NaN
        return first if share else second
    if isinstance(share, float) and isinstance(first, np.ndarray):
        with np.errstate(over="ignore", invalid="ignore"):
            gap = first - second
            far = None if np.isfinite(gap).all() else ~np.isfinite(gap)
            gap *= share if share < 0.5 else 1 - share
        near = np.add(second, gap, out=gap) if share < 0.5 else np.subtract(first, gap, out=gap)
        if far is not None:
            near[far] = _scaled_mixture(share, first[far], second[far])
        return near
    return _scaled_mixture(share, first, second, gate)


def _scaled_mixture(share: Any, first: Any, second: Any, gate: bool = False) -> Any:
    xp = namespace(second)
    # Of the larger one: what would lift the smaller from among subnormals may carry it too far.
    one, other = gathered.plain(first), gathered.plain(second)
    scale = _unless_plain(
        gathered.power_of_two(namespace(one).maximum(_finite_size(one), _finite_size(other)))
    )
    if scale is not None:
        first, second = gathered.at_scale(first, scale), gathered.at_scale(second, scale)
        share = gathered.beside_scale(share, scale) if is_array(share) else share
    share = share.sigmoid() if gate else share
    gap = first - second
    low, high = second + share * gap, first - (1 - share) * gap  # each exact at its own end
    if isinstance(share, float):
        near = low if share < 0.5 else high
    else:
        near = xp.where(gathered.plain(share) < 0.5, low, high)
    held = gathered.plain(gap)
    endless = ~namespace(held).isfinite(held)
    mixed = xp.where(endless, share * first + (1 - share) * second, near)
    return mixed if scale is None else gathered.at_scale(mixed, 1 / scale)


def _noisy_and(mean: Any, a: float, b: Any) -> Any:
    """The same as ± (1 − e^(−a|x̄|)) / (1 − e^(−a)) · (1 + e^(ab − a)) / (e^p + e^(ab − p − a|x̄|)),
    where p is ab if x̄ is negative, else 0: nothing cancels, and the largest exponents are taken
    out. Of a and b no more is taken than changes anything."""
    held = gathered.plain(mean)
    xp, pure = namespace(mean), namespace(held)
    a = min(max(float(a), 2.0**-60), 2.0**100)
    negative = held < 0
    size, grown = xp.where(negative, -mean, mean), a * b + pure.zeros_like(held)
    above, below = held.clip(1) * a + 64.0, held.clip(None, 0) * a - 64.0
    grown = pure.maximum(pure.minimum(grown, above), below)
    first = pure.where(negative, grown, 0.0 * grown)
    second = size * -a + (grown - first)
    most = pure.maximum(gathered.plain(first), gathered.plain(second))
    above = gathered.plain(grown - a).clip(0)
    top = (pure.exp(-above) + pure.exp(grown - a - above)) * pure.exp(above - most)
    bottom = xp.exp(second - most) + pure.exp(first - most)
    out = xp.expm1(size * -a) * (1 / math.expm1(-a)) * top / bottom
    return xp.where(negative, -out, out)


def _finite_size(x: Any) -> Any:
    xp = namespace(x)
    return xp.where(xp.isfinite(x), abs(x), 0.0)


def _unless_plain(scale: Any) -> Any:
    """The scale, or None where all of it is known to be 1."""
    return None if is_at_hand(scale) and bool((scale == 1).all()) else scale


def _scale_of(held: Any, present: Any) -> Any:
    """The power of 2 for each window that no sum of its elements overflows at, nor loses bits, or
    None where they all are 1."""
    return _unless_plain(gathered.power_of_two(_most(held, present))[..., None])


def _most(held: Any, present: Any) -> Any:
    """The largest finite magnitude of each window."""
    size = _finite_size(gathered.plain(held))
    return _largest(namespace(size).where(present, size, 0.0))


def _dtype_name(x: Any) -> str:
    name: str = backend_of(x).HOST.name(x.value if isinstance(x, Recorded) else x)
    if isinstance(x, Recorded) and name not in native.FLOATS:
        raise TypeError(f"x has dtype {name}; gradients need a floating-point type")
    return name


def _laid_out(out: Any, like: Any, rank: int) -> Any:
    """The output in x's memory format."""
    if isinstance(out, Recorded) or out.ndim <= rank:
        return out
    arrays = isinstance(out, np.ndarray)
    backend, last = backend_of(out), False
    if like.ndim > rank:
        last = native.is_channels_last(
            gathered.plain(like).strides if arrays else like.stride(), rank
        )
    moved = backend.moveaxis(out, -rank - 1, -1) if last else out
    packed = np.ascontiguousarray(moved) if arrays else moved.contiguous()
    return backend.moveaxis(packed, -1, -rank - 1) if last else packed


def checked_array(name: str, value: Any, x: Any) -> Any:
    """The value, if it is an array or tensor like x.

    Raises:
        TypeError: it is not, or holds no floats.
        ValueError: it is on another device.
    """
    dense(x)
    if not is_array(value) or not is_kin(value, x):
        wanted = "numpy.ndarray" if isinstance(x, (np.ndarray, Recorded)) else "torch.Tensor"
        raise TypeError(f"{name} must be a {wanted} like x, got {type(value).__name__}")
    if str(value.dtype).removeprefix("torch.") not in native.FLOATS:
        raise TypeError(f"{name} has dtype {value.dtype}; it needs floats")
    backend_of(value, name).known(value, name)
    require_device(name, value, x)
    return value


def aligned(name: str, value: Any, x: Any) -> Any:
    """An array that broadcasts to x, with as many axes as x has.

    Raises:
        ValueError, TypeError: it does not broadcast, or is no array like x.
    """
    given = tuple(checked_array(name, value, x).shape)
    shape = (1,) * (x.ndim - len(given)) + given
    if len(shape) != x.ndim or any(m not in (1, n) for m, n in zip(shape, x.shape, strict=True)):
        raise ValueError(
            f"{name} has shape {given}, which does not broadcast to x's {tuple(x.shape)}"
        )
    return value.reshape(shape)


def _share(
    name: str, value: Any, x: Any, kind: str, windows: Windows, rules: Rules, check: Check
) -> float | Any:
    """A number, or an array of numbers of this dtype that broadcasts to what is made of x, channels
    first.

    Raises:
        ValueError, TypeError: it does not fit.
    """
    if not is_array(value):
        return check(name, value)
    check_each(name, checked_array(name, value, x), check)
    given, rank = cast(value, kind), windows.rank
    last = rules.get("channels_last", False)
    wide = given.ndim > 1 or math.prod(given.shape) == 1
    if wide:
        spread = given.reshape((1,) * (rank + 1 - given.ndim) + tuple(given.shape))
        spread = backend_of(spread).moveaxis(spread, -1, -rank - 1) if last else spread
    else:
        spread = given.reshape((-1,) + (1,) * rank)
    lead = x.ndim - rank
    shape = (*x.shape[:lead], *windows.output_shape(tuple(x.shape[lead:])))
    # Without a channel axis there is one channel.
    if spread.ndim == len(shape) + 1 and spread.shape[0] == 1:
        spread = spread[0]
    if spread.ndim > len(shape) or any(
        m not in (1, n) for m, n in zip(tuple(spread.shape)[::-1], shape[::-1], strict=False)
    ):
        raise ValueError(
            f"{name} has shape {tuple(given.shape)}; it needs one element, one for each channel, "
            f"or a shape that broadcasts to the output's {shape} (channels first)"
        )
    return spread


def _per_element(share: Any) -> Any:
    return share[..., None] if is_array(share) or isinstance(share, Recorded) else share


def _uniforms(out: Any, part: Part, per: str, draw: tuple[Any, int]) -> Any:
    """Numbers in (0, 1) that broadcast to a part's output: one, one per channel, or one per
    element."""
    (seed, first), rank = draw, part.over.rank
    channels = (1, *part.shape)[-rank - 1]
    shape = {"layer": (1,) * rank, "channel": (channels, *(1,) * rank)[-out.ndim :]}.get(per)
    if isinstance(gathered.plain(out), np.ndarray):
        index, seed = part.numbered(shape, partial(np.arange, dtype=np.uint64)), np.uint64(seed)
    else:
        index = part.numbered(shape, partial(namespace(out).arange, device=out.device))
        seed = seed.to(out.device)
    zero = namespace(gathered.plain(out)).zeros_like(index)
    index = index + (first if per == "window" else 0)
    key = seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF
    word = philox(key, (index & 0xFFFFFFFF, index >> 32, zero, zero))[0]
    return uniform(word) if isinstance(word, np.ndarray) else uniform(word).double()


# --- the elements of windows ----------------------------------------------------------------------


def _require_elements(x: Any, mask: Any, windows: Windows) -> None:
    """Raise for a window without an element, unless a mask may have left it empty."""
    if mask is None and not native.is_traced():
        spatial = tuple(x.shape[x.ndim - windows.rank :])
        native.require_elements(windows, spatial, windows.first_empty(spatial))


def _elements(x: Any, mask: Any, part: Part) -> tuple[Any, Any]:
    """The windows' taps along a last axis, 0 where they are absent, and which are present."""
    present = _places(x, part)[1]
    if mask is not None:
        present = present & _gathered(mask, part)
    return namespace(x).where(present, _gathered(x, part), 0.0), present


def _gathered(x: Any, part: Part) -> Any:
    places, split = _places(x, part)[0], x.ndim - part.over.rank
    flat = x.reshape((*x.shape[:split], math.prod(x.shape[split:])))
    if isinstance(x, np.ndarray):
        return flat.take(places, -1)
    made = flat[..., places]
    if isinstance(made, Recorded):  # in the order of `take`, in which sums have the same bits
        made.value = np.ascontiguousarray(made.value)
    return made


def _places(x: Any, part: Part) -> tuple[Any, Any]:
    """Flat places in x of every window's taps, row-major, and which of them lie in x; others are 0.

    Said with arange alone, so that PyTorch's compiler can follow.
    """
    places: Any = None
    present: Any = None
    for axis in range(part.over.rank):
        at, exists = _axis_places(gathered.plain(x), part, axis)
        if places is None:
            places, present = at, exists
            continue
        # (…, K) with (n, k) gives (…, n, K * k): the new axis' taps vary fastest.
        shape = (*places.shape[:-1], at.shape[0], places.shape[-1] * at.shape[-1])
        size = x.shape[axis - part.over.rank]
        places = (places[..., None, :, None] * size + at[:, None, :]).reshape(shape)
        present = (present[..., None, :, None] & exists[:, None, :]).reshape(shape)
    return places, present


def _axis_places(x: Any, part: Part, axis: int) -> tuple[Any, Any]:
    xp, windows, size = namespace(x), part.over, part.spatial[axis]
    more = {} if isinstance(x, np.ndarray) else {"device": x.device}
    begin, end, origin = part.numbers(axis)
    number = xp.arange(begin, end, **more)[:, None]
    if isinstance(windows, Sliding):
        first = number * windows.stride[axis] - windows.pads(axis, size)[0]
        at = first + xp.arange(windows.kernel_size[axis], **more) * windows.dilation[axis]
        exists = (at >= 0) & (at < size)
    elif isinstance(windows, Tables):
        tables = (xp.asarray(table, **more) for table in windows.columns(axis))
        start, count = (table[begin:end, None] for table in tables)
        at = start + xp.arange(max(1, windows._most(axis, size)), **more)
        exists = at < start + count
    else:
        # At least one tap, so that there is something to reduce where there are no windows.
        most, length = max(1, windows._most(axis, size)), part.pooled[axis]
        at = number * size // max(1, length) + xp.arange(most, **more)
        exists = at < -(-((number + 1) * size) // max(1, length))
    return xp.where(exists, at - origin, 0), exists


def _weighed(
    part: Part,
    x: Any,
    mask: Any,
    weigh: Callable[..., tuple[Any, Any]],
    *operands: Operand,
    centre: Any = None,
) -> Any:
    """Σ x w / Σ w of each window.

    Args:
        weigh: makes of elements, of which are present, of the scale that they are at, of the centre
            and the operands the weights over a factor of each window, and the factor's logarithm.
        centre: of each window, that elements are compared with: "mean", what there is one of for
            each, or None.
    """
    if is_large(part, x, mask, _EACH_TAP):
        return _weighed_in_pieces(part, x, mask, weigh, operands, centre)
    held, present = _elements(x, mask, part)
    scale = _scale_of(held, present)
    given = [_of_taps(cut, array, part) for cut, array in operands]
    if not isinstance(centre, str):
        centre = _per_element(centre)
    held, centre, given = _all_at_scale(scale, held, centre, given)
    if isinstance(centre, str):
        centre = _mean(held, present)
    pooled = _weighted_mean(held, weigh(held, present, scale, centre, *given)[0], present)
    return pooled if scale is None else gathered.at_scale(pooled, 1 / scale[..., 0])


def _weighed_in_pieces(
    part: Part, x: Any, mask: Any, weigh: Any, operands: Sequence[Operand], centre: Any
) -> Any:
    """The same of one window of which not all elements may be looked at at once: the mean of its
    pieces' means, weighted by the sums of their weights."""
    shape = (*x.shape[: x.ndim - part.over.rank], *[1] * part.over.rank)
    cuts, dtype, windows = [cut for cut, _ in operands], _dtype_name(x), pieces_of(4 * _EACH_TAP)
    given = [(row_of if cut is Part.of_input else of_row)(array, part) for cut, array in operands]
    x, mask, centre = row_of(x, part), row_of(mask, part), of_row(centre, part)

    def made(make: Any, x: Any, *given: Operand) -> Any:
        held = _EACH_TAP * windows.kernel_size[0]
        return in_parts(make, x, mask, windows, dtype, held, *given)

    def weights(piece: Part, x: Any, mask: Any, scale: Any, centre: Any, *given: Any) -> Any:
        held, present = _elements(x, mask, piece)
        taps = [_of_taps(cut, array, piece) for cut, array in zip(cuts, given, strict=True)]
        weight, top = weigh(held, present, _per_element(scale), _per_element(centre), *taps)
        return held, namespace(weight).where(present, weight, 0.0), present, top

    def mean(*given: Any) -> Any:
        held, weight, present, _ = weights(*given)
        return _weighted_mean(held, weight, present)

    def weight(*given: Any) -> Any:
        _, weight, _, top = weights(*given)
        total = weight.sum(-1)
        gone = gathered.plain(total) == 0
        return namespace(total).where(gone, -math.inf, _log(total + gone) + top)

    most = made(lambda piece, x, mask: _most(*_elements(x, mask, piece)), gathered.plain(x))
    scale = _unless_plain(gathered.power_of_two(_largest(most)[..., None]))
    x, centre, given = _all_at_scale(scale, x, centre, given)
    if isinstance(centre, str):
        centre = pool(x, Total(COUNT), Windows.whole(1), mask)
    beside = [(Part.of_output, scale), (Part.of_output, centre), *zip(cuts, given, strict=True)]
    # Where weights do not come of the elements, no gradient comes of them.
    means = made(mean, x, *beside)
    logits = made(weight, gathered.plain(x) if centre is None else x, *beside)
    everywhere = gathered.everywhere(gathered.plain(means))
    shares, _ = _softmax_weights(means, everywhere, None, None, logits)
    pooled = _weighted_mean(means, shares, everywhere).reshape(shape)
    return pooled if scale is None else gathered.at_scale(pooled, 1 / scale.reshape(shape))


def _of_taps(cut: Cut, array: Any, part: Part) -> Any:
    """An operand beside the taps of windows."""
    return _gathered(array, part) if cut is Part.of_input else _per_element(array)


def _all_at_scale(scale: Any, held: Any, centre: Any, given: Sequence[Any]) -> Any:
    """Elements and what they are compared with at the scale, and what is given beside it."""
    if scale is None:
        return held, centre, given
    beside = [gathered.beside_scale(a, scale) if is_array(a) else a for a in given]
    if centre is not None and not isinstance(centre, str):
        centre = gathered.at_scale(centre, scale)
    return gathered.at_scale(held, scale), centre, beside


def _mean(held: Any, present: Any) -> Any:
    """The mean of each window."""
    count = cast(present.sum(-1)[..., None], _dtype_name(held))
    share = cast(present, _dtype_name(held)) / namespace(present).where(count == 0, 1.0, count)
    return _shared(held, share)[..., None]


def _shared(held: Any, share: Any) -> Any:
    """Σ share · x of shares that add up to 1. No sum overflows or loses bits, that of equal numbers
    is that number, and what has no share may be infinite."""
    plain, counts = gathered.plain(held), gathered.plain(share) != 0
    xp = namespace(plain)
    scale = _scale_of(held, counts)
    if scale is not None:
        held, plain = gathered.at_scale(held, scale), plain * scale
    # From one of its own elements, a constant window has no distance at all.
    base = _largest(xp.where(counts & xp.isfinite(plain), plain, -math.inf))[..., None]
    base = xp.where(xp.isfinite(base), base, 0.0)
    apart = namespace(held).where(counts, held - base, 0.0)
    pooled = (apart * share).sum(-1) + base[..., 0]
    return pooled if scale is None else gathered.at_scale(pooled, 1 / scale[..., 0])


def _largest(x: Any) -> Any:
    return x.max(-1) if isinstance(x, np.ndarray) else x.amax(-1)


def _softmax_weights(
    held: Any, present: Any, scale: Any, centre: Any, logits: Any
) -> tuple[Any, Any]:
    """exp(logits) over that of the largest of each window, none of which overflows, and the
    largest."""
    xp, plain = namespace(logits), namespace(present)
    top = _largest(plain.where(present, gathered.plain(logits), -math.inf))
    top = plain.where(top == -math.inf, 0.0, top)[..., None]
    alike = ~present | ((gathered.plain(logits) == top) & plain.isinf(top))  # inf - inf is 0 here
    return xp.exp(xp.where(alike, 0.0, logits - top)), top[..., 0]


def _weighted_mean(held: Any, weight: Any, present: Any) -> Any:
    """Σ x w / Σ w of weights that do not overflow."""
    weight = namespace(weight).where(present, weight, 0.0)
    total = weight.sum(-1)
    gone = gathered.plain(total) == 0
    return _shared(held, weight / (total + gone)[..., None])


_GENTLE = 20.0
"""Weights down to exp(-20) of the largest cost sums no digits, and their products next to none."""


def _shared_top(logits: Any, x: Any, mask: Any, windows: Windows) -> Any:
    """The largest logit of each plane, where weights exp(logits) over its weight serve all windows;
    otherwise None.

    Sums over windows are then sums of weights, much cheaper than to weigh windows one by one.
    """
    plain, held, xp = gathered.plain(logits), gathered.plain(x), namespace(logits)
    known = all(part is None or is_at_hand(part) for part in (plain, held, mask))
    if not known or not math.prod(x.shape):
        return None
    split = x.ndim - windows.rank
    plain = xp.broadcast_to(plain, (*plain.shape[:split], *x.shape[split:]))
    if mask is not None:
        plain = xp.where(mask, plain, -math.inf)
    top = xp.amax(plain, tuple(range(-windows.rank, 0)), keepdims=True)
    best = pool(plain, Pick(True), windows, mask, math.inf)
    if not bool((best >= top - _GENTLE).all()) or _is_far(held, mask):
        return None
    return top


def _is_far(x: Any, mask: Any) -> bool:
    """Whether sums of elements may overflow, or lose bits."""
    for box in boxes(x.shape, 4):
        size = abs(cast(x[box], "float64"))
        far = (size > 1e30) | ((size < 1e-30) & (size != 0))
        if bool((far if mask is None else far & mask[box]).any()):
            return True
    return False


def _shared_weights(logits: Any, top: Any, x: Any, mask: Any) -> Any:
    """exp(logits) over that of `_shared_top`."""
    xp, top = namespace(logits), cast(top, _dtype_name(x))
    shifted = logits - xp.where(xp.isfinite(top), top, 0.0)
    weights = xp.exp(shifted if mask is None else xp.where(mask, shifted, 0.0))
    return xp.broadcast_to(weights, tuple(x.shape))


def _ratio(x: Any, weights: Any, mask: Any, windows: Windows) -> Any:
    """Σ w x / Σ w over each window."""
    if mask is not None:  # what is absent may be NaN, which no weight of 0 undoes
        x = namespace(x).where(mask, x, 0.0)
    products, total = (pool(part, Total(NOTHING), windows, mask) for part in (x * weights, weights))
    return products / (total + (gathered.plain(total) == 0))


def _detail(
    distance: Any, present: Any, eps: float, scale: Any, asymmetric: bool, base: Any, power: Any
) -> tuple[Any, Any]:
    """base + √(d² + ε²)^power, of max(d, 0) where asymmetric, over a factor of each window, and the
    factor's logarithm; distances are at the scale, if there is one."""
    xp, plain = namespace(distance), gathered.plain(distance)
    pure = namespace(plain)
    kept = present & pure.isfinite(plain) & ((plain > 0) if asymmetric else True)
    distance = xp.where(kept, distance, 0.0)  # nobody knows by how much infinities differ
    floor = eps if scale is None else eps * scale
    size = pure.where(kept, abs(plain), 0.0)
    # All are divided by the largest, so that nothing overflows and its own weight is exact.
    most = _largest(size)[..., None]
    most = pure.where(most > floor, most, floor)
    outer = most * pure.sqrt((_largest(size)[..., None] / most) ** 2 + (floor / most) ** 2)
    single = str(plain.dtype).endswith("float32")
    near = _log_distance(distance, floor, outer)
    far = pure.log(outer) - (0.0 if scale is None else pure.log(scale))
    given = gathered.plain(base) if is_array(base) else base
    shift = far * power
    shifted = gathered.plain(shift)
    top = pure.maximum(shifted, pure.log(given + 0 * shifted))
    least = -80.0 if single else -700.0
    far_base = pure.exp(-pure.where(top > least, top, least)) * base
    return xp.exp(near * power + (shift - top)) + far_base, top[..., 0]


def _log_distance(distance: Any, eps: Any, outer: Any) -> Any:
    """log √(d² + ε²) / outer"""
    plain = gathered.plain(distance)
    pure = namespace(plain)
    # Both are divided by the larger, which drops out again: squares must not vanish.
    scale = pure.maximum(abs(plain), eps + 0 * plain)
    part, floor = distance / scale, eps / scale
    ratio = scale / outer
    tiny = ratio < 1e-30  # perhaps no number
    far = pure.where(tiny, pure.log(scale) - pure.log(outer), pure.log(pure.where(tiny, 1, ratio)))
    return _log(part * part + floor * floor) * 0.5 + far


def _log(x: Any) -> Any:
    if not isinstance(x, Recorded):
        return namespace(x).log(x)
    value = x.value
    return x.became(np.log(value), lambda grad: grad / value)


def _dice(held: Any, mean: Any) -> Any:
    """2 x x̄ / (x² + x̄²), 0 where both are 0."""
    one, other = gathered.plain(held), gathered.plain(mean)
    plain = namespace(one)
    # It is a function of their ratio, so what both are divided by needs no gradient.
    scale = plain.maximum(abs(one), abs(other) + 0 * one)
    scale = plain.where((scale > 0) & plain.isfinite(scale), scale, 1.0)
    x, y = held / scale, mean / scale
    squares = x * x + y * y
    alike = x * y * 2.0 / (squares + (gathered.plain(squares) == 0))
    # Beside what is infinite, nobody is like it.
    return namespace(alike).where(plain.isfinite(one) & plain.isfinite(other), alike, 0.0)


# --- filters over the taps ------------------------------------------------------------------------


def _filters(name: str, given: Any, x: Any, windows: Windows, rules: Rules, stacked: bool) -> Any:
    """Filters over a window's taps as a tensor of shape (filters, channels or 1, *kernel).

    Raises:
        ValueError, TypeError: they are no tensor or do not fit the kernel or the channels.
    """
    dense(x)
    if isinstance(x, (np.ndarray, Recorded)):
        raise TypeError(f"x must be a torch.Tensor where {name} is learned, got a numpy.ndarray")
    checked_array(name, given, x)
    if not isinstance(windows, Sliding):
        raise TypeError(f"{name} needs sliding windows, all of one size")
    kernel, rank = windows.kernel_size, windows.rank
    axis = -1 if rules.get("channels_last", False) else -rank - 1
    channels = int(x.shape[axis]) if x.ndim > rank else 1
    shape = tuple(given.shape) if stacked else (1, *given.shape)
    middle = shape[1:-rank]
    fits = len(shape) > rank and all(map(eq, shape[-rank:], kernel))
    # One by one: sizes that a compiler stands for compare so, tuples of them do not.
    if not fits or len(middle) > 1 or not all(n == 1 or n == channels for n in middle):
        lead = "(n, " if stacked else "("
        taps = ", ".join(map(str, kernel))
        raise ValueError(
            f"{name} has shape {tuple(given.shape)}; it needs {lead}{taps}) or "
            f"{lead}{channels}, {taps}), as kernel_size and x's channels are"
        )
    return given.reshape(shape[0], *(middle or (1,)), *kernel)


def _filtered(x: Any, mask: Any, filters: Any, windows: Windows) -> Any:
    """Σ filter_t x_t over each window's taps, one after another for each filter along axis 0."""
    from torch.nn import functional as nn

    assert isinstance(windows, Sliding)
    rank, filters = windows.rank, filters.to(x.dtype)
    if mask is not None:
        x = namespace(x).where(mask, x, 0.0)
    lead, spatial = tuple(x.shape[: x.ndim - rank]), tuple(x.shape[x.ndim - rank :])
    pooled = windows.output_shape(spatial)
    edges: list[int] = []
    for axis in reversed(range(rank)):
        before = windows.pads(axis, spatial[axis])[0]
        span = windows.dilation[axis] * (windows.kernel_size[axis] - 1) + 1
        # What lies beyond the last window is cut off.
        needed = (pooled[axis] - 1) * windows.stride[axis] + span
        edges += [before, needed - before - spatial[axis]]
    count, groups = filters.shape[:2]
    if groups == 0:  # nothing, of which PyTorch makes no groups
        return (x.sum() + filters.sum()).expand(count, *lead, *pooled)
    batch = math.prod(lead) // groups
    planes = nn.pad(x.reshape(batch, groups, *spatial), edges)
    convolve: Any = (nn.conv1d, nn.conv2d, nn.conv3d)[rank - 1]
    kernels = filters.transpose(0, 1).reshape(groups * count, 1, *filters.shape[2:])
    call = (windows.stride, 0, windows.dilation, groups)
    out = convolve(planes, kernels, None, *call)
    if is_at_hand(out) and not bool(out.isfinite().all()):
        # So that sums overflow only where their results do.
        less = planes.new_full((), 2.0**-32)
        small, beside = gathered.at_scale(planes, less), gathered.beside_scale(kernels, less)
        summed = gathered.at_scale(convolve(small, beside, None, *call), 1 / less)
        out = namespace(out).where(out.isfinite(), out, summed)
    out = out.reshape(batch, groups, count, *pooled)
    return out.movedim(2, 0).reshape(count, *lead, *pooled)


# --- attention ------------------------------------------------------------------------------------


def tokens_of(x: Any, rank: int, mask: Any, lengths: Any, channels_last: bool) -> tuple[Any, Any]:
    """x as (*lead, channels, positions), absent ones 0, and which are present: None if all are."""
    dense(x)
    if isinstance(x, (np.ndarray, Recorded)):
        raise TypeError("x must be a torch.Tensor for attention, got a numpy.ndarray")
    values, present = all_positions(x, rank, mask, lengths, channels_last)
    if _dtype_name(x) not in native.FLOATS:
        raise TypeError(f"x has dtype {x.dtype}; attention needs floats")
    return values, present


def _logits(query: Any, key: Any) -> Any:
    """query · key, less its largest where it overflows."""
    logits = query @ key
    if not is_at_hand(logits) or bool(logits.isfinite().all()):
        return logits
    less = namespace(key).full((), 2.0**-64, dtype=key.dtype)
    small = gathered.beside_scale(query, less) @ gathered.at_scale(key, less)
    return gathered.at_scale(small - small.detach().amax(-1, keepdim=True), 1 / less)


def _attended(logits: Any, present: Any, values: Any) -> tuple[Any, Any]:
    """Σ weight · value, whose sums neither overflow nor lose bits, and the weights."""
    moved = values.transpose(-1, -2)
    if not is_at_hand(values) or not values.numel():
        weights = attention_weights(logits, present)
        return weights @ moved, weights
    if bool((_scales(values)[0] == 1).all()):
        weights = attention_weights(logits, present)
        return weights @ moved, weights
    xp, plain = namespace(values), attention_weights(logits.detach(), present)
    # What nobody attends to may be of any size.
    values = xp.where((plain > 0).any(-2, keepdim=True), values, 0.0)
    scale, whole, high = _scales(values)
    weights = attention_weights(gathered.beside_scale(logits, whole), present)
    moved = values.transpose(-1, -2)
    base = xp.where(high.isfinite(), high * scale, 0.0)
    out = weights.detach() @ (gathered.at_scale(moved, scale) - base) + base
    # What goes back to the weights, from all channels, has one scale.
    apart = moved.detach() * whole - high * whole
    slope = weights @ xp.where(apart.isfinite(), apart, 0.0)
    return gathered.at_scale(out, 1 / scale) + (slope - slope.detach()), weights


def _scales(values: Any) -> tuple[Any, Any, Any]:
    """A scale for each channel and one for all, and the largest element of each."""
    low, high = (part[..., None, :] for part in values.detach().aminmax(dim=-1))
    most = namespace(values).maximum(-low, high)
    most = namespace(values).where(most.isfinite(), most, 0.0)
    return *map(gathered.power_of_two, (most, most.amax(-1, keepdim=True))), high


def attention_weights(logits: Any, present: Any) -> Any:
    """The softmax over positions, of which absent ones have no weight, even where all are."""
    if present is None:
        return logits.softmax(-1)
    torch = namespace(logits)
    some = present.any(-1, keepdim=True)
    weights = torch.where(present | ~some, logits, -math.inf).softmax(-1)
    return torch.where(present, weights, 0.0)
