"""What trainings make small; a task names one of these."""

from __future__ import annotations

import torch
from torch.nn.functional import cross_entropy, mse_loss, one_hot

__all__ = ["cross_entropy", "cross_entropy_and_overlap", "mse_loss"]


def cross_entropy_and_overlap(logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the pixels, plus what an image's objects lack of overlap with the truth.

    Where most pixels are background, cross-entropy alone is content with seeing nothing else, and
    whether a training ever gets beyond that is luck.

    Source: F. Milletari, N. Navab and S.-A. Ahmadi, "V-Net", 2016 (Dice); the sum of both after
    F. Isensee et al., "nnU-Net", 2021.

    Args:
        logits: (N, classes, H, W), the first class being the background.
        truth: (N, H, W), int64.
    """
    there = one_hot(truth, logits.shape[1]).movedim(-1, 1)[:, 1:]
    said = logits.softmax(1)[:, 1:]
    shared, either = (said * there).sum((1, 2, 3)), (said + there).sum((1, 2, 3))
    # One more pixel makes silence right where there are no objects.
    overlap = (2 * shared + 1) / (either + 1)
    return cross_entropy(logits, truth) + 1 - overlap.mean()
