"""The ways to go through a lesson: what is answered at each step, and what must come of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.data.dataset import DatasetError
from engine.inspection.place import Place
from engine.lessons.expressions.evaluate import amount, holds, place_of, values_in
from engine.lessons.expressions.tree import Expression
from engine.lessons.expressions.values import NotUsableError, NotYetError
from engine.lessons.finding import Finding
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind, Lesson, Step
from engine.lessons.lookups import Lookups, not_shown
from engine.lessons.player import Phase, Player
from engine.lessons.text import Text
from engine.lessons.typed_wrong import is_typed, typed_wrong
from engine.problem import EngineError
from engine.training.config import HYPERPARAMETERS

NO_NUMBERS = ("", "abc", "nan", "1e999", "1/0")  # what may be typed in the place of one


class Way:
    """Right answers, or what does it for the learner; and what all ways have in common.

    Parameters
    ----------
    lesson, stage, language
        As for `Player`.
    seen
        Called at each step with the player, before it is answered and once it is done.

    Attributes
    ----------
    found : list of Finding
    """

    name = ""

    def __init__(
        self, lesson: Lesson, stage: HeadlessStage, language: str, seen: Callable[[Player], None] = lambda player: None,
    ) -> None:
        self.player = Player(lesson, stage, language=language)
        self.found: list[Finding] = []
        self._stage, self._seen = stage, seen

    def play(self) -> None:
        """Go through the lesson, to its end or to where nothing goes on.

        Raises
        ------
        DatasetError
            If what it learns from is not on this computer.
        """
        try:
            self.player.begin()
        except DatasetError:
            raise
        except EngineError as error:
            self.found.append(Finding(f"The lesson cannot begin: {error}"))
            return
        for number in range(len(self.player.lesson.steps)):
            try:
                self._play(self.player.step)
            except EngineError as error:
                if not any(each.step == number and str(error) in each.what for each in self.found):
                    self._fault(str(error))
            if not self._goes_on(number):
                break

    def _goes_on(self, number: int) -> bool:
        """Whether the next step comes, or the end."""
        player = self.player
        try:
            if player.number == number and player.phase is Phase.ASKING:
                player.skip()
                self._fell_short()  # it has been told, or is what was asked for
            if player.number == number:
                player.next()
        except EngineError as error:
            self._fault(str(error))
            return False
        if player.number == number and player.phase is not Phase.ENDED:
            self._fault("The lesson does not go on from here.")
            return False
        return player.phase is not Phase.ENDED

    def _fault(self, what: str, *, on_any_way: bool = False) -> None:
        self.found.append(Finding(what, self.player.number, way="" if on_any_way else self.name))

    def _remark(self, what: str) -> None:
        if what:
            self.found.append(Finding(what, self.player.number, is_fault=False))

    # --- one step ----------------------------------------------------------------------------------------------------

    def _play(self, step: Step) -> None:
        number = self.player.number
        self._look_up(step)
        if step.kind is Kind.DO and self.player.phase is Phase.DONE:
            self._fault(f"This is done before it is asked for: {_text(step.done)} is true when the step begins. Ask "
                        "for something else, or let before = […] lead to where it is not true.")
        self._seen(self.player)
        if self.player.phase is Phase.ASKING:
            self._answer(step)
            fell_short = self._fell_short()
            if self.player.number == number and not step.do_it:  # else it is what was asked for
                self._remark(fell_short)
        if self.player.number == number and self.player.phase is Phase.DONE:
            feedback = self.player.feedback
            self._check_texts(step.after, None if feedback is None else feedback.said, *self._recalled(step))
            if step.recall:
                self._check_prediction(self.player.lesson.steps[self.player.lesson.step_called(step.recall)])
            if step.kind is not Kind.SAY:
                self._seen(self.player)

    def _look_up(self, step: Step) -> None:
        """See whether there is what a step names, and the numbers in its texts; and whether its case was reached."""
        player = self.player
        self._remark(self._fell_short())
        for what in Lookups(self._stage.trainer, player.view).unknown(step):
            self._fault(what)
        self._check_texts(step.text, step.ask, *step.hints, *step.items, *(option.text for option in step.options))

    def _recalled(self, step: Step) -> list[Text | None]:
        """What is said once this step is completed to the answers of the one that it recalls."""
        lesson = self.player.lesson
        told = lesson.steps[lesson.step_called(step.recall)].options if step.recall else ()
        return [text for option in told for text in (option.text, option.says)]

    def _check_prediction(self, step: Step) -> None:
        """See whether what there is to say to a number that was predicted can be said where it is recalled."""
        view, language = self.player.view, self.player.language
        if step.kind is not Kind.NUMBER or not step.predict:
            return
        for expression in (step.answer, *(wrong.when for wrong in step.wrong)):
            for what in Lookups(self._stage.trainer, view).looked_up(expression):
                self._fault(what)
        answer = amount(step.answer, view)
        known = view.knowing(given=answer, answer=answer)
        for wrong in step.wrong:
            for what in not_shown(wrong.says.pieces(language), known, view):
                self._fault(what)
        mistakes = tuple(wrong for wrong in step.wrong if not holds(wrong.when, known))  # the others are for who knew
        self._mistakes(replace(step, wrong=mistakes), answer)

    def _mistakes(self, step: Step, answer: float) -> list[str]:
        """Numbers to which the lesson has something to say."""
        found = []
        for wrong in step.wrong:
            text = typed_wrong(wrong.when, answer, step.within, self.player.view)
            if text is None:
                self._remark(f"No wrong number was found that meets the condition {wrong.when.text}: see whether there "
                             "is one.")
            elif not is_typed(text):
                self._fault(f"Only a number with all its digits, {text}, meets the condition {wrong.when.text}: allow "
                            "for rounding, as in abs(given + answer) < 0.01 * abs(answer).", on_any_way=True)
            else:
                found.append(text)
        return found

    def _check_texts(self, *texts: Text | None) -> None:
        """See whether all numbers in these texts are there now."""
        player, now = self.player, self.player.view
        for text in filter(None, texts):
            for what in not_shown(text.pieces(player.language), player.said_of(text), now):
                self._fault(what)

    def _answer(self, step: Step) -> None:
        getattr(self, f"_{step.kind.value}")(step)

    def _is_asking(self) -> bool:
        return self.player.phase is Phase.ASKING

    # --- right answers -----------------------------------------------------------------------------------------------

    def _do(self, step: Step) -> None:
        self.player.do_it()
        if self._is_asking():
            self._fault(f"What do_it does is not what is asked for: {_text(step.done)} is not true after it"
                        f"{self._values_in(step.done)}. {self._fell_short()}".rstrip())

    def _values_in(self, condition: Expression | None) -> str:
        """What is looked up in a condition, as it is: what stands behind a sentence."""
        values = "" if condition is None else values_in(condition, self.player.view)
        return values and f": {values}"

    def _fell_short(self) -> str:
        """Why an act did not get to where it says, if it did not; said once."""
        found, self._stage.fell_short = self._stage.fell_short, ""
        return found

    def _choice(self, step: Step) -> None:
        right = self._right_options(step)
        if step.is_marked and not right:
            self._fault("None of the answers is right when this is asked: write right = true where one is, or mend its "
                        "condition.")
            return
        self.player.answer(right[0] if right else 0)

    def _right_options(self, step: Step) -> list[int]:
        if step.predict:
            return []
        return [number for number, option in enumerate(step.options) if self.player.is_right(option)]

    def _number(self, step: Step) -> None:
        try:
            typed = as_typed(amount(step.answer, self.player.view))
        except (NotYetError, NotUsableError):
            if not step.predict:  # else it need only be there where it is recalled
                raise
            typed = "1"
        self.player.answer(typed)

    def _cell(self, step: Step) -> None:
        place = str(place_of(step.answer, self.player.view))
        self._click(place)
        if self._is_asking():
            self._fault(f"A click on {place}, which is right, is not taken for right.")

    def _click(self, place: str) -> None:
        self._stage.click(place)
        self.player.look()

    def _order(self, step: Step) -> None:
        self.player.answer(tuple(range(len(step.items))))

    def _observe(self, step: Step) -> None:
        self.player.answer("…" if step.write else "")
        if self._is_asking():
            self.player.do_it()
        if self._is_asking():
            self._fault(f"What is to be seen here is not seen: {_text(step.done)} is not true"
                        f"{self._values_in(step.done)}. Write do_it = […] that leads there.")


class WrongFirst(Way):
    """Everything that is wrong, and then what is right."""

    name = "with wrong answers first"

    def _answer(self, step: Step) -> None:
        if not step.predict:
            getattr(self, f"_wrong_{step.kind.value}")(step)
        if self._is_asking():
            super()._answer(step)

    def _try(self, text: str) -> None:
        """Answer what is wrong: something is said to it, and the step goes on."""
        self.player.answer(text)
        self._see(text)

    def _see(self, text: str) -> None:
        feedback = self.player.feedback
        if not self._is_asking():
            self._fault(f"{text or 'nothing'} is taken for right, and is not.")
        elif feedback is not None:
            self._check_texts(feedback.said)

    def _wrong_do(self, step: Step) -> None:
        for wrong in step.wrong:
            if holds(wrong.when, self.player.view):
                self._fault("What is said to a mistake is said before anything was done: "
                            f"{wrong.when.text} is true when the step begins.", on_any_way=True)
        typed = {name: value for act in step.do_it if act.name == "start again"
                 for name, value in act.given.get("settings", {}).items() if HYPERPARAMETERS[name].live}
        if typed and step.done and self._holds_with(step.done, typed):
            self._fault(f"This is done as soon as {', '.join(typed)} is typed, before the run begins again: "
                        f"{step.done.text} is true then. Ask for something that only the new run has.", on_any_way=True)

    def _holds_with(self, condition: Expression, settings: dict[str, Any]) -> bool:
        """Whether a condition is true once these settings are typed in, and nothing else is done."""
        view = self.player.view
        return view.config is not None and holds(condition, replace(view, config=replace(view.config, **settings)))

    def _wrong_choice(self, step: Step) -> None:
        if not step.is_marked:
            return
        right = self._right_options(step)
        for number in range(len(step.options)):
            if number not in right and self._is_asking():
                self._try(str(number))

    def _wrong_number(self, step: Step) -> None:
        answer = amount(step.answer, self.player.view)
        off = abs(answer) * (1 + 3 * step.within) + 3 * step.within + 1
        for text in (*NO_NUMBERS, repr(off), repr(-off), *self._mistakes(step, answer)):
            if self._is_asking():
                self._try(text)

    def _wrong_cell(self, step: Step) -> None:
        right = place_of(step.answer, self.player.view)
        for place in ("L", str(Place(right.name, (*right.numbers[:-1], (right.numbers or (0,))[-1] ^ 1)))):
            if place != str(right) and self._is_asking():
                self._click(place)
                self._see(place)

    def _wrong_order(self, step: Step) -> None:
        self.player.answer(self.player.shuffled)
        self._see("")

    def _wrong_observe(self, step: Step) -> None:
        pass


class ShowMe(Way):
    """"Show me" wherever it is."""

    name = "with Show me"

    def _answer(self, step: Step) -> None:
        if "show me" in self.player.can:
            self.player.show_me()
        else:
            super()._answer(step)


class Skip(Way):
    """"Skip" everywhere."""

    name = "with Skip"

    def _answer(self, step: Step) -> None:
        self.player.skip()


WAYS: tuple[type[Way], ...] = (Way, WrongFirst, ShowMe, Skip)


def _text(expression: Expression | None) -> str:
    return "" if expression is None else expression.text


def as_typed(number: float) -> str:
    """A number as somebody types it who reads it in the window: whole, or with four digits."""
    return str(int(number)) if number == int(number) and abs(number) < 1e9 else f"{number:.4g}"
