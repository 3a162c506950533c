"""Speech: which class is it? Channels over time, such as coefficients of spoken words."""

from __future__ import annotations

from dataclasses import replace

from poolwise.lab.tasks.sound import SOUND

SPEECH = replace(SOUND, name="speech", rank=1)
