"""The data desk: what is offered and said in the line, what is answered there, and what comes of it."""

import gzip
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from engine.data import catalogue, digits, mnist
from gui.settings import Settings
from gui.widgets.notice import NoticeBar
from gui.window.data_desk import DataDesk
from gui.window.notices import Notices

LEFT = Qt.MouseButton.LeftButton
DOWNLOAD, FOLDER, NOT_NOW = "Download", "Choose the folder with the files…", "Not now"
ELSEWHERE = "Keep it in another folder…"


class Desk:
    """A data desk on a window of its own, and what it has told."""

    def __init__(self, qtbot, settings=None) -> None:
        self.qtbot = qtbot
        self.settings = settings or Settings()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.bar = NoticeBar()
        QVBoxLayout(self.window).addWidget(self.bar)
        self.window.resize(900, 200)
        self.desk = DataDesk(Notices(self.bar, self.window), self.settings, self.window)
        self.told = []
        self.desk.ready.connect(lambda dataset: self.told.append(("ready", dataset.name)))
        self.lacking = []
        self.desk.lacking.connect(self.lacking.append)
        self.desk.unavailable.connect(lambda name: self.told.append(("unavailable", name)))
        with qtbot.waitExposed(self.window):
            self.window.show()

    @property
    def answers(self) -> list[str]:
        return [self.bar.button(each).text() for each in self.bar.button_ids]

    def press(self, text: str) -> None:
        button, = (self.bar.button(each) for each in self.bar.button_ids if self.bar.button(each).text() == text)
        self.qtbot.mouseClick(button, LEFT)

    def wait_for(self, *told) -> None:
        self.qtbot.waitUntil(lambda: self.told == list(told))

    def wait_for_words(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.bar.text)

    def choose_folder(self, folder: Path | None, button: str = FOLDER) -> None:
        """Press the button, and answer the dialog that opens: with a folder, or with Cancel."""
        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                QTimer.singleShot(10, answer)
            elif folder is None:
                self.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
            else:
                dialog.findChild(QLineEdit, "fileNameEdit").setText(str(folder))
                self.qtbot.keyClick(dialog.findChild(QLineEdit, "fileNameEdit"), Qt.Key.Key_Return)

        QTimer.singleShot(0, answer)
        self.press(button)


@pytest.fixture
def desk(qtbot, small_mnist):
    made = Desk(qtbot)
    yield made
    made.desk.close()


def test_a_data_set_that_is_there(desk):
    desk.desk.want("digits")
    assert desk.desk.busy
    desk.wait_for(("ready", "digits"))
    assert (desk.desk.busy, desk.bar.isVisible()) == (False, False)
    desk.desk.want("digits")  # again, and at once
    assert desk.told == [("ready", "digits")] * 2


def test_a_data_set_that_is_not_there_is_offered(desk, small_mnist):
    desk.desk.want("mnist")
    size = f"{small_mnist.files.download_size / 1000:.0f} kB"
    assert desk.bar.text == f"MNIST, the data of the book, can be downloaded once: {size}."
    assert desk.answers == [DOWNLOAD, FOLDER, NOT_NOW]
    assert (desk.told, desk.desk.busy) == ([], False)
    assert not desk.bar.press_default()  # nothing is downloaded because somebody pressed Enter


def test_download(desk, small_mnist):
    desk.desk.want("mnist")
    desk.press(DOWNLOAD)
    assert desk.bar.text.startswith("Downloading MNIST: 0 B of ")
    assert desk.bar.button_ids == ("cancel",)
    desk.wait_for(("ready", "mnist"))
    assert not desk.bar.isVisible()
    assert sorted(path.name for path in mnist.cache_folder().iterdir()) == sorted(small_mnist.published)
    desk.desk.offer_missing()
    assert not desk.bar.isVisible()  # nothing is missing any more


def test_a_mirror_refuses_and_is_named_then_it_is_tried_again(desk, mirror, small_mnist):
    small_mnist.mirrors[:] = [mirror.address("forbidden"), mirror.address("forbidden")]
    desk.desk.want("mnist")
    desk.press(DOWNLOAD)
    desk.wait_for_words("403")
    assert desk.bar.text.count(f"127.0.0.1:{mirror.server_port}: answered 403 Forbidden") == 2
    assert desk.answers == ["Try again", FOLDER, NOT_NOW]
    assert (desk.bar.property("kind"), desk.told) == ("warning", [])
    small_mnist.mirrors[:] = [mirror.address("good")]
    desk.press("Try again")
    desk.wait_for(("ready", "mnist"))


def test_a_second_mirror_helps_without_a_word(desk, mirror, small_mnist):
    small_mnist.mirrors[:] = [mirror.address("forbidden"), mirror.address("good")]
    desk.desk.want("mnist")
    desk.press(DOWNLOAD)
    desk.wait_for(("ready", "mnist"))


def test_cancel(desk, mirror, small_mnist):
    small_mnist.mirrors[:] = [mirror.address("stalled")]
    desk.desk.want("mnist")
    desk.press(DOWNLOAD)
    desk.press("Cancel")
    desk.wait_for(("unavailable", "mnist"))
    assert (desk.bar.isVisible(), desk.desk.busy) == (False, False)
    assert not list(mnist.cache_folder().glob("*"))
    desk.desk.want("mnist")
    assert desk.answers == [DOWNLOAD, FOLDER, NOT_NOW]


def test_close_while_a_download_stands_still(desk, mirror, small_mnist, monkeypatch):
    monkeypatch.setattr("gui.background.inquiry.BETWEEN_REPORTS", 0)
    small_mnist.mirrors[:] = [mirror.address("stalled")]
    desk.desk.want("mnist")
    desk.press(DOWNLOAD)
    desk.qtbot.waitUntil(lambda: "Downloading MNIST: 0 B" not in desk.bar.text)
    desk.desk.close()
    assert (desk.told, desk.desk.busy) == ([], False)


def test_not_now(desk):
    desk.desk.want("mnist")
    desk.press(NOT_NOW)
    assert (desk.told, desk.bar.isVisible()) == ([("unavailable", "mnist")], False)
    assert not desk.settings.mnist_offer_hidden  # it was asked for: the next start may offer it


def test_the_offer_at_the_start_is_not_made_again_when_it_was_turned_down(desk):
    desk.desk.want("digits")
    desk.wait_for(("ready", "digits"))
    desk.desk.offer_missing()
    assert desk.answers == [DOWNLOAD, FOLDER, NOT_NOW]
    desk.press(NOT_NOW)
    assert desk.settings.mnist_offer_hidden
    assert desk.told == [("ready", "digits")]
    desk.desk.offer_missing()
    assert not desk.bar.isVisible()


def test_the_offer_is_turned_down_after_other_data_was_asked_for_again(desk):
    desk.desk.want("digits")
    desk.wait_for(("ready", "digits"))
    desk.desk.offer_missing()
    desk.desk.want("digits")  # a new network on the same data
    desk.press(NOT_NOW)
    assert desk.settings.mnist_offer_hidden


def test_other_data_is_wanted_while_the_offer_stands(desk):
    desk.desk.want("mnist")
    desk.desk.want("digits")
    desk.wait_for(("ready", "digits"))


def test_the_offered_data_comes_although_nobody_waits_for_it(desk):
    desk.desk.offer_missing()
    desk.press(DOWNLOAD)
    desk.wait_for(("ready", "mnist"))


def test_a_folder_with_the_files(desk, small_mnist, tmp_path):
    folder = small_mnist.write(tmp_path / "my files")
    desk.desk.want("mnist")
    desk.choose_folder(folder)
    desk.wait_for(("ready", "mnist"))
    assert desk.settings.data_dir == str(folder)
    assert not desk.bar.isVisible()


def test_the_folder_is_remembered(qtbot, small_mnist, tmp_path):
    folder = small_mnist.write(tmp_path / "my files")
    other = Desk(qtbot, Settings(data_dir=str(folder)))
    other.desk.offer_missing()
    assert not other.bar.isVisible()
    other.desk.want("mnist")
    other.wait_for(("ready", "mnist"))
    other.desk.close()


def test_a_remembered_folder_that_has_lost_a_file(qtbot, small_mnist, tmp_path):
    folder = small_mnist.write(tmp_path / "my files")
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    other = Desk(qtbot, Settings(data_dir=str(folder)))
    other.desk.want("mnist")
    assert other.answers == [DOWNLOAD, FOLDER, NOT_NOW]
    small_mnist.write(mnist.cache_folder())  # downloaded meanwhile: that is one of the usual places
    other.desk.want("mnist")
    other.wait_for(("ready", "mnist"))
    other.desk.close()


def test_no_folder_is_chosen_after_all(desk):
    desk.desk.want("mnist")
    desk.choose_folder(None)
    assert desk.answers == [DOWNLOAD, FOLDER, NOT_NOW]
    assert (desk.told, desk.settings.data_dir) == ([], "")


@pytest.mark.parametrize(("damage", "words"), [
    (lambda folder: [path.unlink() for path in folder.iterdir()], "has none of the four files "),
    (lambda folder: (folder / "t10k-images-idx3-ubyte.gz").unlink(), "has no t10k-images-idx3-ubyte (nor "),
    (lambda folder: (folder / "train-labels-idx1-ubyte.gz").write_bytes(b"\x1f\x8b no more"), "train-labels-idx1"),
    (lambda folder: (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(b""), "t10k-labels-idx1"),
])
def test_a_folder_with_other_or_damaged_files(desk, small_mnist, tmp_path, damage, words):
    folder = small_mnist.write(tmp_path / "bad")
    damage(folder)
    desk.desk.want("mnist")
    desk.choose_folder(folder)
    desk.wait_for_words(words)
    assert str(folder) in desk.bar.text
    assert desk.answers == [DOWNLOAD, FOLDER, NOT_NOW]  # which is what the line calls it
    assert "button" not in desk.bar.text and "--" not in desk.bar.text
    assert (desk.settings.data_dir, desk.told) == ("", [])
    desk.press(NOT_NOW)
    assert desk.told == [("unavailable", "mnist")]


def write_fashion(small_mnist, folder) -> dict:
    """Put other files under MNIST's names into a folder, whose labels begin as those of Fashion-MNIST do."""
    folder.mkdir(parents=True)
    for name, data in small_mnist.published.items():
        content = bytearray(gzip.decompress(data))
        if "labels" in name:
            content[8:18] = bytes((9, 0, 0, 3, 0, 2, 7, 2, 5, 5))
        content[-1] ^= 1
        (folder / name).write_bytes(gzip.compress(bytes(content)))
    return contents(folder)


def contents(folder) -> dict:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_fashion_mnist_in_the_folder_that_is_chosen(desk, small_mnist, tmp_path):
    fashion, mine = tmp_path / "fashion", tmp_path / "mine"
    before = write_fashion(small_mnist, fashion)
    desk.desk.want("mnist")
    desk.choose_folder(fashion)
    desk.wait_for_words("seems to belong to Fashion-MNIST. It is left as it is.")
    assert desk.answers == [DOWNLOAD, FOLDER, NOT_NOW]
    small_mnist.write(mine / "MNIST" / "raw")
    desk.choose_folder(mine)
    desk.wait_for(("ready", "mnist"))
    assert (contents(fashion), desk.settings.data_dir) == (before, str(mine))


def test_fashion_mnist_in_the_cache_is_left_and_another_folder_is_offered(desk, small_mnist, tmp_path):
    before = write_fashion(small_mnist, mnist.cache_folder())
    desk.desk.want("mnist")
    desk.wait_for_words("seems to belong to Fashion-MNIST. It is left as it is.")
    desk.press(DOWNLOAD)
    desk.qtbot.waitUntil(lambda: desk.answers == ["Try again", ELSEWHERE, NOT_NOW])
    assert "seems to belong to Fashion-MNIST. It is left as it is." in desk.bar.text
    (tmp_path / "with room").mkdir()
    desk.choose_folder(tmp_path / "with room", ELSEWHERE)
    desk.wait_for(("ready", "mnist"))
    assert contents(mnist.cache_folder()) == before


def test_what_was_seen_in_a_folder_is_said(desk, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mnist.npz").write_bytes(b"PK\x03\x04")
    desk.desk.want("mnist")
    desk.choose_folder(tmp_path / "mine")
    desk.wait_for_words("What was seen there: mnist.npz (an archive of NumPy, as Keras keeps MNIST). ")
    assert desk.answers == [DOWNLOAD, FOLDER, NOT_NOW]


def test_what_was_downloaded_and_damaged_since_is_fetched_anew(desk, small_mnist):
    desk.desk.want("mnist")
    desk.press(DOWNLOAD)
    desk.wait_for(("ready", "mnist"))
    desk.desk.close()
    (mnist.cache_folder() / "train-labels-idx1-ubyte.gz").write_bytes(b"damaged")
    other = Desk(desk.qtbot)
    other.desk.want("mnist")
    other.wait_for_words("train-labels-idx1")
    other.press(DOWNLOAD)
    other.wait_for(("ready", "mnist"))
    other.desk.close()


def test_a_cache_that_cannot_be_written_to_is_named_and_another_folder_is_offered(desk, small_mnist, tmp_path):
    (tmp_path / "cache").touch()  # a file where the folder should be
    desk.desk.want("mnist")
    desk.press(DOWNLOAD)
    desk.wait_for_words("cannot be kept in")
    assert str(mnist.cache_folder()) in desk.bar.text
    assert desk.answers == ["Try again", ELSEWHERE, NOT_NOW]
    desk.choose_folder(None, ELSEWHERE)
    desk.press(DOWNLOAD)
    desk.wait_for_words("cannot be kept in")
    folder = tmp_path / "with room"
    folder.mkdir()
    desk.choose_folder(folder, ELSEWHERE)
    desk.wait_for(("ready", "mnist"))
    assert desk.lacking == ["mnist"] * 3
    assert sorted(path.name for path in folder.iterdir()) == sorted(small_mnist.published)
    assert desk.settings.data_dir == str(folder)


def test_reading_that_takes_long_is_said_and_can_be_cancelled(qtbot, small_mnist, tmp_path, monkeypatch):
    go_on = threading.Event()

    def load(data_dir):  # as from a disk far away
        go_on.wait()
        return small_mnist.source.load(data_dir)

    monkeypatch.setattr(catalogue, "SOURCES", (digits.SOURCE, replace(small_mnist.source, load=load)))
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    slow = Desk(qtbot)
    slow.desk.want("mnist")
    assert not slow.bar.isVisible()  # what is quick needs no words
    slow.wait_for_words("Reading MNIST")
    slow.press("Cancel")
    slow.wait_for(("unavailable", "mnist"))
    assert not slow.bar.isVisible()
    go_on.set()
    slow.desk.want("mnist")
    slow.wait_for(("unavailable", "mnist"), ("ready", "mnist"))
    slow.desk.close()


def test_other_data_that_comes_leaves_the_offer(desk):
    desk.desk.want("mnist")
    desk.desk.want("digits")
    desk.wait_for(("ready", "digits"))
    assert desk.answers == [DOWNLOAD, FOLDER, NOT_NOW]
