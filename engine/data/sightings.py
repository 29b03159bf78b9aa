"""MNIST in other forms than its own four files: recognised by name and first bytes, so that one can say what was seen.

Nothing is opened beyond its first bytes; a pickle least of all, for it can run any program.
"""

import re
import zlib
from collections.abc import Callable
from pathlib import Path

from engine.data.idx import GZIP_MAGIC
from engine.data.places import listings
from engine.problem import Problem

MOST_NAMED = 3     # of what was seen
_MOST_OPENED = 60
_HEAD = 600        # bytes that tell what a file is; tar's sign stands at 257
_TELLING = re.compile(r"mnist|digit|idx|ubyte|archive|train|test|t10k", re.IGNORECASE)

ARCHIVES = (ZIP := Problem("a ZIP archive"), TAR := Problem("a tar archive"), OTHER_ARCHIVE := Problem("an archive"))
_NPZ = Problem("an archive of NumPy, as Keras keeps MNIST")
_PICKLE = Problem("a pickle, as the book's own program keeps MNIST")
_PACKED_PICKLE = Problem("a packed pickle, as some courses hand MNIST out")
_PYTORCH = Problem("a file of PyTorch")
_TABLE = Problem("a CSV table")
OTHER_IDX = Problem("an IDX file under another name")
_POINTER = Problem("a pointer of Git LFS")
_PAGE = Problem("a web page")
_PICTURE = Problem("a picture")

_SIGNS: tuple[tuple[bytes, Problem], ...] = (  # how a file begins
    (b"7z\xbc\xaf\x27\x1c", OTHER_ARCHIVE), (b"Rar!", OTHER_ARCHIVE),
    (b"\xfd7zXZ", OTHER_ARCHIVE), (b"BZh", OTHER_ARCHIVE),
    (b"PAR1", Problem("a Parquet file")), (b"\x93NUMPY", Problem("an array of NumPy")),
    (b"\x89HDF", Problem("an HDF5 file")), (b"MATLAB", Problem("a file of MATLAB")),
    (b"version https://git-lfs", _POINTER), (b"<!doctype html", _PAGE), (b"<html", _PAGE),
    (b"\x89PNG", _PICTURE), (b"\xff\xd8\xff", _PICTURE), (b"@relation", Problem("an ARFF table")),
)


def seen_in(folder: Path, ours: Callable[[str], bool]) -> tuple[tuple[Path, Problem], ...]:
    """What lies in a folder, or one or two levels down, that may hold MNIST in another form; at most `MOST_NAMED`.

    Parameters
    ----------
    folder
        The folder.
    ours
        Tells of a name in small letters whether it is that of one of the files that are looked for.
    """
    telling_folder = bool(_TELLING.search(folder.name))
    paths = [path for listing in listings(folder) for name, path in listing.files.items()
             if not ours(name) and (telling_folder or _TELLING.search(str(path.relative_to(folder))))]
    paths.sort(key=lambda path: "mnist" not in path.name.lower())
    found = [(path, form) for path in paths[:_MOST_OPENED] if (form := form_seen(path))]
    found.sort(key=lambda each: each[1] is _PICTURE)  # a picture is seldom the point
    return tuple(found[:MOST_NAMED])


def form_seen(path: Path) -> Problem | None:
    """What kind of file it is, by its first bytes and its name; None if it is none that is known here."""
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return None
    name = path.name.lower()
    if head.startswith(GZIP_MAGIC):
        inside = _form(_unpacked(head), re.sub(r"\.(gz|tgz)$", "", name))
        return _PACKED_PICKLE if inside is _PICKLE else inside
    return _form(head, name)


def _form(head: bytes, name: str) -> Problem | None:
    if head.startswith(b"PK\x03\x04"):
        return _NPZ if name.endswith(".npz") else _PYTORCH if name.endswith((".pt", ".pth")) else ZIP
    if head[257:262] == b"ustar":
        return TAR
    for sign, form in _SIGNS:
        if head[:len(sign)].lower() == sign.lower():
            return form
    if name.endswith((".pt", ".pth")):
        return _PYTORCH
    if re.match(rb"\x80[\x02-\x05]", head) or name.endswith((".pkl", ".pickle")):
        return _PICKLE
    if "tfrecord" in name:
        return Problem("a file of TensorFlow")
    if re.match(rb"\x00\x00[\x08-\x0e][\x01-\x04]", head):
        return OTHER_IDX
    return _TABLE if name.endswith((".csv", ".tsv")) or re.match(rb"(label|\d+)([,;\t]\w+){20}", head) else None


def _unpacked(head: bytes) -> bytes:
    """What the beginning of a gzip file holds, as much of it as tells what it is."""
    try:
        return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS).decompress(head, _HEAD)
    except zlib.error:
        return b""
