"""Recordings of a tone whose pitch follows one of five patterns, in noise."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.sets.items import Floats, Items, balanced, checked, generator
from poolwise.lab.sound import RATE, log_mel

PATTERNS: dict[str, Callable[[Floats], Floats]] = {
    "steady": lambda u: 0 * u,
    "rising": lambda u: u - 0.5,
    "falling": lambda u: 0.5 - u,
    "peak": lambda u: 0.5 - abs(2 * u - 1),
    "valley": lambda u: abs(2 * u - 1) - 0.5,
}
"""For each class the pitch from its beginning, u = 0, to its end, u = 1, in units of its range."""
_MIDDLES = (500.0, 2500.0)  # Hz
_RANGES = (0.4, 1.2)  # octaves
_SECONDS = (0.25, 0.6)
_FADE = 0.02 * RATE


class Recording(NamedTuple):
    """A waveform with its truth.

    Attributes:
        waveform: float32 (16000,), in -1..1 in steps of 16 bits: a second at 16 kHz.
        pitch: float64 (16000,), in Hz, NaN where there is no tone.
    """

    waveform: NDArray[np.float32]
    pitch: Floats


def tones(count: int, seed: int) -> Items:
    """`count` recordings of a second as log-mel spectrograms (1, bands, times).

    A tone of a quarter to somewhat over half a second begins anywhere in white noise; it is
    steady, rises, falls, or does one after the other, by 0.4 to 1.2 octaves about a middle pitch
    of 500 to 2,500 Hz. All of these are drawn, so that neither a pitch nor a time tells the class.

    Args:
        count: how many, of five classes in turn; at least one of each.
        seed: of all that is random. The first recordings are the same for every `count`.

    Raises:
        TypeError, ValueError: `count` or `seed` is no whole number, or `count` too small or large.

    Example:
        >>> tones(5, seed=0).inputs.shape
        (5, 1, 40, 98)
    """
    count, seed = checked("tones", count, seed, len(PATTERNS))
    labels = balanced(count, len(PATTERNS))
    # One after the other, since spectra take forty times the memory of what is kept of them.
    spectrograms = [log_mel(recording(seed, number).waveform)[None] for number in range(count)]
    return Items(np.stack(spectrograms), labels, tuple(PATTERNS))


def recording(seed: int, number: int) -> Recording:
    """The waveform of item `number` of `tones`, with the pitch at every sample."""
    rng = generator("tones", seed, number)
    pitch = _pitch(rng, tuple(PATTERNS.values())[number % len(PATTERNS)])
    return Recording(_waveform(rng, pitch), pitch)


def _pitch(rng: np.random.Generator, pattern: Callable[[Floats], Floats]) -> Floats:
    """Hz at every sample, NaN before and after the tone."""
    middle = _MIDDLES[0] * (_MIDDLES[1] / _MIDDLES[0]) ** rng.random()
    octaves = _RANGES[0] + (_RANGES[1] - _RANGES[0]) * rng.random()
    seconds = _SECONDS[0] + (_SECONDS[1] - _SECONDS[0]) * rng.random()
    length = int(seconds * RATE)
    begin = int(rng.integers(RATE - length + 1))
    pitch = np.full(RATE, np.nan)
    pitch[begin : begin + length] = middle * 2 ** (octaves * pattern(np.linspace(0, 1, length)))
    return pitch


def _waveform(rng: np.random.Generator, pitch: Floats) -> NDArray[np.float32]:
    """A sine of that pitch that fades in and out, in noise, rounded to 16 bits."""
    there = np.flatnonzero(~np.isnan(pitch))
    phase = rng.random() + np.cumsum(pitch[there]) / RATE
    inside = np.arange(len(there)) + 1
    fade = np.minimum(inside, inside[::-1]) / _FADE
    loudness = 0.025 + 0.04 * rng.random()
    wave = 0.4 * (rng.random(RATE) - 0.5)
    wave[there] += loudness * fade.clip(0, 1) * np.sin(2 * np.pi * (phase % 1))
    return (np.rint(wave * 32767) / 32768).astype(np.float32)
