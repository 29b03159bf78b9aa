"""Whether what is to be said to a wrong number is ever said: whether a number that people type meets its condition."""

from collections.abc import Iterator

from engine.lessons.expressions.evaluate import amount, holds
from engine.lessons.expressions.tree import Expression
from engine.lessons.expressions.values import NotUsableError, NotYetError
from engine.lessons.judging import is_near
from engine.lessons.view import View

_DIGITS = (3, 4, 17)  # as somebody rounds it; as the window shows it; all there are
_FACTORS = (1, -1, 2, 0.5, 10, 0.1, 100, 0.01)


def typed_wrong(condition: Expression, answer: float, within: float, view: View) -> str | None:
    """A wrong number that meets a condition, typed with as few digits as that takes; None if none is found.

    Those are tried that the condition itself names, and the answer; as they are, and as they are often mistaken: with
    the other sign, multiplied by N, by the learning rate, by 2, by 10.
    """
    values = [*_near_at_hand(condition, view.knowing(answer=answer)), answer]
    for digits in _DIGITS:
        for number in (value * factor for value in values for factor in (*_FACTORS, *_sizes(view))):
            text = f"{number:.{digits}g}"
            if not is_near(float(text), answer, within) and _meets(condition, float(text), answer, view):
                return text
    return None


def is_typed(text: str) -> bool:
    """Whether a number has no more digits than somebody types."""
    return text == f"{float(text):.{_DIGITS[1]}g}"


def _near_at_hand(condition: Expression, view: View) -> Iterator[float]:
    """The numbers that stand in a condition, and those for which a difference in it is 0, as ``given - z1 - x``."""
    for node in condition.nodes():
        part = Expression(condition.text, node)
        try:
            if "given" not in part.names:
                yield amount(part, view)
                continue
            at_0, at_1 = (amount(part, view.knowing(given=given)) for given in (0.0, 1.0))
        except (NotYetError, NotUsableError):
            continue
        if at_0 != at_1:
            yield at_0 / (at_0 - at_1)


def _sizes(view: View) -> tuple[float, ...]:
    """By what numbers are wrongly multiplied or divided: N, the learning rate."""
    found = [float(view.snapshot.batch_size)] if view.snapshot else []
    found += [view.config.learning_rate] if view.config else []
    return tuple(each for size in found for each in (size, 1 / size))


def _meets(condition: Expression, given: float, answer: float, view: View) -> bool:
    try:
        return holds(condition, view.knowing(given=given, answer=answer))
    except (NotYetError, NotUsableError):
        return False
