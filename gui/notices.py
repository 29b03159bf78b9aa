"""Saying and asking things in the notice line, one at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Slot

from gui.widgets.notice import NoticeBar

Answers = list[tuple[str, Callable[[], None] | None]]


@dataclass(frozen=True, slots=True, eq=False)
class _Notice:
    topic: str
    text: str
    answers: Answers
    kind: Literal["info", "warning"]
    with_default: bool


class Notices(QObject):
    """Speaks through a `NoticeBar`, and does what belongs to the answer.

    Parameters
    ----------
    bar
        Where it is shown. Nobody else should speak through it.
    """

    def __init__(self, bar: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bar = bar
        self.topic = ""
        self._answers: dict[str, Callable[[], None] | None] = {}
        self._kept: list[_Notice] = []          # what has not been put away yet by whoever is to read it
        self._shown: _Notice | None = None
        bar.answered.connect(self._on_answered)

    def say(self, text: str, *, kind: Literal["info", "warning"] = "info", kept: bool = False) -> None:
        """Something to read, which can be put away."""
        self.ask("", text, [(self.tr("OK"), None)], kind=kind, kept=kept)

    def ask(
        self, topic: str, text: str, answers: Answers, *, kind: Literal["info", "warning"] = "info",
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
        self._shown, self.topic = notice, notice.topic
        self._answers = {str(number): action for number, (_, action) in enumerate(notice.answers)}
        buttons = [(str(number), label) for number, (label, _) in enumerate(notice.answers)]
        self.bar.show_notice(notice.text, buttons, kind=notice.kind, default="0" if notice.with_default else None)

    def progress(self, topic: str, text: str, done: float, total: float, cancel: Callable[[], None]) -> None:
        """How far something has come; it can be cancelled."""
        self._shown, self.topic = None, topic
        self._answers = {"cancel": cancel}
        self.bar.show_progress(text, done, total)

    def answer_default(self) -> None:
        """As if the first answer had been chosen, if something was asked."""
        if "0" in self._answers:
            self._on_answered("0")

    def clear(self, topic: str | None = None) -> None:
        """Put it away; with a topic, only if it is about that. What waits takes its place."""
        if topic is None or topic == self.topic:
            self._shown, self.topic = None, ""
            self._answers = {}
            self.bar.hide_notice()
            if self._kept:
                self._show(self._kept[0])

    @Slot(object)
    def _on_answered(self, answer: str) -> None:
        action = self._answers.get(answer)
        if self._shown in self._kept:
            self._kept.remove(self._shown)
        self.clear()
        if action is not None:
            action()
