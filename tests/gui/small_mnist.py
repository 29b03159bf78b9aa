"""MNIST in small: four files of noise in its form, and a mirror for them that can misbehave."""

import gzip
import hashlib
import threading
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from engine.data import mnist
from engine.data.download import RemoteFile
from engine.data.idx import header_of
from engine.data.source import Source

TRAIN, TEST = 300, 40


class SmallMnist:
    """The files, and the source that finds and downloads them as the real ones are.

    Parameters
    ----------
    mirrors
        Where to download from; may be changed later.
    """

    def __init__(self, mirrors: list[str]) -> None:
        rng = np.random.default_rng(0)
        arrays = [array for count in (TRAIN, TEST) for array in (
            rng.integers(0, 256, (count, 28, 28), np.uint8), rng.integers(0, 10, count, np.uint8))]
        contents = [header_of(array) + array.tobytes() for array in arrays]
        self.published = {file.remote.name: gzip.compress(content, mtime=0)
                          for file, content in zip(mnist.FILES.all, contents, strict=True)}
        self.files = mnist.MnistFiles(*(
            mnist.MnistFile(RemoteFile(name, len(data), hashlib.sha256(data).hexdigest()),
                            hashlib.sha256(content).hexdigest())
            for (name, data), content in zip(self.published.items(), contents, strict=True)))
        self.mirrors = mirrors

    @property
    def source(self) -> Source:
        download = partial(mnist.download_mnist, mirrors=self.mirrors, files=self.files)
        load = partial(mnist.load_dataset, files=self.files)
        return replace(mnist.SOURCE, load=load, download=download, download_size=self.files.download_size,
                       train_size=TRAIN, test_size=TEST)

    def write(self, folder: Path) -> Path:
        """Put the files into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.published.items():
            (folder / name).write_bytes(data)
        return folder


class Mirror(ThreadingHTTPServer):
    """``address("good")`` gives the files, ``"forbidden"`` refuses, ``"stalled"`` falls silent half way."""

    daemon_threads = True

    def __init__(self, published: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.published = published
        self.go_on = threading.Event()

    def address(self, behaviour: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{behaviour}/"

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Mirror

    def log_message(self, *args) -> None:
        pass

    def do_GET(self) -> None:
        _, behaviour, name = self.path.split("/")
        getattr(self, behaviour)(self.server.published[name])

    def _begin(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()

    def good(self, data: bytes) -> None:
        self._begin(data)
        self.wfile.write(data)

    def forbidden(self, data: bytes) -> None:
        self.send_error(403)

    def stalled(self, data: bytes) -> None:
        self._begin(data)
        self.wfile.write(data[:len(data) // 2])
        self.wfile.flush()
        self.server.go_on.wait()
        self.wfile.write(data[len(data) // 2:])
