"""Segmentation: what does each pixel belong to?"""

from __future__ import annotations

from poolwise.lab.measures.cost import COST
from poolwise.lab.measures.damages import OF_IMAGES
from poolwise.lab.measures.data_size import DATA_SIZE
from poolwise.lab.measures.noise import noise
from poolwise.lab.measures.overfitting import OVERFITTING
from poolwise.lab.measures.overlap import OVERLAP, all_background, iou
from poolwise.lab.measures.transfer import TRANSFER
from poolwise.lab.tasks.base import Task, named

SEGMENTATION = Task(
    name="segmentation",
    items="images",
    rank=2,
    networks=("unet-small", "unpool-small", "plain-small"),
    measures=named(OVERLAP, OVERFITTING, DATA_SIZE, TRANSFER, noise(OF_IMAGES), COST),
    usual=("accuracy", "overfitting", "cost"),
    primary="accuracy.iou",
    target="truth",
    loss="cross_entropy_and_overlap",
    score=iou,
    chance=all_background,
    scored="IoU",
)
