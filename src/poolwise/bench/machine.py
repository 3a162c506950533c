"""What a run ran on."""

from __future__ import annotations

import platform
from typing import Any

import poolwise
from poolwise.lab.running.machine import processor
from poolwise.threads import usable_cores


def describe(threads: int) -> dict[str, Any]:
    """Processor, cores, instruction set, system and Python."""
    return {
        "cpu": processor(),
        "cores": usable_cores(),
        "threads": threads,
        "isa": poolwise.info()["isa"],
        "system": f"{_system()}, {platform.machine()}",
        "python": platform.python_version(),
    }


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"
