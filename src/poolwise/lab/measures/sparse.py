"""A sparse autoencoder that keeps as many bytes of a picture as a pooling does.

It looks at tiles of the picture that do not overlap, linearly, and of all their features in all
tiles keeps the largest in magnitude: these and their places are its code. The same weights decode.
Training begins with the principal components of the tiles.

Source: A. Makhzani and B. Frey, "k-Sparse Autoencoders", 2014.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import torch
from torch import nn

from poolwise.lab.data.dataset import Images
from poolwise.lab.seeds import derive_seed

FLOAT_BYTES = 4
_SIDE = 8
_STEPS, _BATCH, _RATE = 200, 64, 3e-3


class SparseCode(nn.Module):
    """Pictures to codes of at most `size` bytes, and back.

    A code is a list of features, each a float32 and its place in the fewest bytes that can tell it.
    """

    def __init__(self, images: torch.Tensor, size: int) -> None:
        super().__init__()
        self.spatial = images.shape[2:]
        self.side = min(_SIDE, *self.spatial)
        tiles = self.tiles(images)
        values, features = tiles[0].numel(), tiles.shape[2]
        self.kept = min(size // (FLOAT_BYTES + index_bytes(values)), values)
        flat = tiles.flatten(0, 1)
        self.mean = nn.Parameter(flat.mean(0))
        components = torch.linalg.eigh(torch.cov(flat.T).reshape(features, features))[1]
        self.weights = nn.Parameter(components.T.contiguous())

    def tiles(self, images: torch.Tensor) -> torch.Tensor:
        """(N, C, H, W) as (N, tiles, numbers in a tile); the edge fills the last ones."""
        height, width = (-size % self.side for size in self.spatial)
        whole = nn.functional.pad(images, (0, width, 0, height), mode="replicate")
        return nn.functional.unfold(whole, self.side, stride=self.side).transpose(1, 2)

    def pictures(self, tiles: torch.Tensor) -> torch.Tensor:
        """The inverse of `tiles`."""
        whole = tuple(size + -size % self.side for size in self.spatial)
        images = nn.functional.fold(tiles.transpose(1, 2), whole, self.side, stride=self.side)
        return images[..., : self.spatial[0], : self.spatial[1]]

    def forward(self, tiles: torch.Tensor) -> torch.Tensor:
        """Tiles as the code tells them."""
        features = (tiles - self.mean) @ self.weights.T
        flat = features.flatten(1)
        places = flat.abs().topk(self.kept, dim=1).indices
        code = torch.zeros_like(flat).scatter(1, places, flat.gather(1, places))
        return code.view_as(features) @ self.weights + self.mean


def index_bytes(places: int) -> int:
    """The fewest bytes that tell one of `places` from the others.

    Example:
        >>> [index_bytes(places) for places in (4, 256, 257, 70_000)]
        [1, 1, 2, 3]
    """
    return max(1, math.ceil(math.log2(places) / 8))


@dataclass(frozen=True)
class _Lesson:
    """What a trained autoencoder depends on."""

    digest: str
    size: int
    seed: int
    images: Images = field(compare=False, repr=False)


def coded(images: Images, train: Images, size: int, seed: int) -> Images:
    """`images` (N, C, H, W) through a code of at most `size` bytes each, learnt on `train`."""
    digest = hashlib.sha256(np.ascontiguousarray(train).data).hexdigest()
    network = _trained(_Lesson(digest, size, derive_seed("sparse", seed), train))
    with torch.no_grad():
        parts = [
            network.pictures(network(network.tiles(part)))
            for part in torch.split(torch.tensor(images), _BATCH)
        ]
    result: Images = torch.cat(parts).clamp(0, 1).numpy()
    return result


@lru_cache(maxsize=8)  # one for all settings that keep as many bytes
def _trained(lesson: _Lesson) -> SparseCode:
    images = torch.tensor(lesson.images)
    network = SparseCode(images, lesson.size)
    optimizer = torch.optim.Adam(network.parameters(), lr=_RATE)
    fall = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=_STEPS)
    tiles = network.tiles(images)
    order = np.random.default_rng(lesson.seed)
    for _ in range(_STEPS):
        chosen = tiles[torch.from_numpy(order.integers(0, len(tiles), _BATCH))]
        loss = nn.functional.mse_loss(network(chosen), chosen)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        fall.step()
    return network
