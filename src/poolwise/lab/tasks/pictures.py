"""Pictures: which class is it?"""

from __future__ import annotations

from poolwise.lab.measures.accuracy import ACCURACY
from poolwise.lab.measures.adversarial import ADVERSARIAL
from poolwise.lab.measures.cost import COST
from poolwise.lab.measures.damages import OF_IMAGES
from poolwise.lab.measures.data_size import DATA_SIZE
from poolwise.lab.measures.detail import DETAIL
from poolwise.lab.measures.noise import noise
from poolwise.lab.measures.overfitting import OVERFITTING
from poolwise.lab.measures.shift import SHIFT
from poolwise.lab.measures.transfer import TRANSFER
from poolwise.lab.tasks.base import Task, named

PICTURES = Task(
    name="pictures",
    items="images",
    rank=2,
    networks=("vgg-small", "vgg-spp", "vgg-global", "resnet-small", "squeeze-small", "lenet-5"),
    measures=named(
        ACCURACY,
        OVERFITTING,
        DATA_SIZE,
        TRANSFER,
        SHIFT,
        noise(OF_IMAGES),
        ADVERSARIAL,
        DETAIL,
        COST,
    ),
    usual=("accuracy", "overfitting", "shift", "noise", "cost"),
)
