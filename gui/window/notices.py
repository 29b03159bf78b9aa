"""Saying and asking things in the notice line, one at a time, in the language of the moment.

What is said is handed over as a function that makes the words, so that they can be made anew in another language.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot

from gui.widgets.notice import NoticeBar

Words = str | Callable[[], str]  # in the language of now, whenever it is asked; or words that have no language
Answers = list[tuple[Words, Callable[[], None] | None]]


@dataclass(frozen=True, slots=True, eq=False)
class _Notice:
    topic: str
    text: Words
    answers: Answers
    kind: Literal["info", "warning"]
    with_default: bool


class Notices(QObject):
    """Speaks through a `NoticeBar`, and does what belongs to the answer.

    Parameters
    ----------
    bar
        Where it is shown. Nobody else should speak through it.
    by_enter
        Whether Enter gives the first answer at all; not where that key is somebody else's, as in a lesson.

    Signals
    -------
    freed(): what stood there has gone, and nothing else has waited for its place
    """

    freed = Signal()

    def __init__(self, bar: NoticeBar, parent: QObject | None = None, *, by_enter: bool = True) -> None:
        super().__init__(parent)
        self.bar = bar
        self._by_enter = by_enter
        self.topic = ""
        self._answers: dict[str, Callable[[], None] | None] = {}
        self._kept: list[_Notice] = []          # what has not been put away yet by whoever is to read it
        self._shown: _Notice | None = None
        self._progress: tuple[Words, float, float] | None = None
        bar.answered.connect(self._on_answered)

    def speak_through(self, bar: NoticeBar) -> None:
        """Speak through another one. What stands in the present one is not said there before `say_again`."""
        self.bar.answered.disconnect(self._on_answered)
        self.bar = bar
        bar.answered.connect(self._on_answered)

    def say_again(self) -> None:
        """Say what is being said once more, in the language of now."""
        if self._progress is not None:
            self._show_progress()
        elif self._shown is not None:
            self._show(self._shown)

    def reword(self, topic: str) -> None:
        """Say what is said about this in the words of now: the figures in it may be others."""
        if self._shown is not None and topic == self.topic:
            self.bar.reword(_said(self._shown.text))

    def say(self, text: Words, *, kind: Literal["info", "warning"] = "info", kept: bool = False) -> None:
        """Something to read, which can be put away."""
        self.ask("", text, [(lambda: self.tr("OK"), None)], kind=kind, kept=kept)

    def ask(
        self, topic: str, text: Words, answers: Answers, *, kind: Literal["info", "warning"] = "info",
        with_default: bool = True, kept: bool = False,
    ) -> None:
        """Something to answer; the first answer is the one that Enter gives, unless it is to be chosen on purpose.

        Parameters
        ----------
        topic
            What it is about, so that it can be asked for and taken back.
        text
            One line.
        answers
            What the button says, and what is done then; None for nothing.
        kept
            Whether it stays until it is answered: it waits for what stands there, and comes back after what is said
            meanwhile. Other things make way for what is said next.
        """
        notice = _Notice(topic, text, answers, kind, with_default)
        if kept:
            self._kept.append(notice)
        if not (kept and self._answers):
            self._show(notice)

    def _show(self, notice: _Notice) -> None:
        self._shown, self.topic, self._progress = notice, notice.topic, None
        self._answers = {str(number): action for number, (_, action) in enumerate(notice.answers)}
        buttons = [(str(number), _said(label)) for number, (label, _) in enumerate(notice.answers)]
        default = "0" if notice.with_default and self._by_enter else None
        self.bar.show_notice(_said(notice.text), buttons, kind=notice.kind, default=default)

    def progress(self, topic: str, text: Words, done: float, total: float, cancel: Callable[[], None]) -> None:
        """How far something has come; it can be cancelled."""
        self._shown, self.topic, self._progress = None, topic, (text, done, total)
        self._answers = {"cancel": cancel}
        self._show_progress()

    def _show_progress(self) -> None:
        text, done, total = self._progress
        self.bar.show_progress(_said(text), done, total)

    def answer_default(self) -> None:
        """As if the first answer had been chosen, if something was asked."""
        if "0" in self._answers:
            self._on_answered("0")

    def clear(self, topic: str | None = None) -> None:
        """Put it away; with a topic, only if it is about that. What waits takes its place."""
        if topic is None or topic == self.topic:
            self._shown, self.topic, self._progress = None, "", None
            self._answers = {}
            self.bar.hide_notice()
            if self._kept:
                self._show(self._kept[0])
            else:
                self.freed.emit()

    def take_back(self, topic: str) -> None:
        """Nothing of this topic is asked any more, also not what waits."""
        self._kept = [each for each in self._kept if each.topic != topic]
        self.clear(topic)

    @Slot(object)
    def _on_answered(self, answer: str) -> None:
        action = self._answers.get(answer)
        if self._shown in self._kept:
            self._kept.remove(self._shown)
        self.clear()
        if action is not None:
            action()


def _said(words: Words) -> str:
    return words if isinstance(words, str) else words()
