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

__all__ = ["MASKED", "TASKS", "Task", "task_of"]

TASKS: dict[str, Task] = {
    task.name: task
    for task in (PICTURES, LOCALISATION, SEGMENTATION, COMPRESSION, TEXT, SPEECH, SOUND, VIDEO)
}
MASKED = ("localisation", "segmentation")
"""Tasks of data that says what each pixel belongs to."""


def task_of(data: str) -> str:
    """What `data` is for, unless a study says otherwise; pictures where nothing can be told."""
    from poolwise.lab.files import task_of as task_of_files
    from poolwise.lab.sets import BUILT_IN

    if data in BUILT_IN:
        return BUILT_IN[data].task
    if data.startswith("hub:"):
        return PICTURES.name
    try:
        return task_of_files(data)
    except (OSError, ValueError):  # reading it will say why
        return PICTURES.name
