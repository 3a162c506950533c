"""A network for a setting, tried out before any training."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn

from poolwise import catalogue
from poolwise.lab.networks import NETWORKS
from poolwise.lab.networks.own import load_model, mark_pooling, swap_pooling
from poolwise.lab.networks.parts import Spec
from poolwise.lab.networks.pooling import placed
from poolwise.lab.networks.weights import load_weights
from poolwise.lab.settings import UNCHANGED, PoolSetting


def build(
    setting: PoolSetting,
    spec: Spec,
    network: str = "vgg-small",
    width: int = 8,
    model: str = "",
    seed: int = 0,
    pretrained: str = "",
) -> nn.Module:
    """A network ready to train, on the CPU, its weights drawn from `seed` alone.

    Args:
        setting: what stands where the network pools.
        spec: the items that it takes and what it answers.
        network: a built-in network; unused when `model` is given.
        width: channels of the first stage of a built-in network.
        model: ``package.module:factory``, or nothing for a built-in network.
        seed: of the initial weights.
        pretrained: a file of weights that it has instead; poolings that learn begin as they do
            without, and ``unchanged`` is the network as it is: of built-in ones with max pooling.

    Raises:
        ValueError: `network` is for other items, `model` cannot be loaded, or it does not work with
            this setting.
    """
    for sizes in (setting.kernel, setting.stride):
        if sizes is not None and len(sizes) != spec.rank:
            raise ValueError(
                f"pool={setting.name!r} has windows of {len(sizes)} axes; {spec} have {spec.rank}"
            )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if model:
            made = load_model(model, spec)
            if pretrained:
                load_weights(made, pretrained)
            if setting.pool == UNCHANGED:
                mark_pooling(made, spec.rank)
            else:
                swap_pooling(made, setting, spec.rank, spec.spatial[-1])
        else:
            _check_fit(network, spec)
            there = PoolSetting("max") if setting.pool == UNCHANGED else setting
            made = NETWORKS[network].load()(there, spec, width)
            if pretrained:
                load_weights(made, pretrained, [n for n, e in made.named_modules() if placed(e)])
        _try_out(made, setting, spec)
    return made if model else _channels_last(made, spec.rank)


def notes(network: nn.Module) -> list[str]:
    """What is to be told of a network, without a full stop: where it differs from its name."""
    found = (getattr(each, "note", "") for each in network.modules())
    return list(dict.fromkeys(note for note in found if isinstance(note, str) and note))


def _channels_last(network: nn.Module, rank: int) -> nn.Module:
    """The same network, whose convolutions on a CPU take a fifth less time in that layout.

    A network of the user's may look at its maps with `view`, which the layout forbids.
    """
    layouts = {4: torch.channels_last, 5: torch.channels_last_3d}
    for each in network.parameters():
        if each.ndim == rank + 2 and each.ndim in layouts:
            each.data = each.data.contiguous(memory_format=layouts[each.ndim])
    return network


def _check_fit(network: str, spec: Spec) -> None:
    def fits(name: str) -> bool:
        at = NETWORKS[name]
        mine = spec.rank, bool(spec.vocabulary), spec.dense
        return any((rank, at.tokens, at.dense) == mine for rank in at.ranks)

    if not fits(network):
        right = ", ".join(name for name in NETWORKS if fits(name)) or "none"
        what = "a map of answers" if spec.dense else "classes"
        raise ValueError(
            f"network={network!r} is not for {spec} and {what}; those that are: {right}"
        )


def _try_out(network: nn.Module, setting: PoolSetting, spec: Spec) -> None:
    """Run two items through: strided convolutions learn their channels, and misfits show."""
    network.eval()
    where = f"the network with {setting.name!r}"
    lengths = (torch.tensor([spec.spatial[-1], 1]),) if spec.lengths else ()
    try:
        with torch.no_grad(), _bounds_kept(network, setting):
            output = network(spec.items(2), *lengths)
    except UnfitInput:
        raise
    except Exception as error:
        raise ValueError(f"{where} does not take {spec}: {error}") from error
    if not isinstance(output, torch.Tensor) or output.shape != (2, *spec.answer):
        shape = tuple(output.shape) if isinstance(output, torch.Tensor) else type(output).__name__
        what = {1: "sequences", 2: "images", 3: "clips"}[spec.rank]
        raise ValueError(f"{where} returns {shape} for two {what}; {(2, *spec.answer)} is expected")
    if setting.catalogued and catalogue.find(setting.pool).needs:
        generator = torch.Generator().manual_seed(0)
        noise = torch.randn(2, *spec.shape, generator=generator)
        if spec.vocabulary:
            noise = torch.randint(spec.vocabulary, (2, *spec.shape), generator=generator)
        with torch.no_grad(), _bounds_kept(network, setting):
            network(noise, *lengths)


class UnfitInput(ValueError):
    """A layer before a pooling lets numbers through that this does not take."""


@contextmanager
def _bounds_kept(network: nn.Module, setting: PoolSetting) -> Iterator[None]:
    """Raise UnfitInput where a pooling is given numbers that are out of its bounds."""
    row = catalogue.find(setting.pool) if setting.catalogued else None
    if row is None or not row.needs:
        yield
        return
    (least, most), pool = row.bounds, row.name
    after = f"{row.needs}, as after a {'ReLU' if most == math.inf else 'sigmoid'}"

    def look(layer: nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        for number in (float(given[0].min()), float(given[0].max())):
            if number < least or number > most:
                raise UnfitInput(
                    f"the network with {setting.name!r} gives its pooling numbers such as "
                    f"{number:.3g}; {pool} needs {after}"
                )

    def pools(layer: nn.Module) -> bool:
        made = placed(layer)
        return made is not None and made.setting.pool == setting.pool

    # What is made in its first call, its channels unknown before, is looked at in the second.
    hooks = [each.register_forward_pre_hook(look) for each in network.modules() if pools(each)]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
