"""Compression: how much of a picture is left in a code of pooled maps?"""

from __future__ import annotations

from poolwise.lab.measures.cost import COST
from poolwise.lab.measures.detail import DETAIL
from poolwise.lab.measures.fidelity import FIDELITY, of_the_mean, similarity
from poolwise.lab.measures.overfitting import OVERFITTING
from poolwise.lab.tasks.base import Task, named
from poolwise.lab.tasks.pictures import PICTURES

COMPRESSION = Task(
    name="compression",
    items=PICTURES.items,
    rank=PICTURES.rank,
    networks=("codec-small", "codec-unpool"),
    measures=named(FIDELITY, OVERFITTING, DETAIL, COST),
    usual=("accuracy", "detail", "cost"),
    primary="accuracy.ssim",
    target="inputs",
    loss="mse_loss",
    score=similarity,
    chance=of_the_mean,
    scored="SSIM",
)
