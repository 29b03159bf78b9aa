"""One step of a lesson: what it says, what it asks, and what is said to the answer. It scrolls; nothing in it jumps.

What comes with an answer comes beneath it.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.lessons.attempt import Outcome
from engine.lessons.lesson import Kind
from engine.lessons.player import Player
from gui.look.theme import theme
from gui.panels.lessons.aside import Aside
from gui.panels.lessons.choice import ChoiceQuestion
from gui.panels.lessons.low_card import LEAST_SEEN
from gui.panels.lessons.number import NumberQuestion
from gui.panels.lessons.ordering import OrderQuestion
from gui.panels.lessons.question import Question, is_asking
from gui.panels.lessons.task import TaskQuestion
from gui.panels.lessons.written import Pictures, Written
from gui.qt.later import Later
from gui.qt.take_down import take_down
from gui.widgets.still_scroll import StillScroll
from gui.words.engine_texts import phrase

QUESTIONS = {
    Kind.DO: TaskQuestion, Kind.CHOICE: ChoiceQuestion, Kind.NUMBER: NumberQuestion, Kind.CELL: TaskQuestion,
    Kind.ORDER: OrderQuestion, Kind.OBSERVE: TaskQuestion}


class StepView(StillScroll):
    """A step.

    Signals
    -------
    answered(object): as `Player.answer` takes it
    do_it_wanted(): what is asked for is to be done for the learner
    """

    answered = Signal(object)
    do_it_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        self.column = QVBoxLayout(content)
        super().__init__(content, parent=parent)
        self._shown: tuple[object, ...] = ()  # which step, of which player
        self._answered = ""
        self._coming: list[QWidget] = []      # what comes with what is shown now
        self._came: list[QWidget] = []        # what has come last, and is to be seen until a person scrolls
        self._bringing = Later(self, self._bring_in)
        self.question: Question | None = None
        self._text, self._after = Written(), Written()
        self._recalled, self._feedback = Aside(), Aside("said")
        self._hints: list[Aside] = []
        for part in (self._text, self._feedback, self._recalled, self._after):
            self.column.addWidget(part)
        self.column.addStretch(1)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._bringing.ask)  # what has come has its height only then
        bar.actionTriggered.connect(self._on_scrolled)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def show_player(self, player: Player, pictures: Pictures) -> None:
        """Show the step that is to be shown, as it stands."""
        shown, answered = (player, player.step), player.answered
        begun_again = bool(self._answered) and not answered and is_asking(player)
        if shown != self._shown or begun_again:
            self._begin(player, pictures)
        self._shown, self._answered, self._coming = shown, answered, []
        step = player.step
        self._text.say(player.text(step.text), pictures)
        if self.question is not None:
            self.question.show_player(player)
        self._show_feedback(player, pictures)
        self._show_recalled(player, pictures)
        self._show_hints(player, pictures)
        completed = player.reading in player.completed
        self._say(self._after, player.text(step.after) if completed else "", pictures)
        if self._coming:
            self._came = self._coming
            self._bringing.ask()

    def take_over(self, other: "StepView") -> None:
        """Scrolled alike, and with what was typed there."""
        if self.question is not None and type(other.question) is type(self.question):
            self.question.take_over(other.question)
        self._came = []
        super().take_over(other)

    # --- its parts -------------------------------------------------------------------------------------------------

    def _begin(self, player: Player, pictures: Pictures) -> None:
        """Another step: from its top."""
        for old in (self.question, *self._hints):
            if old is not None:
                self.column.removeWidget(old)
                take_down(old)
        self._hints, self._came = [], []
        make = QUESTIONS.get(player.step.kind)
        self.question = None if make is None else make(player, pictures)
        if self.question is not None:
            self.column.insertWidget(self.column.indexOf(self._feedback), self.question)
            self.question.answered.connect(self.answered)
            self.question.do_it_wanted.connect(self.do_it_wanted)
        self.verticalScrollBar().setValue(0)

    def _show_recalled(self, player: Player, pictures: Pictures) -> None:
        """What was predicted, once it has been seen what happens."""
        recalled, before = player.recalled, self._recalled.said
        if recalled is None:
            self._recalled.say()
            return
        predicted = player.lesson.steps[player.lesson.step_called(player.step.recall)].predict
        self._recalled.say(self.tr("What you predicted") if predicted else self.tr("What you answered"),
                           *recalled, pictures)
        if self._recalled.said != before:
            self._coming.append(self._recalled)

    def _show_feedback(self, player: Player, pictures: Pictures) -> None:
        feedback = None if player.is_reading else player.feedback
        if feedback is None:
            self._feedback.say()
            return
        caption = {Outcome.RIGHT: self.tr("That is right."),
                   Outcome.PREDICTED: self.tr("Noted. Now see.")}.get(feedback.outcome, "")
        before = self._feedback.said
        self._feedback.say(caption, player.text(feedback.said),
                           "" if feedback.problem is None else phrase(feedback.problem), pictures)
        if self._feedback.said != before:
            self._coming.append(self._feedback)

    def _show_hints(self, player: Player, pictures: Pictures) -> None:
        hints = player.step.hints
        count = 0 if player.is_reading else player.hints_shown
        while len(self._hints) < count:
            self._hints.append(Aside())
            self.column.insertWidget(self.column.indexOf(self._recalled), self._hints[-1])
            self._coming.append(self._hints[-1])
        for number, hint in enumerate(self._hints):
            if number < count:
                caption = self.tr("Hint {number} of {count}").format(number=number + 1, count=len(hints))
                hint.say(caption, player.text(hints[number]), "", pictures)
            else:
                hint.say()

    def _say(self, part: Written, text: str, pictures: Pictures) -> None:
        came = text and not part.markdown
        part.say(text, pictures)
        if came:
            self._coming.append(part)

    def _bring_in(self) -> None:
        """Let all that has come last be seen, once it has its place; its beginning, where it does not fit."""
        came = [each for each in self._came if each.isVisible()]
        if not came:
            return
        self.column.activate()
        bar, edge = self.verticalScrollBar(), theme().scaled(8)
        first = min(each.y() for each in came) - edge
        last = max(each.y() + each.height() for each in came) + edge
        bar.setValue(min(max(bar.value(), last - self.viewport().height()), first))

    @Slot(int)
    def _on_scrolled(self, action: int) -> None:
        """A person reads elsewhere."""
        self._came = []

    @Slot()
    def _update_sizes(self) -> None:
        scaled = theme().scaled
        self.setMinimumHeight(scaled(LEAST_SEEN))
        self.column.setContentsMargins(0, 0, max(scaled(12) - self.bar_width, 0), scaled(4))
        self.column.setSpacing(scaled(12))
