"""How well a picture can be made again of what a network has kept of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Labelled
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity
from poolwise.lab.measures.detail import psnr, ssim

Scores = NDArray[np.floating]
_BYTES = 4

_QUANTITIES = {
    "accuracy.ssim": Quantity(
        "Similarity (SSIM)",
        "Structural similarity of held-out images and what was made of their codes.",
        headline=True,
        ceiling=1,
    ),
    "accuracy.psnr": Quantity(
        "PSNR",
        "Peak signal-to-noise ratio of what was made of the codes of held-out images.",
        unit="dB",
        headline=True,
    ),
    "accuracy.bytes": Quantity(
        "Code",
        "Bytes of the code of one image, 4 for each number; places of maxima are numbers, too.",
        unit="bytes",
        better="lower",
        exact=True,
        headline=True,
    ),
    "accuracy.saved": Quantity(
        "Compression",
        "Numbers of an image, a byte each, for each byte of its code.",
        unit="",
        exact=True,
    ),
}


def similarity(output: NDArray[np.float32], part: Labelled) -> Scores:
    """Structural similarity of each image to what it was."""
    return ssim(output, part.inputs)


def of_the_mean(part: Labelled) -> float:
    """The similarity of the mean image to each."""
    mean = np.broadcast_to(part.inputs.mean(0), part.inputs.shape).astype(np.float32)
    return float(np.nanmean(ssim(mean, part.inputs)))


def _take(context: Context) -> Numbers:
    from poolwise.lab.networks.counting import code_numbers

    inputs = context.test.inputs
    batch, *_ = context.trained.batch(inputs[:1])
    size = _BYTES * code_numbers(context.trained.network, batch)
    return {
        "accuracy.ssim": context.clean,
        "accuracy.psnr": psnr(context.test_output, inputs),
        "accuracy.bytes": size or np.nan,
        "accuracy.saved": inputs[0].size / size if size else np.nan,
    }


FIDELITY = Measure("accuracy", _QUANTITIES, _take)
