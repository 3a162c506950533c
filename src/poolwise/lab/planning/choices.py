"""What a study can be made of, in words, from the registries themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from poolwise.lab.planning.grid import DEFAULT_POOLS, POOLS_OVER_TIME
from poolwise.lab.sets import BUILT_IN
from poolwise.lab.tasks import TASKS, Task
from poolwise.lab.wording import listing


def filled(text: str) -> str:
    """`text` with what there is in the places of ``{sets}``, ``{tasks}``, ``{networks}``,
    ``{measures}``, ``{pools}`` and ``{pools_over_time}``.

    Example:
        >>> filled("one of {tasks}")
        'one of pictures, localisation, segmentation, compression, text, speech, sound or video'
    """
    for name, told in _TOLD.items():
        if f"{{{name}}}" in text:
            text = text.replace(f"{{{name}}}", told())
    return text


def _sets() -> str:
    tasks = dict.fromkeys(built_in.task for built_in in BUILT_IN.values())
    named = {task: [n for n, each in BUILT_IN.items() if each.task == task] for task in tasks}
    return "; ".join(f"{task}: {listing(names, 'or')}" for task, names in named.items())


def _by_task(of: Callable[[Task], Sequence[str]]) -> str:
    """What each task has, tasks that have the same together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for task in TASKS.values():
        alike.setdefault(tuple(of(task)), []).append(task.name)
    return "; ".join(f"{listing(tasks)}: {listing(names)}" for names, tasks in alike.items())


_TOLD: dict[str, Callable[[], str]] = {
    "sets": _sets,
    "tasks": lambda: listing(list(TASKS), "or"),
    "networks": lambda: _by_task(lambda task: task.networks),
    "measures": lambda: _by_task(lambda task: tuple(task.measures)),
    "pools": lambda: listing(DEFAULT_POOLS),
    "pools_over_time": lambda: listing(POOLS_OVER_TIME),
}
