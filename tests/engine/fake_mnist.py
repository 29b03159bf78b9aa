"""A small data set in the form of MNIST, and a server for it that misbehaves on request."""

import gzip
import hashlib
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from engine.data import mnist
from engine.data.download import RemoteFile
from engine.data.idx import header_of


@dataclass(frozen=True)
class Fake:
    """Four small files of noise, named as those of MNIST: what is published, and what is in it."""

    files: mnist.MnistFiles
    published: dict[str, bytes]  # by published name
    contents: dict[str, bytes]
    train_images: np.ndarray
    train_labels: np.ndarray

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.published.items():
            (folder / name).write_bytes(data)
        return folder

    @property
    def size(self) -> int:
        return sum(len(data) for data in self.published.values())


def make(train_images, train_labels, test_images, test_labels) -> Fake:
    """A `Fake` of four arrays, with hashes that fit."""
    arrays = (train_images, train_labels, test_images, test_labels)
    names = [file.remote.name for file in mnist.FILES.all]
    contents = {name: header_of(array) + array.tobytes() for name, array in zip(names, arrays, strict=True)}
    published = {name: gzip.compress(data, mtime=0) for name, data in contents.items()}
    files = mnist.MnistFiles(*(
        mnist.MnistFile(
            RemoteFile(name, len(published[name]), hashlib.sha256(published[name]).hexdigest()),
            hashlib.sha256(contents[name]).hexdigest(),
        )
        for name in names
    ))
    return Fake(files, published, contents, train_images, train_labels)


class Server(ThreadingHTTPServer):
    """A web server with a folder for each way to misbehave: ``mirror("dropped")`` is one that hangs up half way."""

    daemon_threads = True

    def __init__(self, published: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.published = published
        self.requested: list[str] = []
        self.half_sent = threading.Event()  # a "stalled" answer has sent its first half
        self.go_on = threading.Event()  # lets "stalled" answers send the rest, and "silent" ones end

    def mirror(self, behaviour: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{behaviour}/"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *args) -> None:
        pass

    def do_GET(self) -> None:
        _, behaviour, name = self.path.split("/")
        self.server.requested.append(f"{behaviour}/{name}")
        getattr(self, behaviour)(self.server.published[name])

    def _begin(self, **headers: str) -> None:
        self.send_response(200)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()

    def good(self, data: bytes) -> None:
        self._begin(Content_Length=str(len(data)))
        self.wfile.write(data)

    def encoded(self, data: bytes) -> None:
        self._begin(Content_Length=str(len(data)), Content_Encoding="gzip", Content_Type="application/x-gzip")
        self.wfile.write(data)

    def forbidden(self, data: bytes) -> None:
        self.send_error(403)

    def busy(self, data: bytes) -> None:
        self.send_error(503)

    def page(self, data: bytes) -> None:
        self._begin(Content_Type="text/html; charset=utf-8")
        self.wfile.write(b"<!DOCTYPE html><title>Please log in</title>")

    def dropped(self, data: bytes) -> None:
        self._begin(Content_Length=str(len(data)))
        self.wfile.write(data[:len(data) // 2])

    def dropped_without_length(self, data: bytes) -> None:
        self._begin()
        self.wfile.write(data[:len(data) // 2])

    def stalled(self, data: bytes) -> None:
        self._begin(Content_Length=str(len(data)))
        self.wfile.write(data[:len(data) // 2])
        self.wfile.flush()
        self.server.half_sent.set()
        self.server.go_on.wait()
        self.wfile.write(data[len(data) // 2:])

    def silent(self, data: bytes) -> None:
        self.server.half_sent.set()
        self.server.go_on.wait()

    def dripping(self, data: bytes) -> None:
        """A byte now and then, for ever."""
        self._begin(Content_Length=str(len(data)))
        for byte in data:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            self.server.half_sent.set()
            if self.server.go_on.wait(0.01):
                return

    def steering(self, data: bytes) -> None:
        """A reason that would clear a terminal, and goes on and on."""
        self.wfile.write(b"HTTP/1.0 403 \x1b[2J\x1b]0;owned\x07" + b"No" * 20_000 + b"\r\n\r\n")

    def steering_length(self, data: bytes) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: \x1b[31m" + b"9" * 20_000 + b"\r\n\r\n")

    def wrong(self, data: bytes) -> None:
        self._begin(Content_Length=str(len(data)))
        self.wfile.write(data[:-1] + bytes([data[-1] ^ 1]))

    def other_size(self, data: bytes) -> None:
        self._begin(Content_Length=str(len(data) + 1))
        self.wfile.write(data + b"\0")

    def endless(self, data: bytes) -> None:
        self._begin()
        self.wfile.write(data)
        while True:
            self.wfile.write(bytes(1 << 16))
