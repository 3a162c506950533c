"""What a study ran on: versions, processor, device."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import poolwise
from poolwise.lab.data.dataset import Dataset
from poolwise.lab.running.trial import Plan
from poolwise.lab.settings import UNCHANGED, PoolSetting

_PACKAGES = (
    "torch",
    "lightning-fabric",
    "numpy",
    "scipy",
    "scikit-learn",
    "scikit-image",
    "statsmodels",
    "pillow",
    "captum",
)


def versions() -> dict[str, str]:
    """Versions of this package, Python, and the packages that rows and statistics depend on."""
    found = {"poolwise": poolwise.__version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def require_device(device: str) -> None:
    """Raise a ValueError where this machine lacks `device`, before anything is loaded or started.

    It imports PyTorch only where an accelerator is asked for by name.
    """
    if device in ("cuda", "mps"):
        import torch

        if not (torch.cuda if device == "cuda" else torch.backends.mps).is_available():
            raise ValueError(
                f"device={device!r} is not here, says PyTorch {torch.__version__}; device='auto' "
                "takes what there is, and 'cpu' always works"
            )


def describe_device(device: str, precision: str) -> dict[str, str]:
    """What `device` turns out to be here; run where the trials run, because it imports PyTorch.

    Raises:
        ValueError: this machine lacks the device, or the device lacks the precision.
    """
    import torch

    from poolwise.lab.networks.training import fabric

    kind = fabric(device, precision).device.type
    # The same program rounds differently on another instruction set.
    if kind == "cuda":
        name = torch.cuda.get_device_name()
    else:
        name = torch.backends.cpu.get_cpu_capability()
    return {"device": kind, "arithmetic": name, "isa": str(poolwise.info().get("isa", ""))}


def describe_machine(device: dict[str, str]) -> dict[str, Any]:
    """The processor, its cores and the operating system, with `device` as described above."""
    return {
        "cpu": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        **device,
    }


def check_weights(plan: Plan, dataset: Dataset) -> None:
    """Raise a ValueError unless the network can have the weights that the plan says."""
    from poolwise.lab.running.trial import build_network

    build_network(plan, dataset, PoolSetting(UNCHANGED), 0)


def try_out(
    plan: Plan, dataset: Dataset, settings: list[PoolSetting]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The network with every setting, untrained.

    Returns:
        Settings that it cannot be built with, by name, each with the reason; and what is to be told
        of the others, with the names of those that it is about.
    """
    from poolwise.lab.networks.building import notes
    from poolwise.lab.running.trial import build_network

    bad: dict[str, str] = {}
    told: dict[str, list[str]] = {}
    for setting in settings:
        try:
            network = build_network(plan, dataset, setting, 0)
        except ValueError as error:
            bad[setting.name] = str(error)
            continue
        for note in notes(network):
            told.setdefault(note, []).append(setting.name)
    return bad, told


def processor() -> str:
    """The processor's name, as well as the system knows it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
