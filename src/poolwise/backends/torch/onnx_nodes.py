"""What ONNX has an operator for, and PyTorch has none: one node of the exported graph each.

PyTorch's exporter writes such a node for a placeholder, whose own numbers are zeros. All functions
give None where there is nothing to export, or where the node would not say the same; the caller
then composes the operator of others.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, ParamSpec, TypeVar

import torch
from torch import Tensor

from ...windows import Sliding, Windows

P = ParamSpec("P")
R = TypeVar("R")

_LP_POOL = 18  # the first version of ONNX's operators whose norms have dilations
# Runtimes raise to the power as it comes. Compositions scale first, so that nothing overflows.
_HIGHEST_POWER = 8


def constant(function: Callable[P, R]) -> Callable[P, R]:
    """As ``torch.compiler.assume_constant_result``, which would import all of the compiler."""
    function._dynamo_marked_constant = True  # type: ignore[attr-defined]
    return function


@constant
def check_not_exporting() -> None:
    """Raise where an operator cannot be exported.

    PyTorch tries several tracers, and one of them would take ``is_in_onnx_export()`` for False.
    """
    if torch.onnx.is_in_onnx_export():
        raise ValueError("ONNX has no random pooling: export the module after .eval()")


@constant
def check_not_compiling_for_export() -> None:
    """Raise where PyTorch tries another tracer because the first has failed.

    It knows no operator of ours, and would take sizes for constants; the first error is told.
    """
    if torch.onnx.is_in_onnx_export():
        raise ValueError("poolwise exports to ONNX by torch.export's own tracer alone")


def keeps_sizes(pool: Callable[P, R]) -> Callable[P, R]:
    """The function, which raises where an export would lose a dynamic size of what it is given.

    PyTorch's exporter takes sizes that had to be numbers for constants, and does not say so.
    """

    @functools.wraps(pool)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        if not torch.onnx.is_in_onnx_export():
            return pool(*args, **kwargs)
        given = [x.shape for x in (*args, *kwargs.values()) if isinstance(x, Tensor)]
        dynamic = {id(size): size for size in chain.from_iterable(given) if _most(size) is not None}
        most = {key: _most(size) for key, size in dynamic.items()}
        try:
            out = pool(*args, **kwargs)
        except Exception as error:
            if not dynamic or isinstance(error, ValueError):  # which ours are
                raise
            raise ValueError(_LOST) from error
        for key, size in dynamic.items():
            after = _most(size)
            # What PyTorch counts in 64 bits has such a limit, which is none.
            if after is None or (after != most[key] and after < 2**31):
                raise ValueError(_LOST)
        return out

    return kept


_LOST = (
    "ONNX has no operator for these windows over axes of any size: export with fixed sizes, or use "
    "other windows"
)


def _most(size: int | torch.SymInt) -> Any:
    """The largest that a dynamic size may be; None for one that is a number."""
    if not isinstance(size, torch.SymInt) or size.node.maybe_as_int() is not None:
        return None
    return size.node.shape_env.bound_sympy(size.node.expr).upper


def check_fixed(sizes: Iterable[int | torch.SymInt], demand: str) -> None:
    """Raise where an export has dynamic sizes, which would be lost without a word."""
    if torch.compiler.is_dynamo_compiling():
        check_not_compiling_for_export()
    elif torch.onnx.is_in_onnx_export() and any(_most(size) is not None for size in sizes):
        raise ValueError(f"{demand}: export it with fixed sizes")


def globally(name: str, x: Tensor, rank: int, **attributes: int) -> Tensor | None:
    """One of the operators that take all of a plane."""
    if not _suits(x, rank):
        return None
    return _node(name, (x,), (*x.shape[:2], *[1] * rank), **attributes)


def norms(x: Tensor, windows: Windows, p: float) -> Tensor | None:
    """The p-norms of windows; p is a whole number."""
    if not _suits(x, windows.rank) or not float(p).is_integer() or p > _HIGHEST_POWER:
        return None
    if windows == Windows.whole(windows.rank):
        return globally("GlobalLpPool", x, windows.rank, p=int(p))
    if not isinstance(windows, Sliding):
        return None
    spatial = tuple(x.shape[2:])
    pooled = windows.output_shape(spatial)
    pads = [windows.pads(axis, size) for axis, size in enumerate(spatial)]
    if windows.ceil_mode:  # windows that hang over the end are windows of an input that ends later
        pads = [(pads[axis][0], windows.missing(axis, size)) for axis, size in enumerate(spatial)]
    return _node(
        "LpPool",
        (x,),
        (*x.shape[:2], *pooled),
        _LP_POOL,
        p=int(p),
        kernel_shape=windows.kernel_size,
        strides=windows.stride,
        pads=[*(before for before, _ in pads), *(after for _, after in pads)],
        dilations=windows.dilation,
    )


def regions_aligned(
    x: Tensor,
    boxes: Tensor,
    output_size: tuple[int, int],
    spatial_scale: float,
    sampling_ratio: int,
    aligned: bool,
) -> Tensor | None:
    """`roi_align` with means; boxes are (K, 5), the numbers of their images first."""
    if not _suits(x, 2):
        return None
    return _node(
        "RoiAlign",
        (x, boxes[:, 1:].to(x.dtype), boxes[:, 0].long()),
        (boxes.shape[0], x.shape[1], *output_size),
        coordinate_transformation_mode="half_pixel" if aligned else "output_half_pixel",
        output_height=output_size[0],
        output_width=output_size[1],
        sampling_ratio=max(sampling_ratio, 0),
        spatial_scale=float(spatial_scale),
    )


def regions_largest(
    x: Tensor, boxes: Tensor, output_size: tuple[int, int], spatial_scale: float
) -> Tensor | None:
    """`roi_pool`; boxes as in `regions_aligned`."""
    if not _suits(x, 2):
        return None
    return _node(
        "MaxRoiPool",
        (x, boxes.to(x.dtype)),
        (boxes.shape[0], x.shape[1], *output_size),
        pooled_shape=output_size,
        spatial_scale=float(spatial_scale),
    )


def _suits(x: Tensor, rank: int) -> bool:
    # Runtimes have these nodes for few types, and for a batch and channels before space.
    return (
        torch.onnx.is_in_onnx_export()
        and x.dtype in (torch.float32, torch.float16)
        and x.ndim == rank + 2
    )


def _node(
    name: str,
    inputs: Sequence[Tensor],
    shape: Sequence[int],
    version: int | None = None,
    **attributes: Any,
) -> Tensor:
    made: Tensor = torch.onnx.ops.symbolic(
        name, inputs, attributes, dtype=inputs[0].dtype, shape=shape, version=version
    )
    return made
