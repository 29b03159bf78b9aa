"""Pictures as they come: each fault is a real file. Kind and size are read first, and one message says why not."""

import os
import struct
import zlib

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageWriter

from engine.data.own.picture import LONGEST_SIDE, PictureError
from gui.panels.picture.reading import read_picture

FORMAT = QImage.Format
COLOURS = np.random.default_rng(0).integers(0, 256, (20, 30, 3), np.uint8)


def image_of(rgb: np.ndarray) -> QImage:
    height, width = rgb.shape[:2]
    return QImage(np.ascontiguousarray(rgb).data, width, height, 3 * width, FORMAT.Format_RGB888).copy()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, lines: bytes, depth: int = 8, kind: int = 0) -> bytes:
    """A PNG made by hand: it can say what it likes."""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def why_not(path) -> str:
    with pytest.raises(PictureError) as caught:
        read_picture(path)
    return str(caught.value)


@pytest.mark.parametrize("kind", ["png", "bmp", "jpg"])
def test_png_jpeg_and_bmp_come_as_they_are(tmp_path, kind):
    flat = np.repeat(np.repeat(COLOURS[::10, ::10], 16, 0), 16, 1)  # which JPEG keeps, but for rounding
    path = tmp_path / f"a seven あ.{kind}"
    assert image_of(flat).save(str(path), quality=100)
    found, _ = read_picture(path)
    assert (found.shape, found.dtype) == (flat.shape, np.uint8)
    assert np.abs(found.astype(int) - flat).max() <= (40 if kind == "jpg" else 0)  # its edges ring a little
    assert np.abs(found.astype(int) - flat).mean() <= (4 if kind == "jpg" else 0)


def test_the_kind_is_told_by_the_content_and_not_by_the_name(tmp_path):
    path = tmp_path / "seven.gif"
    image_of(COLOURS).save(str(path), "PNG")
    np.testing.assert_array_equal(read_picture(path)[0], COLOURS)


def test_a_large_picture_comes_smaller_in_proportion(tmp_path):
    path = tmp_path / "large.png"
    image_of(np.repeat(np.repeat(COLOURS, 40, 0), 40, 1)).save(str(path))
    found, shape = read_picture(path)
    assert (found.shape, shape) == ((round(LONGEST_SIDE * 20 / 30), LONGEST_SIDE, 3), (800, 1200))
    path = tmp_path / "a line.png"
    image_of(np.zeros((1, 4000, 3), np.uint8)).save(str(path))
    assert read_picture(path)[0].shape == (1, LONGEST_SIDE, 3)


def test_what_is_transparent_is_white_paper(tmp_path):
    image = QImage(4, 4, FORMAT.Format_RGBA8888)
    image.fill(QColor(0, 0, 0, 0))
    image.setPixelColor(1, 2, QColor(10, 20, 30, 255))
    image.setPixelColor(3, 0, QColor(0, 0, 0, 128))
    path = tmp_path / "clear.png"
    image.save(str(path))
    found, _ = read_picture(path)
    assert found[0, 0].tolist() == [255, 255, 255]
    assert found[2, 1].tolist() == [10, 20, 30]
    assert found[0, 3].tolist() == [127, 127, 127]


def test_16_bits_a_colour_come_as_8(tmp_path):
    levels = np.arange(0, 65536, 1024, dtype=np.uint16).reshape(8, 8)
    lines = b"".join(b"\0" + line.astype(">u2").tobytes() for line in levels)
    path = tmp_path / "deep.png"
    path.write_bytes(png(8, 8, lines, depth=16))
    np.testing.assert_allclose(read_picture(path)[0][..., 0], levels / 257, atol=1)


def test_a_picture_of_60_000_by_60_000_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "vast.png"
    path.write_bytes(png(60_000, 60_000, bytes(60_000)))
    assert "vast.png is too large, 60,000 × 60,000" in why_not(path)
    path = tmp_path / "vast.bmp"
    path.write_bytes(b"BM" + struct.pack("<IHHI", 54, 0, 0, 54)
                     + struct.pack("<IiiHHIIiiII", 40, 10_000, 10_000, 1, 24, 0, 0, 0, 0, 0, 0))
    assert "10,000 × 10,000" in why_not(path)


SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x()</script></svg>'


@pytest.mark.parametrize(("name", "content", "kind"), [
    ("a.svg", SVG, "SVG"), ("a.png", SVG, "SVG"), ("a.tif", b"II*\0" + bytes(100), "TIFF"),
    ("a.gif", b"GIF89a" + bytes(100), "GIF"), ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "WebP")])
def test_other_kinds_are_refused_in_one_sentence_whatever_they_are_called(tmp_path, name, content, kind):
    path = tmp_path / name
    path.write_bytes(content)
    assert why_not(path) == f"{name} is a file of the kind {kind}, which is not opened here. Save it as PNG, JPEG or " \
                            "BMP, and open that."


def buffered(kind: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, kind.encode()).write(image_of(np.repeat(COLOURS, 9, 0)))
    return bytes(data.data())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.qt_log_ignore("libpng", "JPEG", "Bogus", extend=True)  # what decoders say of it
@pytest.mark.parametrize("kind", ["png", "bmp", "jpeg"])
def test_a_damaged_picture_says_so(tmp_path, kind):
    path = tmp_path / f"seven.{kind}"
    path.write_bytes(buffered(kind)[:24])
    assert why_not(path) == f"seven.{kind} begins as {kind.upper()}, and cannot be read: it is damaged. Take another " \
                            "copy of it."


def test_what_is_no_picture_or_no_file_says_so(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"")
    assert "a.png is no picture" in why_not(path)
    assert "is no picture" in why_not(tmp_path)
    assert "cannot be opened" in why_not(tmp_path / "gone.png")
    assert "cannot be opened" in why_not(tmp_path / "a\0b.png")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
        assert "is no picture" in why_not(tmp_path / "pipe.png")


def test_a_photograph_is_turned_as_it_says(tmp_path):
    turned = np.repeat(np.repeat(COLOURS[:2, :1], 40, 0), 40, 1)  # 80 high, 40 wide
    path = tmp_path / "turned.jpg"
    writer = QImageWriter(str(path), b"jpeg")
    writer.setQuality(100)
    writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
    assert writer.write(image_of(turned))
    assert read_picture(path)[0].shape == (40, 80, 3)
