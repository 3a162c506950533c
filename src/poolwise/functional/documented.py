"""Documentation that says all that a caller can pass, without saying it in every docstring.

What an argument means that many functions have is said here. A docstring that says of such
arguments no more than ``as in `max_pool2d`.``, or nothing, gets it from here.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from functools import cache

SPATIAL = {1: "L", 2: "H, W", 3: "D, H, W"}

SHARED = {
    "kernel_size": "elements of a window, one number or one per axis.",
    "stride": "distance between windows, one number or one per axis; `kernel_size` when None.",
    "padding": "an int, one per axis, a (before, after) pair per axis, ``'valid'``, ``'same'`` "
    "(output = ceil(input / stride), the extra element after) or ``'same_lower'``. "
    "What it adds is absent from windows.",
    "dilation": "distance between the elements of a window, one number or one per axis.",
    "ceil_mode": "also keep a last window that hangs over the end.",
    "output_size": "windows along each axis, one number or one per axis; None keeps the input's. "
    "Window i of n is [⌊i·size/n⌋, ⌈(i+1)·size/n⌉).",
    "return_indices": "also return where the elements lie, flat over the spatial axes; the dtype "
    "of the indices, int32 or int64, stands for True.",
    "mask": "booleans, or integers 0 and 1, broadcastable to x; True where an element is present. "
    "What is absent takes no part.",
    "lengths": "over one time axis, integers of shape ``x.shape[:1]``: how many elements of each "
    "sequence are present. A shorthand for a mask.",
    "empty_value": "the result, under a mask, of a window without an element.",
    "channels_last": "whether x is (*lead, *spatial, channels).",
    "learned": "learn the number, beginning with the one given: it is an `nn.Parameter`.",
    "channels": "how many channels have learned numbers of their own; with 1, all share them.",
    "ranks": "how many ranks have a weight; the window's size when None. Adaptive and global "
    "windows have none of their own and need it; later ranks have no weight.",
    "training": "draw; False gives what is expected of the draws.",
    "seed": "of the draw, an integer of 64 bits or a tensor of one; when None, it comes from "
    "`generator`.",
    "generator": "a torch.Generator (numpy.random.Generator for arrays); the usual one when None.",
    "first_index": "the number of the output's first element, where x is part of a batch.",
}

# What the docstring of an operator says, in this order before its example, where it says no other.
_ARGS = """    Args:
        x: array or tensor of shape (*lead, {spatial}); bool, integer or floating-point.
        {geometry}
"""
_RETURNS = """    Returns:
        An array of floats: x's own dtype where x has floats.
"""
_RAISES = """    Raises:
        ValueError, TypeError: an argument is impossible; the message names it.
"""

_ELSEWHERE = re.compile(r"[\s\w,]+:( of the draw,)?\s+as in `\S+`\.")

Entry = tuple[tuple[str, ...], str]
"""The names of arguments, and the lines that say what they are."""


def filled(text: str, rank: int) -> str:
    """The docstring of a definition for so many spatial axes.

    ``{n}`` stands for their number, ``{spatial}`` for their letters, and ``{flat}`` for a size of 1
    along all but the first of them.
    """
    if rank == 1:
        text = re.sub(r"(?<!\w)\((\d)\{flat\}\)", r"\1", text)
    text = text.replace("{flat}", ", 1" * (rank - 1))
    return text.replace("{n}", str(rank)).replace("{spatial}", SPATIAL[rank])


def completed(text: str, source: str) -> str:
    """The docstring of an operator with what all of them take, give and raise, and with its source,
    as far as it does not say so itself."""
    before, heading, example = text.partition("    Example:\n")
    if "        x: " not in before:
        before = before.replace("    Args:\n", _ARGS)
    at = len(before)
    for section in (_wrapped(f"Source: {source}.", 4) + "\n", _RAISES, _RETURNS, _ARGS):
        begins = section.partition(":")[0] + ":"
        if begins in before:
            at = before.index(begins)
        else:
            before = f"{before[:at]}{section}\n{before[at:]}"
    return f"{before}{heading}{example}"


def documented(text: str, names: Iterable[str]) -> str:
    """The docstring with all of these arguments in it, as far as it is said here what they are."""
    before, heading, after = text.partition("    Args:\n")
    if not heading:
        return text
    said, blank, rest = after.partition("\n\n")
    entries = list(_spelled_out(entries_of(said)))
    known = {name for names, _ in entries for name in names}
    missing = [((name,), shared(name)) for name in names if name in SHARED and name not in known]
    lines = "\n".join(text for _, text in entries + missing if text)
    return f"{before}{heading}{lines}{blank}{rest}"


def without(text: str, names: Iterable[str]) -> str:
    """The docstring without what it says of these arguments."""
    unsaid = set(names)
    for known, lines in arguments_of(text):
        if unsaid.intersection(known):
            text = text.replace(f"{lines}\n", "", 1)
    return text


def arguments_of(text: str) -> list[Entry]:
    """The arguments that a docstring describes."""
    after = text.partition("    Args:\n")[2]
    return entries_of(after.partition("\n\n")[0]) if after else []


def entries_of(said: str) -> list[Entry]:
    """The arguments that the lines below ``Args:`` describe."""
    entries: list[Entry] = []
    for line in said.split("\n"):
        begins = re.match(r" {8}(\**\w+(?:, \**\w+)*):", line)
        if begins or not entries:
            names = begins[1].replace("*", "").split(", ") if begins else []
            entries.append((tuple(names), line))
        else:
            names_before, lines = entries[-1]
            entries[-1] = names_before, f"{lines}\n{line}"
    return entries


def _spelled_out(entries: Iterable[Entry]) -> Iterable[Entry]:
    for names, text in entries:
        if all(name in SHARED for name in names) and _ELSEWHERE.fullmatch(text):
            yield from (((name,), shared(name)) for name in names)
        else:
            yield names, text


@cache
def shared(name: str) -> str:
    """The lines of a docstring that say what is said here of an argument."""
    return entry(name, SHARED[name])


def entry(name: str, text: str) -> str:
    """The lines of a docstring that say this of an argument."""
    return _wrapped(f"{name}: {text}", 8, 4)


def _wrapped(text: str, indent: int, more: int = 0) -> str:
    """The text in lines of a docstring, so far from the left, all but the first so much more."""
    return textwrap.fill(
        text,
        100,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + more),
        break_long_words=False,
        break_on_hyphens=False,
    )
