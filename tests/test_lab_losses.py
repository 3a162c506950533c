"""What trainings make small: known in closed form, and never without a slope."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from poolwise.lab.networks import losses
from poolwise.lab.networks.training import _guess
from poolwise.lab.tasks import TASKS

SURE = 60.0


def _sure(answer: torch.Tensor, classes: int) -> torch.Tensor:
    """Logits that say `answer` for certain."""
    return SURE * torch.nn.functional.one_hot(answer, classes).movedim(-1, 1).double()


def _masks(seed: int, classes: int = 3) -> torch.Tensor:
    made = torch.Generator().manual_seed(seed)
    return torch.randint(0, classes, (2, 4, 5), generator=made)


@given(st.integers(0, 1000))
def test_what_is_right_everywhere_loses_nothing(seed: int) -> None:
    truth = _masks(seed)
    loss = losses.cross_entropy_and_overlap(_sure(truth, 3), truth)
    assert float(loss) == pytest.approx(0, abs=1e-9)


def test_images_without_objects_lose_nothing_where_nothing_is_said() -> None:
    truth = torch.zeros(2, 4, 5, dtype=torch.int64)
    assert float(losses.cross_entropy_and_overlap(_sure(truth, 3), truth)) < 1e-9
    truth[1, 0, 0] = 2
    assert float(losses.cross_entropy_and_overlap(_sure(truth * 0, 3), truth)) > 1 / 4


def test_overlap_is_that_of_the_objects_of_each_image() -> None:
    truth = torch.zeros(2, 4, 5, dtype=torch.int64)
    truth[0, :2] = 1  # ten pixels, of which the answer finds five, and says five of another class
    said = truth.clone()
    said[0, 0] = 2
    loss = losses.cross_entropy_and_overlap(_sure(said, 3), truth)
    entropy = SURE * 5 / 40
    overlap = ((2 * 5 + 1) / (20 + 1) + 1) / 2
    assert float(loss) == pytest.approx(entropy + 1 - overlap, rel=1e-9)


def test_seeing_nothing_but_background_has_a_slope() -> None:
    truth = torch.zeros(1, 8, 8, dtype=torch.int64)
    truth[0, 3, 3] = 1
    logits = torch.zeros(1, 3, 8, 8)
    logits[:, 0] = 9
    logits.requires_grad_()
    plain = torch.autograd.grad(losses.cross_entropy(logits, truth), logits)[0][0, 1, 3, 3]
    both = torch.autograd.grad(losses.cross_entropy_and_overlap(logits, truth), logits)[0]
    assert both.isfinite().all()
    assert both[0, 1, 3, 3] < plain < 0


@pytest.mark.parametrize("name", sorted({task.loss for task in TASKS.values()}))
def test_a_guess_answers_with_what_is_frequent(name: str) -> None:
    loss = getattr(losses, name)
    if name == "mse_loss":
        target = torch.rand(3, 2, 4)
        guess = float(target.var(0, correction=0).mean())
    else:
        target = _masks(0)
        shares = torch.bincount(target.ravel()) / target.numel()
        guess = -float((shares * shares.log()).sum())
        if name != "cross_entropy":
            said = 1 - shares[0]  # the same for all pixels
            there = target > 0
            right = sum(float(shares[c]) * (target == c).sum((1, 2)) for c in (1, 2))
            guess += float(1 - ((2 * right + 1) / (20 * said + there.sum((1, 2)) + 1)).mean())
    assert math.isclose(_guess(loss, target), guess, rel_tol=1e-5)
