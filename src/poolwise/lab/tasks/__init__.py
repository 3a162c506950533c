"""The tasks of studies, a file each, by name."""

from __future__ import annotations

from poolwise.lab.tasks.base import Task
from poolwise.lab.tasks.compression import COMPRESSION
from poolwise.lab.tasks.localisation import LOCALISATION
from poolwise.lab.tasks.pictures import PICTURES
from poolwise.lab.tasks.segmentation import SEGMENTATION
from poolwise.lab.tasks.sound import SOUND
from poolwise.lab.tasks.speech import SPEECH
from poolwise.lab.tasks.text import TEXT
from poolwise.lab.tasks.video import VIDEO

__all__ = ["MASKED", "SERVES", "TASKS", "Task"]

TASKS: dict[str, Task] = {
    task.name: task
    for task in (PICTURES, LOCALISATION, SEGMENTATION, COMPRESSION, TEXT, SPEECH, SOUND, VIDEO)
}
MASKED = ("localisation", "segmentation")
"""Tasks of data that says what each pixel belongs to."""
SERVES = {
    "pictures": ("pictures", "compression"),
    **dict.fromkeys(MASKED, (*MASKED, "pictures", "compression")),
}
"""What data of a task serve; of a task that is not here they serve that alone."""
