"""Recordings in a folder per class, of any rate, length and number of channels."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from poolwise.lab.data.duplicates import Fingerprint
from poolwise.lab.data.groups import File
from poolwise.lab.files.record import Item, Read, check_memory, each_or_reason, missing
from poolwise.lab.files.tree import Kind, read_tree
from poolwise.lab.sound import RATE, RATES, at_rate

LONGEST = 10.0
"""Seconds of a recording that are read, at most."""
SHORTEST = 0.025
RECORDINGS = Kind(
    "recordings", "sound", "WAV, FLAC, OGG, MP3, AIFF",
    (".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff"),
)  # fmt: skip
_MOST_CHANNELS = 64
_FORMATS = ("WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3", "AIFF")
_BLOCK = 2**16
_UNKNOWN = (0, 2**31 - 1, 2**32 - 1)  # what a WAV says of its size while it is still being written

Wave = NDArray[np.float32]


def read_recordings(
    folder: Path, max_bad: float = 0.01, test: Path | None = None, groups: str = ""
) -> Read:
    """Read every WAV, FLAC, OGG, MP3 and AIFF below `folder`: one channel, 16 kHz, float32.

    Channels are averaged. Of a recording longer than `LONGEST` its beginning is taken.

    Args:
        folder, max_bad, test, groups: as `read_tree` takes them.

    Raises:
        ValueError: whatever `read_tree` raises, or recordings that memory has no room for.
    """
    try:
        import soundfile  # noqa: F401  (looked for before thousands of files are)
    except ModuleNotFoundError:
        raise missing(str(folder), "soundfile", "recordings") from None

    def read(files: Sequence[File]) -> tuple[dict[File, Item | str], list[str]]:
        check_memory(f"{len(files)} recordings", len(files) * LONGEST * RATE * 4, "give fewer")
        found = each_or_reason(_read, files)
        lengths = [each[1] for each in found.values() if not isinstance(each, str)]
        longer = sum(length > LONGEST for length in lengths)
        told = f"Of {longer} recordings longer than {LONGEST:g} s only their beginning was taken."
        items = {f: e if isinstance(e, str) else e[0] for f, e in found.items()}
        return items, [told] if longer else []

    return read_tree(folder, RECORDINGS, read, max_bad, test, groups)


def _read(file: File) -> tuple[Item, float]:
    with file.path.open("rb") as opened:
        wave, seconds = read_sound(opened)
    return Item(wave, fingerprint(wave)), seconds


def read_sound(file: BinaryIO) -> tuple[Wave, float]:
    """The samples of a recording as `RATE` has them, and how many seconds its head tells of.

    Raises:
        Exception: whatever soundfile raises for a damaged file.
        ValueError: a head that promises more than there is, or samples that are no numbers.
    """
    import soundfile

    try:
        opened = soundfile.SoundFile(file)
    except soundfile.LibsndfileError:
        raise ValueError(f"not {RECORDINGS.formats}") from None
    with opened as sound:
        if sound.format not in _FORMATS:
            raise ValueError(f"{sound.format} and not {RECORDINGS.formats}")
        rate, seconds = sound.samplerate, sound.frames / sound.samplerate
        if not RATES[0] <= rate <= RATES[1] or sound.channels > _MOST_CHANNELS:
            raise ValueError(f"{sound.channels} channels at {rate} Hz, which is no recording")
        _check_head(sound.extra_info)
        wave = _samples(sound)
    found = len(wave) / rate
    if found < min(seconds, LONGEST) - 1:  # MP3 and OGG count their ends only roughly
        raise ValueError(f"ends after {found:.2f} s of the {seconds:,.0f} s that its head tells of")
    if found < SHORTEST:
        raise ValueError(f"lasts {found:g} s; {SHORTEST:g} s are needed" if found else "no sound")
    if not np.isfinite(wave).all():
        raise ValueError("holds samples that are no finite numbers")
    wave = at_rate(wave, rate).astype(np.float32)
    return wave / max(np.float32(1), np.abs(wave).max()), seconds


def fingerprint(wave: Wave) -> Fingerprint:
    """Two recordings are the same if they are in 16 bits, however loud they were written."""
    coarse = np.rint(wave * 32767).astype(np.int16)
    return Fingerprint(hashlib.blake2b(coarse.tobytes(), digest_size=16).digest(), None)


def _check_head(log: str) -> None:
    """Raise a ValueError if a WAV promises more than twice of what is there.

    libsndfile mends that silently, and notes it.
    """
    found = re.search(r"^data : (\d+) \(should be (\d+)\)", log, re.MULTILINE)
    if found is None or int(found[1]) in _UNKNOWN:
        return
    if int(found[1]) > 2 * int(found[2]):
        raise ValueError(f"its head tells of {int(found[1]):,} bytes and {int(found[2]):,} follow")


def _samples(sound: Any) -> Wave:
    """The mean of the channels of the beginning; blocks keep a hundred channels from memory."""
    left = int(LONGEST * sound.samplerate)
    parts = [np.empty(0, np.float32)]
    while left > 0:
        block = sound.read(min(left, _BLOCK // sound.channels + 1), "float32", always_2d=True)
        if not len(block):
            break
        left -= len(block)
        parts.append(block.mean(1, dtype=np.float32))
    return np.concatenate(parts)
