"""What takes a while is done outside the window's thread, one thing after the other; the line says how far it is."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Slot

from engine.problem import Problem
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.window.notices import Notices, Words
from gui.words.engine_texts import phrase

LONG = 500  # milliseconds after which it is said what is being done, and can be cancelled


@dataclass(slots=True, eq=False)
class _Errand:
    words: Words
    then: Callable[[object], object]
    failed: Callable[[Problem], object]
    done: int = 0
    total: int = 0


class Errands(QObject):
    """Runs errands.

    Parameters
    ----------
    notices
        Where to speak.
    """

    def __init__(self, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        self._under_way: dict[str, _Errand] = {}  # in the order in which they are done
        self._count = 0
        self._afterwards: Callable[[], object] | None = None
        self._long = QTimer(self, singleShot=True, interval=LONG)
        self._long.timeout.connect(self._show)
        self._inquiry = Inquiry(self)
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.progressed.connect(self._on_progressed)
        self._inquiry.failed.connect(self._on_failed)
        self._inquiry.stopped.connect(self._end)

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return bool(self._under_way)

    def run(
        self, words: Words, function: Callable, *arguments: object, then: Callable[[object], object],
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Call a function in the other thread, once what was asked before is done.

        Parameters
        ----------
        words
            What is being done, for whom it takes long.
        function, *arguments
            It may take ``cancelled`` and ``progress``, see `Inquiry.ask`.
        then
            Called with what it returns.
        failed
            Called with what is wrong, if that is not just to be said.
        """
        self._count += 1
        key = str(self._count)
        self._under_way[key] = _Errand(words, then, failed or self._say)
        self._inquiry.ask(key, function, *arguments)
        self._long.start()

    def afterwards(self, then: Callable[[], object]) -> None:
        """Have this called as soon as all that is under way is done; not if any of it fails or is cancelled."""
        self._afterwards = then
        self._long.stop()
        self._show()

    def close(self) -> None:
        """Break off all that is under way, and end the thread."""
        self._long.stop()
        self._inquiry.close()

    def _say(self, problem: Problem) -> None:
        self._notices.say(lambda: phrase(problem), kind="warning")

    @Slot()
    def _show(self) -> None:
        if self._under_way:
            key, errand = next(iter(self._under_way.items()))
            self._notices.progress("errand", errand.words, errand.done, errand.total, lambda: self._inquiry.stop(key))

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        errand = self._under_way[progress.key]
        errand.done, errand.total = progress.done, progress.total
        if not self._long.isActive():
            self._show()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        afterwards = self._afterwards
        self._end(answer.key).then(answer.value)
        if afterwards is not None and self.busy:
            self._afterwards = afterwards
        elif afterwards is not None:
            afterwards()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._end(failure.key).failed(failure.problem)

    @Slot(object)
    def _end(self, key: str) -> _Errand:
        errand, self._afterwards = self._under_way.pop(key), None
        self._notices.clear("errand")
        if not self._under_way:
            self._long.stop()
        return errand
