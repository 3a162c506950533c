"""Recordings as log-mel spectrograms: how strong each band of pitch is at each time."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

RATE = 16_000
"""Samples per second that recordings are brought to."""
BANDS = 40
WINDOW, HOP = 400, 160  # 25 ms, a new one every 10 ms
RATES = (1_000, 384_000)
_FFT = 512
_LOWEST = 50.0
_FLOOR = 1e-6
_STEPS = 1024

Floats = NDArray[np.float64]


def log_mel(waveform: ArrayLike, rate: int = RATE, bands: int = BANDS) -> NDArray[np.float32]:
    """The natural logarithm of the power in each band, (..., bands, times).

    Args:
        waveform: samples in -1..1, of shape (..., T); channels are recordings of their own.
        rate: samples per second; others than 16 kHz are resampled.
        bands: how many, equally wide on the mel scale from 50 Hz to 8 kHz.

    Returns:
        float32, a column for each whole window of 25 ms, one every 10 ms; one at least, with
        silence after the end. The steps of 1/1024 make results the same on every machine.

    Raises:
        TypeError: `rate` or `bands` is no whole number.
        ValueError: there are no samples, some are not finite, or a number is out of range.

    Source: S. B. Davis and P. Mermelstein, "Comparison of Parametric Representations for
    Monosyllabic Word Recognition in Continuously Spoken Sentences", 1980; the mel scale of HTK.

    Example:
        >>> tone = np.sin(2 * np.pi * 1000 * np.arange(8000) / 8000)  # a second of 1 kHz
        >>> picture = log_mel(tone, rate=8000)
        >>> picture.shape, set(picture.argmax(0).tolist()), round(float(centres()[13]))
        ((40, 98), {13}, 1032)
    """
    from scipy import fft, signal  # half a second, which only sounds are worth

    samples = at_rate(waveform, rate)
    filters = mel_filters(bands)
    short = WINDOW - samples.shape[-1]
    if short > 0:
        samples = np.concatenate([samples, np.zeros((*samples.shape[:-1], short))], -1)
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW, -1)[..., ::HOP, :]
    spectrum = fft.rfft(frames * signal.get_window("hann", WINDOW), _FFT)
    power = spectrum.real**2 + spectrum.imag**2
    # Not by BLAS, whose threads cost more than this takes.
    logs = np.log(np.einsum("...tf,bf->...bt", power, filters) + _FLOOR)
    return np.ascontiguousarray(np.rint(logs * _STEPS) / _STEPS, np.float32)


def at_rate(waveform: ArrayLike, rate: int) -> Floats:
    """`waveform` with 16,000 samples per second, checked as `log_mel` says."""
    samples = np.asarray(waveform, np.float64)
    if samples.ndim == 0 or not samples.size:
        raise ValueError(f"waveform has shape {samples.shape}; (..., T) with samples is needed")
    if not np.isfinite(samples).all():
        raise ValueError("waveform has samples that are not finite numbers")
    rate = _whole("rate", rate, *RATES)
    if rate == RATE:
        return samples
    # Two large numbers without a common factor would make a filter of millions of taps.
    ratio = Fraction(RATE, rate).limit_denominator(1000)
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(samples, ratio.numerator, ratio.denominator, -1))


def centres(bands: int = BANDS) -> Floats:
    """The pitch in Hz at the middle of each band."""
    return _edges(bands)[1:-1]


@lru_cache(maxsize=4)
def mel_filters(bands: int) -> Floats:
    """Triangles (bands, frequencies), each from the middle of the band before to that after it."""
    edges = _edges(_whole("bands", bands, 1, 80))[:, None]
    pitches = np.arange(_FFT // 2 + 1) * RATE / _FFT
    rising = (pitches - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - pitches) / (edges[2:] - edges[1:-1])
    return np.minimum(rising, falling).clip(0)


def _edges(bands: int) -> Floats:
    """Where bands begin, have their middle and end: equally far apart in mel."""
    least, most = (math.log1p(pitch / 700) for pitch in (_LOWEST, RATE / 2))
    return np.asarray(700 * np.expm1(np.linspace(least, most, bands + 2)))


def _whole(argument: str, value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{argument}={value!r} is no whole number")
    if not least <= value <= most:
        raise ValueError(f"{argument}={value!r} is outside {least} to {most}")
    return int(value)
