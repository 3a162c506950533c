"""Other libraries' arrays, and poolwise in their networks: the rows of docs/interop.md."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pages import Page
from strategies import SHARE

import poolwise

PAGE = Page("docs/interop.md")
X = np.arange(16, dtype=np.float32).reshape(1, 1, 4, 4)
POOLED = [[[[5, 7], [13, 15]]]]


@PAGE.examples()
def test_example_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "torch")  # before it is known to be there
    PAGE.run(code)


def test_links_lead_somewhere() -> None:
    assert not PAGE.missing_links()


# --- arrays ---------------------------------------------------------------------------------------


def test_what_is_taken_is_given_back(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", X)
    on_disk = np.load(tmp_path / "x.npy", mmap_mode="r")
    for x in (X, on_disk):
        assert type(poolwise.max_pool2d(x, 2)) is np.ndarray
    torch = pytest.importorskip("torch")
    assert type(poolwise.max_pool2d(torch.from_numpy(X), 2)) is torch.Tensor


def test_dask_and_xarray() -> None:
    dask = pytest.importorskip("dask.array")
    pooled = poolwise.max_pool2d(dask.from_array(X), 2)
    assert isinstance(pooled, dask.Array)
    xr = pytest.importorskip("xarray")
    labelled = xr.DataArray(X, dims=("n", "c", "y", "x"))
    _refused(labelled, "poolwise.xarray pools it by its dimensions' names, x.data without them")
    found = pytest.importorskip("poolwise.xarray").max_pool(labelled, {"y": 2, "x": 2})
    assert isinstance(found, xr.DataArray)
    assert pooled.compute().tolist() == found.values.tolist() == POOLED


class Elsewhere:
    """An array on a GPU, as far as DLPack says where."""

    where = (2, 0)

    def __dlpack__(self) -> None: ...

    def __dlpack_device__(self) -> tuple[int, int]:
        return self.where


class Refusing(Elsewhere):
    """One that is not converted unasked, as CuPy's."""

    def __array__(self) -> None:
        raise TypeError


class Here(Refusing):
    where = (1, 0)


class Deleted(Here):
    def __dlpack_device__(self) -> tuple[int, int]:
        raise RuntimeError


def _named(name: str, module: str) -> object:
    """An instance of a class of that name in that module, and of one that is derived from it."""
    base = type(name, (), {"__module__": module})
    return type("Derived", (base,), {"__module__": module, "__array__": None})()


ASARRAY, DLPACK = "numpy.asarray(x) makes an array of it", "torch.from_dlpack(x) makes a tensor"


@pytest.mark.parametrize(
    ("x", "instead"),
    [
        (Elsewhere(), DLPACK),
        (Refusing(), DLPACK),
        (Here(), ASARRAY),
        (Deleted(), ASARRAY),
        (X.tolist(), ASARRAY),
        (_named("Tracer", "jax._src.core"), "inside jax.jit, jax.pure_callback calls poolwise"),
        (_named("KerasTensor", "keras.src"), "call poolwise in a keras.layers.Layer, with Keras"),
        (np.ma.masked_array(X), "pass x.data with mask=~numpy.ma.getmaskarray(x)"),
    ],
)
def test_others_are_refused_in_a_line(x: object, instead: str) -> None:
    _refused(x, instead)


@pytest.mark.parametrize("name", ["PIL.Image", "pandas", "polars"])
def test_what_numpy_reads(name: str) -> None:
    library = pytest.importorskip(name)
    make = library.fromarray if name == "PIL.Image" else library.DataFrame
    x = make(X[0, 0])
    _refused(x, ASARRAY)
    assert poolwise.max_pool2d(np.asarray(x)[None], 2).tolist() == POOLED[0]


def test_jax_is_not_copied() -> None:
    jax = pytest.importorskip("jax")
    x = jax.device_put(X, jax.devices("cpu")[0])
    _refused(x, ASARRAY)
    assert np.asarray(x).ctypes.data == x.unsafe_buffer_pointer()
    pooled = jax.numpy.asarray(poolwise.max_pool2d(np.asarray(x), 2))
    assert isinstance(pooled, jax.Array)
    assert pooled.tolist() == POOLED
    with pytest.raises(TypeError, match=r"jax\.pure_callback"):
        jax.jit(lambda x: poolwise.max_pool2d(x, 2))(x)


def test_dlpack_is_not_copied() -> None:
    torch = pytest.importorskip("torch")
    x = torch.from_dlpack(X)
    assert x.data_ptr() == X.ctypes.data
    assert np.from_dlpack(poolwise.max_pool2d(x, 2)).tolist() == POOLED


def _refused(x: object, instead: str) -> None:
    with pytest.raises(TypeError) as caught:
        poolwise.max_pool2d(x, 2)
    said = str(caught.value)
    assert instead in said
    assert "\n" not in said


# --- networks -------------------------------------------------------------------------------------


def _net() -> Any:
    torch = pytest.importorskip("torch")
    from poolwise import nn as pnn

    torch.manual_seed(0)
    pools = torch.nn.MaxPool2d(3, 2, 1), pnn.GatedPool2d(2), pnn.MixedPool2d(2), pnn.GeMPool2d()
    ends = torch.nn.Flatten(), torch.nn.Linear(4, 2)
    return torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), *pools, *ends)


def _gradients(net: Any, x: Any) -> list[Any]:
    net(x).square().mean().backward()
    gradients = [parameter.grad for parameter in net.parameters()]
    return [each.full_tensor() if hasattr(each, "full_tensor") else each for each in gradients]


def test_every_parameter_can_be_cut() -> None:
    """`fully_shard` refuses parameters without an axis."""
    pytest.importorskip("torch")
    from poolwise import nn as pnn

    scalars = []
    for name in pnn.__all__:
        for arguments in ((), (2,), (2, 2)):
            for more in ({}, {"learned": True}):
                try:
                    made = getattr(pnn, name)(*arguments, **more)
                    scalars += [name for each in made.parameters() if not each.ndim]
                except (TypeError, ValueError):  # made of something else
                    continue
    assert not scalars


def _train(rank: int, world: int, path: str) -> None:
    """One of the processes: its part of a batch gives the gradients of the whole."""
    import torch
    import torch.distributed as dist
    from torch.nn.parallel import DistributedDataParallel

    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"file://{path}", rank=rank, world_size=world)
    try:
        x = torch.randn(4, 3, 24, 24, generator=torch.Generator().manual_seed(1))
        wanted = _gradients(_net(), x)
        mine = x.chunk(world)[rank]
        with poolwise.accelerate():
            found = [_gradients(DistributedDataParallel(_net()), mine)]
            if world > 1:  # importing it takes longer than the rest
                from torch.distributed.device_mesh import init_device_mesh
                from torch.distributed.fsdp import fully_shard

                cut = _net()
                fully_shard(cut, mesh=init_device_mesh("cpu", (world,)))
                found.append(_gradients(cut, mine))
        for gradients in found:
            torch.testing.assert_close(gradients, wanted, rtol=1e-5, atol=1e-6)
    finally:
        dist.destroy_process_group()


def test_data_parallel_alone(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    _train(0, 1, f"{tmp_path}/meet")


@pytest.mark.skipif(SHARE < 1, reason="starts processes, half a minute long; once a week")
def test_data_parallel_and_sharded(tmp_path: Path) -> None:
    multiprocessing = pytest.importorskip("torch.multiprocessing")
    multiprocessing.spawn(_train, (2, f"{tmp_path}/meet"), nprocs=2)


@pytest.mark.parametrize("late", [False, True])
def test_fabric(late: bool) -> None:
    fabric = pytest.importorskip("lightning_fabric").Fabric(accelerator="cpu", devices=1)
    torch = pytest.importorskip("torch")
    net = _net()
    optimizer = torch.optim.SGD(net.parameters(), 0.1)
    if not late:
        poolwise.swap(net, {"max": "gated"}, optimizer=optimizer)
    model, stepping = fabric.setup(net, optimizer)
    if late:
        poolwise.swap(model, {"max": "gated"}, optimizer=optimizer)
    before = copy.deepcopy(net.state_dict())
    with poolwise.accelerate(model):
        fabric.backward(model(torch.randn(2, 3, 24, 24)).square().mean())
    stepping.step()
    assert all(not torch.equal(value, before[name]) for name, value in net.state_dict().items())


def test_layers_made_from_pytorchs() -> None:
    torch = pytest.importorskip("torch")
    from poolwise import nn as pnn

    class Named(torch.nn.MaxPool2d):
        """Pools as its parent does."""

    class Same(torch.nn.MaxPool2d):
        def forward(self, x: Any) -> Any:
            return super().forward(torch.nn.functional.pad(x, (0, 1, 0, 1), value=-torch.inf))

    net = torch.nn.Sequential(Named(2), Same(2, 1))
    done = poolwise.swap(net, "soft")
    assert [type(each) for each in net] == [pnn.SoftPool2d, Same]
    assert "Same pools in a way of its own" in done.skipped[0].reason
