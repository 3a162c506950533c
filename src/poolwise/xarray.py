"""Pooling of labelled arrays, by the names of their dimensions.

``poolwise.xarray.max_pool(x, {"y": 2, "x": 2})`` is of an `xarray.DataArray`, or of every variable
of an `xarray.Dataset`, what `poolwise.max_pool2d` is of an array: each operator that pools windows,
as ``<operator>_pool``, ``adaptive_<operator>_pool`` and ``global_<operator>_pool``. Coordinates are
pooled along, as `coarsen` does; names and attributes stay, dimensions keep their order. What Dask
computes is computed when it is asked for.

A parameter of which channels may have one each is then a DataArray of their dimension. `coarsen`
leaves NaN out; here ``mask=x.notnull(), empty_value=math.nan`` does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

try:
    import xarray as xr
except ModuleNotFoundError as error:
    if error.name != "xarray":
        raise
    raise ImportError(
        "this needs xarray, which is not installed: pip install 'poolwise[xarray]'"
    ) from None

from .functional.chunked import is_chunked
from .functional.declaration import OPERATORS, Operator, Parameter, by_name, find
from .functional.documented import arguments_of, entry
from .functional.keywords import expect
from .functional.over_windows import pooled
from .windows import Windows

Labelled = Any
"""An `xarray.DataArray` or an `xarray.Dataset`."""
Sizes = Mapping[Hashable, int]
Ints = int | Mapping[Hashable, int]
Pads = int | str | Mapping[Hashable, int | tuple[int, int]]
"""By dimension, or for all of them."""

__all__: list[str] = []


class _Look(NamedTuple):
    """Where to look: the dimensions that are pooled, in the order of the windows' axes, by which
    argument they were named, and windows over some of them."""

    dims: tuple[Hashable, ...]
    argument: str
    over: Callable[[Sequence[Hashable]], Windows]


# --- where windows look ---------------------------------------------------------------------------


def _sliding(
    kernel_size: Sizes,
    stride: Ints | None = None,
    padding: Pads = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
) -> _Look:
    sizes = _by_dimension("kernel_size", kernel_size)
    strides, pads, steps = (
        _for_each(name, given, sizes, usual)
        for name, given, usual in (
            ("stride", stride, None),
            ("padding", padding, 0),
            ("dilation", dilation, 1),
        )
    )

    def over(dims: Sequence[Hashable]) -> Windows:
        padded: Any = pads if isinstance(pads, str) else [_pair(pads[dim]) for dim in dims]
        return Windows.sliding(
            len(dims),
            [sizes[dim] for dim in dims],
            [sizes[dim] if strides[dim] is None else strides[dim] for dim in dims],
            padded,
            [steps[dim] for dim in dims],
            ceil_mode,
        )

    return _Look(tuple(sizes), "kernel_size", over)


def _adaptive(output_size: Mapping[Hashable, int | None]) -> _Look:
    sizes = _by_dimension("output_size", output_size)
    return _Look(
        tuple(sizes),
        "output_size",
        lambda dims: Windows.adaptive(len(dims), [sizes[dim] for dim in dims]),
    )


def _global(dim: Hashable | Sequence[Hashable]) -> _Look:
    dims = (dim,) if isinstance(dim, str) or not isinstance(dim, Sequence) else tuple(dim)
    if not dims or len(set(dims)) < len(dims):
        raise ValueError(f"dim={dim!r} must name one dimension or several different ones")
    return _Look(_few("dim", dims), "dim", lambda among: Windows.whole(len(among)))


def _by_dimension(name: str, given: Any) -> Mapping[Hashable, Any]:
    if not isinstance(given, Mapping) or not given:
        raise TypeError(f"{name} must say a number by dimension, as {{'y': 2, 'x': 2}}: {given!r}")
    _few(name, tuple(given))
    return given


def _few(name: str, dims: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    if len(dims) > 3:
        raise ValueError(f"{name} has {len(dims)} dimensions, {dims}; 3 at most are pooled at once")
    return dims


def _for_each(name: str, given: Any, sizes: Mapping[Hashable, Any], usual: Any) -> Any:
    """What is given for each dimension; a named rule of padding is for all of them."""
    if isinstance(given, str):
        return given
    if not isinstance(given, Mapping):
        if isinstance(given, Sequence):
            raise TypeError(f"{name}={given!r} must be a number, or say one by dimension")
        return dict.fromkeys(sizes, given)
    for dim in given:
        if dim not in sizes:
            raise ValueError(
                f"{name} has the dimension {dim!r}, which kernel_size has not: {tuple(sizes)}"
            )
    return {dim: given.get(dim, usual) for dim in sizes}


def _pair(given: Any) -> Any:
    return given if isinstance(given, Sequence) else (given, given)


_OF_TIMES = ("avg", "max", "median", "midrange", "min", "mode", "quantile", "trimmed_mean")
"""Reducers that move with their elements, so that it does not matter when time began."""


def _needed(row: Operator) -> Iterator[Parameter]:
    return (p for p in row.parameters if p.required)


# --- what is kept ---------------------------------------------------------------------------------


class _Call(NamedTuple):
    """One call: the operator, where it looks, its own numbers, the mask, and whether dimensions
    that are pooled are gone."""

    row: Operator
    look: _Look
    options: dict[str, Any]
    mask: xr.DataArray | None
    gone: bool

    def of(self, x: Labelled, coord_func: str | Mapping[Hashable, str]) -> Any:
        """What is kept of x, or two of them."""
        if not isinstance(x, (xr.DataArray, xr.Dataset)):
            raise TypeError(f"x must be an xarray.DataArray or Dataset, got {type(x).__name__}")
        self._check(x)
        variables = {None: x.variable} if isinstance(x, xr.DataArray) else x.data_vars.variables
        made = {name: self._named(name, each) for name, each in variables.items()}
        coords = self._coordinates(x, coord_func)
        results: list[Any] = []
        for part in range(2 if self.options.get("return_indices") else 1):
            of_part = {name: found[min(part, len(found) - 1)] for name, found in made.items()}
            if isinstance(x, xr.Dataset):
                attrs = x.attrs if part == 0 else {}
                results.append(xr.Dataset(of_part, coords, attrs))
            else:
                results.append(
                    xr.DataArray(of_part[None], coords, name=x.name if not part else None)
                )
        return tuple(results) if len(results) > 1 else results[0]

    def _check(self, x: Any) -> None:
        for dim in self.look.dims:
            if dim not in x.dims:
                names = tuple(x.dims)
                raise ValueError(f"{self.look.argument} has the dimension {dim!r}; x has {names}")
        if self.mask is not None and not isinstance(self.mask, xr.DataArray):
            kind = type(self.mask).__name__
            raise TypeError(f"mask must be an xarray.DataArray, which says where it lies: {kind}")
        labelled = [each for each in self.options.values() if isinstance(each, xr.DataArray)]
        labelled += [] if self.mask is None else [self.mask]
        for each in labelled:  # in the same order, too
            xr.align(x, each, join="exact", copy=False)

    def _named(self, name: Any, variable: xr.Variable) -> tuple[xr.Variable, ...]:
        try:
            return self._variable(name, variable)
        except (TypeError, ValueError) as error:
            if name is None:
                raise
            raise type(error)(f"variable {name!r}: {error}") from error

    def _variable(self, name: Any, variable: xr.Variable) -> tuple[xr.Variable, ...]:
        """What is kept of a variable; of one without these dimensions all of it."""
        dims = tuple(dim for dim in self.look.dims if dim in variable.dims)
        if not dims:
            return (variable,)
        options, channels = self._numbers(variable, dims)
        windows = self.look.over(dims)
        given = [variable]
        if self.mask is not None:
            given.append(self._present(name, variable))
        core = (*channels, *dims)

        def pool(values: Any, present: Any = None) -> Any:
            more = {} if present is None else {"mask": present}
            values = values.astype(values.dtype.newbyteorder("="), copy=False)
            result = pooled(self.row, values, windows, options | more)
            if not self.gone:
                return result
            parts = result if isinstance(result, tuple) else (result,)
            parts = tuple(part[(..., *[0] * len(dims))] for part in parts)
            return parts if isinstance(result, tuple) else parts[0]

        indexed = bool(options.get("return_indices"))
        left = channels if self.gone else core
        made = xr.apply_ufunc(
            pool,
            *given,
            input_core_dims=[core] * len(given),
            output_core_dims=[left] * (2 if indexed else 1),
            exclude_dims=set(dims),
            dask="allowed",
            keep_attrs=True,
        )
        order = [dim for dim in variable.dims if not (self.gone and dim in dims)]
        parts = [part.transpose(*order) for part in (made if indexed else (made,))]
        for indices in parts[1:]:
            indices.attrs.clear()
        return tuple(parts)

    def _present(self, name: Any, variable: xr.Variable) -> xr.Variable:
        assert self.mask is not None
        mask = self.mask.variable
        if more := [dim for dim in mask.dims if dim not in variable.dims]:
            whose = "x" if name is None else f"the variable {name!r}"
            raise ValueError(f"mask has the dimension {more[0]!r}; {whose} has {variable.dims}")
        if is_chunked(mask.data) and not is_chunked(variable.data):
            mask = mask.compute()
        spread: xr.Variable = mask.set_dims(dict(variable.sizes))  # type: ignore[no-untyped-call]
        return spread

    def _numbers(
        self, variable: xr.Variable, dims: tuple[Hashable, ...]
    ) -> tuple[dict[str, Any], tuple[Hashable, ...]]:
        """The operator's numbers as arrays, and the dimension of which each has one of its own."""
        plain = dict(self.options)
        channels: list[Hashable] = []
        each = {p.keyword for p in self.row.parameters if p.per_channel}
        for name, value in self.options.items():
            if isinstance(value, xr.DataArray) and value.ndim:
                channels += value.dims
                plain[name] = value.values
            elif name in each and np.ndim(value):
                raise TypeError(f"{name} must be a number, or a DataArray of one dimension of x's")
        if not channels:
            return plain, ()
        dim = channels[0]
        if set(channels) != {dim} or dim in dims or dim not in variable.dims:
            raise ValueError(
                f"{', '.join(map(repr, channels))} must be one dimension of {variable.dims} that "
                "is not pooled, of which each has numbers of its own"
            )
        return plain, (dim,)

    # --- coordinates ------------------------------------------------------------------------------

    def _coordinates(self, x: Any, coord_func: str | Mapping[Hashable, str]) -> xr.Coordinates:
        """Those of the result: what lies along pooled dimensions is pooled, or gone with them."""
        touched = [n for n, c in x.coords.items() if set(c.dims) & set(self.look.dims)]
        kept = x.coords.to_dataset()
        if not self.gone:
            for name in touched:
                if isinstance(x.xindexes.get(name), xr.indexes.PandasMultiIndex):
                    raise ValueError(f"the coordinate {name!r} is of a MultiIndex; x.reset_index")
        if isinstance(coord_func, str):  # as in `coarsen`, not of those beside dimensions
            coord_func = {dim: coord_func for dim in self.look.dims if dim in x.coords}
        functions = dict(coord_func)
        if unknown := set(functions) - set(x.coords):
            raise ValueError(f"coord_func has {unknown.pop()!r}; x has coordinates {[*x.coords]}")
        kept = kept.drop_vars(touched)
        if not self.gone:
            made = {
                name: self._coordinate(name, x.coords[name].variable, functions.get(name, "mean"))
                for name in touched
            }
            kept = kept.assign_coords(made)
        coords: xr.Coordinates = kept.coords
        return coords

    def _coordinate(self, name: Any, variable: xr.Variable, function: str) -> xr.Variable:
        """What is kept of a coordinate in each window, of its own elements alone."""
        reducer = "avg" if function == "mean" else function
        known = sorted(n for n, row in by_name().items() if not any(_needed(row)))
        if reducer not in known:
            raise ValueError(f"coord_func={function!r} must be 'mean' or one of {known}")
        kind = variable.dtype.kind
        if kind not in "biufmM" or (kind in "mM" and reducer not in _OF_TIMES):
            raise ValueError(
                f"the coordinate {name!r} has elements of dtype {variable.dtype}, of which there "
                f"is no {function}; x.drop_vars({name!r}) leaves it out"
            )
        options = {"count_include_pad": False} if reducer == "avg" else {}
        own = self._replace(row=find(reducer), options=options, mask=None)
        variable = variable.to_base_variable()
        return own._times(variable) if kind in "mM" else own._positions(variable)

    def _positions(self, variable: xr.Variable, there: Any = None) -> xr.Variable:
        """Numbers of windows over a coordinate; NaN of those that none of its elements is in."""
        dims = tuple(dim for dim in self.look.dims if dim in variable.dims)
        empty = self.look.over(dims).first_empty([variable.sizes[dim] for dim in dims])
        if empty is None and there is None:
            return self._variable(None, variable)[0]
        mask = xr.DataArray(xr.ones_like(variable, bool) if there is None else there)
        if variable.dtype.kind != "f":
            variable = variable.astype(np.float64)
        own = self._replace(mask=mask, options=self.options | {"empty_value": np.nan})
        return own._variable(None, variable)[0]

    def _times(self, variable: xr.Variable) -> xr.Variable:
        """The same of times, by what they are after the first of them."""
        times = variable.values
        there = ~np.isnat(times)
        numbers = times.view(np.int64)
        first = numbers[there].min() if there.any() else np.int64(0)
        since = (np.where(there, numbers, first) - first).view(np.uint64)  # which no span exceeds
        present = None if there.all() else variable.copy(data=there)
        made = self._positions(variable.copy(data=since), present)
        after = made.values
        known = np.isfinite(after)
        if after.dtype.kind == "f":
            after = np.rint(np.where(known, after, 0)).astype(np.uint64)
        kept = after.view(np.int64) + first
        return made.copy(data=np.where(known, kept.view(times.dtype), times.dtype.type("NaT")))


# --- the functions of each operator ---------------------------------------------------------------

_LOOKS: dict[str, Callable[..., _Look]] = {
    "": _sliding,
    "adaptive_": _adaptive,
    "global_": _global,
}
_WHERE = {
    "kernel_size": "elements of a window, by dimension, 1 to 3 of them: ``{'y': 2, 'x': 2}``.",
    "stride": "distance between windows, one number or some by dimension; `kernel_size` when None.",
    "padding": "one number, or one or a (before, after) pair by dimension, ``'valid'``, ``'same'`` "
    "or ``'same_lower'``. What it adds is absent from windows.",
    "dilation": "distance between the elements of a window, one number or some by dimension.",
    "output_size": "windows by dimension, 1 to 3 of them; None keeps the size.",
    "dim": "the dimension, or 1 to 3 of them, that is pooled as a whole and gone.",
    "coord_func": "what is kept of the dimensions' own coordinates, ``'mean'`` or the name of "
    "another reducer, or some by coordinate; of others the mean.",
    "return_indices": "also return where the elements lie, flat over these dimensions in the order "
    "that they are named in; the dtype of the indices, int32 or int64, stands for True.",
    "mask": "an `xarray.DataArray` of booleans, its dimensions among those of x; True where an "
    "element is present.",
}
_NOT_HERE = ("x", "lengths", "channels_last", "mask")


def _function(row: Operator, prefix: str) -> Callable[..., Any]:
    """``<prefix><operator>_pool`` for labelled arrays."""
    look, name = _LOOKS[prefix], f"{prefix}{row.name}_pool"
    signature, places = _signature(row, prefix), inspect.signature(look).parameters
    names = {p.name: isinstance(p.default, bool) for p in signature.parameters.values()}
    names["return_indices"] = False  # a dtype says it, too

    def pool(*args: Any, **kwargs: Any) -> Any:
        expect(name, names, kwargs)
        given = signature.bind(*args, **kwargs).arguments
        where = {key: given.pop(key) for key in places if key in given}
        x, mask = given.pop("x"), given.pop("mask", None)
        coord_func = given.pop("coord_func", "mean")
        return _Call(row, look(**where), given, mask, prefix == "global_").of(x, coord_func)

    pool.__name__ = pool.__qualname__ = name
    pool.__module__ = __name__
    pool.__signature__ = signature  # type: ignore[attr-defined]
    pool.__doc__ = _documentation(row, prefix, signature)
    return pool


def _signature(row: Operator, prefix: str) -> inspect.Signature:
    """What says where, by dimension, and then by name what the operator's own functions take."""
    where = list(inspect.signature(_LOOKS[prefix]).parameters.values())
    of_arrays = inspect.signature(row.pool(1, prefix)).parameters
    elsewhere = {*_NOT_HERE, "kernel_size", "stride", "padding", "dilation", "ceil_mode"}
    own = [p for name, p in of_arrays.items() if name not in {*elsewhere, "output_size"}]
    by_name = [
        inspect.Parameter(
            "coord_func", inspect.Parameter.KEYWORD_ONLY, default="mean", annotation="CoordFunc"
        ),
        inspect.Parameter(
            "mask", inspect.Parameter.KEYWORD_ONLY, default=None, annotation="DataArray | None"
        ),
    ]
    if prefix == "global_":
        by_name = by_name[1:]
    own = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    x = inspect.Parameter("x", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation="Labelled")
    return inspect.Signature([x, *where, *own, *by_name])


def _documentation(row: Operator, prefix: str, signature: inspect.Signature) -> str:
    of_arrays = row.pool(1, prefix).__doc__ or ""
    said = {name: text for names, text in arguments_of(of_arrays) for name in names}
    lines: list[str | None] = ["        x: `xarray.DataArray` or `xarray.Dataset`."]
    for name in list(signature.parameters)[1:]:
        text = entry(name, _WHERE[name]) if name in _WHERE else said.get(name)
        if text not in (None, *lines):  # some are said together
            lines.append(text)
    where = ['"x"' if prefix == "global_" else '{"x": 2}']
    needed = [
        f"{p.keyword}=" + (f"np.ones({len(p.tried[0])})" if p.takes == "array" else str(p.tried[0]))
        for p in _needed(row)
    ]
    left = "('t',)" if prefix == "global_" else "('t', 'x')"
    return f"""{of_arrays.partition(chr(10))[0]}

    Of variables that have some of the dimensions these are pooled; those that have none stay.

    Args:
{chr(10).join(filter(None, lines))}

    Returns:
        The same kind of labelled array, its coordinates pooled along.

    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.

    Source: {row.source}.

    Example:
        >>> import numpy as np, poolwise.xarray, xarray as xr
        >>> x = xr.DataArray([[0.1, 0.2, 0.4, 0.3]], dims=("t", "x"))
        >>> poolwise.xarray.{prefix}{row.name}_pool(x, {", ".join(where + needed)}).dims
        {left}
    """


for _row in OPERATORS:
    # Not those that need an array for each of a network's channels, which its modules learn.
    _needs = any(p.takes == "array" for p in _needed(_row))
    if _row.define is not None and (_row.by_name or not _needs):
        for _prefix in _row.prefixes:
            _made = _function(_row, _prefix)
            globals()[_made.__name__] = _made
            __all__.append(_made.__name__)
__all__.sort()
