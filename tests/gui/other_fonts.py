"""Fonts unlike the window's own, made from them, so that layouts are tried with the same ones on every machine."""

import functools
import struct

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

import resources
from gui.look import fonts

WIDE, NARROW = 114, 82  # per cent: as Verdana and as Liberation Sans Narrow
HIGH = 1069, 293        # of a line above and below, in thousandths: as in Noto Sans
NAMES = "own", "wide", "narrow", "high", "DejaVu Sans"


@functools.cache  # each loading is one more set of fonts in Qt
def pair(name: str) -> tuple[QFont, QFont] | None:
    """A font of running text and one of equal width; None if it is one of the machine, and not there."""
    plain, fixed = map(QFont, fonts.load())
    if name in ("wide", "narrow"):
        for font in (plain, fixed):
            font.setStretch(WIDE if name == "wide" else NARROW)
    elif name == "high":
        plain.setFamilies([_high_family()])
    elif name != "own":
        plain.setFamilies([name])
        fixed.setFamilies([name + " Mono"])
        if QFontInfo(plain).family() != name:
            return None
    return plain, fixed


def _high_family() -> str:
    """The window's own font with higher lines: its tables of heights, and its name, written over."""
    name = fonts.SANS.replace("Lab", "Top")
    for file in fonts.FILES[fonts.SANS]:
        content = bytearray(resources.path(file).read_bytes())
        above, below = HIGH
        for tag, place, values in (("hhea", 4, (above, -below)), ("OS/2", 68, (above, -below, 0, above, below))):
            struct.pack_into(f">{len(values)}h", content, _table(content, tag)[0] + place, *values)
        start, length = _table(content, "name")
        for encoding in ("utf-16-be", "latin-1"):
            old, new = (each.encode(encoding) for each in (fonts.SANS, name))
            content[start:start + length] = content[start:start + length].replace(old, new)
        assert QFontDatabase.addApplicationFontFromData(QByteArray(bytes(content))) >= 0
    return name


def _table(content: bytearray, tag: str) -> tuple[int, int]:
    """Where a table of a font begins, and how long it is."""
    for entry in range(struct.unpack_from(">H", content, 4)[0]):
        found, _, start, length = struct.unpack_from(">4s3I", content, 12 + 16 * entry)
        if found == tag.encode():
            return start, length
    raise LookupError(tag)
