"""The colours, dark and light, by what they are for. No pair of red and green among them.

Blue and orange are told apart with every kind of colour vision, and their lightness differs from the
neutral tone on either side.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of the window, as ``"#rrggbb"``: what `QColor`, a style sheet and pyqtgraph all take.

    Parameters
    ----------
    window, card, field, border, line
        Behind the cards; a card; what can be typed into or pressed; a card's edge; what parts things in a card.
    text, dim, disabled
        Writing: what counts, what explains, what cannot be used now.
    accent, on_accent, accent_hover, highlight
        The one accent colour, writing on it, under the pointer, and as a quiet background.
    hover, pressed
        A field or a button under the pointer and under the finger.
    warning
        What asks for attention. Never the only sign of it.
    train, test, validation, kept_runs, grid, axis
        Plots: the current run, the second curve and the third, runs kept for comparison, grid lines, axis writing.
    neutral, positive, negative, ink
        Values: the tone of zero, both ends of the diverging map, full ink of an image.
    not_finite, off
        What is not a number; the hatching of a unit that is off.
    """

    name: str
    window: str
    card: str
    field: str
    border: str
    line: str
    text: str
    dim: str
    disabled: str
    accent: str
    on_accent: str
    accent_hover: str
    highlight: str
    hover: str
    pressed: str
    warning: str
    train: str
    test: str
    validation: str
    kept_runs: tuple[str, ...]
    grid: str
    axis: str
    neutral: str
    positive: str
    negative: str
    ink: str
    not_finite: str
    off: str


DARK = Palette(
    name="dark", window="#12151a", card="#191d24", field="#20252e", border="#2a303a", line="#2a303a",
    text="#e8ebf0", dim="#8d97a6", disabled="#59616d",
    accent="#5fb0f2", on_accent="#0c1116", accent_hover="#7bbff5", highlight="#24384a",
    hover="#282e38", pressed="#2f3642", warning="#f4963c",
    train="#5fb0f2", test="#f4963c", validation="#d5dae3",
    kept_runs=("#8d97a6", "#c48bd0", "#d9c36a", "#5fb9b4", "#b98f73", "#e78aa0", "#8f93f0", "#f0c0ae"),
    grid="#222730", axis="#8d97a6",
    neutral="#20252e", positive="#f4963c", negative="#4898e8", ink="#e9eef6", not_finite="#c678dd", off="#414855",
)

LIGHT = Palette(
    name="light", window="#eef0f3", card="#ffffff", field="#f5f6f8", border="#d9dde3", line="#d9dde3",
    text="#1b2027", dim="#66707f", disabled="#a3aab5",
    accent="#1f77c9", on_accent="#ffffff", accent_hover="#1868b4", highlight="#dcebfa",
    hover="#eceef2", pressed="#e2e5ea", warning="#c2610a",
    train="#1f77c9", test="#de7614", validation="#3a424e",
    kept_runs=("#66707f", "#8e4fa0", "#8a7415", "#1d827d", "#8a5a3c", "#b8355c", "#5052c4", "#7a2f12"),
    grid="#edeff2", axis="#66707f",
    neutral="#f5f6f8", positive="#de7614", negative="#1a68be", ink="#192331", not_finite="#8b2fa8", off="#c9ced6",
)


def rgb(colour: str) -> np.ndarray:
    """``"#rrggbb"`` as three floats."""
    return np.array([int(colour[i:i + 2], 16) for i in (1, 3, 5)], np.float32)


def packed(colours: np.ndarray) -> np.ndarray:
    """Colours (..., 3) of 0 … 255 as opaque 0xAARRGGBB, which is how a `QImage` of Format_ARGB32 keeps them."""
    r, g, b = np.moveaxis(np.rint(colours).astype(np.uint32), -1, 0)
    return np.uint32(0xFF000000) | r << 16 | g << 8 | b


def diverging_lut(palette: Palette) -> np.ndarray:
    """Colours of values about zero, (256,) uint32: entry 1 is −limit, 128 is zero, 255 is +limit, 0 not finite."""
    amount = np.linspace(-1, 1, 255, dtype=np.float32)[:, None]
    neutral = rgb(palette.neutral)
    end = np.where(amount > 0, rgb(palette.positive), rgb(palette.negative))
    return _with_not_finite(neutral + np.abs(amount) * (end - neutral), palette)


def sequential_lut(palette: Palette) -> np.ndarray:
    """Colours of values ≥ 0, (256,) uint32: entry 1 is zero, 255 the limit, 0 not finite. The diverging map's half."""
    return _with_not_finite(_ramp(palette.neutral, palette.positive), palette)


def image_lut(palette: Palette) -> np.ndarray:
    """Colours of an image, (256,) uint32: entry 1 is paper, 255 is ink, 0 not finite."""
    return _with_not_finite(_ramp(palette.neutral, palette.ink), palette)


def _ramp(start: str, end: str) -> np.ndarray:
    amount = np.linspace(0, 1, 255, dtype=np.float32)[:, None]
    return rgb(start) + amount * (rgb(end) - rgb(start))


def _with_not_finite(colours: np.ndarray, palette: Palette) -> np.ndarray:
    return packed(np.concatenate([rgb(palette.not_finite)[None], colours]))
