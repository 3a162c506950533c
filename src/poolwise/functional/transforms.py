"""Pooling by the grids, frequencies and wavelets of an image."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Never

import numpy as np

from .._overrides import overridable
from ..backends import Recorded, namespace, native
from ..backends.gathered import moveaxis, name_of, plain, power_of_two
from ..backends.native import COUNT
from ..windows import AXIS_NAMES, Ints, Windows, integers
from .arguments import Array, ArrayLike, Indexed, Same
from .composing import at, cast, checked_places, floats, split
from .declaration import FILTERS, Operator, Parameter, declare
from .keywords import refuse, spelled
from .numbers import finite, real
from .parts import few, in_parts, is_plain
from .per_rank import per_rank
from .rules import OutputSize, canonical, index_dtype, with_indices

__all__ = [
    "adaptive_polyphase_pool1d",
    "adaptive_polyphase_pool2d",
    "adaptive_polyphase_pool3d",
    "spectral_pool2d",
    "wavelet_pool2d",
]


declare(
    Operator(
        "adaptive_polyphase",
        (FILTERS,),
        "of the s × s grids of every s-th element, the one with the largest p-norm",
        "one grid, whole, and always the same one under shifts",
        "Chaman & Dokmanić 2021",
        "exact consistency under circular shifts with nothing blurred and nothing to learn",
        "exact under circular shifts alone: with cropped borders nearly; still aliases, and a "
        "close choice between grids can flip",
        parameters=(
            Parameter("p", 2, "the norm's order"),
            Parameter("return_indices", False, "also which grids", "flag"),
            Parameter("indices", None, "these grids instead", "array", of="function"),
        ),
        windows=(),
        geometry="stride=2",
        function="adaptive_polyphase_pool{n}d",
        module="AdaptivePolyphasePool{n}d",
        placed="grids",
        home=__name__,
    )
)


@per_rank
def adaptive_polyphase_pool(
    x: Same,
    stride: Ints = 2,
    p: float = 2,
    return_indices: Indexed = False,
    *,
    indices: ArrayLike | None = None,
    channels_last: bool = False,
    _rank: int = 0,
    **unknown: Never,
) -> Any:
    """The one of x's grids of every `stride`-th position that has the largest p-norm.

    The norm is taken over space and all channels, so each sample has one grid. A circular shift of
    x shifts the result circularly and changes nothing else, unless two grids have the same norm
    (the first of them is taken).

    Args:
        x: array or tensor of shape (*lead, C, {spatial}); bool, integer or floating-point. Each
            spatial size is a multiple of the stride.
        stride: distance between a grid's positions, one number or one per axis.
        p: of the norm, above 0; `math.inf` compares the largest magnitudes.
        return_indices: also return which grids were taken, as in `max_pool{n}d`.
        indices: the grids to take instead, as another call returned them: so that a skip
            connection uses the same ones.

    Returns:
        An array of x's dtype; with `return_indices` a pair of it and of integers of shape
        (*lead,), the numbers of the grids in row-major order of their first positions.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Chaman & Dokmanić 2021.

    Example:
        >>> import numpy as np, poolwise
        >>> x = np.array([0.0, 3.0, 1.0, 5.0]).reshape(1, 1, 4{flat})
        >>> poolwise.adaptive_polyphase_pool{n}d(x, (2{flat})).ravel()
        array([3., 5.])
    """
    if unknown:
        refuse(adaptive_polyphase_pool[_rank - 1], unknown)
    steps = integers("stride", stride, _rank, least=1)
    p = real("p", p, lambda n: n > 0, "above 0")
    dtype = index_dtype(return_indices)
    backend, planar, _ = canonical(x, _rank, None, None, channels_last)
    backend.HOST.name(planar)
    spatial = tuple(planar.shape[planar.ndim - _rank :])
    for name, size, step in zip(AXIS_NAMES[_rank], spatial, steps, strict=True):
        if size % step or not size:
            raise ValueError(
                f"the {name} of x is {size}; grids of stride {step} need a multiple of it"
            )
    lead = tuple(planar.shape[: max(0, planar.ndim - _rank - 1)])
    grids = _grids(planar, lead, spatial, steps)
    if indices is None:
        chosen = _strongest(plain(grids), _rank, p)
    else:
        given = checked_places("indices", indices, x, 0, math.prod(steps))
        if tuple(given.shape) != lead:
            raise ValueError(f"indices has shape {tuple(given.shape)}; x needs {lead}")
        chosen = given.reshape(-1)
    out = grids[(_sequence(chosen), *_unravelled(chosen, steps))]
    pooled = tuple(size // step for size, step in zip(spatial, steps, strict=True))
    out = out.reshape((*planar.shape[: planar.ndim - _rank], *pooled))
    out = backend.moveaxis(out, -_rank - 1, -1) if channels_last else out
    if dtype is None:
        return out
    return with_indices((out, chosen.reshape(lead)), dtype)


declare(
    Operator(
        "spectral",
        (FILTERS,),
        "a crop of the centred Fourier transform, and back",
        "the low frequencies, exactly",
        "Rippel, Snoek & Adams 2015",
        "keeping most of the energy of natural images for a given size, and any output size",
        "takes every plane as periodic, so that edges ring; Fourier transforms cost more than "
        "windows; sharp local features smear",
        ranks=(2,),
        windows=(),
        geometry="output_size",
        function="spectral_pool2d",
        module="SpectralPool2d",
        placed="output_size",
        call="(4, 4)",
        home=__name__,
    )
)


@overridable
@spelled
def spectral_pool2d(x: Array, output_size: OutputSize, *, channels_last: bool = False) -> Array:
    """x with its highest frequencies cut off, or with higher ones of 0, sampled accordingly.

    The centred discrete Fourier transform is cropped or padded and transformed back. The scale
    keeps the mean. Where the smaller size of an axis is even, the two frequencies that become one
    at the border of the crop are added up, and the one that becomes two is halved: the result is
    real, and an image without higher frequencies comes back unchanged after either way round.

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        output_size: the result's height and width, one number or two; None keeps the input's.

    Returns:
        An array of floats: x's own dtype where x has floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: Rippel, Snoek & Adams 2015.

    Example:
        >>> import numpy as np, poolwise
        >>> wave = np.cos(2 * np.pi * np.arange(8) / 8)
        >>> # The same wave, every other sample:
        >>> abs(poolwise.spectral_pool2d(wave[None], (1, 4)).round(6))
        array([[1., 0., 1., 0.]])
    """
    asked = check_size(output_size)
    backend, planar, _ = canonical(x, 2, None, None, channels_last)
    _require_plane(planar)

    def resampled(x: Any) -> Any:
        for axis in (-2, -1):
            wanted = asked[axis]
            if wanted is not None and wanted != x.shape[axis]:
                x = _resampled(x, wanted, axis)
        return x

    out = _by_planes(resampled, planar, Windows.adaptive(2, output_size))
    result: Array = backend.moveaxis(out, -3, -1) if channels_last else out
    return result


declare(
    Operator(
        "wavelet",
        (FILTERS,),
        "a wavelet transform of two levels, the second one's subbands, and back by one",
        "the coarse structure, without what the first level calls detail",
        "Williams & Li 2018",
        "regularisation by structure and fewer of the artefacts of neighbourhood pooling",
        "halves and nothing else; slower than windows; the paper's gains are on small images",
        parameters=(Parameter("wavelet", "haar", "its name, or its low-pass filter", "text"),),
        ranks=(2,),
        windows=(),
        geometry="",
        function="wavelet_pool2d",
        module="WaveletPool2d",
        call="",
        home=__name__,
    )
)


@overridable
@spelled
def wavelet_pool2d(
    x: Array, wavelet: str | Sequence[float] = "haar", *, channels_last: bool = False
) -> Array:
    """x at half its resolution: the wavelet transform of two levels without the first one's detail.

    The second level's four subbands, transformed back, are the approximation of the first level
    whatever x is, so that is what is computed. Filters are scaled as PyWavelets': a constant
    doubles. The border is periodic (PyWavelets' ``"periodization"``, which repeats the last of an
    odd number of rows).

    Args:
        x: array or tensor of shape (*lead, H, W); bool, integer or floating-point.
        wavelet: ``"haar"``, the name of another of PyWavelets' (the extra ``poolwise[wavelet]``),
            or the coefficients of a decomposition's low-pass filter, an even number of them.

    Returns:
        An array of floats, of half the height and width rounded up: x's own dtype where x has
        floats.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
        ImportError: a wavelet other than Haar's is asked for by name and PyWavelets is missing.

    Source: Williams & Li 2018.

    Example:
        >>> import numpy as np, poolwise
        >>> poolwise.wavelet_pool2d(np.array([[1.0, 3.0, 0.0, 0.0], [2.0, 4.0, 0.0, 2.0]])).round(6)
        array([[5., 1.]])
    """
    weights = low_pass(wavelet)
    backend, planar, _ = canonical(x, 2, None, None, channels_last)
    _require_plane(planar)

    def approximated(x: Any) -> Any:
        for axis in (-2, -1):
            x = _approximation(x, weights, axis)
        return x

    out = _by_planes(approximated, planar, Windows.sliding(2, 2, ceil_mode=True))
    result: Array = backend.moveaxis(out, -3, -1) if channels_last else out
    return result


(
    adaptive_polyphase_pool1d,
    adaptive_polyphase_pool2d,
    adaptive_polyphase_pool3d,
) = adaptive_polyphase_pool


def check_size(output_size: OutputSize) -> tuple[int | None, ...]:
    """The height and the width that are asked for, None where the input's stays.

    Raises:
        ValueError, TypeError: they are no sizes, or one is 0.
    """
    asked = Windows.adaptive(2, output_size).output_size
    for axis, size in enumerate(asked):
        if size == 0:
            raise ValueError(f"output_size[{axis}]=0 must be at least 1")
    return asked


def _require_plane(x: Any) -> None:
    for axis, name in ((-2, "height"), (-1, "width")):
        if not x.shape[axis]:
            raise ValueError(f"the {name} of x is 0; it needs at least 1")


def _by_planes(transform: Callable[[Any], Any], x: Any, shaped: Windows) -> Any:
    """The transform of each plane, a few at a time; it makes planes of the shape that these windows
    would."""
    target = native.total_dtype(name_of(x), COUNT)

    def transformed(part: Any, x: Any, mask: Any) -> Any:
        wide, scale = _scaled(floats(x)[0])
        return cast(_unscaled(transform(wide), scale), target)

    if not is_plain([x]):
        return transformed(None, x, None)
    return in_parts(transformed, x, None, shaped, target, _TRANSFORMED, in_space=False)


_TRANSFORMED = 16
"""Elements held for each of the result, about, beside those of x."""


def _scaled(x: Any) -> tuple[Any, Any]:
    """x times a power of 2 for each plane, so that no sum overflows; and these powers."""
    held = abs(plain(x))
    scale = power_of_two(namespace(held).amax(held, axis=(-2, -1), keepdims=True))
    return x * scale, scale


def _unscaled(x: Any, scale: Any) -> Any:
    if not isinstance(x, (np.ndarray, Recorded)):
        return x / scale
    with np.errstate(over="ignore"):  # what is too large is infinite, as in the kernels
        return x / scale


def _grids(x: Any, lead: tuple[int, ...], spatial: tuple[int, ...], steps: tuple[int, ...]) -> Any:
    """All grids: (samples, *steps, channels, *positions)."""
    channels = x.shape[-len(steps) - 1] if x.ndim > len(steps) else 1
    halves = [n for size, step in zip(spatial, steps, strict=True) for n in (size // step, step)]
    grids = x.reshape((math.prod(lead), channels, *halves))
    for axis in range(len(steps)):
        grids = moveaxis(grids, 2 * axis + 3, axis + 1)
    return grids


def _strongest(grids: Any, rank: int, p: float) -> Any:
    """The number of the grid with the largest norm, for each sample."""
    # In float64: how the elements of a shifted grid add up must not decide.
    size = abs(cast(grids, "float64"))
    axes, all_axes = tuple(range(-rank - 1, 0)), tuple(range(1, size.ndim))
    if p == math.inf:
        norm = namespace(size).amax(size, axes)
    else:
        if math.prod(size.shape):  # of about the largest, whose power is a number whatever it is
            xp = namespace(size)
            most = xp.amax(size, all_axes).reshape((-1, *[1] * (size.ndim - 1)))
            usual = xp.where((most > 0) & (most < math.inf), most, 1.0)
            size = size / xp.exp2(xp.floor(xp.log2(usual)))  # without rounding: ties stay ties
        norm = (size * size if p == 2 else size**p).sum(axes)
    return norm.reshape(norm.shape[0], math.prod(norm.shape[1:])).argmax(-1)


def _sequence(chosen: Any) -> Any:
    """0, 1, 2, … for the samples."""
    if isinstance(chosen, np.ndarray):
        return np.arange(len(chosen))
    import torch

    return torch.arange(chosen.shape[0], device=chosen.device)


def _unravelled(number: Any, steps: tuple[int, ...]) -> list[Any]:
    places = []
    for step in reversed(steps):
        places.append(number % step)
        number = number // step
    return places[::-1]


def _resampled(x: Any, size: int, axis: int) -> Any:
    """x of another size along an axis, with the frequencies that both sizes have."""
    own = x.shape[axis]
    if not math.prod(x.shape):  # of which there are no transforms
        return x[at(np.arange(size) % own, axis)]
    share = 2 if size < own else 0.5
    if not isinstance(x, Recorded):
        if _is_for_onnx(x):  # which knows no transform of real numbers alone
            matrix = namespace(x).as_tensor(_cropped(np.eye(own), size, -2, share)).to(x.dtype)
            return matrix @ x if axis == -2 else x @ matrix.T
        return _cropped(x, size, axis, share)
    from ..backends.numpy import recorded_numpy

    # Cropping and padding are each other's adjoints, but for the border's two frequencies.
    return recorded_numpy.linear(
        x,
        lambda value: _cropped(value, size, axis, share),
        lambda grad: _cropped(grad, own, axis, 1) * (size / own),
    )


def _is_for_onnx(x: Any) -> bool:
    return not isinstance(x, np.ndarray) and namespace(x).onnx.is_in_onnx_export()


def _cropped(x: Any, size: int, axis: int, share: float) -> Any:
    """The same for arrays and tensors, of a large plane some rows or columns at a time."""
    across = -3 - axis
    rows = x.shape[across]
    if not is_plain([x]) or rows <= (step := few(_TRANSFORMED * math.prod(x.shape) // rows)):
        return _cropped_rows(x, size, axis, share)
    sizes = [min(step, rows - begin) for begin in range(0, rows, step)]
    made = [_cropped_rows(part, size, axis, share) for part in split(x, sizes, across)]
    return namespace(x).concatenate(made, axis=across)


def _cropped_rows(x: Any, size: int, axis: int, share: float) -> Any:
    """The frequency at the border of the crop, if there is one, is real in the result; it counts
    with this share."""
    fft, least = namespace(x).fft, min(size, x.shape[axis])
    spectrum = fft.rfft(x, None, axis, "forward")[at(slice(0, least // 2 + 1), axis)]
    if least % 2 == 0:
        border = spectrum[at(slice(least // 2, None), axis)].real * complex(share)
        inner = spectrum[at(slice(0, least // 2), axis)]
        spectrum = namespace(x).concatenate([inner, border], axis=axis)
    return fft.irfft(spectrum, size, axis, "forward")


def low_pass(wavelet: str | Sequence[float]) -> tuple[float, ...]:
    """The low-pass filter of a wavelet's decomposition.

    Raises:
        ValueError, TypeError, ImportError: as in `wavelet_pool2d`.
    """
    if not isinstance(wavelet, str):
        if not isinstance(wavelet, (Sequence, np.ndarray)):
            raise TypeError(f"wavelet={wavelet!r} must be a name or the coefficients of a filter")
        weights = tuple(finite("wavelet", weight) for weight in wavelet)
        if len(weights) % 2 or not weights:
            raise ValueError(
                f"wavelet has {len(weights)} coefficients; a low-pass filter has an even number"
            )
        return weights
    if wavelet in ("haar", "db1"):
        return (math.sqrt(0.5), math.sqrt(0.5))
    try:
        import pywt
    except ImportError:
        raise ImportError(
            f"wavelet={wavelet!r} needs PyWavelets: pip install 'poolwise[wavelet]'"
        ) from None
    if wavelet not in pywt.wavelist(kind="discrete"):
        raise ValueError(
            f"wavelet={wavelet!r} must be one of pywt.wavelist(kind='discrete'), such as 'db2'"
        )
    return tuple(pywt.Wavelet(wavelet).dec_lo)


def _approximation(x: Any, weights: tuple[float, ...], axis: int) -> Any:
    """The filter at every other position; weight j of output k is that of 2k + taps / 2 - j."""
    size, taps = x.shape[axis], len(weights)
    even, half = size + size % 2, taps // 2
    if even != size or half > 1:
        around = [min(i % even, size - 1) for i in range(1 - half, even + half - 1)]
        x = x[at(around, axis)]
    last = even - 1
    parts = [
        x[at(slice(taps - 1 - j, taps - 1 - j + last, 2), axis)] * weight
        for j, weight in enumerate(weights)
    ]
    return sum(parts[1:], parts[0])
