"""The few marks that a style sheet can only take from files: the arrow of a drop-down, the tick of a check box.

The files are made in memory, as resources of Qt: nothing of them is ever on the disk.
"""

import struct
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QPointF, QRectF, Qt, qRegisterResourceData
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from gui.look.palette import Palette
from gui.qt.guarded import painting

_FOLDER = "glyphs"
_SIDE = 16
_ARROW = ((4, 6.5), (8, 10.5), (12, 6.5))
_TICK = ((3.5, 8.5), (6.8, 11.8), (12.5, 4.8))
_VERSION = 1  # of the form of resources that Qt reads
_DIRECTORY = 2

_registered: dict[str, tuple[bytes, ...]] = {}  # by name of the palette; Qt reads from these bytes as long as it runs


def paths(palette: Palette) -> dict[str, str]:
    """Where the marks are in the colours of a palette: ``arrow``, ``arrow_disabled``, ``tick``, ``dot``."""
    marks = {
        "arrow": (_ARROW, palette.dim), "arrow_disabled": (_ARROW, palette.disabled),
        "tick": (_TICK, palette.on_accent), "dot": (None, palette.on_accent),
    }
    if palette.name not in _registered:
        _registered[palette.name] = _resource(f"{_FOLDER}-{palette.name}", {
            f"{name}{suffix}.png": _png(_draw(*mark, ratio)) for name, mark in marks.items()
            for ratio, suffix in ((1, ""), (2, "@2x"), (3, "@3x"))})  # Qt takes the one that suits the screen
        qRegisterResourceData(_VERSION, *_registered[palette.name])
    return {name: f":/{_FOLDER}-{palette.name}/{name}.png" for name in marks}


def _resource(folder: str, files: Mapping[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """A folder of files in the form in which Qt keeps resources: the tree, the names, the contents.

    Source: `RCCResourceLibrary` of Qt's rcc, format version 1. Numbers are big-endian; a folder's entries stand in the
    order of the hashes of their names.
    """
    tree, names, contents = bytearray(), bytearray(), bytearray()
    tree += struct.pack(">IHII", 0, _DIRECTORY, 1, 1)  # the root: one entry, the next
    tree += struct.pack(">IHII", _add_name(names, folder), _DIRECTORY, len(files), 2)
    for name in sorted(files, key=_hash):
        tree += struct.pack(">IHHHI", _add_name(names, name), 0, 0, 1, len(contents))  # any territory, language C
        contents += struct.pack(">I", len(files[name])) + files[name]
    return bytes(tree), bytes(names), bytes(contents)


def _add_name(names: bytearray, name: str) -> int:
    """Where in the names this one stands from now on."""
    at = len(names)
    names += struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
    return at


def _hash(name: str) -> int:
    """Qt's `qt_hash`: that of ELF."""
    found = 0
    for character in name:
        found = (found << 4) + ord(character)
        high = found & 0xF0000000
        found = (found ^ (high >> 23)) & 0x0FFFFFFF
    return found


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6 says bytes, and takes only str
    return bytes(buffer.data().data())


def _draw(line: tuple | None, colour: str, ratio: int) -> QImage:
    image = QImage(_SIDE * ratio, _SIDE * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    with painting(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QRectF(5, 5, 6, 6))
        else:
            painter.setPen(QPen(QColor(colour), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
    return image
