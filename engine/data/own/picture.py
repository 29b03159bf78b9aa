"""A picture from a file: which are taken, and their first steps, from colours on paper to ink.

Of a photograph, paper is not white and ink not black. What is paper and what is ink is told apart as by N. Otsu, "A
threshold selection method from gray-level histograms" (1979): by the threshold that parts the levels into the two most
different groups.
"""

import numpy as np

from engine.data.own.step import Step, as_it_is
from engine.problem import EngineError, Problem

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 280  # of a picture on its way: finer than any data set's images
KINDS = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff", "BMP": b"BM"}  # and how such a file begins
HEAD = 512  # bytes of the beginning that tell the kind

_OTHERS = {"GIF": b"GIF8", "TIFF": b"II*\0", "TIFF ": b"MM\0*", "PSD": b"8BPS", "PDF": b"%PDF", "ICO": b"\0\0\x01\0"}
_LEVELS = 256
_WHITE = 0.05  # paper that is no darker is white enough
_LEAST_CONTRAST = 0.15  # between paper and ink; with less there is no ink


class PictureError(EngineError):
    """A picture that is not taken. The message says which, why, and what to do."""


def kind_of(head: bytes, name: str) -> str:
    """One of `KINDS`, by the beginning of a file and not by what it is called.

    Raises
    ------
    PictureError
        If it is something else.
    """
    for kind, begin in KINDS.items():
        if head.startswith(begin):
            return kind
    found = next((kind.strip() for kind, begin in _OTHERS.items() if head.startswith(begin)), "")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        found = "WebP"
    elif head[4:8] == b"ftyp":
        found = "HEIC"
    elif b"<svg" in head:
        found = "SVG"
    if found:
        raise PictureError("{file} is a file of the kind {kind}, which is not opened here. Save it as PNG, JPEG or "
                           "BMP, and open that.", file=name, kind=found)
    raise PictureError("{file} is no picture: PNG, JPEG and BMP can be opened. Open one of these.", file=name)


def not_opened(name: str, reason: str) -> PictureError:
    """The error of a file that cannot be opened."""
    return PictureError("{file} cannot be opened: {reason}. Check its name, and the rights to read it.",
                        file=name, reason=reason)


def damaged(name: str, kind: str) -> PictureError:
    """The error of a file that begins as a picture of this kind, and is none."""
    return PictureError("{file} begins as {kind}, and cannot be read: it is damaged. Take another copy of it.",
                        file=name, kind=kind)


def check_size(width: int, height: int, name: str) -> None:
    """Raise a `PictureError` if a picture is too large to be taken: before it is unpacked."""
    if width * height > MOST_PIXELS:
        raise PictureError(
            "{file} is too large, {width:,} × {height:,}: a picture may have up to {most} million pixels. Make it "
            "smaller, or cut out the digit.", file=name, width=width, height=height, most=MOST_PIXELS // 1_000_000)


def on_white(rgba: np.ndarray) -> np.ndarray:
    """A picture (h, w, 4) on white paper, which is seen where it is transparent: (h, w, 3) uint8."""
    colours, alpha = rgba[..., :3].astype(np.uint32), rgba[..., 3:].astype(np.uint32)
    return ((colours * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def _grey(rgb: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """As bright as the eye sees it, by the weights of ITU-R BT.601."""
    return ((rgb.astype(np.uint32) @ np.array([299, 587, 114], np.uint32) + 500) // 1000).astype(np.uint8)


def _ink(levels: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Paper is what is at the edges."""
    edges = np.concatenate((levels[0], levels[-1], levels[:, 0], levels[:, -1]))
    return as_ink(255 - levels if np.median(edges) >= _LEVELS / 2 else levels)


def as_ink(levels: np.ndarray, shape: tuple[int, int] | None = None) -> np.ndarray:
    """Levels from 0 to 255 as ink from 0 to 1, rounded as numbers of the network are."""
    return (levels.astype(np.float32) / 255).astype(np.float64)


def _on_white_paper(ink: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    if np.median(ink) <= _WHITE:
        return ink
    paper, full = _two_groups(ink)
    if full - paper < _LEAST_CONTRAST:
        return np.zeros_like(ink)
    between = (paper + full) / 2
    return np.clip((ink - between) / (full - between), 0, 1)


def _two_groups(ink: np.ndarray) -> tuple[float, float]:
    """The means of what is paper and of what is ink, parted where the variance between the groups is largest."""
    levels = np.arange(_LEVELS) / (_LEVELS - 1)
    counts = np.bincount(np.round(ink * (_LEVELS - 1)).astype(int).ravel(), minlength=_LEVELS)
    below, mass = np.cumsum(counts), np.cumsum(counts * levels)
    above = below[-1] - below
    split = np.flatnonzero((below > 0) & (above > 0))
    if not len(split):
        return float(ink.mean()), float(ink.mean())
    lower, upper = mass[split] / below[split], (mass[-1] - mass[split]) / above[split]
    best = int(np.argmax(below[split] * above[split] * (upper - lower) ** 2))
    return float(lower[best]), float(upper[best])


STEPS = (
    Step("grey", Problem("Grey"), Problem("As bright as the eye sees it: 0.299 red + 0.587 green + 0.114 blue."), _grey,
         lambda rgb, shape: rgb[..., 0], Problem("Only the red of each pixel: a red pen is as bright as paper there.")),
    Step("inverted", Problem("Inverted"), Problem(
        "Paper is 0 and ink is 1, as in the data: turned round if the edges of the picture are bright."), _ink,
        as_ink, Problem("Not turned round: what is bright is taken for ink.")),
    Step("white paper", Problem("White paper"), Problem(
        "If the paper is not white, what is nearer to paper than to ink becomes 0: parted by the threshold of Otsu."),
        _on_white_paper, as_it_is, Problem("Paper that is not white stays so, and counts as a little ink everywhere.")),
)
