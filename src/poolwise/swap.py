"""Other pooling in an existing model, in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ._needed import require_torch

if TYPE_CHECKING:
    import torch

    from .nn._layers import Target
    from .nn._swaps import Swaps


def swap(
    model: torch.nn.Module,
    to: Target = "soft",
    where: str | Iterable[str] | Callable[[str, torch.nn.Module], bool] | None = None,
    *,
    strided: bool = False,
    functional: bool = False,
    optimizer: torch.optim.Optimizer | Iterable[torch.optim.Optimizer] = (),
    **parameters: Any,
) -> Swaps:
    """Replace a model's pooling layers, in place.

    What torch.nn's and poolwise's layers look at stays: kernel, stride, padding, dilation, ceil
    mode, output size. So do device, dtype and training mode, and a layer that is used in several
    places stays one. Arguments that both layers have (`return_indices`, `count_include_pad`,
    `norm_type`, …) are handed on. All or nothing: an error comes before anything is changed.

    Args:
        model: any module that has pooling layers, of 1, 2 or 3 axes.
        to: an operator's name (``"soft"``, ``"max"``, ``"lp"``, ``"max_blur"``, …: the classes of
            `poolwise.nn` without "Pool2d", written small); a class; a function of the layer's
            `Geometry` that makes a module; or a mapping from operators' names or classes to any of
            these, which leaves other layers alone.
        where: which layers: their names (patterns as in `fnmatch`), or a predicate of name and
            module; None for all. Layers that are not replaced are an error where `where` asks for
            them, and otherwise in `skipped` with the reason: windows of another kind than the
            operator has, or indices that go to an unpooling.
        strided: with ``to="max_blur"``, smooth whatever samples at a stride (Zhang 2019): max pools
            become `MaxBlurPool`, other pools and convolutions go on at stride 1 with a `BlurPool`
            of their stride after them; sizes stay the same. A convolution's parameters are then
            those of the first part of a Sequential: ``conv.weight`` becomes ``conv.0.weight``.
        functional: also replace calls of pooling functions (`F.max_pool2d`, …; a mean over axes is
            none). That cannot be done in place: the model stays as it is, and the result's `model`
            is its `torch.fx.GraphModule`, which shares its parameters. Calls have the names of
            their graph's nodes, such as ``max_pool2d_1``. A graph has no branches: a model that
            decides anything by its arguments (their class, shape, length or absence), by
            ``self.training`` or at random is refused, and the message says where it does.
        optimizer: one or several, from which parameters of replaced layers are taken, and to which
            those of new layers are added, in the group of those taken or the first.
        parameters: for the new layers' constructors, such as ``beta=2.0``; those of operators by
            the catalogue's letters, too (``p=3`` is `LPPool2d`'s `norm_type`).

    Returns:
        What was done, a sequence of (name, old, new) that reads well when printed; its `undo` puts
        the old layers back.

    Raises:
        ValueError, TypeError: an argument is impossible, or a new layer cannot do what the old one
            does; the message names the layer.
        ImportError: PyTorch is not installed, or too old.

    Example:
        >>> import poolwise, torch
        >>> from poolwise.swap import swap
        >>> net = torch.nn.Sequential(torch.nn.Conv2d(3, 8, 3), torch.nn.MaxPool2d(3, 2, 1))
        >>> swap(net, "avg")
        1 layer swapped, 0 skipped
          1  MaxPool2d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=False) -> \
AvgPool2d(kernel_size=3, stride=2, padding=1)
    """
    require_torch()
    import torch

    from .nn import _calls, _swaps

    if not isinstance(model, torch.nn.Module):
        raise TypeError(f"model must be a torch.nn.Module, got {type(model).__name__}")
    optimizers = [optimizer] if isinstance(optimizer, torch.optim.Optimizer) else list(optimizer)
    skipped: list[_swaps.Skip] = []
    if functional:
        model, skipped = _calls.functions_as_modules(model)
    return _swaps.swap(model, to, where, strided, optimizers, parameters, skipped)
