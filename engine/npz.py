"""An npz file written and read strictly: texts and arrays of known names, types and shapes, and nothing else.

Whoever reads says what is to be there. Names and sizes are compared with the directory of the file, and the header of
each array with the one that it must have, before any memory is taken for its numbers. Nothing in the file is
interpreted: no pickle is looked at. Nothing in it is packed, so that there is never more in it than it is long.

`numpy.load` reads these files too.
"""

import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np

from engine.archives import DAMAGES, ArchiveError, begins_as_archive, check_end, members_of
from engine.problem import EngineError, Problem, shortened

_LISTED = 3  # names that are told, of many


class NpzError(EngineError):
    """Something in a file is not as it was written. Its problem says what, as the part of a sentence."""


class NoNpzError(EngineError):
    """It is no npz at all."""


@dataclass(frozen=True, slots=True)
class Stack:
    """So many arrays of one type and shape, of which each has its own place in memory; in the file they are one array.

    Parameters
    ----------
    dtype, shape
        Of one of them.
    count
        How many; None for one that stands alone.
    """

    dtype: np.dtype
    shape: tuple[int, ...]
    count: int | None = None

    @property
    def header(self) -> bytes:
        """What stands before the numbers in a file, in version 1.0 of numpy's format, lowest byte first."""
        whole = self.shape if self.count is None else (self.count, *self.shape)
        text = repr({"descr": self._stored.str, "fortran_order": False, "shape": whole})
        text += " " * (-(10 + len(text) + 1) % 64) + "\n"
        return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode("ascii")

    @property
    def size(self) -> int:
        """Bytes in a file."""
        return len(self.header) + self.numbers

    @property
    def numbers(self) -> int:
        """Bytes of the numbers alone."""
        count = 1 if self.count is None else self.count
        for length in self.shape:
            count *= length
        return count * self.dtype.itemsize

    @property
    def _stored(self) -> np.dtype:
        return np.dtype(self.dtype).newbyteorder("<")

    def write(self, file: IO[bytes], arrays: Iterable[np.ndarray]) -> None:
        """Write the header, and one array after the other."""
        file.write(self.header)
        for array in arrays:
            if array.nbytes:
                file.write(np.ascontiguousarray(array, self._stored).data.cast("B"))

    def read(self, file: IO[bytes]) -> list[np.ndarray]:
        """Read what `write` wrote; ValueError if it is something else."""
        if file.read(len(self.header)) != self.header:
            raise ValueError("another header")
        count = 1 if self.count is None else self.count
        arrays = [np.frombuffer(file.read(self.numbers // count), self._stored).reshape(self.shape).astype(self.dtype)
                  for _ in range(count)]
        file.read(1)  # at the end its checksum is compared
        return arrays


def write_npz(
    file: IO[bytes], texts: Mapping[str, bytes], arrays: Mapping[str, tuple[Stack, Iterable[np.ndarray]]]
) -> None:
    """Write texts and arrays by their names; the same ones always give the same bytes. An OSError is the caller's."""
    with ZipFile(file, "w", ZIP_STORED, allowZip64=False) as archive:
        for name, text in texts.items():
            archive.writestr(ZipInfo(name), text)
        for name, (stack, each) in arrays.items():
            with archive.open(ZipInfo(f"{name}.npy"), "w") as member:
                stack.write(member, each)


class Npz:
    """An npz file that is open, of which nothing but its directory was read.

    Parameters
    ----------
    archive, length
        The file, and how many bytes it has.

    Attributes
    ----------
    held : int
        Bytes of all that is in it, which is not more than the file is long.
    """

    def __init__(self, archive: ZipFile, length: int) -> None:
        self._archive = archive
        self._members = _members(archive, length)
        self.held = sum(info.file_size for info in self._members.values())

    @property
    def is_whole(self) -> bool:
        """Whether everything in it is as its checksum says: all of it is read."""
        return self._archive.testzip() is None

    def text(self, name: str, most: int) -> bytes:
        """A text of at most so many bytes; nothing if there is none, or a longer one."""
        info = self._members.get(name)
        return self._archive.read(info) if info and info.file_size <= most else b""

    def check(self, texts: Iterable[str], arrays: Mapping[str, Stack]) -> None:
        """Raise an `NpzError` unless these are in it, of these sizes, and nothing else."""
        sizes = {f"{name}.npy": stack.size for name, stack in arrays.items()}
        wanted = {*texts, *sizes}
        for problem, names in ((Problem("{names} does not belong in it"), self._members.keys() - wanted),
                               (Problem("{names} is missing"), wanted - self._members.keys())):
            if names:
                raise NpzError(problem.text, names=_some(names))
        for name, size in sizes.items():
            if self._members[name].file_size != size:
                raise self._other(name.removesuffix(".npy"), arrays)

    def arrays(self, arrays: Mapping[str, Stack]) -> dict[str, list[np.ndarray]]:
        """Read these; `check` comes first."""
        return {name: self._read(name, arrays) for name in arrays}

    def _read(self, name: str, arrays: Mapping[str, Stack]) -> list[np.ndarray]:
        with self._archive.open(self._members[f"{name}.npy"]) as member:
            try:
                return arrays[name].read(member)
            except (BadZipFile, EOFError) as error:
                raise NpzError("the numbers of {name} are not all right", name=name) from error
            except ValueError as error:
                raise self._other(name, arrays) from error

    def _other(self, name: str, arrays: Mapping[str, Stack]) -> NpzError:
        stack = arrays[name]
        shape = stack.shape if stack.count is None else (stack.count, *stack.shape)
        return NpzError("{name} is not {dtype} of the shape {shape}", name=name, dtype=stack.dtype.name, shape=shape)


@contextmanager
def opened(path: Path) -> Iterator[Npz]:
    """An npz file to read from.

    Raises
    ------
    NpzError, NoNpzError
        If it is none; and where what is read from it meanwhile turns out to be damaged.
    OSError
        If it cannot be opened; a ValueError for a name that no file can have.
    """
    found = Path(path).stat()
    if not stat.S_ISREG(found.st_mode):  # a folder; a pipe would be waited for
        raise NoNpzError("it is no file")
    with open(path, "rb") as file:
        if not begins_as_archive(file):
            raise NoNpzError("it is no file of this kind")
        try:
            check_end(file)
            with ZipFile(file) as archive:
                yield Npz(archive, found.st_size)
        except ArchiveError as error:
            text, values = error.problem.text, error.problem.values
            raise NpzError(text, **values) from error
        except DAMAGES as error:
            raise NpzError("its directory is not right") from error


def _members(archive: ZipFile, length: int) -> dict[str, ZipInfo]:
    """What is in an archive, by the names as they stand there."""
    found = members_of(archive)
    held = sum(max(info.file_size, info.compress_size) for info in found.values())
    if held > length:
        raise NpzError("it says to hold more than it is long")
    return found


def _some(names: Iterable[str]) -> str:
    found = sorted(names)
    return ", ".join(map(shortened, found[:_LISTED])) + (", …" if len(found) > _LISTED else "")
