"""The player of a lesson: at which step it is, what was answered, what is said to it. It knows no window and no clock.

It is told what the learner does, looks at how things stand on its stage, and says what is to be shown. A stage may take
a while for what it is asked for: until then the player is busy, and goes on when it is told to look again.
"""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import TypeVar

from engine.figures import number as written_number
from engine.lessons.acts import Act
from engine.lessons.attempt import Attempt, Outcome, now
from engine.lessons.expressions.evaluate import amount, evaluate, holds, place_of
from engine.lessons.expressions.parse import ExpressionError, parse
from engine.lessons.expressions.tree import Expression
from engine.lessons.expressions.values import NotUsableError, NotYetError, Value
from engine.lessons.judging import how_far_off, is_near, is_whole
from engine.lessons.lesson import Kind, Lesson, Option, Step
from engine.lessons.stage import Stage
from engine.lessons.text import Live, Text
from engine.lessons.view import View
from engine.problem import Problem, printable, shortened
from engine.typed_numbers import worked_out

Found = TypeVar("Found")

NOTHING = "–"  # what is shown of a number that has not been computed yet


class Phase(Enum):
    """What the lesson waits for."""

    BUSY = "busy"      # what the step begins with
    ASKING = "asking"  # the learner
    DONE = "done"      # to go on
    ENDED = "ended"    # nothing: it is over


@dataclass(frozen=True, slots=True, eq=False)
class Feedback:
    """What is said to an attempt.

    Parameters
    ----------
    outcome
        What became of it.
    said
        What the lesson says to it.
    problem
        What the program says to it.
    view
        What there was to look up then.
    """

    outcome: Outcome
    said: Text | None = None
    problem: Problem | None = None
    view: View | None = None


class Player:
    """A lesson as it is gone through.

    Parameters
    ----------
    lesson, stage
        What is played, and where.
    language
        In which its texts are wanted.
    clock
        Tells the time.
    record
        Called with every attempt.
    answers
        What was answered before, by step: for a lesson that is gone on with. What does not fit it any more, since it
        has been written anew meanwhile, is not looked at.

    Attributes
    ----------
    number : int
        The step that the lesson is at, counted from 0.
    reading : int
        The step that is shown: the same, or an earlier one that is read again.
    phase : Phase
    feedback : Feedback or None
        What is said to the last attempt at the step that the lesson is at.
    hints_shown : int
        How many of its hints.
    completed : set of int
        The steps that are done, one way or another.
    given : str
        The last answer to the step that the lesson is at; empty before the first.
    changed : callable
        Called whenever something else is to be shown.
    """

    def __init__(
        self, lesson: Lesson, stage: Stage, *, language: str = "en", clock: Callable[[], datetime] = now,
        record: Callable[[Attempt], None] = lambda attempt: None, answers: Mapping[int, str] | None = None,
    ) -> None:
        self.lesson, self.stage, self.language = lesson, stage, language
        self.number = self.reading = self.hints_shown = 0
        self.phase = Phase.BUSY
        self.feedback: Feedback | None = None
        self.completed: set[int] = set()
        self.given = ""
        self.changed: Callable[[], None] = lambda: None
        self._clock, self._record = clock, record
        self._answers = {number: given for number, given in (answers or {}).items() if _fits(lesson, number, given)}
        self._notes: dict[str, Value] = {}
        self._kept_by = {name: (number, step.line) for number, step in enumerate(lesson.steps, 1) for name in step.note}
        self._said: dict[tuple[Text, str], tuple[View, str]] = {}  # texts with all numbers, and what had those
        self._asked: dict[int, View] = {}   # what there was to look up when a step asked,
        self._ended: dict[int, View] = {}   # and when it was completed
        self._waiting: Callable[[], None] | None = None  # what is done once the stage has done what it was asked for
        self._judged = 0     # how many clicks of cells have been judged
        self._by_itself = False  # whether what is done now is done for the learner

    # --- what is to be shown ---------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.lesson.steps[self.reading]

    @property
    def is_reading(self) -> bool:
        """Whether an earlier step is read again; nothing can be answered there."""
        return self.reading < self.number

    @property
    def answered(self) -> str:
        """The last answer to the step that is shown; empty if there is none."""
        return self._answers.get(self.reading, "") if self.is_reading else self.given

    @property
    def can(self) -> frozenset[str]:
        """What can be done now: "answer", "hint", "show me", "skip", "do it", "next", "back"."""
        found = set()
        if self.reading:
            found.add("back")
        if self.is_reading or self.phase is Phase.DONE:
            found.add("next")
        elif self.phase is Phase.ASKING:
            found |= {"answer", "skip"} if self.step.kind is not Kind.DO else {"skip"}
            if self.hints_shown < len(self.step.hints):
                found.add("hint")
            if self.step.do_it:
                found.add("do it")
            if self.step.is_marked or self.step.kind is Kind.DO:
                found.add("show me")
        return frozenset(found)

    @property
    def view(self) -> View:
        """What there is to look up, with what was noted and answered in the lesson."""
        return replace(self.stage.view, extra=dict(self._notes), kept_by=self._kept_by)

    def text(self, text: Text | None, **extra: Value) -> str:
        """What a text says in the language of the player, with the numbers that it was said of.

        They are those of when the step asked, or was completed, or was answered: what is true then stays so when the
        learner trains on, or reads the step again. What was not there then is looked up now.
        """
        if text is None:
            return ""
        then, kept = self.said_of(text), self._said.get((text, self.language))
        if kept is not None and kept[0] is then and not extra:
            return kept[1]  # it is asked for at each update of the window, and does not change any more
        pieces, known = text.pieces(self.language), then.knowing(**extra)
        found = [each if isinstance(each, str) else _found(each, known) for each in pieces]
        if all(each is not None for each in found):
            said = "".join(map(_written, pieces, found))
            if not extra:
                self._said[text, self.language] = then, said
            return said
        now = self.view.knowing(**extra)
        return "".join(_written(piece, _found(piece, now) if each is None and isinstance(piece, Live) else each)
                       for piece, each in zip(pieces, found, strict=True))

    def said_of(self, text: Text) -> View:
        """What there was to look up when a text of the step that is shown was said."""
        if self.feedback is not None and text is self.feedback.said and self.feedback.view is not None:
            return self.feedback.view
        late = text is self.step.after or any(text is each for each in self._held_back)
        return (self._ended if late else self._asked).get(self.reading, self.view)

    @property
    def _held_back(self) -> list[Text]:
        """What there is to say to a prediction that the step which is shown recalls."""
        if not self.step.recall:
            return []
        recalled = self.lesson.steps[self.lesson.step_called(self.step.recall)]
        told = [*(each.says for each in recalled.options), *(each.says for each in recalled.wrong)]
        return [each for each in told if each is not None]

    @property
    def recalled(self) -> tuple[str, str] | None:
        """The answer to the step that this one recalls, in words, and what there is to say to it; None if none.

        It waits until the step is completed: whoever has predicted is to see what happens first.
        """
        if not self.step.recall or not (self.is_reading or self.phase in (Phase.DONE, Phase.ENDED)):
            return None
        number = self.lesson.step_called(self.step.recall)
        given = self._answers.get(number)
        if given is None:
            return None
        step = self.lesson.steps[number]
        if step.kind is not Kind.CHOICE:
            return given, self._says_to(step, given)
        option = step.options[int(given)]
        return self.text(option.text), self.text(option.says)

    def _says_to(self, step: Step, given: str) -> str:
        """What there is to say to a number that was predicted, once it has been seen what happens."""
        number = worked_out(given.strip().removesuffix(step.unit)) if step.kind is Kind.NUMBER else None
        if not isinstance(number, float):
            return ""
        view = self._ended.get(self.reading, self.view).knowing(given=number)
        with suppress(NotYetError, NotUsableError):  # its mistakes need not ask for what is right
            view = view.knowing(answer=amount(step.answer, view))
        said = next((wrong.says for wrong in step.wrong if _is_seen(wrong.when, view)), None)
        return self.text(said, **{name: view.extra[name] for name in ("given", "answer") if name in view.extra})

    @property
    def shuffled(self) -> tuple[int, ...]:
        """The items of an order, in the order in which they are offered: always the same one, and never the right."""
        count = len(self.step.items)
        right, found = list(range(count)), list(range(count))
        chance = random.Random(f"{self.lesson.id} {self.reading}")
        while found == right and count > 1:
            chance.shuffle(found)
        return tuple(found)

    # --- the learner -----------------------------------------------------------------------------------------------

    def begin(self, at: int = 0) -> None:
        """Set the stage, and begin; at a later step, what leads there is done first."""
        self.completed, self._notes = set(range(at)), {}
        self._asked, self._ended = {}, {}
        self.stage.set_up(self.lesson)
        self._enter(0, upto=min(at, len(self.lesson.steps) - 1))

    def start_over(self) -> None:
        """Begin from the first step again."""
        self._answers = {}
        self.begin()

    def answer(self, given: object) -> None:
        """Answer the step.

        Parameters
        ----------
        given
            The number of an option; a number as it was typed; the items of an order, by their numbers; a line.
        """
        if self.phase is not Phase.ASKING or self.is_reading:
            return
        if self.step.kind is Kind.NUMBER and not str(given).strip():
            self.feedback = Feedback(Outcome.NOT_YET, problem=Problem(
                "Write a number, such as 0.25, 1/4 or 2e-3."))
            self.changed()
            return
        self.given = ",".join(map(str, given)) if isinstance(given, (tuple, list)) else str(given)
        {Kind.CHOICE: self._answer_choice, Kind.NUMBER: self._answer_number, Kind.ORDER: self._answer_order,
         Kind.CELL: self._answer_cell, Kind.OBSERVE: self._answer_observe}.get(self.step.kind, lambda: None)()
        self.look()

    def hint(self) -> None:
        """Another hint."""
        if "hint" in self.can:
            self.hints_shown += 1
            self.changed()

    def do_it(self) -> None:
        """Do what the step asks for, for the learner."""
        if "do it" in self.can:
            self._by_itself = True
            self.stage.carry_out(self.step.do_it)
            self._then(self._check_done)

    def show_me(self) -> None:
        """Say the right answer, or do what the step asks for."""
        if "show me" not in self.can:
            return
        if self.step.kind is Kind.DO:
            self.do_it()
            return
        said, problem = self._right_answer()
        if self.step.kind is Kind.CELL and self.step.answer is not None:
            self._point_at_answer()
        self._complete(Outcome.SHOWN, said, problem)
        self.look()

    def skip(self) -> None:
        """Leave the step; what later steps build on is done all the same."""
        if "skip" not in self.can:
            return
        self.stage.carry_out((*self.step.do_it, *self.step.reveal))
        self._then(self._skipped)

    def next(self) -> None:
        """Go on."""
        if self.is_reading:
            self.reading += 1
            self.changed()
        elif self.phase is Phase.DONE:
            self._go_on()

    def back(self) -> None:
        """Read the step before again."""
        if self.reading:
            self.reading -= 1
            self.changed()

    def look(self) -> None:
        """Look at how things stand: to be called whenever that may have changed."""
        while self._waiting is not None and not self.stage.is_busy:
            what, self._waiting = self._waiting, None
            what()
        if self.phase is Phase.ASKING and self._waiting is None:
            self._watch()
        if self.phase is Phase.DONE and not self.stage.is_busy:
            self._ended.setdefault(self.number, self.view)
        self.changed()

    # --- from step to step -----------------------------------------------------------------------------------------

    def _then(self, what: Callable[[], None]) -> None:
        """Do this once the stage has done what it was asked for."""
        self._waiting = what
        self.look()

    def _enter(self, number: int, upto: int = 0) -> None:
        """Begin a step; those before `upto` are done without the learner, who does not see them."""
        self.number, self.reading = number, max(number, upto)
        self.phase, self.feedback, self.hints_shown, self.given = Phase.BUSY, None, 0, ""
        self._by_itself = False
        step = self.lesson.steps[number]
        if step.show is not None:
            self.stage.show(step.show)
        self.stage.carry_out(step.before)
        if number < upto:
            self.stage.carry_out((*step.do_it, *step.reveal))
            self._then(lambda: self._pass(number, upto))
        else:
            self._then(self._ask)

    def _pass(self, number: int, upto: int) -> None:
        self._note()
        self._enter(number + 1, upto)

    def _ask(self) -> None:
        self._asked[self.number] = self.view
        self._judged = self.stage.view.looking.clicks
        self.stage.highlight(self.step.highlight)
        self.phase = Phase.ASKING
        if self.step.kind is Kind.SAY:
            self._complete(Outcome.READ)

    def _watch(self) -> None:
        """See whether what is asked for has been done."""
        step = self.lesson.steps[self.number]
        if step.kind is Kind.DO:
            self._check_done(quietly=True)
        elif step.kind is Kind.CELL:
            looking = self.stage.view.looking
            if looking.clicks != self._judged:
                self._judged, self.given = looking.clicks, looking.place
                self._answer_cell()

    def _check_done(self, quietly: bool = False) -> None:
        """Whether it is done; if not, whether something is seen that is known to be misunderstood."""
        step = self.lesson.steps[self.number]
        try:
            if step.done is None or holds(step.done, self.view):
                self._complete(Outcome.SHOWN if self._by_itself else Outcome.DONE)
                return
        except NotUsableError as error:
            self.feedback = Feedback(Outcome.NOT_YET, problem=error.problem)
        else:
            self._say_wrong(step)
        if not quietly and step.kind is Kind.DO:
            self._by_itself = False
            self.feedback = Feedback(Outcome.NOT_YET, problem=Problem(
                "That did not lead to where this step is done. Skip goes on."))

    def _complete(self, outcome: Outcome, said: Text | None = None, problem: Problem | None = None) -> None:
        step = self.lesson.steps[self.number]
        if outcome is not Outcome.SKIPPED:
            self.feedback = Feedback(outcome, said, problem, self.view)
        self._keep(outcome)
        self.completed.add(self.number)
        self.phase = Phase.DONE
        if self.given:
            self._answers[self.number] = self.given
        self._note()
        if outcome is not Outcome.SKIPPED and step.reveal:
            self.stage.carry_out(step.reveal)
        if step.kind is not Kind.SAY and not (outcome is Outcome.SHOWN and step.kind is Kind.CELL):
            self.stage.highlight("")

    def _skipped(self) -> None:
        self.given = ""
        self._complete(Outcome.SKIPPED)
        self._go_on()

    def _go_on(self) -> None:
        if self.number + 1 < len(self.lesson.steps):
            self._enter(self.number + 1)
        else:
            self.phase = Phase.ENDED
            self.stage.highlight("")
            self.changed()

    def _note(self) -> None:
        """Keep the numbers that later steps ask for."""
        for name, expression in self.lesson.steps[self.number].note.items():
            try:
                self._notes[name] = evaluate(expression, self.view)
            except (NotYetError, NotUsableError):
                self._notes.pop(name, None)

    def _keep(self, outcome: Outcome) -> None:
        step = self.lesson.steps[self.number]
        self._record(Attempt(self.lesson.id, self.number, step.name, self.text(step.ask), self.given, self._in_words(),
                             outcome, self._clock()))

    def _in_words(self) -> str:
        """The last answer as it can be read."""
        step = self.lesson.steps[self.number]
        if step.kind is Kind.CHOICE and self.given:
            return self.text(step.options[int(self.given)].text)
        if step.kind is Kind.ORDER:
            return " → ".join(self.text(step.items[int(each)]) for each in self.given.split(",") if each)
        return self.given

    # --- answers ---------------------------------------------------------------------------------------------------

    def _not_yet(self, said: Text | None = None, problem: Problem | None = None) -> None:
        self.feedback = Feedback(Outcome.NOT_YET, said, problem, self.view)
        self._keep(Outcome.NOT_YET)

    def is_right(self, option: Option) -> bool:
        """Whether an answer of a choice is right as things stand."""
        return option.right is not None and holds(option.right, self.view)

    def _answer_choice(self) -> None:
        step = self.step
        option = step.options[int(self.given)]
        if step.predict:
            self._complete(Outcome.PREDICTED)
        elif not step.is_marked:
            self._complete(Outcome.DONE, option.says)
        elif self._computed(lambda: self.is_right(option)):
            self._complete(Outcome.RIGHT, option.says)
        elif self.feedback is None or self.feedback.problem is None:
            self._not_yet(option.says, Problem("Choose another answer."))

    def _computed(self, what: Callable[[], Found]) -> Found | None:
        """What is asked of the numbers; where it cannot be computed that is said, and it is None."""
        self.feedback = None
        try:
            return what()
        except (NotYetError, NotUsableError) as error:
            self.feedback = Feedback(Outcome.NOT_YET, problem=Problem(
                "The answer cannot be computed here: {why} Skip goes on.", {"why": error.problem}))
            return None

    def _answer_number(self) -> None:
        given = worked_out(self.given.strip().removesuffix(self.step.unit))
        if isinstance(given, Problem):
            self.feedback = Feedback(Outcome.NOT_YET, problem=given)
            return
        if not math.isfinite(given):
            self.feedback = Feedback(Outcome.NOT_YET, problem=Problem(
                "{given} is no number that can be compared.", {"given": shortened(self.given, 20)}))
            return
        if self.step.predict:
            self._complete(Outcome.PREDICTED)
            return
        answer = self._computed(lambda: amount(self.step.answer, self.view))
        if answer is None:
            return
        if is_near(given, answer, self.step.within):
            self._complete(Outcome.RIGHT)
        elif not self._say_wrong(self.step, given=given, answer=answer):
            self._not_yet(problem=how_far_off(given, answer))

    def _answer_cell(self) -> None:
        place = self.given
        if self._computed(lambda: str(place_of(self.step.answer, self.view)) == place):
            self._complete(Outcome.RIGHT)
        elif self.feedback is None and not self._say_wrong(self.step):
            self._not_yet(problem=self._another_cell(place))

    def _another_cell(self, place: str) -> Problem:
        try:
            value = written_number(amount(parse(place), self.view))
        except (ExpressionError, NotYetError, NotUsableError):
            return Problem("{place} is another cell.", {"place": printable(place)})
        return Problem("{place} is another cell; its number is {value}.", {"place": printable(place), "value": value})

    def _answer_order(self) -> None:
        given = [int(each) for each in self.given.split(",") if each]
        right = sum(each == place for place, each in enumerate(given))
        count = len(self.step.items)
        if right == count == len(given):
            self._complete(Outcome.RIGHT)
        else:
            self._not_yet(problem=Problem(
                "{right} of {count} {right:is|are} in the right place.", {"right": right, "count": count}))

    def _answer_observe(self) -> None:
        done = self.step.done
        if done is None or self._computed(lambda: holds(done, self.view)):
            self._complete(Outcome.DONE)
        elif self.feedback is None and not self._say_wrong(self.step):
            self._not_yet(problem=Problem("What this step is about has not been seen yet."))

    def _say_wrong(self, step: Step, **known: Value) -> bool:
        """Say what there is to say to what is known to be misunderstood; whether there was something."""
        view = self.view.knowing(**known)
        for wrong in step.wrong:
            if _is_seen(wrong.when, view):
                self.feedback = Feedback(Outcome.NOT_YET, wrong.says, view=view)
                if known:
                    self._keep(Outcome.NOT_YET)
                return True
        return False

    def _right_answer(self) -> tuple[Text | None, Problem | None]:
        """The right answer in words, with what the lesson says to it."""
        step, answer = self.step, ""
        self.given = ""
        try:
            if step.kind is Kind.CHOICE:
                number, option = next((n, each) for n, each in enumerate(step.options) if self.is_right(each))
                self.given = str(number)
                return option.says, Problem("The answer: {answer}", {"answer": self.text(option.text)})
            if step.kind is Kind.ORDER:
                self.given = ",".join(map(str, range(len(step.items))))
                return None, None
            if step.kind is Kind.CELL:
                answer = str(place_of(step.answer, self.view))
            else:
                found = amount(step.answer, self.view)
                answer = f"{found:,.0f}" if is_whole(found) else written_number(found)
        except (NotYetError, NotUsableError, StopIteration):
            return None, Problem("The answer cannot be computed here.")
        return None, Problem("The answer: {answer}", {"answer": answer})

    def _point_at_answer(self) -> None:
        try:
            self.stage.highlight(f"cell {place_of(self.step.answer, self.view)}")
        except (NotYetError, NotUsableError):
            self.stage.highlight("")


def _written(piece: str | Live, found: Value | None) -> str:
    """A piece of a text, with what was found for it."""
    if isinstance(piece, str):
        return piece
    if found is None:
        return NOTHING
    if isinstance(found, (bool, str)) or not isinstance(found, (int, float)):
        return str(printable(str(found)))
    if not math.isfinite(found):
        return written_number(found)
    if piece.form == "int":
        return f"{round(found):,}"
    if piece.form == "short":
        return f"{found:.6g}".replace("-", "−")
    return f"{found * 100:.1f} %" if piece.form == "percent" else written_number(found)


def _fits(lesson: Lesson, number: int, given: str) -> bool:
    """Whether this can have been answered to that step of a lesson."""
    if number >= len(lesson.steps):
        return False
    step = lesson.steps[number]
    if step.kind is Kind.CHOICE:
        return given in map(str, range(len(step.options)))
    return step.kind is not Kind.ORDER or sorted(given.split(",")) == sorted(map(str, range(len(step.items))))


def _is_seen(when: Expression, view: View) -> bool:
    """Whether a mistake has been made; what cannot be said of what was given, such as y[0, given] of 2.5, has not."""
    try:
        return holds(when, view)
    except NotUsableError:
        return False


def _found(live: Live, view: View) -> Value | None:
    try:
        return evaluate(live.expression, view)
    except (NotYetError, NotUsableError):
        return None


def acts_of(steps: Sequence[Step]) -> tuple[Act, ...]:
    """All acts of these steps."""
    return tuple(act for step in steps for acts in (step.before, step.do_it, step.reveal) for act in acts)
