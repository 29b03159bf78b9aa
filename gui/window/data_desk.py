"""Where data sets come from: loads the one that is wanted, offers to download the one that is missing."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.data import catalogue
from engine.data.dataset import Dataset
from engine.data.source import Source
from gui.background.loading import DatasetLoader, LoadFailure
from gui.settings import Settings
from gui.window.notices import Answers, Notices, Words
from gui.words import formatting
from gui.words.engine_texts import phrase, translated

LONG = 700  # milliseconds of reading, after which it is said, and can be cancelled

class DataDesk(QObject):
    """Gets data sets for the window, and speaks with the person about it in a line, never in a dialog.

    Parameters
    ----------
    notices
        Where to speak.
    settings
        Where the folder with the files is remembered.
    window
        Parent of the dialog that chooses a folder.
    beside
        Another one, whose data sets need not be loaded again.

    Signals
    -------
    ready(Dataset): it is here, whether it was asked for or came by the offer
    lacking(str): the data set of this name was asked for, and is not here or damaged; what helps stands in the line
    unavailable(str): the data set of this name was asked for, and will not come
    remembered(): something in the settings was changed
    """

    ready = Signal(object)
    lacking = Signal(object)
    unavailable = Signal(object)
    remembered = Signal()

    def __init__(
        self, notices: Notices, settings: Settings, window: QWidget, beside: "DataDesk | None" = None
    ) -> None:
        super().__init__(window)
        self._notices = notices
        self._settings = settings
        self._window = window
        self._loaded: dict[str, Dataset] = {} if beside is None else beside._loaded
        self._wanted = ""
        self._offered: Source | None = None   # what the line is about
        self._chosen_folder = ""
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(LONG)
        self._reading.timeout.connect(self._on_reading_takes_long)
        self._loader = DatasetLoader(self)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.progress.connect(self._on_progress)
        self._loader.failed.connect(self._on_failed)
        self._loader.cancelled.connect(self._on_cancelled)

    @property
    def busy(self) -> bool:
        """Whether something is being loaded or downloaded."""
        return self._loader.busy

    def want(self, name: str) -> None:
        """Get this data set: `ready` follows, or `unavailable`."""
        self._wanted = name
        if name in self._loaded:
            self._wanted = ""
            self.ready.emit(self._loaded[name])
        elif self.is_here(name):
            source = catalogue.source(name)
            self._load(source, self._folder(source))
            self._tell_of_folder(source)
        else:
            self._offer(catalogue.source(name))
            self.lacking.emit(name)

    def loaded(self, name: str) -> Dataset:
        """A data set that is here; it is read now if it has not been."""
        if name not in self._loaded:
            self._loaded[name] = catalogue.load(name, self._folder(catalogue.source(name)))
        return self._loaded[name]

    def is_here(self, name: str) -> bool:
        """Whether this data set can be had without a download."""
        source = catalogue.source(name)
        return name in self._loaded or source.is_available(self._folder(source))

    def offer_missing(self, *, anyway: bool = False) -> None:
        """Offer, once at the start, what can be downloaded and is not here; `anyway`: even if it was turned down."""
        for source in catalogue.SOURCES:
            if source.download is not None and not self.is_here(source.name):
                if anyway or not self._settings.mnist_offer_hidden:
                    self._offer(source)
                return

    def close(self) -> None:
        """Break off whatever is under way."""
        self._reading.stop()
        self._loader.close()

    def _folder(self, source: Source) -> str | None:
        """The folder that is remembered, as long as the files are there; None for the usual places."""
        folder = self._settings.data_dir
        return folder if folder and source.is_available(folder) else None

    def _load(self, source: Source, folder: str | None) -> None:
        if source.has_files:
            self._offered = source
            self._reading.start()
        self._loader.load(source.name, folder)

    def _tell_of_folder(self, source: Source) -> None:
        """The folder that is remembered has gone, and another one stands in: not without a word."""
        trouble = source.trouble(self._settings.data_dir) if self._settings.data_dir else None
        if trouble is not None:
            self._notices.say(lambda: self.tr("{trouble} For now, {title} is read from its usual place.").format(
                trouble=phrase(trouble), title=translated(source.title)), kind="warning", kept=True)

    # --- speaking --------------------------------------------------------------------------------------------------

    def _offer(self, source: Source) -> None:
        """Say what is missing, or what is wrong with the folder that somebody named; and offer what helps."""
        trouble = source.trouble(self._settings.data_dir or None)
        self._ask(source, lambda: phrase(trouble) if trouble else self._invitation(source), [
            (lambda: self.tr("Download"), self._download),
            (lambda: self.tr("Choose the folder with the files…"), self._choose_folder),
        ], "warning" if trouble else "info")

    def _invitation(self, source: Source) -> str:
        return self.tr("{title}, {description}, can be downloaded once: {size}.").format(
            title=translated(source.title), description=self.tr("the data of the book"),
            size=formatting.size(source.download_size))

    def _offer_after(self, source: Source, failure: LoadFailure) -> None:
        """The same after something has failed. What the line calls a download is called so on the button too."""
        folder = (lambda: self.tr("Keep it in another folder…"), self._choose_place) if failure.refused_folder else (
            lambda: self.tr("Choose the folder with the files…"), self._choose_folder)
        again = (lambda: self.tr("Try again")) if failure.in_download else (lambda: self.tr("Download"))
        self._ask(source, lambda: phrase(failure.problem), [(again, self._download), folder], "warning")

    def _ask(self, source: Source, text: Words, answers: Answers, kind: str) -> None:
        self._offered = source
        self._notices.ask(
            "data", text, [*answers, (lambda: self.tr("Not now"), self._decline)], kind=kind, with_default=False)

    def _download(self) -> None:
        self._show_progress(0, self._offered.download_size)
        self._loader.download(self._offered.name)

    def _choose_folder(self) -> None:
        caption = self.tr("Folder with the four files of {title}").format(title=translated(self._offered.title))
        folder = QFileDialog.getExistingDirectory(self._window, caption)
        if not folder:
            self._offer(self._offered)
            return
        self._load(self._offered, folder)
        self._chosen_folder = folder

    def _choose_place(self) -> None:
        caption = self.tr("Folder to keep {title} in").format(title=translated(self._offered.title))
        folder = QFileDialog.getExistingDirectory(self._window, caption)
        if not folder:
            self._offer(self._offered)
            return
        self._show_progress(0, self._offered.download_size)
        self._loader.download(self._offered.name, folder)
        self._chosen_folder = folder

    def _decline(self) -> None:
        if not self._wanted:
            self._settings.mnist_offer_hidden = True
            self.remembered.emit()
        self._give_up(self._offered.name)

    def _give_up(self, name: str) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted == name:
            self.unavailable.emit(name)

    def _show_progress(self, done: float, total: float, file: str = "") -> None:
        title = self._offered.title
        self._notices.progress("data", lambda: self.tr("Downloading {title}: {done} of {total}").format(
            title=translated(title), done=formatting.size(int(done)), total=formatting.size(int(total))),
            done, total, self._loader.cancel)

    # --- from the loader -------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_loaded(self, dataset: Dataset) -> None:
        self._reading.stop()
        if self._chosen_folder:
            self._settings.data_dir, self._chosen_folder = self._chosen_folder, ""
            self.remembered.emit()
        self._loaded[dataset.name] = dataset
        self._wanted = ""
        if self._offered is not None and self._offered.name == dataset.name:
            self._notices.clear("data")
        self.ready.emit(dataset)

    @Slot()
    def _on_reading_takes_long(self) -> None:
        title = self._offered.title
        self._notices.progress(
            "data", lambda: self.tr("Reading {title}").format(title=translated(title)), 0, 0, self._loader.cancel)

    @Slot(object)
    def _on_progress(self, progress: tuple) -> None:
        self._show_progress(*progress)

    @Slot(object)
    def _on_failed(self, failure: LoadFailure) -> None:
        self._reading.stop()
        self._chosen_folder = ""
        source = catalogue.source(failure.name)
        if source.download is None:
            self._notices.say(lambda: phrase(failure.problem), kind="warning")
            self._give_up(failure.name)
        else:
            self._offer_after(source, failure)
            self.lacking.emit(failure.name)

    @Slot()
    def _on_cancelled(self) -> None:
        self._reading.stop()
        self._chosen_folder = ""
        self._notices.clear("data")
        self._give_up(self._offered.name)
