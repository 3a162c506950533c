"""Draw docs/data/*.png: samples of the generated sets, with what is known of them.

Run `python docs/make_samples.py [folder]` in an environment with the `lab` extra.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image, ImageColor

from poolwise.lab import sound
from poolwise.lab.sets import clips, motifs, shapes, tones
from poolwise.lab.sets.motifs import MOTIFS
from poolwise.lab.sets.tones import recording

SEED = 5
TRUTH = "#f4511e"
_DPI = 100
_NO_DITHER = Image.Dither.NONE
_GREYS = 20  # few, so that files stay small
_BLUE = "#1565c0"


def draw_shapes() -> Figure:
    """A picture of each class with its boxes, and the masks below it."""
    items = shapes(10, SEED)
    assert items.boxes is not None
    assert items.truth is not None
    figure = Figure((8, 3.4))
    for place, number in enumerate(range(5, 10)):
        above, below = (figure.add_subplot(2, 5, row * 5 + place + 1) for row in range(2))
        above.imshow(items.inputs[number, 0], "gray", vmin=0, vmax=1)
        for top, left, bottom, right in items.boxes[number].tolist():
            corner, size = (left - 0.5, top - 0.5), (right - left, bottom - top)
            above.add_patch(Rectangle(corner, *size, fill=False, edgecolor=TRUTH, linewidth=1.5))
        above.set_title(items.classes[items.labels[number]], fontsize=10)
        below.imshow(items.truth[number] > 0, "gray")
        for axes in (above, below):
            axes.set_axis_off()
    return figure


def draw_motifs() -> Figure:
    """A sequence of each class: its motif in bold, other orders of the same tokens in blue."""
    items = motifs(8, SEED)
    assert items.lengths is not None
    figure = Figure((9, 1.2))
    axes = figure.add_subplot()
    for row, number in enumerate(range(4, 8)):
        tokens = items.inputs[number, : items.lengths[number]]
        styles = [{"color": "#8a939d"}] * len(tokens)
        for begin, four in enumerate(np.lib.stride_tricks.sliding_window_view(tokens, 4)):
            if tuple(four) == MOTIFS[items.labels[number]]:
                styles[begin : begin + 4] = [{"color": TRUTH, "weight": "bold"}] * 4
            elif sorted(four) == sorted(MOTIFS[0]):
                free = [place for place in range(begin, begin + 4) if "weight" not in styles[place]]
                for place in free:
                    styles[place] = {"color": _BLUE}
        for place, token in enumerate(tokens):
            axes.text(place, -row, str(token), ha="center", fontsize=6, **styles[place])
    axes.set(xlim=(-1, 60), ylim=(-3.2, 0.7))
    axes.set_axis_off()
    return figure


def draw_tones() -> Figure:
    """A spectrogram of each class, and the pitch that was put into it."""
    items = tones(5, SEED)
    figure = Figure((8, 2))
    for number in range(5):
        axes = figure.add_subplot(1, 5, number + 1)
        axes.imshow(items.inputs[number, 0], "gray", origin="lower", aspect="auto", vmin=-5, vmax=5)
        middles = sound.WINDOW // 2 + sound.HOP * np.arange(items.inputs.shape[-1])
        pitch = recording(SEED, number).pitch[middles]
        bands = np.interp(np.log(pitch), np.log(sound.centres()), np.arange(sound.BANDS))
        # Beside the tone, so that it can be seen.
        axes.plot(bands + 3, color=TRUTH, linewidth=1.2)
        axes.set_title(items.classes[number], fontsize=10)
        axes.set_axis_off()
    return figure


def draw_clips() -> Figure:
    """The eight frames of two clips."""
    items = clips(16, SEED)
    figure = Figure((8, 2.5))
    for row, number in enumerate((8 + 2, 8 + 5)):
        for time, frame in enumerate(items.inputs[number, 0]):
            axes = figure.add_subplot(2, 8, row * 8 + time + 1)
            axes.imshow(frame, "gray", vmin=0, vmax=1)
            axes.set_axis_off()
            if time == 0:
                axes.set_title(items.classes[items.labels[number]], fontsize=9, loc="left", pad=2)
    return figure


DRAWN: dict[str, Callable[[], Figure]] = {
    "shapes": draw_shapes,
    "motifs": draw_motifs,
    "tones": draw_tones,
    "clips": draw_clips,
}


def palette() -> Image.Image:
    """An image that has the greys and the colours to be used."""
    greys = np.linspace(0, 255, _GREYS).astype(int).repeat(3).tolist()
    colours = [number for name in (TRUTH, _BLUE) for number in ImageColor.getrgb(name)]
    image = Image.new("P", (1, 1))
    image.putpalette(greys + colours)
    return image


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("data")
    for name, draw in DRAWN.items():
        figure = draw()
        FigureCanvasAgg(figure)
        figure.subplots_adjust(0.01, 0.02, 0.99, 0.88, 0.06, 0.12)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=_DPI)
        target = folder / f"{name}.png"
        few = Image.open(buffer).convert("RGB").quantize(palette=palette(), dither=_NO_DITHER)
        few.save(target, optimize=True)
        print(f"{target}: {target.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
