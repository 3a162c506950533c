"""`swap(functional=True)`: a model with branches, which its graph would not have, is refused."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from poolwise.swap import swap


class Skipping(nn.Module):
    """Adds what comes from elsewhere, if something does."""

    def forward(self, x, skip=None):  # type: ignore[no-untyped-def]
        return x if skip is None else x + skip


def _model(forward: Callable[..., Any]) -> nn.Module:
    model = nn.Module()
    model.__class__ = type("Model", (nn.Module,), {"forward": forward})
    model.inner, model.state = Skipping(), None
    return model


def _pool(x: Any) -> Any:
    return F.max_pool2d(x, 2)


def _added(x: Any, skip: Any) -> Any:
    return x if skip is None else x + skip


BRANCHES: dict[str, Callable[..., Any]] = {}
STRAIGHT: dict[str, Callable[..., Any]] = {}


def branch(forward: Callable[..., Any]) -> None:
    BRANCHES[forward.__name__] = forward


def straight(forward: Callable[..., Any]) -> None:
    STRAIGHT[forward.__name__] = forward


@branch
def an_argument_is_a_tensor(self, x, skip=None):
    return _pool(x) + skip if isinstance(skip, torch.Tensor) else _pool(x)


@branch
def what_was_computed_is_a_tuple(self, x):
    y = _pool(x)
    return y[0] if isinstance(y, tuple) else y


@branch
def an_argument_matches_a_class(self, x, skip=None):
    match skip:
        case torch.Tensor():
            return _pool(x) + skip
        case _:
            return _pool(x)


@branch
def an_argument_is_false(self, x, skip=None):
    return _pool(x) if skip is False else _pool(x) * 2


@branch
def what_was_kept_is_none(self, x):
    y = _pool(x)
    if self.state is not None:
        y = y + self.state
    self.state = y
    return y


@branch
def what_was_kept_counts(self, x):
    self.count = getattr(self, "count", 0) + 1
    return _pool(x) * self.count


@branch
def is_tensor(self, x, skip=None):
    return _pool(x) + skip if torch.is_tensor(skip) else _pool(x)


@branch
def the_class_itself(self, x, skip=None):
    return _pool(x) + skip if skip.__class__ is torch.Tensor else _pool(x)


@branch
def the_type(self, x, skip=None):
    return _pool(x) + skip if type(skip) is torch.Tensor else _pool(x)


@branch
def an_argument_is_none(self, x, skip=None):
    return _pool(x) if skip is None else _pool(x) + skip


@branch
def an_argument_without_default_is_none(self, x, skip):
    x = _pool(x)
    if skip is not None:
        x = x + skip
    return x


@branch
def a_keyword_is_none(self, x, *, skip=None):
    return _pool(x) if skip is None else _pool(x) + skip


@branch
def none_in_a_function(self, x, skip=None):
    return _added(_pool(x), skip)


@branch
def none_in_a_module(self, x, skip=None):
    return self.inner(_pool(x), skip)


@branch
def an_item_is_none(self, inputs):
    x, skip = inputs
    return _pool(x) if skip is None else _pool(x) + skip


@branch
def a_key_is_none(self, batch):
    skip = batch.get("skip")
    return _pool(batch["x"]) if skip is None else _pool(batch["x"]) + skip


@branch
def an_attribute_is_none(self, batch):
    return _pool(batch.tensors) if batch.mask is None else _pool(batch.tensors) * batch.mask


@branch
def any_keyword(self, x, **options):
    skip = options.get("skip")
    return _pool(x) if skip is None else _pool(x) + skip


@branch
def any_argument(self, x, *more):
    return _pool(x) + more[0] if more else _pool(x)


@branch
def an_attribute_is_there(self, x):
    return _pool(x.tensors) if hasattr(x, "tensors") else _pool(x)


@branch
def an_attribute_or_not(self, x):
    mask = getattr(x, "mask", None)
    return _pool(x) if mask is None else _pool(x) * mask


@branch
def a_shape(self, x):
    return _pool(x) if x.shape[-1] > 4 else x


@branch
def axes(self, x):
    return _pool(x) if x.dim() == 4 else x


@branch
def a_length(self, x):
    return _pool(x) if len(x) > 1 else x


@branch
def a_length_of_a_shape(self, x):
    return _pool(x) if len(x.shape) == 4 else x


@branch
def a_loop_over_a_size(self, x):
    for _ in range(x.shape[0]):
        x = _pool(x)
    return x


@branch
def a_loop_over_an_argument(self, x):
    return torch.stack([_pool(part) for part in x])


@branch
def a_loop_of_a_default(self, x, times=2):
    for _ in range(times):
        x = _pool(x)
    return x


@branch
def the_smaller_size(self, x):
    return F.max_pool2d(x, min(x.shape[-2:]))


@branch
def a_whole_number(self, x):
    return F.avg_pool2d(x, int(x.shape[-1] / 2))


@branch
def a_number(self, x):
    return _pool(x) * float(x.mean())


@branch
def a_truth(self, x):
    return _pool(x) if bool(x.sum() > 0) else x


@branch
def a_flag(self, x, pool=True):
    return _pool(x) if pool else x


@branch
def a_flag_that_is_true(self, x, pool=False):
    return _pool(x) if pool is True else x


@branch
def a_flag_that_is_false(self, x, pool=True):
    return x if pool is False else _pool(x)


@branch
def a_word(self, x, mode="max"):
    return _pool(x) if mode == "max" else x


@branch
def a_word_looked_up(self, x, mode="max"):
    return {"max": _pool}.get(mode, F.relu)(x)


@branch
def training(self, x):
    return _pool(x) if self.training else x


@branch
def training_handed_on(self, x):
    return F.dropout(_pool(x), 0.5, self.training)


@branch
def gradients(self, x):
    return _pool(x) if torch.is_grad_enabled() else x


@branch
def noise(self, x):
    return _pool(x) + torch.rand(1)


@branch
def an_error_that_is_caught(self, x):
    try:
        return x if len(x) > 3 else _pool(x)
    except Exception:
        return _pool(x)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("name", BRANCHES)
def test_branches_are_refused(name: str, training: bool) -> None:
    model = _model(BRANCHES[name]).train(training)
    before = dict(vars(model))
    with pytest.raises(ValueError, match=r"^functional=True needs a model that torch\.fx traces"):
        swap(model, "soft", functional=True)
    assert vars(model) == before
    assert model.inner.training == training


def test_it_is_said_where() -> None:
    with pytest.raises(ValueError, match=rf"branch.*branches on gt \({__file__}:\d+\)"):
        swap(_model(BRANCHES["a_shape"]), "soft", functional=True)
    with pytest.raises(ValueError, match=r"branch.*does something else where skip=None"):
        swap(_model(BRANCHES["an_argument_is_none"]), "soft", functional=True)
    with pytest.raises(ValueError, match=r"branch.*looks at self\.training"):
        swap(_model(BRANCHES["training"]), "soft", functional=True)


@straight
def a_block_that_always_gets_its_skip(self, x):
    return self.inner(_pool(x), _pool(x))


@straight
def a_block_that_never_does(self, x):
    return self.inner(_pool(x))


@straight
def sizes_handed_on(self, x):
    rows, *_ = x.shape[0], x
    return F.avg_pool2d(x, x.shape[-1]).view(rows, -1) + F.interpolate(_pool(x), x.shape[-2:]).sum()


@straight
def sizes_unpacked(self, x):
    batch, channels, _, _ = x.shape
    return _pool(x).reshape(batch, channels, -1)


@straight
def what_must_be_there(self, x):
    assert x is not None
    return _pool(x)


@straight
def a_default(self, x, scale=2.0):
    return _pool(x) * scale


@straight
def an_argument_for_nothing(self, x, target=None):
    return _pool(x)


@straight
def something_kept(self, x):
    self.state = _pool(x)
    return self.state


@straight
def a_constant(self, x):
    return _pool(x) + torch.ones(1) * math.floor(2.5)


@straight
def compiled_functions(self, x):
    return torch.relu(torch.max_pool2d(x, [2, 2])) + torch.zeros_like(x).sum()


@pytest.mark.parametrize("name", STRAIGHT)
def test_what_has_no_branches_is_taken(name: str) -> None:
    model, x = _model(STRAIGHT[name]), torch.randn(2, 3, 8, 8)
    before = dict(vars(model))
    made = swap(model, "max", functional=True).model
    assert vars(model) == before
    torch.testing.assert_close(made(x), model(x), rtol=0, atol=0)
    torch.testing.assert_close(pickle.loads(pickle.dumps(made))(x), made(x), rtol=0, atol=0)
