"""Saying and asking things in the notice line, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from gui.widgets.notice import NoticeBar


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
        bar.answered.connect(self._on_answered)

    def say(self, text: str, *, kind: str = "info") -> None:
        """Something to read, which can be put away."""
        self.ask("", text, [(self.tr("OK"), None)], kind=kind)

    def ask(
        self, topic: str, text: str, answers: list[tuple[str, Callable[[], None] | None]], *, kind: str = "info",
        with_default: bool = True,
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
        """
        self.topic = topic
        self._answers = {str(number): action for number, (_, action) in enumerate(answers)}
        buttons = [(str(number), label) for number, (label, _) in enumerate(answers)]
        self.bar.show_notice(text, buttons, kind=kind, default="0" if with_default else None)

    def progress(self, topic: str, text: str, done: float, total: float, cancel: Callable[[], None]) -> None:
        """How far something has come; it can be cancelled."""
        self.topic = topic
        self._answers = {"cancel": cancel}
        self.bar.show_progress(text, done, total)

    def answer_default(self) -> None:
        """As if the first answer had been chosen, if something was asked."""
        if "0" in self._answers:
            self._on_answered("0")

    def clear(self, topic: str | None = None) -> None:
        """Put it away; with a topic, only if it is about that."""
        if topic is None or topic == self.topic:
            self.topic = ""
            self._answers = {}
            self.bar.hide_notice()

    @Slot(object)
    def _on_answered(self, answer: str) -> None:
        action = self._answers.get(answer)
        self.clear()
        if action is not None:
            action()
