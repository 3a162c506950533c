"""Clips in a folder per class: a few frames of each, evenly over its time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from poolwise.lab.data.duplicates import Fingerprint
from poolwise.lab.data.groups import File
from poolwise.lab.files.pictures import stacked
from poolwise.lab.files.record import Item, Read, check_size, each_or_reason, missing
from poolwise.lab.files.tree import Kind, read_tree
from poolwise.lab.parsing import Pair, format_pair

FRAMES = 8
"""How many frames of a clip are taken."""
SIZE = (32, 32)
"""Height and width of frames, unless others are asked for."""
CLIPS = Kind(
    "clips", "video", "MP4, AVI, MKV, WebM, MOV, MPEG, GIF",
    (".mp4", ".m4v", ".avi", ".mkv", ".webm", ".mov", ".mpg", ".mpeg", ".gif"),
)  # fmt: skip
# Formats that hold frames. Those that name other files or addresses to be read are none of them.
_OPTIONS = {
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,avi,matroska,webm,mpeg,mpegts,gif",
    "protocol_whitelist": "file",
}
# Codecs that store brightness and colour apart bring grey back with channels that differ so much.
_STILL_GREY = 4.5 / 255
_MOST_PIXELS = 4096 * 2304
_MOST_FRAMES = 20_000
_KEPT = 16 * FRAMES


def read_clips(
    folder: Path,
    size: Pair | None = None,
    max_bad: float = 0.01,
    test: Path | None = None,
    groups: str = "",
) -> Read:
    """Read `FRAMES` frames of every video below `folder`, float32 (C, T, H, W) in 0..1.

    They are resized to `size` (the aspect ratio is not kept), and stay in one channel only if all
    clips are grey.

    Args:
        folder, max_bad, test, groups: as `read_tree` takes them.
        size: height and width of the frames, `SIZE` unless given.

    Raises:
        ValueError: whatever `read_tree` raises, or a size that memory has no room for.
    """
    try:
        import av  # noqa: F401  (looked for before thousands of files are)
    except ModuleNotFoundError:
        raise missing(str(folder), "av", "videos") from None
    chosen = size or SIZE

    def read(files: Sequence[File]) -> tuple[dict[File, Item | str], list[str]]:
        check_size(chosen, len(files), 3 * 4 * FRAMES, "clips", less=32)
        told = f"Of each clip {FRAMES} frames were taken, resized to {format_pair(chosen)}."
        return each_or_reason(lambda file: _read(file, chosen), files), [told]

    found = read_tree(folder, CLIPS, read, max_bad, test, groups)
    grey = stacked([clip.reshape(3, -1, clip.shape[-1]) for clip in found.inputs], _STILL_GREY)
    return replace(found, inputs=grey.reshape(*grey.shape[:2], FRAMES, *chosen))


def _read(file: File, size: Pair) -> Item:
    with file.path.open("rb") as opened:
        frames = read_video(opened, size)
    digest = hashlib.blake2b(frames.tobytes(), digest_size=16).digest()
    clip = np.ascontiguousarray(frames.transpose(3, 0, 1, 2), np.float32) / np.float32(255)
    return Item(clip, Fingerprint(digest, None))


def read_video(file: BinaryIO, size: Pair) -> Any:
    """Frames evenly over the time of a video, uint8 (T, H, W, 3).

    Raises:
        Exception: whatever PyAV raises for a damaged file.
        ValueError: no frames, or frames larger than any that a camera makes.
    """
    import av

    # Of decoders, which look into the file twice, and count margins, too.
    limit = {"max_pixels": str(2 * _MOST_PIXELS)}
    try:
        container = av.open(file, options=_OPTIONS | limit)
    except (av.error.InvalidDataError, av.error.ArgumentError, av.error.EOFError):
        raise ValueError(f"not {CLIPS.formats}, or damaged") from None
    with container:
        if not container.streams.video:
            raise ValueError("holds no pictures")
        stream = container.streams.video[0]
        if stream.codec_context is None:
            raise ValueError(f"not {CLIPS.formats}, or damaged")
        stream.codec_context.options = limit
        if stream.width * stream.height > _MOST_PIXELS:
            raise ValueError(f"{stream.width}×{stream.height} are more pixels than is safe")
        try:
            kept = _evenly(container.decode(stream), size)
        except av.error.FFmpegError as error:
            raise ValueError(
                f"damaged, or of more than {_MOST_PIXELS:,} pixels: {error.strerror}"
            ) from None
    if len(kept) < 2:
        raise ValueError(f"holds {len(kept)} frames; two or more are needed")
    return np.stack([kept[place] for place in _places(len(kept))])


def _places(count: int) -> list[int]:
    return [round(place) for place in np.linspace(0, count - 1, FRAMES).tolist()]


def _evenly(frames: Any, size: Pair) -> list[Any]:
    """Frames at even steps, small already: however long a video is, few of them are kept."""
    kept: list[Any] = []
    step = 1
    for number, frame in enumerate(frames):
        if number == _MOST_FRAMES:
            break
        if number % step:
            continue
        if frame.width * frame.height > _MOST_PIXELS:  # a stream may change its mind
            raise ValueError(f"{frame.width}×{frame.height} are more pixels than is safe")
        kept.append(frame.to_ndarray(format="rgb24", width=size[1], height=size[0]))
        if len(kept) == 2 * _KEPT:
            kept = kept[::2]
            step *= 2
    return kept
