"""The loader of data sets: what it delivers, what it says of a failure, and that it breaks off at once."""

import hashlib
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from engine.data import mnist
from engine.data.download import RemoteFile
from engine.problem import Problem
from gui.background.loading import DatasetLoader, LoadFailure
from gui.words.engine_texts import phrase

REPOSITORY = Path(__file__).resolve().parents[3]
FIRST = mnist.FILES.all[0].remote


class Server(ThreadingHTTPServer):
    """A web server with MNIST, or with something else: ``mirror("forbidden")`` refuses, ``"stalled"`` falls silent."""

    daemon_threads = True

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.go_on = threading.Event()  # lets "stalled" answers end

    def mirror(self, behaviour: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{behaviour}/"

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *args) -> None:
        pass

    def do_GET(self) -> None:
        _, behaviour, name = self.path.split("/")
        getattr(self, behaviour)(name)

    def _begin(self, size: int) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.end_headers()

    def good(self, name: str) -> None:
        data = (self.server.folder / name).read_bytes()
        self._begin(len(data))
        self.wfile.write(data)

    def forbidden(self, name: str) -> None:
        self.send_error(403)

    def stalled(self, name: str) -> None:
        self._begin(FIRST.size)
        self.wfile.write(bytes(1000))
        self.wfile.flush()
        self.server.go_on.wait()


@pytest.fixture
def serve(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    running = []

    def start(folder: Path | None = None) -> Server:
        server = Server(folder)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch) -> Path:
    """The user's cache, moved to an empty folder, and no MNIST_DIR."""
    given = os.environ.get(mnist.ENVIRONMENT_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(mnist.ENVIRONMENT_VARIABLE, raising=False)
    return Path(given) if given else REPOSITORY.parent / "shared" / "data" / "mnist"


@pytest.fixture
def mnist_folder(own_cache) -> Path:
    """The folder with the real MNIST, or the test is skipped."""
    if mnist.find_mnist(own_cache) != own_cache:
        pytest.skip(f"needs MNIST; it is not in {own_cache} (set MNIST_DIR)")
    if not all((own_cache / file.remote.name).is_file() for file in mnist.FILES.all):
        pytest.skip(f"needs MNIST packed under its published names; in {own_cache} it has others")
    return own_cache


@pytest.fixture
def loader(qtbot):
    made = DatasetLoader()
    yield made
    made.close()


@pytest.fixture
def told(loader):
    """Every signal that the loader has sent, but progress."""
    heard = []
    loader.loaded.connect(lambda dataset: heard.append(("loaded", dataset.name)))
    loader.failed.connect(lambda failure: heard.append(("failed", failure.name)))
    loader.cancelled.connect(lambda: heard.append(("cancelled",)))
    return heard


def failure_of(qtbot, loader, start) -> LoadFailure:
    with qtbot.waitSignal(loader.failed) as signal:
        start()
    assert not loader.busy
    return signal.args[0]


def test_the_built_in_digits(qtbot, loader, told):
    assert not loader.busy
    with qtbot.waitSignal(loader.loaded) as signal:
        loader.load("digits")
        assert loader.busy
    dataset, = signal.args
    assert (dataset.name, dataset.train.x.shape, dataset.test.x.shape) == ("digits", (1437, 64), (360, 64))
    assert (loader.busy, told) == (False, [("loaded", "digits")])


def test_mnist_from_a_folder(qtbot, loader, mnist_folder):
    with qtbot.waitSignal(loader.loaded) as signal:
        loader.load("mnist", mnist_folder)
    assert signal.args[0].train.x.shape == (60_000, 784)


def test_a_data_set_that_is_not_there(qtbot, loader, tmp_path):
    failure = failure_of(qtbot, loader, lambda: loader.load("mnist", tmp_path))
    assert (failure.name, failure.offers_folder) == ("mnist", True)
    assert f"{tmp_path} has none of the four files (train-images-idx3-ubyte and so on)" in phrase(failure.problem)
    assert str(tmp_path) in phrase(failure.problem)


def test_a_damaged_file_is_named(qtbot, loader, tmp_path):
    for file in mnist.FILES.all:
        (tmp_path / file.remote.name).write_bytes(b"\x1f\x8b no more than that")
    failure = failure_of(qtbot, loader, lambda: loader.load("mnist", tmp_path))
    assert str(tmp_path / "train-labels-idx1-ubyte.gz") in phrase(failure.problem)
    assert failure.offers_folder


def test_an_unknown_data_set(qtbot, loader):
    failure = failure_of(qtbot, loader, lambda: loader.load("emnist"))
    assert "no data set named emnist" in phrase(failure.problem)
    assert (failure.name, failure.offers_folder) == ("emnist", False)


def test_a_fault_of_the_program_is_a_problem_too(qtbot, loader, caplog):
    failure = failure_of(qtbot, loader, lambda: loader.download("mnist", mirors=[]))  # no such option
    assert isinstance(failure.problem, Problem)
    assert phrase(failure.problem).startswith("MNIST could not be loaded (TypeError: ")
    assert "Traceback" in caplog.text
    with qtbot.waitSignal(loader.loaded):
        loader.load("digits")


def packed_as_in(folder: Path) -> mnist.MnistFiles:
    """MNIST's own content, packed as it happens to be packed in that folder."""
    found = []
    for file in mnist.FILES.all:
        data = (folder / file.remote.name).read_bytes()
        remote = RemoteFile(file.remote.name, len(data), hashlib.sha256(data).hexdigest())
        found.append(mnist.MnistFile(remote, file.content_sha256))
    return mnist.MnistFiles(*found)


def test_a_download_is_loaded(qtbot, loader, told, serve, mnist_folder, tmp_path):
    files, reports = packed_as_in(mnist_folder), []
    loader.progress.connect(reports.append)
    with qtbot.waitSignal(loader.loaded, timeout=20_000) as signal:
        loader.download("mnist", tmp_path / "new", mirrors=[serve(mnist_folder).mirror("good")], files=files)
    dataset, total = signal.args[0], files.download_size
    assert dataset.test.x.shape == (10_000, 784)
    assert np.bincount(dataset.test.labels)[7] == 1028
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(
        file.remote.name for file in mnist.FILES.all)
    assert [done for done, _, _ in reports] == sorted(done for done, _, _ in reports)
    assert {of for _, of, _ in reports} == {total}
    assert (reports[0], reports[-1]) == ((0, total, FIRST.name), (total, total, mnist.FILES.all[-1].remote.name))
    assert told == [("loaded", "mnist")]


def test_every_mirror_and_its_answer_is_named(qtbot, loader, serve, tmp_path):
    server = serve()
    failure = failure_of(
        qtbot, loader, lambda: loader.download("mnist", tmp_path, mirrors=[server.mirror("forbidden")]))
    assert f"127.0.0.1:{server.server_port}: answered 403 Forbidden" in phrase(failure.problem)
    assert failure.offers_folder
    assert list(tmp_path.iterdir()) == []


def start_stalled(qtbot, loader, serve, folder):
    """A download that has begun, and will not go on."""
    with qtbot.waitSignal(loader.progress, check_params_cb=lambda report: report[0] > 0):
        loader.download("mnist", folder, mirrors=[serve().mirror("stalled")])


@pytest.fixture
def every_report(monkeypatch):
    monkeypatch.setattr("gui.background.inquiry.BETWEEN_REPORTS", 0)


def test_a_download_is_cancelled(qtbot, loader, told, serve, tmp_path, every_report):
    start_stalled(qtbot, loader, serve, tmp_path)
    with qtbot.waitSignal(loader.cancelled):
        loader.cancel()
    assert (told, loader.busy, list(tmp_path.iterdir())) == ([("cancelled",)], False, [])
    loader.cancel()
    with qtbot.waitSignal(loader.loaded):
        loader.load("digits")
    assert told == [("cancelled",), ("loaded", "digits")]


def test_a_new_job_overtakes_the_former(qtbot, loader, told, serve, tmp_path, every_report):
    start_stalled(qtbot, loader, serve, tmp_path)
    with qtbot.waitSignal(loader.loaded):
        loader.load("digits")
    assert (told, loader.busy, list(tmp_path.iterdir())) == ([("loaded", "digits")], False, [])


def test_of_many_jobs_only_the_last_is_heard_of(qtbot, loader, told, mnist_folder):
    with qtbot.waitSignal(loader.loaded):
        for _ in range(20):
            loader.load("mnist", mnist_folder)
            loader.load("emnist")
        loader.load("digits")
    assert told == [("loaded", "digits")]


def test_cancel_while_a_file_is_read(qtbot, loader, told, mnist_folder):
    with qtbot.waitSignal(loader.cancelled):
        loader.load("mnist", mnist_folder)
        loader.cancel()
    assert told == [("cancelled",)]


def test_it_closes_while_a_mirror_is_silent(qtbot, loader, told, serve, tmp_path, every_report):
    start_stalled(qtbot, loader, serve, tmp_path)
    loader.close()
    assert (loader.busy, told, list(tmp_path.iterdir())) == (False, [], [])
    loader.close()
    loader.load("digits")  # too late, and nothing comes of it
    assert not loader.busy


def test_it_closes_while_files_are_read(qtbot, loader, told, mnist_folder):
    loader.load("mnist", mnist_folder)
    loader.close()
    assert (loader.busy, told) == (False, [])
