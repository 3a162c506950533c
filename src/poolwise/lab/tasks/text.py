"""Text: which class is it? Words come one after the other, and texts end at different times."""

from __future__ import annotations

from poolwise.lab.measures.accuracy import ACCURACY
from poolwise.lab.measures.cost import COST
from poolwise.lab.measures.damages import OF_TEXTS
from poolwise.lab.measures.data_size import DATA_SIZE
from poolwise.lab.measures.noise import noise
from poolwise.lab.measures.overfitting import OVERFITTING
from poolwise.lab.measures.shift import SHIFT
from poolwise.lab.measures.transfer import TRANSFER
from poolwise.lab.tasks.base import Task, named

TEXT = Task(
    name="text",
    items="texts",
    rank=1,
    networks=("text-cnn", "bilstm"),
    measures=named(ACCURACY, OVERFITTING, DATA_SIZE, TRANSFER, SHIFT, noise(OF_TEXTS), COST),
    usual=("accuracy", "overfitting", "shift", "noise", "cost"),
    moves=(-1,),
)
