"""Importing this says what is missing, in a sentence, where PyTorch's compiler follows no calls."""

from ._needed import require_torch

require_torch()
