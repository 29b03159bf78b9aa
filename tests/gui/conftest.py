"""For all tests of the window: settings of their own, and nothing may be left running or complaining."""

import gc
import threading
from pathlib import Path

import other_fonts
import pytest
import shiboken6
from lab import Lab
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from small_mnist import Mirror, SmallMnist

from engine.data import catalogue, digits, mnist
from gui import settings
from gui.look.theme import theme
from gui.window import paths

LIBRARIES = ("pyqtgraph", "pytestqt")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt's own warnings fail a test, as Python's do."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))  # offscreen


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application as it is where a person starts it: in its own fonts, not in those of the machine."""
    theme().apply(qapp)
    return qapp


@pytest.fixture(params=other_fonts.NAMES)
def in_any_font(qapp, request: pytest.FixtureRequest) -> str:
    """Have the window written in this font, and in others: what is laid out must fit by construction, not by luck."""
    fonts = other_fonts.pair(request.param)
    if fonts is None:
        pytest.skip(f"{request.param} is not installed")
    theme().write_with(*fonts)
    yield request.param
    theme().set_text_scale(1.0)
    theme().write_with(*other_fonts.pair("own"))


@pytest.fixture(autouse=True)
def settings_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the settings, so that no test reads or writes those of whoever runs it."""
    folder = tmp_path / "settings"
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="session")
def mirror():
    """A web server with MNIST in small."""
    with Mirror(SmallMnist([]).published) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.go_on.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def small_mnist(mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallMnist:
    """MNIST in small in the place of the real one; it is not on this computer, and its only mirror is `mirror`."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(mnist.ENVIRONMENT_VARIABLE, raising=False)
    mirror.go_on.clear()
    small = SmallMnist([mirror.address("good")])
    monkeypatch.setattr(catalogue, "SOURCES", (digits.SOURCE, small.source))
    yield small
    mirror.go_on.set()


@pytest.fixture
def open_lab(qtbot, small_mnist):
    """A function that opens a window."""
    opened = []

    def open_(*size, wait=True) -> Lab:
        opened.append(Lab(qtbot, *size))
        return opened[-1].ready() if wait else opened[-1]

    yield open_
    for lab in opened:
        lab.delete()
    theme().set_text_scale(1.0)  # the theme outlives the window


@pytest.fixture
def lab(open_lab) -> Lab:
    return open_lab()


class Asked:
    """Stands where a person is asked for a file: what was asked, and what is answered; None for Cancel."""

    def __init__(self) -> None:
        self.answer: Path | None = None
        self.captions: list[str] = []
        self.offered: list[str] = []

    def save(self, window, caption, place, forms, take) -> None:
        self.offered.append(place.name)
        self.open(window, caption, place.parent, forms[0], take)

    def open(self, window, caption, folder, forms, take) -> None:
        self.captions.append(caption)
        if self.answer is not None:
            take(self.answer)


@pytest.fixture
def asked(monkeypatch) -> Asked:
    asked = Asked()
    monkeypatch.setattr(paths, "ask_where_to_save", asked.save)
    monkeypatch.setattr(paths, "ask_what_to_open", asked.open)
    return asked


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest):
    """Fail a test that leaves a thread running, or a timer of ours active."""
    if "qapp" not in request.fixturenames:  # nor qtbot, which asks for it
        yield
        return
    request.getfixturevalue("qapp")  # so that this ends before the application does
    yield
    left = still_active()
    if left:  # what the test dropped may only wait to be collected
        gc.collect()
        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        left = still_active()
    stop(left)
    assert not left, f"left behind by this test: {', '.join(map(described, left))}"


def still_active() -> list[QObject]:
    """The threads that run, and the timers of ours that are active."""
    kinds = subclasses(QThread) | subclasses(QTimer)
    found = [each for each in gc.get_objects() if type(each) in kinds and shiboken6.isValid(each)]
    threads = [each for each in found if isinstance(each, QThread) and each.isRunning() and not is_main(each)]
    return threads + [each for each in found if isinstance(each, QTimer) and each.isActive() and is_ours(each)]


def subclasses(kind: type) -> set[type]:
    """A class and all that derive from it: looking these up is faster than asking each object."""
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def is_main(thread: QThread) -> bool:
    """Whether it is the thread that the tests run in."""
    return thread.isCurrentThread()


def is_ours(timer: QTimer) -> bool:
    """Whether this project made the timer. Libraries have timers too, and keep them; Qt's own are not seen here."""
    owner = timer
    while owner is not None:
        if type(owner).__module__.partition(".")[0] in LIBRARIES:
            return False
        owner = owner.parent()
    return True


def stop(left: list[QObject]) -> None:
    """Keep what one test left from failing all that follow."""
    for each in left:
        if isinstance(each, QTimer):
            each.stop()
        else:
            each.requestInterruption()
            each.quit()
            each.wait(2000)


def described(each: QObject) -> str:
    """A thread or timer, and whose it is."""
    kind = "thread" if isinstance(each, QThread) else "timer"
    return f"{kind} {each.objectName() or type(each).__name__} of {type(each.parent()).__name__}"
