"""Whether a network looks at the object: maps of what speaks for its class, against its mask.

The map is that of Grad-CAM at the last convolution, made as large as the image by linear
interpolation. One without anything in it points everywhere alike.

Sources: R. Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks", 2017; J. Zhang et
al., "Top-down Neural Attention by Excitation Backprop", 2016 (the pointing game, here without a
margin around the object); H. Wang et al., "Score-CAM", 2020 (the share inside); J. Choe et al.,
"Evaluating Weakly Supervised Object Localization Methods Right", 2020 (a threshold that is chosen
on other images than those of the test, since maps of other networks need other ones).
"""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Labelled
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, bare

if TYPE_CHECKING:
    import torch
    from torch import nn

    from poolwise.lab.networks.training import Trained

THRESHOLDS = tuple(share / 20 for share in range(1, 20))
"""Of a map's largest value."""
_CAM = 0.2
"""The threshold where there is nothing to choose by, after B. Zhou et al., 2016."""
_MOST = 256
"""Images that the threshold is chosen by."""
_BATCH = 256

Maps = NDArray[np.float32]
Masks = NDArray[np.bool_]

_QUANTITIES = {
    "localization.pointing": Quantity(
        "Pointing game",
        "Fraction of held-out images whose Grad-CAM map is largest on the object of the class.",
        headline=True,
        ceiling=1,
    ),
    "localization.iou": Quantity(
        "IoU of the map",
        "Intersection over union of the object and where the Grad-CAM map is above a fraction of "
        "its largest value, which is chosen on the training images.",
        headline=True,
        ceiling=1,
    ),
    "localization.energy": Quantity(
        "Share of the map on the object",
        "The sum of the Grad-CAM map on the object of the class over that on the whole image.",
        ceiling=1,
    ),
    "localization.area": Quantity(
        "Share of the image that is object",
        "What the pointing game, the IoU and the share would be for a map that is the same "
        "everywhere.",
        better="",
    ),
}


def _take(context: Context) -> Numbers:
    masks = objects(context.test)
    if masks is None:
        return dict.fromkeys(_QUANTITIES, math.nan)
    known: Masks = np.asarray(masks.any((1, 2)))
    maps = grad_cam(context.trained, context.test)
    threshold = _threshold(context)
    each = {
        "pointing": pointing(maps, masks),
        "iou": overlap(maps, masks, threshold),
        "energy": share(maps, masks),
        "area": masks.mean((1, 2)),
    }
    return {f"localization.{name}": _of_known(value, known) for name, value in each.items()}


def objects(part: Labelled) -> Masks | None:
    """Where the object of each image's class is; None where nobody has said it of any."""
    if part.truth is None:
        return None
    masks: Masks = part.truth == part.labels[:, None, None] + 1
    return masks if masks.any() else None


def _of_known(values: NDArray[np.floating], known: Masks) -> NDArray[np.floating]:
    """Numbers whose mean is that over the images with a mask, each item's share linearised."""
    mean = values[known].mean()
    result: NDArray[np.float64] = np.where(known, mean + (values - mean) / known.mean(), mean)
    return result


def _threshold(context: Context) -> float:
    """The threshold with the best overlap on training images."""
    masks = objects(context.train)
    if masks is None:
        return _CAM
    chosen = np.flatnonzero(masks.any((1, 2)))[:_MOST]
    maps = grad_cam(context.trained, context.train.take(chosen))
    scores = [float(overlap(maps, masks[chosen], each).mean()) for each in THRESHOLDS]
    return THRESHOLDS[int(np.argmax(scores))]


def pointing(maps: Maps, masks: Masks) -> NDArray[np.floating]:
    """For each map whether its largest value is on the object; equal ones share the point."""
    at = maps == maps.max((1, 2), keepdims=True)
    return _ratio((at & masks).sum((1, 2)), at.sum((1, 2)))


def overlap(maps: Maps, masks: Masks, threshold: float) -> NDArray[np.floating]:
    """Intersection over union of the masks and what is at least `threshold` of each maximum."""
    largest = maps.max((1, 2), keepdims=True)
    at = maps >= np.float32(threshold) * largest
    result = _ratio((at & masks).sum((1, 2)), (at | masks).sum((1, 2)))
    result[np.isnan(largest.ravel())] = np.nan
    return result


def share(maps: Maps, masks: Masks) -> NDArray[np.floating]:
    """How much of each map is on the object."""
    even = np.where(maps.max((1, 2), keepdims=True) == 0, 1, maps.astype(np.float64))
    return _ratio((even * masks).sum((1, 2)), even.sum((1, 2)))


def _ratio(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.floating]:
    with np.errstate(invalid="ignore"):  # maps of NaN
        return np.asarray(part / whole, np.float64)


def grad_cam(trained: Trained, part: Labelled) -> Maps:
    """What speaks for the class of each image, 0 or more, of shape (N, H, W)."""
    import torch
    from captum.attr import LayerAttribution, LayerGradCam

    network = bare(trained.network).eval()
    kind = next((each.dtype for each in network.parameters()), torch.float32)
    inputs = trained.batch(part.inputs)[0].to(kind)
    labels = torch.tensor(part.labels, device=inputs.device)
    cam = LayerGradCam(network, last_layer(network, inputs[:1]))
    maps = []
    for x, y in zip(torch.split(inputs, _BATCH), torch.split(labels, _BATCH), strict=True):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Input Tensor")  # Captum's own
            small = cam.attribute(x, target=y, relu_attributions=True).detach().float()
        large = LayerAttribution.interpolate(small, tuple(x.shape[-2:]), "bilinear")
        maps.append(large[:, 0].cpu())
    result: Maps = torch.cat(maps).numpy()
    return result


def last_layer(network: nn.Module, image: torch.Tensor) -> nn.Module:
    """What gives the last map of more than one place before the head and the last pooling.

    In a network of convolution, activation and pooling that is the last activation, so that
    poolings are compared at the same layer. What stands in the place of a pooling is passed over
    even if it is a convolution.
    """
    import torch
    from torch import nn

    from poolwise.lab.networks.counting import is_whole
    from poolwise.lab.networks.parts import Sample
    from poolwise.lab.networks.pooling import placed

    pooling = [each for layer in network.modules() if placed(layer) for each in layer.modules()]
    passed = {network, *pooling}
    found = network

    def note(layer: nn.Module, given: Any, result: Any) -> None:
        nonlocal found
        if isinstance(result, torch.Tensor) and result.ndim == 4 and result.shape[2:].numel() > 1:
            found = layer

    handles = [
        each.register_forward_hook(note)
        for each in network.modules()
        if each not in passed
        and not isinstance(each, (Sample, nn.Sequential))
        and not is_whole(each)
    ]
    try:
        with torch.no_grad():
            network(image)
    finally:
        for each in handles:
            each.remove()
    return found


LOCALIZATION = Measure("localization", _QUANTITIES, _take)
