"""A picture is read from its file: its kind and its size first, and only then what is in it."""

import stat
from pathlib import Path

import numpy as np
from PySide6.QtCore import QFile, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from engine.data.own.picture import HEAD, LONGEST_SIDE, check_size, damaged, kind_of, not_opened, on_white
from engine.files import reason_of

MOST_MEGABYTES = 400  # of memory while a picture is unpacked: the largest that is taken, in 16 bits a colour


def read_picture(path: Path) -> tuple[np.ndarray, tuple[int, int]]:
    """A picture on white paper, made smaller where it is large, and how large it is in its file.

    Returns
    -------
    (h, w, 3) uint8
        Its colours.
    (height, width)
        Of the picture in the file, its right side up.

    Raises
    ------
    PictureError
        If it cannot be opened, is of another kind than PNG, JPEG and BMP, is too large, or damaged.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            kind_of(b"", path.name)  # which raises
        with open(path, "rb", buffering=0) as file:  # so that Qt begins at the beginning, too
            kind = kind_of(file.read(HEAD), path.name)
            file.seek(0)
            pixels, shape = _unpacked(file.fileno(), kind, path.name)
            return on_white(pixels), shape
    except (OSError, ValueError) as error:  # a ValueError for a name that no file can have
        raise not_opened(path.name, reason_of(error)) from error


def _unpacked(handle: int, kind: str, name: str) -> tuple[np.ndarray, tuple[int, int]]:
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    device = QFile()
    device.open(handle, QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device, kind.lower().encode())
    reader.setAutoTransform(True)  # a photograph may say which side is up
    size = reader.size()
    if size.isValid():
        check_size(size.width(), size.height(), name)
        reader.setScaledSize(_smaller(size))
    image = reader.read()
    if image.isNull():
        raise damaged(name, kind)
    pixels = _pixels(image)
    if not size.isValid():
        return pixels, pixels.shape[:2]
    if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
        size = size.transposed()
    return pixels, (size.height(), size.width())


def _smaller(size: QSize) -> QSize:
    scale = min(1.0, LONGEST_SIDE / max(size.width(), size.height()))
    return QSize(*(max(1, round(side * scale)) for side in (size.width(), size.height())))


def _pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, :4 * image.width()].reshape(image.height(), image.width(), 4).copy()
