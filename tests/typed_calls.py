"""What a user writes, for type checkers alone: lines that end in ``# wrong`` must be errors."""

from typing import Any, assert_type

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from xarray import DataArray, Dataset

import poolwise
import poolwise.functional as F
import poolwise.nn as pnn
import poolwise.xarray as px


def results(floats: NDArray[np.float32], octets: NDArray[np.uint8], tensor: Tensor) -> None:
    array: NDArray[Any] = floats
    assert_type(poolwise.soft_pool2d(floats, 2, beta=3), NDArray[np.float32])
    assert_type(poolwise.soft_pool2d(octets, 2), NDArray[Any])
    assert_type(poolwise.soft_pool2d(array, 2), NDArray[Any])
    assert_type(poolwise.soft_pool2d(tensor, 2, beta=torch.ones(3)), Tensor)
    assert_type(poolwise.adaptive_soft_pool3d(floats, (2, None, 2)), NDArray[np.float32])
    assert_type(poolwise.global_lp_pool1d(tensor, 2.0, lengths=[3, 1]), Tensor)
    assert_type(poolwise.max_pool2d(octets, (2, 2), padding="same"), NDArray[np.uint8])
    assert_type(poolwise.max_pool2d(tensor, 2, padding=((0, 1), (1, 0))), Tensor)
    assert_type(poolwise.max_pool2d(tensor, 2, return_indices=True), tuple[Tensor, Tensor])
    assert_type(poolwise.max_pool2d(tensor, 2, return_indices="int32"), tuple[Tensor, Tensor])
    assert_type(poolwise.max_pool1d(tensor, 2, 2, 0, 1, False, True), tuple[Tensor, Tensor])
    assert_type(poolwise.global_max_pool2d(octets, True), tuple[NDArray[Any], NDArray[Any]])
    assert_type(poolwise.avg_pool2d(floats, 2), NDArray[np.float32])
    assert_type(poolwise.avg_pool2d(floats, 2, dtype=np.float64), NDArray[Any])
    assert_type(poolwise.median_pool2d(tensor, 2, dtype=torch.float64), Tensor)
    assert_type(poolwise.stochastic_pool2d(floats, 2, seed=1), NDArray[np.float32])
    assert_type(poolwise.stochastic_pool2d(tensor, 2, generator=torch.Generator()), Tensor)
    assert_type(poolwise.gated_pool2d(tensor, 2, omega=tensor), Tensor)
    assert_type(poolwise.attention_pool2d(tensor, tensor), Tensor)
    assert_type(
        poolwise.attention_pool2d(tensor, tensor, return_weights=True), tuple[Tensor, Tensor]
    )
    assert_type(poolwise.channel_soft_pool(floats, 2, beta=1.0), NDArray[np.float32])
    assert_type(poolwise.maxout(octets, 2), NDArray[np.uint8])
    assert_type(poolwise.spatial_pyramid_pool2d(tensor), Tensor)
    assert_type(poolwise.roi_pool(tensor, [tensor], 2), Tensor)
    assert_type(poolwise.temporal_mean_pool(tensor, mask=tensor > 0), Tensor)
    assert_type(poolwise.winner_take_all2d(octets, 2), NDArray[np.uint8])
    assert_type(poolwise.pool2d(floats, 2, reducer=lambda x, present: x.max(-1)), NDArray[Any])
    assert_type(poolwise.dynamic_k(1, 2, 3, 4), int)
    assert_type(F.soft_pool2d(floats, 2), NDArray[np.float32])
    print(poolwise.max_pool2d(floats, 2, return_indices=True).shape)  # wrong: it is a pair


def modules(floats: NDArray[np.float32], tensor: Tensor) -> None:
    assert_type(pnn.SoftPool2d(2, learned=True, channels=3)(tensor, mask=tensor > 0), Tensor)
    assert_type(pnn.GeMPool2d().forward(tensor), Tensor)
    assert_type(pnn.StochasticPool2d(2)(tensor, seed=1), Tensor)
    assert_type(pnn.RoIAlign(2)(tensor, [tensor]), Tensor)
    torch.nn.Sequential(pnn.MaxPool2d(2, return_indices=True), pnn.AvgPool2d((2, 1), dtype=None))
    pnn.SoftPool2d(2, bete=1)  # wrong
    pnn.SoftPool2d()  # wrong
    pnn.SoftPool2d(2, beta="1")  # wrong
    pnn.SoftPool2d(2, learned="yes")  # wrong
    pnn.AdaptiveMaxPool2d("2")  # wrong
    pnn.SoftPool2d(2)(floats)  # wrong
    pnn.SoftPool2d(2)(tensor, msk=tensor)  # wrong
    pnn.GlobalAvgPool2d(2)  # wrong


def arguments(floats: NDArray[np.float32], tensor: Tensor) -> None:
    poolwise.soft_pool2d(floats, 2, bete=1)  # wrong
    poolwise.soft_pool2d("x", 2)  # wrong
    poolwise.soft_pool2d([[1.0]], 2)  # wrong
    poolwise.soft_pool2d(floats, 2, beta="1")  # wrong
    poolwise.soft_pool2d(floats)  # wrong
    poolwise.soft_pool2d(floats, "2")  # wrong
    poolwise.max_pool2d(floats, 2, padding="sme")  # wrong
    poolwise.max_pool2d(floats, 2, ceil_mode="yes")  # wrong
    poolwise.max_pool2d(floats, 2, return_indices="yes")  # wrong
    poolwise.max_pool2d(floats, 2, channels_last=1)  # wrong
    poolwise.max_pool2d(floats, 2, mask="all")  # wrong
    poolwise.avg_pool2d(floats, 2, lengths=3)  # wrong
    poolwise.stochastic_pool2d(floats, 2, generator=1)  # wrong
    poolwise.gated_pool2d(floats, 2, omega=tensor)  # wrong: what learns takes tensors
    poolwise.global_soft_pool2d(floats, 2)  # wrong
    poolwise.channel_soft_pool(floats, 2, kernel_size=2)  # wrong
    poolwise.soft_pool4d(floats, 2)  # wrong
    F.lp_pool2d(floats, kernel_size=2)  # wrong


def labelled(array: DataArray, several: Dataset) -> None:
    assert_type(px.soft_pool(array, {"y": 2}, beta=3), DataArray)
    assert_type(px.adaptive_lp_pool(several, {"y": 2}, norm_type=2), Dataset)
    assert_type(px.global_max_pool(several, "y", return_indices=True), tuple[Dataset, Dataset])
    assert_type(px.max_pool(array, {"y": 2}, 1, "same", mask=array > 0), DataArray)
    px.max_pool(array, 2)  # wrong
    px.max_pool(array, {"y": 2}, bete=1)  # wrong
    px.max_pool(array.values, {"y": 2})  # wrong
