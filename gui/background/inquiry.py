"""Questions to the engine that take a while are answered here, outside the window's thread, one after the other.

Of several questions with the same key only the latest is answered: who drags a slider hears of where it is now.
"""

import inspect
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.problem import EngineError, Problem

logger = logging.getLogger(__name__)

BETWEEN_REPORTS = 0.05  # seconds


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a question came to.

    Parameters
    ----------
    key
        Of the question.
    value
        What the function returned.
    """

    key: str
    value: object


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """How far a question has come: `done` of `total`, and the name of what it is at, where there are several."""

    key: str
    done: int
    total: int
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """A question that cannot be answered: why, in words, and the exception that says so."""

    key: str
    problem: Problem
    error: Exception


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """`cancelled` is set by the window's thread, and looked at by the other."""

    key: str
    function: Callable
    arguments: tuple
    named: dict[str, object]
    cancelled: threading.Event = field(default_factory=threading.Event)


class Inquiry(QObject):
    """Asks the engine. Signals arrive in the thread that it lives in.

    Signals
    -------
    answered(Answer)
    progressed(Progress): at most some twenty a second, and always the end
    failed(Failure)
    stopped(str): the question with this key was told to `stop`, and has ended
    """

    answered = Signal(object)
    progressed = Signal(object)
    failed = Signal(object)
    stopped = Signal(object)
    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._questions: dict[str, _Question] = {}
        self._closed = False
        self._worker = _Worker()
        self._thread = QThread()
        self._thread.setObjectName("inquiry")
        self._worker.moveToThread(self._thread)
        self._wanted.connect(self._worker.answer)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.done.connect(self._on_done)

    def is_asking(self, key: str) -> bool:
        """Whether a question with this key waits for its answer."""
        return key in self._questions

    def ask(self, key: str, function: Callable, *arguments: object, **named: object) -> None:
        """Call a function in the other thread. It overtakes a question with the same key, which is not heard of again.

        Parameters
        ----------
        key
            By which the answer is known.
        function
            Where it takes ``cancelled`` or ``progress``, it is handed one: the first is called without anything and
            says whether to break off, the second is told how much is done, of how much, and the name of what it is at.
        *arguments, **named
            For the function.
        """
        self.cancel(key)
        if not self._closed:
            question = self._questions[key] = _Question(key, function, arguments, named)
            self._thread.start()  # at the first question; does nothing while it runs
            self._wanted.emit(question)

    def stop(self, key: str) -> None:
        """Break off a question; `stopped` follows as soon as it has ended."""
        if key in self._questions:
            self._questions[key].cancelled.set()

    def cancel(self, key: str) -> None:
        """Break off a question; nothing more is heard of it."""
        self.stop(key)
        self._questions.pop(key, None)

    def cancel_all(self) -> None:
        """Break off all questions."""
        for key in tuple(self._questions):
            self.cancel(key)

    def close(self) -> None:
        """Break off all questions, and end the thread. Nothing follows."""
        self.cancel_all()
        self._closed = True
        self._thread.quit()
        self._thread.wait()

    @Slot(object)
    def _on_progressed(self, report: tuple) -> None:
        question: _Question = report[0]
        progress = report[1:]
        if self._questions.get(question.key) is question and not question.cancelled.is_set():
            self.progressed.emit(Progress(question.key, *progress))

    @Slot(object)
    def _on_done(self, report: tuple) -> None:
        question: _Question = report[0]
        outcome = report[1]
        if self._questions.get(question.key) is not question:
            return  # overtaken, or nobody wants to hear of it
        del self._questions[question.key]
        if question.cancelled.is_set():
            self.stopped.emit(question.key)
        elif isinstance(outcome, Exception):
            self.failed.emit(Failure(question.key, self._problem(outcome), outcome))
        else:
            self.answered.emit(Answer(question.key, outcome))

    def _problem(self, error: Exception) -> Problem:
        if isinstance(error, EngineError):
            return error.problem
        text = self.tr("This could not be computed ({reason}). The details are in the log.")
        return Problem(text, {"reason": f"{type(error).__name__}: {error}"})


class _Worker(QObject):
    """Answers one question after the other, in a thread of its own."""

    progressed = Signal(object)
    done = Signal(object)

    @Slot(object)
    def answer(self, question: _Question) -> None:
        """Answer a question, unless it has been broken off before its turn."""
        outcome = None
        try:
            if not question.cancelled.is_set():
                outcome = question.function(*question.arguments, **question.named, **self._handed_in(question))
        except EngineError as error:
            outcome = error
        except Exception as error:
            logger.exception("The question %s could not be answered.", question.key)
            outcome = error
        self.done.emit((question, outcome))

    def _handed_in(self, question: _Question) -> dict[str, Callable]:
        offered: dict[str, Callable] = {"cancelled": question.cancelled.is_set, "progress": self._reporter(question)}
        taken = inspect.signature(question.function).parameters
        return {name: each for name, each in offered.items() if name in taken and name not in question.named}

    def _reporter(self, question: _Question) -> Callable[..., None]:
        """A function that passes on what it is told, but not too often; always the end."""
        last = float("-inf")

        def report(done: int, total: int, name: str = "") -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= BETWEEN_REPORTS or done == total:
                last = now
                self.progressed.emit((question, done, total, name))

        return report
