"""The IDX file format, in which MNIST comes: read strictly, because a file may come from anywhere.

An IDX file is a header and then the values, nothing else (all numbers big-endian, highest byte first)::

    0 0 type ndim      4 bytes: the magic number; type 8 is unsigned byte
    size ... size      4 bytes each, ndim of them
    value ...          as many as the sizes multiplied

It is usually packed with gzip. Whether it is, is told by its content, not by its name. Nothing is allocated
before the header has been found believable, and never is more unpacked than the header promises, plus one
byte to see that the file ends there.

Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section on the file format.
"""

import hashlib
import math
import os
import zlib
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

import numpy as np

from engine.data.dataset import DatasetError
from engine.files import reason_of
from engine.problem import Problem

MAX_COUNT = 1_000_000
MAX_SIDE = 1_024
UNSIGNED_BYTE = 0x08

GZIP_MAGIC = b"\x1f\x8b"
_TYPE_NAMES = {0x09: "signed byte", 0x0B: "short", 0x0C: "int", 0x0D: "float", 0x0E: "double"}
_TYPE_SIZES = {UNSIGNED_BYTE: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8}
_MOST_SIZES = 8  # dimensions of a file that is believed to be one
_LARGEST = 1 << 30  # bytes inside that are looked through to tell whether a file is whole
_BEST_RATIO = 1_032  # deflate cannot pack tighter than this (zlib's technical notes)
_CHUNK = 1 << 16


def read_idx(path: str | os.PathLike, ndim: int, *, max_count: int = MAX_COUNT, max_side: int = MAX_SIDE) -> np.ndarray:
    """The values of an IDX file of unsigned bytes, packed with gzip or not.

    Parameters
    ----------
    path
        The file. Its size is looked at before anything is read.
    ndim
        How many dimensions it must have: 1 for labels, 3 for images.
    max_count
        Largest believable first size, the number of images or labels.
    max_side
        Largest believable size in each further dimension.

    Returns
    -------
    numpy.ndarray
        uint8, of the shape that the header tells.

    Raises
    ------
    DatasetError
        If the file cannot be opened, or is not exactly one such IDX file.
    """
    path = Path(path)
    try:
        with open(path, "rb") as file:
            return read_open_idx(file, path, ndim, max_count=max_count, max_side=max_side)
    except (OSError, ValueError) as error:  # a ValueError for a name that no file can have
        raise DatasetError(
            "{file} cannot be read: {reason}. Check the folder and the rights to read it.",
            file=path, reason=reason_of(error),
        ) from error


def read_open_idx(
    file: BufferedReader, path: Path, ndim: int, *, max_count: int = MAX_COUNT, max_side: int = MAX_SIDE
) -> np.ndarray:
    """The same of a file that is open already, from where it stands to its end; an OSError is left to the caller."""
    limits = (max_count,) + (max_side,) * (ndim - 1)
    _check_size(size_left(file), path, largest_file(ndim, max_count=max_count, max_side=max_side))
    return _read(_unpacking(file, path), path, ndim, limits)


def largest_file(ndim: int, *, max_count: int = MAX_COUNT, max_side: int = MAX_SIDE) -> int:
    """Bytes of the largest file, packed or not, that `read_idx` would read with these limits.

    What cannot be packed tighter grows a little by packing: 5 bytes for each 16 kB, and gzip's header and checksum.
    """
    unpacked = 4 + 4 * ndim + max_count * max_side ** (ndim - 1)
    return unpacked + unpacked // 1_000 + _CHUNK


def size_left(file: BufferedReader) -> int:
    """Bytes from where an open file stands to its end; nothing of them is read."""
    return os.fstat(file.fileno()).st_size - file.tell()


def is_packed(file: BufferedReader) -> bool:
    """Whether what follows in an open file is packed with gzip; the file stands where it stood."""
    at = file.tell()
    start = file.read(len(GZIP_MAGIC))
    file.seek(at)
    return start == GZIP_MAGIC


def header_of(values: np.ndarray) -> bytes:
    """The only header that an IDX file with these uint8 values can have."""
    magic = bytes((0, 0, UNSIGNED_BYTE, values.ndim))
    return magic + b"".join(size.to_bytes(4, "big") for size in values.shape)


def content_sha256(values: np.ndarray) -> str:
    """The SHA-256, in hexadecimal digits, of the IDX file with these uint8 values, not packed."""
    found = hashlib.sha256(header_of(values))
    found.update(values.data.cast("B"))
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class IdxForm:
    """What a whole IDX file holds, of whatever kind: its type (`UNSIGNED_BYTE` and others), its sizes, its SHA-256."""

    type: int
    shape: tuple[int, ...]
    sha256: str

    @classmethod
    def of(cls, values: np.ndarray) -> "IdxForm":
        """That of the IDX file with these uint8 values."""
        return cls(UNSIGNED_BYTE, values.shape, content_sha256(values))


def form_of(path: str | os.PathLike) -> IdxForm | None:
    """What an IDX file of any kind holds, packed or not; None if it is none, damaged, unreadable or beyond all bounds.

    `read_idx` takes only what is expected. This tells a file that is damaged from one that is whole but another.
    """
    try:
        with open(path, "rb") as file:
            return _form(_unpacking(file, Path(path)))
    except (OSError, ValueError, DatasetError):
        return None


def _form(reader: "_Plain | _Gzip") -> IdxForm | None:
    start = _taken(reader, 4)
    if len(start) < 4 or start[:2] != b"\0\0" or start[2] not in _TYPE_SIZES or not 1 <= start[3] <= _MOST_SIZES:
        return None
    header = start + _taken(reader, 4 * start[3])
    shape = tuple(int.from_bytes(header[at:at + 4], "big") for at in range(4, len(header), 4))
    left = math.prod(shape) * _TYPE_SIZES[start[2]]
    if len(header) < 4 + 4 * start[3] or not 0 < left <= min(reader.most, _LARGEST):
        return None
    found = hashlib.sha256(header)
    while left and (part := _taken(reader, min(left, 16 * _CHUNK))):
        found.update(part)
        left -= len(part)
    return None if left or _taken(reader, 1) else IdxForm(start[2], shape, found.hexdigest())


def _taken(reader: "_Plain | _Gzip", most: int) -> bytes:
    """The next bytes, as many as there are up to `most`."""
    taken = bytearray(most)
    return bytes(taken[:reader.fill(memoryview(taken))])


def _unpacking(file: BufferedReader, path: Path) -> "_Plain | _Gzip":
    """A reader for what the rest of the file is: packed or not."""
    size = size_left(file)
    return _Gzip(file, path, size) if is_packed(file) else _Plain(file, size)


def _check_size(size: int, path: Path, most: int) -> None:
    """Before anything is read, for that can take long: whether the size is believable."""
    if size <= 0:
        raise DatasetError("{file} is empty. Get a fresh copy of it.", file=path)
    if size > most:
        raise DatasetError(
            "{file} has {size:,} bytes, where at most {most:,} are expected. "
            "Check that it is the right file, or get a fresh copy of it.", file=path, size=size, most=most)


def _read(reader: "_Plain | _Gzip", path: Path, ndim: int, limits: tuple[int, ...]) -> np.ndarray:
    shape = _shape(reader, path, ndim, limits)
    expected = math.prod(shape)
    promise = {"file": path, "shape": _times(shape), "expected": expected}
    if expected > reader.most:
        raise DatasetError(
            "{file} promises {shape} {expected:value|values} = {expected} {expected:byte|bytes}, but is too small to "
            "hold them. It is cut off, or its header is wrong: get a fresh copy of it.", **promise)
    values = np.empty(shape, np.uint8)
    _fill(values, reader, promise)
    return values


def _fill(values: np.ndarray, reader: "_Plain | _Gzip", promise: dict[str, object]) -> None:
    """Read the values, all that were promised and nothing more."""
    found = reader.fill(values.data.cast("B"))
    if found < values.size:
        raise DatasetError(
            "{file} promises {shape} {expected:value|values} = {expected} {expected:byte|bytes}, but ends after "
            "{found}. It is cut off, or its header is wrong: get a fresh copy of it.", found=found, **promise)
    if reader.fill(memoryview(bytearray(1))) > 0:
        raise DatasetError(
            "{file} promises {shape} {expected:value|values} = {expected} {expected:byte|bytes}, but goes on after "
            "them. Its header is wrong, or something was added: get a fresh copy of it.", **promise)


def _shape(reader: "_Plain | _Gzip", path: Path, ndim: int, limits: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes in the header, once they are believable."""
    header = bytearray(4 + 4 * ndim)
    found = reader.fill(memoryview(header))
    _check_magic(bytes(header[:min(found, 4)]), path, ndim)
    if found < len(header):
        raise DatasetError(
            "{file} ends inside its header, after {found} of {expected} bytes. Get a fresh copy of it.",
            file=path, found=found, expected=len(header),
        )
    sizes = [header[i:i + 4] for i in range(4, len(header), 4)]
    shape = tuple(int.from_bytes(size, "big") for size in sizes)
    _check_shape(shape, tuple(int.from_bytes(size, "little") for size in sizes), path, limits)
    return shape


def _check_magic(magic: bytes, path: Path, ndim: int) -> None:
    expected = bytes((0, 0, UNSIGNED_BYTE, ndim))
    if magic == expected:
        return
    if len(magic) < 4 or magic[:2] != b"\0\0":
        raise _no_idx(magic, path, expected)
    raise _other_idx(magic, path, ndim)


def _no_idx(magic: bytes, path: Path, expected: bytes) -> DatasetError:
    """What to say of a file that does not begin as an IDX file does."""
    found = magic.hex(" ")
    if magic == expected[::-1]:
        return DatasetError(
            "{file} has its bytes in little-endian order (it begins with {found}, where {expected} was expected). "
            "Get a copy in the published form.", file=path, found=found, expected=expected.hex(" "),
        )
    return DatasetError(
        "{file} is not an IDX file: it begins with {found}, where {expected} was expected. "
        "Check that it is the right file, or get a fresh copy of it.",
        file=path, found=found or Problem("nothing"), expected=expected.hex(" "),
    )


def _other_idx(magic: bytes, path: Path, ndim: int) -> DatasetError:
    """What to say of an IDX file of another kind."""
    if magic[2] != UNSIGNED_BYTE:
        return DatasetError(
            "{file} holds values of type 0x{type:02X} ({name}), where unsigned bytes (0x08) were expected. "
            "Get a copy in the published form.",
            file=path, type=magic[2], name=_TYPE_NAMES.get(magic[2]) or Problem("unknown"),
        )
    return DatasetError(
        "{file} has {found} {found:dimension|dimensions} instead of {expected} (labels have 1, images 3). "
        "Check that images and labels are not mixed up.", file=path, found=magic[3], expected=ndim,
    )


def _check_shape(
    shape: tuple[int, ...], swapped: tuple[int, ...], path: Path, limits: tuple[int, ...]
) -> None:
    if 0 in shape:
        raise DatasetError(
            "{file} holds nothing: its header says {shape} values. Get a fresh copy of it.",
            file=path, shape=_times(shape),
        )
    if all(size <= limit for size, limit in zip(shape, limits, strict=True)):
        return
    if all(0 < size <= limit for size, limit in zip(swapped, limits, strict=True)):
        raise DatasetError(
            "{file} has its sizes in little-endian order: its header says {shape}, but means {swapped}. "
            "Get a copy in the published form.", file=path, shape=_times(shape), swapped=_times(swapped),
        )
    raise DatasetError(
        "{file} promises {shape} values, where at most {limits} are expected. "
        "Check that it is the right file, or get a fresh copy of it.",
        file=path, shape=_times(shape), limits=_times(limits),
    )


def _times(shape: tuple[int, ...]) -> str:
    return " × ".join(str(size) for size in shape)


class _Plain:
    """Reads a file that is not packed."""

    def __init__(self, file: BufferedReader, size: int) -> None:
        self._file = file
        self.most = size  # no more bytes than this can come

    def fill(self, target: memoryview) -> int:
        """Fill `target` from the file; return how many bytes there were."""
        return self._file.readinto(target)


class _Gzip:
    """Reads the one gzip member that a file holds, never more than is asked for.

    `gzip.open` would take an empty file for empty data, and several members for one.
    """

    def __init__(self, file: BufferedReader, path: Path, size: int) -> None:
        self._file = file
        self._path = path
        self._zlib = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)  # 16 means: with gzip's header and checksum
        self.most = size * _BEST_RATIO

    def fill(self, target: memoryview) -> int:
        """Fill `target` with unpacked bytes; return how many there were."""
        filled = 0
        while filled < len(target) and not self._zlib.eof:
            unpacked = self._unpack(min(len(target) - filled, 16 * _CHUNK))
            target[filled:filled + len(unpacked)] = unpacked
            filled += len(unpacked)
        if self._zlib.eof:
            self._check_end()
        return filled

    def _unpack(self, most: int) -> bytes:
        packed = self._zlib.unconsumed_tail or self._file.read(_CHUNK)
        if not packed:
            raise DatasetError(
                "{file} is cut off: its gzip data has no end. Get a fresh copy of it.", file=self._path)
        try:
            return self._zlib.decompress(packed, most)
        except zlib.error as error:
            raise DatasetError(
                "{file} is damaged: its gzip data cannot be unpacked ({reason}). Get a fresh copy of it.",
                file=self._path, reason=error,
            ) from error

    def _check_end(self) -> None:
        if self._zlib.unused_data or self._file.read(1):
            raise DatasetError(
                "{file} goes on after its gzip data (a second part, or something added). Get a fresh copy of it.",
                file=self._path,
            )
