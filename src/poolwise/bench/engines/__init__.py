"""The engines that poolwise is timed against, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from poolwise.bench.engines.base import Engine, NotOffered, Prepared
from poolwise.bench.engines.jax import Jax
from poolwise.bench.engines.onnx_runtime import OnnxRuntime
from poolwise.bench.engines.opencv import OpenCV
from poolwise.bench.engines.openvino import OpenVINO
from poolwise.bench.engines.ours import OnArrays, OnTensors
from poolwise.bench.engines.pytorch import Compiled, PyTorch
from poolwise.bench.engines.scipy import SciPy
from poolwise.bench.engines.skimage import ScikitImage
from poolwise.bench.engines.tensorflow import TensorFlow
from poolwise.bench.engines.unfold import Unfold
from poolwise.choosing import require_one_of

__all__ = ["Engine", "NotOffered", "Prepared", "all_engines", "chosen_engines"]


def all_engines() -> list[Engine]:
    """A new one of each.

    Example:
        >>> [engine.name for engine in all_engines()][:3]
        ['poolwise', 'poolwise (NumPy)', 'PyTorch']
    """
    kinds = (
        OnTensors,
        OnArrays,
        PyTorch,
        Compiled,
        OnnxRuntime,
        OpenVINO,
        Jax,
        TensorFlow,
        OpenCV,
        SciPy,
        ScikitImage,
        Unfold,
    )
    return [kind() for kind in kinds]


def chosen_engines(names: Sequence[str] = ()) -> list[Engine]:
    """Engines by name, whatever the case. poolwise always runs.

    If none is named, all of them but unfold, which is a way to write what PyTorch lacks.

    Raises:
        ValueError: there is no such engine.
    """
    engines = all_engines()
    known = {engine.name.lower(): engine.name for engine in engines}
    for name in names:
        require_one_of("engine", known.get(name.lower(), name), known.values())
    wanted = {name.lower() for name in names} or known.keys() - {Unfold.name.lower()}
    return [each for each in engines if each.ours or each.name.lower() in wanted]
