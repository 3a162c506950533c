"""The tasks of studies, a file each, by name."""

from __future__ import annotations

from poolwise.lab.tasks.base import Task
from poolwise.lab.tasks.pictures import PICTURES

__all__ = ["TASKS", "Task", "task_of"]

TASKS: dict[str, Task] = {task.name: task for task in (PICTURES,)}


def task_of(data: str) -> str:
    """What `data` is for, unless a study says otherwise."""
    return PICTURES.name
