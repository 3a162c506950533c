"""PyTorch tensors: on the CPU our own operators, on other devices PyTorch's.

A few operators in the namespace ``poolwise`` are all that PyTorch needs to know. Two adjoint pairs
among them (place and gather, spread and total) make every derivative of any order; the reducers
(`reduced`) have one for their gradient.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.autograd import forward_ad
from torch.masked import MaskedTensor
from torch.nn.parameter import UninitializedTensorMixin  # type: ignore[attr-defined]

from ...windows import Windows
from .. import native
from ..backend import BY_TYPE
from ..numpy import arrays
from . import composed, composed_reducers, onnx_nodes, operator_checks, reduced
from .host import (
    DTYPES,
    LIBRARY,
    NAMES,
    TYPES,
    Code,
    empty_strided,
    is_at_hand,
    is_transformed,
    new_empty,
    new_output,
    pooled_shape,
    sees_aten_alone,
    spatial_of,
    windows_of,
)
from .host import (
    HOST as HOST,
)

_SCHEMAS = (
    "pick(Tensor x, Tensor? mask, SymInt[] windows, bool largest, Scalar empty_value)"
    " -> (Tensor, Tensor)",
    "pick_value(Tensor x, Tensor? mask, SymInt[] windows, bool largest, Scalar empty_value)"
    " -> Tensor",
    "total(Tensor x, Tensor? mask, SymInt[] windows, int divide, int divisor, Scalar empty_value,"
    " str? target) -> Tensor",
    "place(Tensor grad, Tensor offsets, SymInt[] windows, SymInt[] spatial, bool masked) -> Tensor",
    "gather(Tensor x, Tensor offsets, SymInt[] windows, bool masked) -> Tensor",
    "indices(Tensor offsets, SymInt[] windows, SymInt[] spatial, bool masked) -> Tensor",
    "spread(Tensor grad, Tensor? mask, SymInt[] windows, SymInt[] spatial, int divide, int divisor)"
    " -> Tensor",
)
for _schema in (*_SCHEMAS, *reduced.SCHEMAS):
    LIBRARY.define(_schema)

# --- on the CPU ---------------------------------------------------------------------------------


def _pick_cpu(
    x: Tensor, mask: Tensor | None, windows: Code, largest: bool, empty_value: float
) -> tuple[Tensor, Tensor]:
    out: tuple[Tensor, Tensor] = native.pick(
        HOST, x, mask, windows_of(windows), largest, empty_value, True
    )
    return out


def _pick_value_cpu(
    x: Tensor, mask: Tensor | None, windows: Code, largest: bool, empty_value: float
) -> Tensor:
    out: Tensor = native.pick(HOST, x, mask, windows_of(windows), largest, empty_value, False)[0]
    return out


def _total_cpu(
    x: Tensor,
    mask: Tensor | None,
    windows: Code,
    divide: int,
    divisor: int,
    empty_value: float,
    target: str | None,
) -> Tensor:
    out: Tensor = native.total(
        HOST, x, mask, windows_of(windows), divide, divisor, empty_value, target
    )
    return out


def _place_cpu(
    grad: Tensor, offsets: Tensor, windows: Code, spatial: Sequence[int], masked: bool
) -> Tensor:
    out: Tensor = native.place(HOST, grad, offsets, windows_of(windows), tuple(spatial), masked)
    return out


def _gather_cpu(x: Tensor, offsets: Tensor, windows: Code, masked: bool) -> Tensor:
    out: Tensor = native.gather(HOST, x, offsets, windows_of(windows), masked)
    return out


def _indices_cpu(offsets: Tensor, windows: Code, spatial: Sequence[int], masked: bool) -> Tensor:
    out: Tensor = native.indices(HOST, offsets, windows_of(windows), tuple(spatial), masked)
    return out


def _spread_cpu(
    grad: Tensor,
    mask: Tensor | None,
    windows: Code,
    spatial: Sequence[int],
    divide: int,
    divisor: int,
) -> Tensor:
    out: Tensor = native.spread(
        HOST, grad, mask, windows_of(windows), tuple(spatial), divide, divisor
    )
    return out


# --- shapes alone: fake tensors and the meta device -----------------------------------------------


def _pick_fake(
    x: Tensor, mask: Tensor | None, code: Sequence[int], largest: bool, empty_value: float
) -> tuple[Tensor, Tensor]:
    windows = Windows.unpack(code)
    dtype = native.offset_dtype(windows, x.shape[x.ndim - windows.rank :], mask is not None)
    pooled = pooled_shape(x, windows)
    return new_output(x, windows, pooled, HOST.name(x)), new_output(x, windows, pooled, dtype)


def _pick_value_fake(
    x: Tensor, mask: Tensor | None, code: Sequence[int], largest: bool, empty_value: float
) -> Tensor:
    windows = Windows.unpack(code)
    return new_output(x, windows, pooled_shape(x, windows), HOST.name(x))


def _total_fake(
    x: Tensor,
    mask: Tensor | None,
    code: Sequence[int],
    divide: int,
    divisor: int,
    empty_value: float,
    target: str | None,
) -> Tensor:
    windows = Windows.unpack(code)
    dtype = target or native.total_dtype(HOST.name(x), divide)
    return new_output(x, windows, pooled_shape(x, windows), dtype)


def _place_fake(
    grad: Tensor, offsets: Tensor, code: Sequence[int], spatial: Sequence[int], masked: bool
) -> Tensor:
    return new_output(offsets, Windows.unpack(code), spatial, HOST.name(grad))


def _gather_fake(x: Tensor, offsets: Tensor, code: Sequence[int], masked: bool) -> Tensor:
    windows = Windows.unpack(code)
    return new_output(offsets, windows, pooled_shape(x, windows), HOST.name(x))


def _indices_fake(
    offsets: Tensor, code: Sequence[int], spatial: Sequence[int], masked: bool
) -> Tensor:
    windows = Windows.unpack(code)
    return new_output(offsets, windows, windows.output_shape(spatial), "int64")


def _spread_fake(
    grad: Tensor,
    mask: Tensor | None,
    code: Sequence[int],
    spatial: Sequence[int],
    divide: int,
    divisor: int,
) -> Tensor:
    return new_output(grad, Windows.unpack(code), spatial, HOST.name(grad))


# --- calls ---------------------------------------------------------------------------------------


def _keys(*names: str) -> int:
    kept = torch._C.DispatchKeySet(torch._C.DispatchKey.Undefined)
    for name in names:
        kept = kept.add(getattr(torch._C.DispatchKey, name))
    return int(kept.raw_repr())


# What the dispatcher sees of a dense CPU tensor, and of a thread in which nothing but autograd
# listens: normally, and under inference_mode.
_DENSE = _keys("CPU", "AutocastCPU", "AutogradCPU", "ADInplaceOrView"), _keys("CPU", "AutocastCPU")
_QUIET = _keys("BackendSelect", "ADInplaceOrView"), _keys("BackendSelect")


_keys_of, _listeners = torch._C._dispatch_keys, torch._C._dispatch_tls_local_include_set
_has_function_mode = torch._C._is_torch_function_mode_enabled
_is_profiling = torch._C._autograd._profiler_enabled


def _is_ordinary(x: Tensor, other: Any = None) -> bool:
    """Whether PyTorch's dispatcher has nothing to add to a call but time."""
    return (
        not torch.compiler.is_compiling()
        and type(x) in TYPES
        and _keys_of(x).raw_repr() in _DENSE
        and _listeners().raw_repr() in _QUIET
        and not _has_function_mode()
        and not _is_profiling()
        and forward_ad._current_level < 0
        and (not isinstance(other, Tensor) or _is_ordinary(other))
    )


def _guard(x: Tensor) -> Any:
    """PyTorch's own test for what its dispatcher sees: of tensors like x, whatever their shape, and
    of the thread."""
    make: Any = TensorGuards  # whose annotations are not what it takes
    any_number = [[None] * x.ndim]
    return make(x, dynamic_dims_sizes=any_number, dynamic_dims_strides=any_number).check


try:
    from torch._C._dynamo.guards import TensorGuards

    _guard(torch.empty(0))
except (ImportError, TypeError):
    pass  # every call goes the whole way
else:
    native.CALLS.know_tensors(
        {
            "types": TYPES,
            "is_ordinary": lambda x: _is_ordinary(x),
            "guard": _guard,
            # Modes that PyTorch's own compiler guards do not count.
            "listeners": (torch._C._len_torch_dispatch_stack, _has_function_mode, _is_profiling),
            "forward_mode": vars(forward_ad),
            "empty_strided": empty_strided,
        }
    )


def _call(name: str, x: Tensor, other: Any, *args: Any) -> Any:
    """Call an operator: the kernels at once in an ordinary call, else through PyTorch."""
    if _is_ordinary(x, other):
        due = torch.is_grad_enabled() and any(
            isinstance(arg, Tensor) and arg.requires_grad for arg in (x, *args)
        )
        return (_EAGER if due else _CPU)[name](x, other, *args)
    return _dispatched(name, x, other, *args)


def _dispatched(name: str, *args: Any) -> Any:
    """Call an operator through PyTorch."""
    given = [arg.pack() if isinstance(arg, Windows) else arg for arg in args]
    if torch.compiler.is_compiling() or not is_transformed():
        return getattr(torch.ops.poolwise, name)(*given)
    if forward_ad._current_level >= 0 and name in _COMPOSED:
        return _COMPOSED[name](*given)
    return _FUNCTIONS[name].apply(*given)


# --- derivatives ----------------------------------------------------------------------------------


def in_format(grad: Tensor, rank: int, channels_last: bool) -> Tensor:
    """The gradient of a sum in the memory format of x, which `spread` then gives x's gradient.

    `Tensor.contiguous` would not do: with one window per plane it sees no difference to make.
    """
    if native.is_channels_last(grad.stride(), rank) == channels_last:
        return grad
    return new_empty(grad, grad.shape, rank, channels_last, grad.dtype).copy_(grad)


def _pick_setup(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, Tensor]) -> None:
    x, mask, code, _, _ = inputs
    _, offsets = output
    ctx.mark_non_differentiable(offsets)
    ctx.set_materialize_grads(False)
    ctx.save_for_backward(offsets)
    ctx.geometry = code, spatial_of(x, code), mask is not None


def _pick_backward(ctx: Any, grad: Tensor | None, _: Any) -> tuple[Tensor | None, ...]:
    (offsets,) = ctx.saved_tensors
    placed = None if grad is None else _call("place", grad, offsets, *ctx.geometry)
    return placed, None, None, None, None


def _pick_value_setup(ctx: Any, inputs: tuple[Any, ...], output: Tensor) -> None:
    x, mask, *ctx.arguments = inputs
    ctx.save_for_backward(x, mask)


def _pick_value_backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
    # Reached only by calling the operator itself: `pick` below chooses it where no gradient is due.
    x, mask = ctx.saved_tensors
    code = ctx.arguments[0]
    offsets = _call("pick", x, mask, *ctx.arguments)[1]
    spatial = spatial_of(x, code)
    placed = _call("place", grad, offsets, code, spatial, mask is not None)
    return placed, None, None, None, None


def _place_setup(ctx: Any, inputs: tuple[Any, ...], output: Tensor) -> None:
    _, offsets, code, _, masked = inputs
    ctx.save_for_backward(offsets)
    ctx.geometry = code, masked


def _place_backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
    (offsets,) = ctx.saved_tensors
    return _call("gather", grad, offsets, *ctx.geometry), None, None, None, None


def _gather_setup(ctx: Any, inputs: tuple[Any, ...], output: Tensor) -> None:
    x, offsets, code, masked = inputs
    ctx.save_for_backward(offsets)
    ctx.geometry = code, spatial_of(x, code), masked


def _gather_backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
    (offsets,) = ctx.saved_tensors
    return _call("place", grad, offsets, *ctx.geometry), None, None, None


def _total_setup(ctx: Any, inputs: tuple[Any, ...], output: Tensor) -> None:
    x, mask, code, divide, divisor, _, _ = inputs
    ctx.save_for_backward(mask)
    ctx.geometry = code, spatial_of(x, code), divide, divisor
    ctx.channels_last = native.is_channels_last(x.stride(), len(ctx.geometry[1]))


def _total_backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
    (mask,) = ctx.saved_tensors
    grad = in_format(grad, len(ctx.geometry[1]), ctx.channels_last)
    spread = _call("spread", grad, mask, *ctx.geometry)
    return spread, None, None, None, None, None, None


def _spread_setup(ctx: Any, inputs: tuple[Any, ...], output: Tensor) -> None:
    _, mask, code, _, divide, divisor = inputs
    ctx.save_for_backward(mask)
    ctx.arguments = code, divide, divisor


def _spread_backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
    (mask,) = ctx.saved_tensors
    summed = _call("total", grad, mask, *ctx.arguments, 0.0, None)
    return summed, None, None, None, None, None


_reduced_backward, _reduced_back_backward = reduced.derivatives(_call)

# --- registration ---------------------------------------------------------------------------------

_CPU: dict[str, Any] = {
    "pick": _pick_cpu,
    "pick_value": _pick_value_cpu,
    "total": _total_cpu,
    "place": _place_cpu,
    "gather": _gather_cpu,
    "indices": _indices_cpu,
    "spread": _spread_cpu,
    "reduce": reduced.reduce_cpu,
    "reduce_back": reduced.reduce_back_cpu,
}
_FAKE: dict[str, Any] = {
    "pick": _pick_fake,
    "pick_value": _pick_value_fake,
    "total": _total_fake,
    "place": _place_fake,
    "gather": _gather_fake,
    "indices": _indices_fake,
    "spread": _spread_fake,
    "reduce": reduced.reduce_fake,
    "reduce_back": reduced.reduce_back_fake,
}
_DERIVATIVES: dict[str, tuple[Any, Any]] = {
    "pick": (_pick_backward, _pick_setup),
    "pick_value": (_pick_value_backward, _pick_value_setup),
    "total": (_total_backward, _total_setup),
    "place": (_place_backward, _place_setup),
    "gather": (_gather_backward, _gather_setup),
    "spread": (_spread_backward, _spread_setup),
    "reduce": (_reduced_backward, reduced.setup),
    "reduce_back": (_reduced_back_backward, reduced.back_setup),
}


# What makes the tangent of the output of that of the first argument: an operator, its second
# argument, and all others.
_LINEAR: dict[str, Any] = {
    "pick": lambda given, made: ("gather", made[1], (given[2], given[1] is not None)),
    "total": lambda given, made: ("total", given[1], (*given[2:5], 0.0, None)),
    **{
        name: lambda given, made, name=name: (name, given[1], given[2:])
        for name in ("place", "gather", "spread")
    },
}

# The others, of PyTorch's operators, which have tangents.
_COMPOSED: dict[str, Any] = {"reduce": reduced.composed, "reduce_back": reduced.composed_back}

# Numbers and the seed of reducers have no leading axes.
_WITHOUT_LEAD = {"reduce": (2, 3), "reduce_back": (3, 4)}


def _vmap_rule(name: str) -> Any:
    """All operators take any number of leading axes, so a mapped axis simply becomes the first."""
    without = _WITHOUT_LEAD.get(name, ())

    def rule(info: Any, in_dims: Sequence[int | None], *args: Any) -> tuple[Any, Any]:
        def leading(arg: Any, dim: int | None) -> Any:
            if not isinstance(arg, Tensor):
                return arg
            if dim is None:
                return arg.expand(info.batch_size, *arg.shape)
            return arg.movedim(dim, 0)

        # What is random draws by the places of the outputs, each as if it were alone.
        named = [native.REDUCERS.get(arg) for arg in args if isinstance(arg, str)]
        draws = any(reducer is not None and reducer.draws for reducer in named)
        if draws or any(in_dims[place] is not None for place in without):
            return one_by_one(info, in_dims, *args)
        moved = [
            arg if place in without else leading(arg, dim)
            for place, (arg, dim) in enumerate(zip(args, in_dims, strict=True))
        ]
        out = _call(name, *moved)
        if name == "reduce_back":  # whose slopes have a row for each plane
            grad, slopes = out
            planes = slopes.shape[0] // info.batch_size
            out = grad, slopes.reshape(info.batch_size, planes, *slopes.shape[1:])
        return out, (tuple(0 for _ in out) if isinstance(out, tuple) else 0)

    def one_by_one(info: Any, in_dims: Sequence[int | None], *args: Any) -> tuple[Any, Any]:
        outs = []
        for number in range(info.batch_size):
            one = [
                arg.select(dim, number) if isinstance(arg, Tensor) and dim is not None else arg
                for arg, dim in zip(args, in_dims, strict=True)
            ]
            outs.append(_call(name, *one))
        if not isinstance(outs[0], tuple):
            return torch.stack(outs), 0
        parts = tuple(map(torch.stack, zip(*outs, strict=True)))
        return parts, tuple(0 for _ in parts)

    return rule


def _function(name: str, forward: Any) -> Any:
    """The operator as an autograd.Function."""
    backward, setup = _DERIVATIVES.get(name, (None, lambda ctx, inputs, output: None))
    members = {"forward": forward, "setup_context": setup}
    if backward is not None:
        members["backward"] = backward
    return type(name, (torch.autograd.Function,), _static(members))


def _static(members: dict[str, Any]) -> dict[str, Any]:
    return {name: staticmethod(member) for name, member in members.items()}


def _transformable(name: str) -> Any:
    """The same as transforms take it: mapped, and with tangents where it is linear."""
    base = _function(name, getattr(torch.ops.poolwise, name))
    members = {"vmap": _vmap_rule(name)}
    if name in _LINEAR:
        members |= {"setup_context": _tangent_setup(name, base.setup_context), "jvp": _tangent}
    return type(name, (base,), _static(members))


def _tangent_setup(name: str, setup: Any) -> Any:
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:
        setup(ctx, inputs, output)
        operator, other, rest = _LINEAR[name](inputs, output)
        ctx.save_for_forward(other)
        ctx.linear = operator, rest, isinstance(output, tuple)

    return setup_context


def _tangent(ctx: Any, tangent: Tensor | None, *_: Any) -> Any:
    (other,) = ctx.saved_tensors
    operator, rest, pair = ctx.linear
    out = None if tangent is None else _call(operator, tangent, other, *rest)
    return (out, None) if pair else out


def _checked(name: str, compute: Callable[..., Any]) -> Any:
    """The operator for callers that nobody has checked: any program may call it."""
    check = operator_checks.CHECKS[name]

    def operator(*args: Any) -> Any:
        check(*args)
        return compute(*args)

    return operator


for _name in _CPU:
    LIBRARY.impl(_name, _checked(_name, _CPU[_name]), "CPU")
    _fake = _checked(_name, _FAKE[_name])
    torch.library.register_fake(f"poolwise::{_name}", _fake, lib=LIBRARY)
    torch.library.register_vmap(f"poolwise::{_name}", _vmap_rule(_name), lib=LIBRARY)
for _name, (_backward, _setup) in _DERIVATIVES.items():
    torch.library.register_autograd(
        f"poolwise::{_name}", _backward, setup_context=_setup, lib=LIBRARY
    )
_FUNCTIONS = {name: _transformable(name) for name in _CPU}
# Function.apply would look at the signature in every call, for defaults that there are none of.
_EAGER = {
    name: super(torch.autograd.Function, _function(name, cpu)).apply for name, cpu in _CPU.items()
}


# --- what the functions call ----------------------------------------------------------------------


def _ours(x: Tensor) -> bool:
    # ONNX knows PyTorch's operators, not ours, and so do some transforms.
    if torch.compiler.is_dynamo_compiling():
        onnx_nodes.check_not_compiling_for_export()
    alone = torch.onnx.is_in_onnx_export() or sees_aten_alone()
    return (x.is_cpu or x.is_meta) and not alone


def known(x: Tensor, name: str = "x") -> str:
    require_dense(name, x)
    return NAMES.get(x.dtype) or HOST.name(x, name)


def require_dense(name: str, x: Tensor) -> None:
    """Raise a TypeError for a sparse, a nested, a masked or an uninitialized tensor."""
    if isinstance(x, MaskedTensor):
        raise TypeError(
            f"{name} is a MaskedTensor; pass {name}.get_data(), and {name}.get_mask() as mask="
        )
    if isinstance(x, UninitializedTensorMixin):
        raise TypeError(f"{name} is an {type(x).__name__}, which has no elements yet")
    if x.layout is not torch.strided or x.is_nested:
        kind = "nested" if x.is_nested else str(x.layout).removeprefix("torch.")
        raise TypeError(f"{name} is a {kind} tensor; poolwise pools dense ones")


def _number(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def pick(
    x: Tensor,
    mask: Tensor | None,
    windows: Windows,
    largest: bool,
    empty_value: float,
    indices: bool,
) -> Any:
    ordinary = _is_ordinary(x, mask)
    native.check_empty_value(empty_value, HOST.name(x) if ordinary else known(x))
    due = x.requires_grad and torch.is_grad_enabled()
    if ordinary and not due:
        return native.picked(HOST, x, mask, windows, largest, empty_value, indices)
    if not ordinary and not _ours(x):
        return composed.pick(x, mask, windows, largest, empty_value, indices)
    value = _number(empty_value)
    # torch.jit.trace checks its graph by another one, without gradients.
    recorded = torch.jit.is_tracing()  # type: ignore[attr-defined, no-untyped-call]
    if not indices and not due and forward_ad._current_level < 0 and not recorded:
        return _call("pick_value", x, mask, windows, largest, value)
    call = _EAGER["pick"] if ordinary else partial(_call, "pick")
    out, offsets = call(x, mask, windows, largest, value)
    if not indices:
        return out
    return out, _call("indices", offsets, windows, spatial_of(x, windows), mask is not None)


def total(
    x: Tensor,
    mask: Tensor | None,
    windows: Windows,
    divide: int,
    divisor: int,
    dtype: Any,
    empty_value: float,
) -> Tensor:
    ordinary = _is_ordinary(x, mask)
    name = HOST.name(x) if ordinary else known(x)
    wanted = None if dtype is None else target(dtype, name)
    out_name = native.total_dtype(name, divide) if wanted is None else NAMES[wanted]
    native.check_empty_value(empty_value, out_name)
    exact = out_name if wanted is not None and not wanted.is_floating_point else None
    if wanted is not None and not exact:
        x = _widened(x, name, wanted)
    if ordinary and not (x.requires_grad and torch.is_grad_enabled()):
        out: Tensor = native.total(HOST, x, mask, windows, divide, divisor, empty_value, exact)
    elif ordinary or _ours(x):
        call = _EAGER["total"] if ordinary else partial(_call, "total")
        out = call(x, mask, windows, divide, divisor, _number(empty_value), exact)
    elif exact:
        # No composition of PyTorch's operators is exact: the CPU computes it.
        there = x.cpu(), None if mask is None else mask.cpu()
        out = native.total(HOST, *there, windows, divide, divisor, empty_value, exact).to(x.device)
    else:
        out = composed.total(x, mask, windows, divide, divisor, empty_value)
    return out if wanted is None else out.to(wanted)


def target(dtype: Any, name: str) -> torch.dtype:
    if not isinstance(dtype, torch.dtype) or dtype not in NAMES or dtype is torch.bool:
        raise TypeError(f"dtype={dtype!r} must be an integer or floating-point torch.dtype")
    if name in native.FLOATS and not dtype.is_floating_point:
        raise TypeError(f"dtype={dtype} must be a floating-point type, since x is {name}")
    return dtype


def _widened(x: Tensor, name: str, target: torch.dtype) -> Tensor:
    """x in a type whose sums and means are at least as precise as the target."""
    if x.dtype.is_floating_point:
        if x.dtype == target:
            return x
        # Neither of the two 16 bit types holds the other's numbers.
        return x.to(torch.float64 if torch.float64 in (x.dtype, target) else torch.float32)
    if x.dtype.itemsize == 8:
        return x.to(torch.float64)  # integer sums of 64 bits would wrap
    return x.to(torch.int32) if name in native.SHORT and target.itemsize > 4 else x


def reduce(
    x: Tensor,
    mask: Tensor | None,
    windows: Windows,
    reducer: str,
    parameters: Any,
    draw: tuple[Tensor, int] | None,
    empty_value: float,
) -> Tensor:
    target = native.reduced_dtype(reducer, known(x))
    native.check_empty_value(empty_value, target)
    seed, first = draw or (None, 0)
    value = _number(empty_value)
    ours = _ours(x)
    if mask is None and not ours and torch.onnx.is_in_onnx_export():
        node = _as_node(x.to(DTYPES[target]), windows, reducer, parameters)
        if node is not None:
            return node
    if isinstance(parameters, tuple):
        parameters = _constants(parameters, x.device)
    learned = parameters is not None and parameters.requires_grad
    if ours and _is_ordinary(x, mask) and (not learned or _is_ordinary(parameters)):
        due = (learned or x.requires_grad) and torch.is_grad_enabled()
        if due:
            x = x.to(DTYPES[target])  # in which the way back computes
        call = _EAGER if due else _CPU
        out: Tensor = call["reduce"](x, mask, parameters, seed, windows, reducer, first, value)
        return out
    x = x.to(DTYPES[target])
    if not ours:
        return composed_reducers.reduce(x, mask, windows, reducer, parameters, seed, first, value)
    made: Tensor = _dispatched("reduce", x, mask, parameters, seed, windows, reducer, first, value)
    return made


def _as_node(x: Tensor, windows: Windows, reducer: str, numbers: Any) -> Tensor | None:
    """What ONNX says in a node of its own, norms and root mean squares, while exporting."""
    if reducer == "lp" and isinstance(numbers, tuple):
        composed.require_elements(x, windows)
        return onnx_nodes.norms(x, windows, numbers[0])
    if reducer != "rms" or not all(isinstance(size, int) for size in x.shape[1:]):
        return None
    composed.require_elements(x, windows)
    norm = onnx_nodes.norms(x, windows, 2)
    return None if norm is None else norm * composed.areas(x, windows, "count").to(x.dtype).rsqrt()


def _constants(numbers: tuple[float, ...], device: torch.device) -> Tensor | None:
    if not numbers:
        return None
    return torch.tensor([numbers], dtype=torch.float64, device=device)


def table(columns: Sequence[Any], x: Tensor) -> Tensor:
    made = [torch.as_tensor(column, device=x.device).reshape(-1, 1) for column in columns]
    dtype = torch.float64 if x.dtype == torch.float64 else torch.float32
    channels = max(len(column) for column in made)
    return torch.cat([column.to(dtype).expand(channels, 1) for column in made], 1)


_SEEDS = 2**63 - 1


def seed(seed: int | Tensor | None, generator: Any, x: Tensor) -> Tensor:
    if isinstance(seed, Tensor):
        return seed
    if seed is not None:
        return torch.tensor(seed - 2**64 if seed >= 2**63 else seed)
    onnx_nodes.check_not_exporting()
    device = x.device if generator is None else generator.device
    return torch.randint(_SEEDS, (), generator=generator, device=device)


def new_seed() -> int:
    return int(torch.randint(_SEEDS, ()))


def check_generator(generator: Any) -> None:
    if generator is not None and not isinstance(generator, torch.Generator):
        kind = type(generator).__name__
        raise TypeError(f"generator must be a torch.Generator, x being a tensor, got {kind}")


def moveaxis(x: Tensor, source: int, target: int) -> Tensor:
    return x.movedim(source, target)


def mask(mask: Any, x: Tensor) -> Tensor:
    if not isinstance(mask, Tensor) or mask.is_floating_point() or mask.is_complex():
        kind = mask.dtype if isinstance(mask, Tensor) else type(mask).__name__
        raise TypeError(f"mask must be a torch.Tensor like x, boolean or of 0 and 1, got {kind}")
    require_dense("mask", mask)
    if mask.device != x.device:
        raise ValueError(f"mask is on {mask.device}, x on {x.device}")
    if mask.dtype != torch.bool:
        mask = mask.long()  # in which everything is implemented
        if is_at_hand(mask) and mask.numel():
            native.check_zeros_and_ones(int(mask.min()), int(mask.max()))
        mask = mask.bool()
    try:
        present: Tensor = mask.expand(x.shape)
        return present
    except RuntimeError:
        raise ValueError(
            f"mask has shape {tuple(mask.shape)}, which does not broadcast to x's {tuple(x.shape)}"
        ) from None


def lengths_mask(lengths: Any, x: Tensor, time_axis: int) -> Tensor:
    if isinstance(lengths, Tensor):
        require_dense("lengths", lengths)
        # Those of the CPU are taken to x, which has numbers, too.
        here = lengths.device == x.device or (lengths.is_cpu and not x.is_meta)
        if not here:
            raise ValueError(f"lengths is on {lengths.device}, x on {x.device}")
    arrays.require_plain("lengths", lengths)
    try:
        given = torch.as_tensor(lengths, device=x.device)
    except (TypeError, ValueError, RuntimeError):
        raise TypeError(f"lengths must be a tensor of integers, got {lengths!r}") from None
    numbers = given.dtype.is_floating_point or given.dtype.is_complex
    if (numbers or given.dtype == torch.bool) and given.numel():
        raise TypeError(f"lengths must be integers, got {given.dtype}")
    native.check_lengths_shape(tuple(given.shape), tuple(x.shape))
    size = x.shape[time_axis]
    # Values are looked at only where they are at hand.
    if is_at_hand(given) and given.numel():
        shortest, longest = int(given.min()), int(given.max())
        if shortest < 0 or longest > size:
            raise ValueError(f"lengths run from {shortest} to {longest}; x allows 0 to {size}")
    columns = given.reshape(given.shape + (1,) * (x.ndim - given.ndim))
    return (torch.arange(size, device=x.device) < columns).expand(x.shape)


for _kind in TYPES:
    BY_TYPE[_kind] = sys.modules[__name__]
native.is_traced = torch.compiler.is_dynamo_compiling
