"""A zip that somebody else made: what is in it is looked at before anything of it is unpacked.

A directory of a zip is read whole when it is opened, so its size is looked at first; and names and sizes are compared
before any memory is taken for what they announce.
"""

import os
import struct
import zlib
from collections.abc import Collection
from typing import BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from engine.problem import EngineError, shortened

MAX_MEMBERS = 1000
MAX_DIRECTORY = 200_000  # bytes
DAMAGES = (BadZipFile, NotImplementedError, RuntimeError, EOFError, struct.error, zlib.error)  # of a zip, as it is read

_END = struct.Struct("<4sHHHHIIH")  # how a zip ends: marks, number of members, size and place of the directory, comment
_FIRST, _LAST = b"PK\x03\x04", b"PK\x05\x06"
_ENCRYPTED = 1


class ArchiveError(EngineError):
    """A zip that is not opened. Its problem says what is wrong with it, as the part of a sentence."""


def begins_as_archive(file: BinaryIO) -> bool:
    """Whether a file begins as a zip that has something in it."""
    file.seek(0)
    return file.read(len(_FIRST)) == _FIRST


def check_end(file: BinaryIO) -> None:
    """Raise an `ArchiveError` unless a file ends as a zip of a few members."""
    length = file.seek(0, os.SEEK_END)
    file.seek(max(length - _END.size, 0))
    end = file.read()
    if len(end) < _END.size or not end.startswith(_LAST):
        raise ArchiveError("its end is missing")
    _, _, _, _, members, directory, _, _ = _END.unpack(end)
    if members > MAX_MEMBERS or directory > MAX_DIRECTORY:
        raise ArchiveError("there is too much in it")


def members_of(archive: ZipFile, packing: Collection[int] = (ZIP_STORED,)) -> dict[str, ZipInfo]:
    """What is in an archive, by the names as they stand there: each once, not encrypted, packed in one of these ways.

    Raises
    ------
    ArchiveError
        If something in it is not so.
    """
    found: dict[str, ZipInfo] = {}
    for info in archive.infolist():
        name = info.orig_filename
        if name in found:
            raise ArchiveError("{name} is in it twice", name=shortened(name))
        if info.flag_bits & _ENCRYPTED:
            raise ArchiveError("{name} is encrypted", name=shortened(name))
        if info.compress_type not in packing:
            raise ArchiveError("{name} is packed", name=shortened(name))
        found[name] = info
    return found
