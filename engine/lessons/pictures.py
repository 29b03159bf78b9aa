"""The pictures that come with a lesson: that they are some, and of a size that can be shown, before they are drawn."""

import struct

LARGEST = 2 * 1024 * 1024  # bytes
WIDEST = 4096              # pixels, and so high at most

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of JPEG behind which the size stands


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG as it announces them; None if it is neither."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    return _size_of_jpeg(content) if content.startswith(_JPEG) else None


def _size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, length = struct.unpack(">BH", content[place + 1:place + 4])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5:place + 9])
            return width, height
        place += 2 + length
    return None


def can_be_shown(content: bytes) -> bool:
    """Whether it is a picture, of a size that can be shown."""
    size = size_of(content)
    return size is not None and all(0 < each <= WIDEST for each in size)
