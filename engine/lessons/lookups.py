"""What a lesson names, looked up before it is needed: variables, operations, mistakes, panels that do not exist."""

from collections.abc import Iterable, Iterator

import numpy as np

from engine.inspection.proof.breakage import BREAKAGES
from engine.lessons.acts import PAGES, PANELS, Act
from engine.lessons.expressions.evaluate import evaluate, place_of
from engine.lessons.expressions.parse import parse
from engine.lessons.expressions.tree import Call, Constant, Expression
from engine.lessons.expressions.values import NotUsableError, NotYetError, Value
from engine.lessons.keys import KNOWN
from engine.lessons.lesson import Step
from engine.lessons.marks import taken_apart
from engine.lessons.text import Live
from engine.lessons.view import NEW, SAMPLE, View
from engine.nn.variables import Role
from engine.training.trainer import Trainer


class Lookups:
    """What there is to look up at one moment.

    Parameters
    ----------
    trainer
        The run of the lesson.
    view
        What is known of it, with what the lesson has noted.
    """

    def __init__(self, trainer: Trainer, view: View) -> None:
        self._view = view
        self._operations = tuple(operation.name for operation in trainer.operations)
        self._variables = trainer.network.variables_of(trainer.operations, labelled=True)

    def unknown(self, step: Step) -> Iterator[str]:
        """What a step names that there is not, whether or not it is ever looked up."""
        yield from self._pointed_at(step.highlight)
        # What a prediction is held against is looked up where it is recalled.
        judged = () if step.predict else (step.answer, *(wrong.when for wrong in step.wrong))
        for expression in (step.done, *judged, *step.note.values(), *(option.right for option in step.options)):
            if expression is not None:
                yield from self.looked_up(expression)
        for act in (*step.before, *step.do_it, *step.reveal):
            yield from self._acted_on(act)

    def looked_up(self, expression: Expression) -> Iterator[str]:
        """What an expression names that there is not."""
        for name in sorted(expression.names):
            yield from (f"{expression.text}: {why}" for why in self._no_name(name))
        for node in expression.nodes():
            match node:
                case Call("mistaken", (Constant(str(name)), _)):
                    yield from _no_such(expression.text, name, BREAKAGES)
                case Call("seen", (Constant(str(name)),)):
                    yield from _no_such(expression.text, name, (*PANELS, *PAGES))

    def _no_name(self, name: str) -> Iterator[str]:
        """That there is no such name; known before the first operation, too, when no variable has a value yet."""
        plain = f"{name.removesuffix(NEW)} new" if name.endswith(NEW) else name
        if name in KNOWN or name in self._view.extra or plain in self._variables:
            return
        try:
            self._view.value(name)
            is_known = True
        except NotYetError as error:
            is_known = name.startswith(SAMPLE)
            if name in self._view.kept_by:
                yield str(error)
                return
        except NotUsableError:
            is_known = False
        if not is_known:
            known = ", ".join(each.replace(" new", NEW) for each in self._variables if " after " not in each)
            yield f"There is no {name}. There are the variables {known}."

    def _acted_on(self, act: Act) -> Iterator[str]:
        for blank, known in (("operation", self._operations), ("mistake", BREAKAGES)):
            if blank in act.given:
                yield from _no_such(act.text, str(act.given[blank]), known)
        place = act.given.get("place")
        if isinstance(place, Expression):
            yield from self.looked_up(place)
            if act.name in ("check", "what if"):
                yield from self._not_to_be_changed(act, place)

    def _not_to_be_changed(self, act: Act, place: Expression) -> Iterator[str]:
        changed = (Role.PARAMETER, *((Role.INPUT, Role.TARGET) if act.name == "what if" else ()))
        known = [name for name, each in self._variables.items() if each.role in changed and not each.new]
        for name in place.names:
            if name in self._variables and name not in known:
                yield f"{act.text}: {name} cannot be changed. There are {', '.join(known)}."

    def _pointed_at(self, mark: str) -> Iterator[str]:
        kind, name = taken_apart(mark) if mark else ("", "")
        text = f"highlight = {mark}"
        if kind == "operation":
            yield from _no_such(text, name, self._operations)
        elif kind == "variable":
            yield from (f"{text}: {why}" for why in self._no_name(name))
        elif kind == "cell":
            try:
                place_of(parse(name), self._view)
            except NotYetError:
                pass
            except NotUsableError as error:
                yield f"{text}: {error}"


def _no_such(text: str, name: str, names: Iterable[str]) -> Iterator[str]:
    if name not in names:
        yield f"{text}: there is no {name}. There are {', '.join(names)}."


def not_shown(pieces: Iterable[str | Live], then: View, now: View) -> Iterator[str]:
    """The numbers in a text that were not there when it was said, and are not now either; or that are no numbers."""
    for piece in pieces:
        if isinstance(piece, str):
            continue
        text = f"{{= {piece.expression.text} }}"
        try:
            found = _value(piece, then, now)
        except (NotYetError, NotUsableError) as error:
            yield f"{text} cannot be shown when this is read: {error}"
            continue
        if isinstance(found, np.ndarray) or (isinstance(found, float) and not np.isfinite(found)):
            yield f"{text} is no single finite number when this is read."


def _value(piece: Live, then: View, now: View) -> Value:
    try:
        return evaluate(piece.expression, then)
    except (NotYetError, NotUsableError):
        return evaluate(piece.expression, now)
