"""Speech and sound: which class is it? Recordings as spectra or as other channels over time."""

from __future__ import annotations

from poolwise.lab.measures.accuracy import ACCURACY
from poolwise.lab.measures.cost import COST
from poolwise.lab.measures.damages import OF_SEQUENCES
from poolwise.lab.measures.data_size import DATA_SIZE
from poolwise.lab.measures.noise import noise
from poolwise.lab.measures.overfitting import OVERFITTING
from poolwise.lab.measures.shift import SHIFT
from poolwise.lab.measures.transfer import TRANSFER
from poolwise.lab.tasks.base import Task, named

SOUND = Task(
    name="sound",
    items="recordings",
    rank=2,
    networks=("tone-cnn",),
    measures=named(ACCURACY, OVERFITTING, DATA_SIZE, TRANSFER, SHIFT, noise(OF_SEQUENCES), COST),
    usual=("accuracy", "overfitting", "shift", "noise", "cost"),
    moves=(-1,),
)
