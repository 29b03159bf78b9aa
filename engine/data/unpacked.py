"""A packed file is unpacked once: what was in it is kept, and read from there the next time, which is faster.

The kept form is nothing but a shortcut, and is trusted as little as any other file. It begins with the SHA-256 of
the packed file that it was made from, so it stands in for no other, and the SHA-256 of its content is compared at
each reading. Where anything is wrong with it, it counts as not there; where it cannot be written, there is none::

    Backprop Lab unpacked 1     25 bytes: what this is, and which version of it
    SHA-256                     32 bytes: of the packed file, as it lies there
    IDX file                    what was in it (see `engine.data.idx`)
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.data.dataset import DatasetError
from engine.data.idx import content_sha256, form_of, header_of, is_packed, read_open_idx, size_left
from engine.files import is_file, write_file

_KIND = b"Backprop Lab unpacked 1\r\n"


@dataclass(frozen=True, slots=True)
class UnpackedForm:
    """Where the content of one packed file is kept, and what tells that it is the right one.

    Parameters
    ----------
    path
        Where it is kept.
    packed_sha256
        SHA-256 of the packed file, 32 bytes.
    content_sha256
        SHA-256 of what is inside, as hexadecimal digits.
    """

    path: Path
    packed_sha256: bytes
    content_sha256: str

    @classmethod
    def of(cls, packed: Path, folder: Path, content_sha256: str, largest: int) -> "UnpackedForm | None":
        """The one of this file, in a folder for all such; None if the file is not packed, too large, or unreadable."""
        try:
            with open(packed, "rb") as file:
                if size_left(file) <= largest and is_packed(file):
                    digest = hashlib.file_digest(file, "sha256").digest()
                    return cls(folder / packed.name.removesuffix(".gz"), digest, content_sha256)
        except (OSError, ValueError):
            pass  # whoever reads the file itself will say why
        return None

    def read(self, ndim: int, **limits: int) -> np.ndarray | None:
        """What is kept, read as by `engine.data.idx.read_idx`; None if there is nothing that is right."""
        try:
            if not is_file(self.path):  # also where it is a pipe, which would never end
                return None
            with open(self.path, "rb") as file:
                if file.read(len(self._head)) != self._head:
                    return None
                values = read_open_idx(file, self.path, ndim, **limits)
        except (OSError, DatasetError):
            return None
        return values if content_sha256(values) == self.content_sha256 else None

    def keep(self, values: np.ndarray) -> None:
        """Keep these values; where they cannot be written, or a whole file of somebody lies there, do without."""
        there = form_of(self.path) if is_file(self.path) else None
        if there and there.sha256 != self.content_sha256:
            return

        def write(file: BinaryIO) -> None:
            file.write(self._head + header_of(values))
            file.write(values.data)

        with suppress(OSError):
            write_file(self.path, write, durable=False)  # its content is compared at each reading

    @property
    def _head(self) -> bytes:
        return _KIND + self.packed_sha256
