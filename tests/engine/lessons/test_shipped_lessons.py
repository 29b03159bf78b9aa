"""Every lesson that comes with the program can be gone through in every way, and what it says of numbers is so."""

from functools import cache

import numpy as np
import pytest
from independent import Independent

from engine.data import catalogue
from engine.lessons.expressions.evaluate import amount, evaluate, holds, place_of
from engine.lessons.expressions.values import NotUsableError, NotYetError
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind
from engine.lessons.package import SUFFIX, open_lesson
from engine.lessons.player import Phase
from engine.lessons.proof import prove
from engine.lessons.shelf import TEMPLATE, all_lessons, shipped_folder
from engine.lessons.text import LANGUAGES, Live
from engine.lessons.ways import Way

FILES = sorted(shipped_folder().glob(f"*{SUFFIX}"))
NAMES = [file.name.removesuffix(SUFFIX) for file in FILES]
of_all = pytest.mark.parametrize("file", FILES, ids=NAMES)
dataset = cache(catalogue.load)


@of_all
def test_it_can_be_gone_through(file):
    package = open_lesson(file)
    assert package.warnings == ()
    assert [each.told(package.lesson, file.name) for each in prove(package.lesson, dataset)] == []


@of_all
def test_it_is_in_both_languages(file):
    assert open_lesson(file).lesson.languages == (LANGUAGES if file.name != TEMPLATE else LANGUAGES[:1])


def test_they_are_all_on_the_shelf():
    shelf = all_lessons()
    assert shelf.faults == ()
    assert {package.path for package in shelf.packages} == set(FILES) - {shipped_folder() / TEMPLATE}
    numbers = [package.lesson.number for package in shelf.packages]
    assert numbers == [int(package.path.name[:2]) for package in shelf.packages]


@of_all
def test_its_numbers_are_those_of_an_independent_computation(file):
    """Answers, what is right, conditions, numbers that are noted, and every number in a text, when it is read."""
    lesson = open_lesson(file).lesson
    checked = Checked()
    stage = HeadlessStage(dataset)
    way = Way(lesson, stage, "en", lambda player: checked.look(player, stage.trainer))
    way.play()
    assert way.player.phase is Phase.ENDED and way.found == []
    assert checked.wrong == []
    marked = [number for number, step in enumerate(lesson.steps) if step.kind in (Kind.NUMBER, Kind.CELL)]
    assert checked.answers == marked


class Checked:
    """What was compared, and what differs."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.answers: list[int] = []

    def look(self, player, trainer) -> None:
        """Compare all that a step looks up now."""
        step, view = player.step, player.view
        independent = Independent(trainer, view)
        if player.phase is Phase.DONE and step.kind is not Kind.SAY:
            texts = [step.after, player.feedback.said]
        else:
            texts = [step.text, step.ask, *step.hints, *step.items, *(option.text for option in step.options)]
            self._answer(player.number, step, view, independent)
            for condition in (step.done, *(option.right for option in step.options)):
                if condition is not None and self._is_known(condition, view):
                    self._compare(player.number, condition, holds(condition, view), independent)
        if player.phase is Phase.DONE:
            for expression in step.note.values():
                self._compare(player.number, expression, evaluate(expression, view), independent)
        for text in filter(None, texts):
            for language in LANGUAGES:
                for piece in text.pieces(language):
                    if isinstance(piece, Live) and self._is_known(piece.expression, view):
                        self._compare(player.number, piece.expression, evaluate(piece.expression, view), independent)

    def _answer(self, number, step, view, independent) -> None:
        if step.kind is Kind.NUMBER:
            answer = amount(step.answer, view)
            self._compare(number, step.answer, answer, independent)
            self.answers.append(number)
        elif step.kind is Kind.CELL:
            place = place_of(step.answer, view)
            at = independent.place(step.answer.text)
            if at != (place.name, place.index):
                self.wrong.append(f"step {number + 1}: {step.answer.text} is {place}, and not {at}")
            self.answers.append(number)

    def _is_known(self, expression, view) -> bool:
        try:
            evaluate(expression, view)
        except (NotYetError, NotUsableError):
            return False
        return True

    def _compare(self, number, expression, found, independent) -> None:
        own = independent.value(expression.text)
        if isinstance(found, (str, bool)):
            same = bool(own == found)
        elif np.ndim(found):
            same = np.allclose(found, own, rtol=1e-3, atol=independent.slack)
        else:
            own = np.asarray(own, float)
            same = np.shape(found) == own.shape and np.allclose(found, own, 1e-3, independent.slack)
        if not same:
            self.wrong.append(f"step {number + 1}: {expression.text} is {found}, and not {own}")
