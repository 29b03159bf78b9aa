"""What the picture panel needs of the window: files, the drawing pad, the pictures that are kept, a new network."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from engine.data.dataset import Dataset
from engine.problem import EngineError, Problem, filled, printable
from gui.settings import default_path
from gui.window import paths
from gui.window.opening import PICTURES
from gui.words.engine_texts import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.data.own.kept import Own, Pictures
    from gui.window.workbench import Workbench

NAME = "own-pictures.npz"  # beside the settings
REFUSED = "picture refused"  # the topic of what is said of a file that is not taken


def own_file() -> Path:
    """Where pictures are kept."""
    return default_path().with_name(NAME)


def as_trained_on(fingerprint: str, dataset: Dataset) -> Dataset:
    """The data set with the pictures that are kept, if a run with this fingerprint of its data was trained on these."""
    from engine.data.own.added import TIMES, with_own
    from engine.data.own.kept import read
    from engine.runs.fingerprint import of_dataset

    if of_dataset(dataset) == fingerprint:
        return dataset
    try:
        kept = read(own_file())
    except (EngineError, OSError, ValueError):
        return dataset  # whoever looks at them will be told
    added = (with_own(dataset, kept, times) for times in TIMES)
    return next((each for each in added if of_dataset(each) == fingerprint), dataset)


class PictureDesk(QObject):
    """Opens pictures, keeps some, and has a new network learn from these.

    Parameters
    ----------
    bench
        Whose picture panel it is.
    window
        Parent of the dialog.
    """

    def __init__(self, bench: "Workbench", window: QWidget) -> None:
        super().__init__(bench)
        self._bench, self._window = bench, window

    def connect_panels(self) -> None:
        """Listen to the panels that there are now."""
        picture, sample = self._bench.picture, self._bench.sample
        for signal, slot in (
            (picture.seen, self._on_seen), (picture.file_wanted, self.choose), (picture.keep_wanted, self._on_keep),
            (picture.removal_wanted, self._on_remove), (picture.training_wanted, self._on_train),
            (picture.drawing_wanted, sample.look_at_drawing), (sample.drawn, self._on_drawn),
            (sample.steps_wanted, self._on_steps_wanted),
        ):
            signal.connect(slot)

    # --- files, and the pad ----------------------------------------------------------------------------------------

    @Slot()
    def choose(self) -> None:
        """Ask which picture is to be opened."""
        paths.ask_what_to_open(
            self._window, self.tr("Open a picture"), self._bench.files.folder,
            [(self.tr("Pictures"), " ".join(PICTURES))], self.open)

    def open(self, path: Path) -> None:
        """Show a picture's way to x."""
        from gui.panels.picture.reading import read_picture  # loaded when it is needed

        self._bench.files.errands.run(
            lambda: self.tr("Opening {name}").format(name=printable(path.name)), read_picture, path,
            then=lambda found: self._show(*found, path), failed=self._on_refused)

    def _on_refused(self, problem: Problem) -> None:
        self._bench.notices.ask(REFUSED, lambda: phrase(problem), [(lambda: self.tr("OK"), None)], kind="warning")

    def _show(self, picture: np.ndarray, shape: tuple[int, int], path: Path) -> None:
        self._bench.notices.clear(REFUSED)  # what was said of another one
        self._bench.files.remember_folder(path)
        self._bench.workspace.bring_forward(self._bench.picture)
        self._bench.picture.filled().show_picture(picture, str(printable(path.name)), shape)

    @Slot()
    def _on_steps_wanted(self) -> None:
        self._bench.workspace.bring_forward(self._bench.picture)
        self._bench.picture.filled().show_drawing(self._bench.sample.forward.pad.ink())

    @Slot(object)
    def _on_drawn(self, ink: np.ndarray) -> None:
        if self._bench.picture.isVisible():
            self._bench.picture.filled().show_drawing(ink)

    @Slot()
    def _on_seen(self) -> None:
        """Show what is kept now; and what stands on the pad, if it is being drawn on."""
        from engine.data.own.kept import taken_up

        view, sample = self._bench.picture.filled(), self._bench.sample
        if view.is_empty and sample.is_drawing:
            view.show_drawing(sample.forward.pad.ink())
        self._told(lambda: taken_up(own_file()))

    # --- those that are kept ---------------------------------------------------------------------------------------

    @Slot(object)
    def _on_keep(self, own: "Own") -> None:
        self._change(lambda kept: (*kept, own))

    @Slot(object)
    def _on_remove(self, own: "Own") -> None:
        self._change(lambda kept: tuple(each for each in kept if not each.is_same_as(own)))
        self._bench.notices.ask("picture removed", lambda: self.tr("The picture is not kept any more."), [
            (lambda: self.tr("OK"), None), (lambda: self.tr("Bring it back"), partial(self._on_keep, own))])

    def _change(self, change: "Callable[[Pictures], Pictures]") -> None:
        from engine.data.own.kept import changed

        self._told(lambda: changed(own_file(), change))

    def _told(self, act: "Callable[[], tuple[Pictures, Problem | None]]") -> None:
        """Show what is kept after an act, and say what was wrong."""
        try:
            kept, problem = act()
            self._bench.picture.filled().show_kept(kept)
        except EngineError as error:
            problem = error.problem
        if problem is not None:
            self._bench.notices.say(lambda: phrase(problem), kind="warning")

    @Slot(object)
    def _on_train(self, times: int) -> None:
        """Begin anew with a network that learns from those that are kept, too."""
        from engine.data.own.added import with_own

        own = self._bench.picture.filled().own
        kept, fitting = own.pictures, len(own.split)

        def adding(dataset: Dataset) -> Dataset:
            added = with_own(dataset, kept, times)
            count = len(added.train) - len(dataset.train)
            if count:
                self._bench.notices.say(lambda: self.tr(
                    "This network learns from the training images, and from pictures of your own, {count:,} in all. "
                    "Reset goes back to the training images alone.").format(count=count))
            return added

        self._bench.run_desk.reset_with(adding, lambda count: filled(self.tr(
            "Training anew with {pictures:,} {pictures:picture|pictures} of yours discards this run, {count:,} "
            "{count:iteration|iterations} so far."), pictures=fitting, count=count))
