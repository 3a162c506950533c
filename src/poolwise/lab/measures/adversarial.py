"""Accuracy on images changed, ever so little, so as to mislead the network.

An image counts as right only if the network is right on it as it is and under every attempt of the
attack. What does not fall under attack may hide its gradients instead of withstanding, so that is
looked for, too.

Sources: I. Goodfellow et al., "Explaining and Harnessing Adversarial Examples", 2015 (FGSM);
A. Madry et al., "Towards Deep Learning Models Resistant to Adversarial Attacks", 2018 (PGD);
A. Athalye et al., "Obfuscated Gradients Give a False Sense of Security", 2018 (hidden gradients).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.dataset import Images, Labels
from poolwise.lab.measures.base import Context, Measure, Numbers, Quantity, bare, right
from poolwise.lab.measures.noise import above_chance
from poolwise.lab.seeds import derive_seed

if TYPE_CHECKING:
    import torch

    from poolwise.lab.networks.training import Trained

LEVELS = (1, 2, 4, 8)
"""The most that a value of an image changes, in 255ths of its range."""
RESTARTS = 2
STEPS = 10
_FREE_STEPS = 30
_STRIDE = 2.5
"""What the steps of an attack add up to, as a multiple of the largest change."""
_DRAWS = 4
_BATCH = 256
KINDS = {
    "fgsm": "one step along the sign of the gradient (FGSM)",
    "pgd": f"{STEPS} steps along the sign of the gradient (PGD), the worst of {RESTARTS} starts",
}

Attack = Callable[[Images, Labels], Images]


def _quantities() -> dict[str, Quantity]:
    parts: dict[str, Quantity] = {}
    for kind, how in KINDS.items():
        for number, level in enumerate(LEVELS, 1):
            parts[f"adversarial.{kind}.{number}"] = Quantity(
                f"Accuracy under {kind.upper()}, {level}/255",
                f"Test accuracy under {how}; no value changes by more than {level}/255.",
                curve=f"adversarial.{kind}",
                x=level,
                title=f"Accuracy under {kind.upper()}",
                axis="largest change, of 255",
            )
        parts[f"adversarial.{kind}.mean"] = Quantity(
            f"Accuracy under {kind.upper()}", f"Mean test accuracy under {how}, over four sizes."
        )
    parts["adversarial.relative"] = Quantity(
        "Right answers kept under attack",
        "Mean accuracy under PGD over four sizes, divided by the clean accuracy.",
        headline=True,
        above_chance=True,
        ceiling=1,
    )
    parts["adversarial.masking"] = Quantity(
        "Gradients that mislead the attack",
        f"Fraction of images that PGD of {LEVELS[-1]}/255 leaves right though FGSM or noise of "
        "that size does not, or that PGD leaves right even where it may change everything: there "
        "the gradient is of no use, and the network looks sturdier than it is.",
        better="lower",
        above_chance=True,
    )
    return parts


def _take(context: Context) -> Numbers:
    numbers: Numbers = {}
    attacker = _Attacker(context.trained)
    one_step = [
        _still_right(context, context.clean, partial(attacker.fgsm, radius=level / 255))
        for level in LEVELS
    ]
    # What misleads the network within a small radius does so within a larger one.
    many_steps, hits = [], context.clean
    for level in LEVELS:
        for restart in range(RESTARTS):
            seed = derive_seed("adversarial", context.seed, level, restart)
            attack = partial(attacker.pgd, radius=level / 255, seed=seed)
            hits = _still_right(context, hits, attack)
        many_steps.append(hits)
    for kind, told in (("fgsm", one_step), ("pgd", many_steps)):
        numbers |= {f"adversarial.{kind}.{i}": each for i, each in enumerate(told, 1)}
        numbers[f"adversarial.{kind}.mean"] = np.mean(told, axis=0)
    # An attack leads below chance, to nothing right at all.
    kept = np.mean(many_steps, axis=0)
    numbers["adversarial.relative"] = above_chance(kept, context.clean, chance=0)
    numbers["adversarial.masking"] = _masked(context, attacker, one_step, hits)
    return numbers


def _masked(
    context: Context,
    attacker: _Attacker,
    one_step: list[NDArray[np.floating]],
    many_steps: NDArray[np.floating],
) -> NDArray[np.floating]:
    """For each image 1 where the gradient does not lead PGD to what misleads the network."""
    weaker = np.minimum.reduce([many_steps, *one_step])
    for draw in range(_DRAWS):
        seed = derive_seed("adversarial noise", context.seed, draw)
        noise = partial(_random, radius=LEVELS[-1] / 255, seed=seed)
        weaker = _still_right(context, weaker, noise)
    # As large a change as can be, in more steps, lest they be too coarse to hit anything.
    anything = partial(attacker.pgd, radius=1, seed=None, steps=_FREE_STEPS)
    free = _still_right(context, many_steps, anything)
    missed = ((many_steps == 1) & ((weaker == 0) | (free == 1))).astype(np.float64)
    return np.where(np.isnan(many_steps + weaker + free), np.nan, missed)


def _still_right(
    context: Context, hits: NDArray[np.floating], attack: Attack
) -> NDArray[np.floating]:
    """`hits` (1 where right) after an attack on the images that are right."""
    left = np.flatnonzero(hits == 1)
    if not len(left):
        return hits
    part = context.test.take(left)
    after = hits.copy()
    after[left] = right(context.trained(attack(part.inputs, part.labels)), part.labels)
    return after


def _random(images: Images, labels: Labels, radius: float, seed: int) -> Images:
    """Every value up or down by `radius`."""
    signs = np.random.default_rng(seed).integers(0, 2, images.shape).astype(np.float32) * 2 - 1
    return (images + np.float32(radius) * signs).clip(0, 1)


class _Attacker:
    """Captum's attacks on a network; images in and out are in 0..1."""

    def __init__(self, trained: Trained) -> None:
        from captum.robust import FGSM, PGD

        network = bare(trained.network).eval()
        kind = next((each.dtype for each in network.parameters()), trained.mean.dtype)
        self.device = trained.mean.device

        def logits(images: torch.Tensor) -> torch.Tensor:
            result: torch.Tensor = network(((images - trained.mean) / trained.std).to(kind))
            return result.float()

        self._fgsm = FGSM(logits, log_odds, lower_bound=0, upper_bound=1)
        self._pgd = PGD(logits, log_odds, lower_bound=0, upper_bound=1)
        # However flat the loss, its sign tells the way.
        self._fgsm.zero_thresh = self._pgd.fgsm.zero_thresh = 0

    def fgsm(self, images: Images, labels: Labels, radius: float) -> Images:
        """One step of size `radius`."""
        return self._over(lambda x, y: self._fgsm.perturb(x, radius, y), images, labels)

    def pgd(
        self,
        images: Images,
        labels: Labels,
        radius: float,
        seed: int | None,
        steps: int = STEPS,
    ) -> Images:
        """Several steps, from somewhere within `radius`, or from the image without a seed."""
        import torch

        from poolwise.lab.networks.training import _cuda_devices

        size = _STRIDE * radius / steps

        def perturb(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            start = seed is not None
            result: torch.Tensor = self._pgd.perturb(x, radius, size, steps, y, random_start=start)
            return result

        with torch.random.fork_rng(devices=_cuda_devices(self.device)):
            torch.manual_seed(seed or 0)
            return self._over(perturb, images, labels)

    def _over(
        self,
        perturb: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
        images: Images,
        labels: Labels,
    ) -> Images:
        import torch

        given = (torch.tensor(each, device=self.device) for each in (images, labels))
        batches = zip(*(torch.split(each, _BATCH) for each in given), strict=True)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Input Tensor")  # Captum's, of every image
            changed = [perturb(x, y).detach().cpu() for x, y in batches]
        result: Images = torch.cat(changed).numpy()
        return result


def log_odds(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The logarithm of the odds against the label, for each row.

    It grows with cross-entropy and its gradient has the same sign, but does not vanish in rounding
    where the network is sure.
    """
    import torch

    at = labels[:, None]
    others = logits.scatter(1, at, -torch.inf).logsumexp(1)
    return others - logits.gather(1, at)[:, 0]


ADVERSARIAL = Measure("adversarial", _quantities(), _take)
