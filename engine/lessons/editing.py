"""A lesson that is being written while it is played: where its next version is gone on with."""

from collections.abc import Sequence

from engine.lessons.acts import Act
from engine.lessons.lesson import Lesson, Step


def leads_alike(old: Lesson, new: Lesson, number: int) -> bool:
    """Whether two versions of a lesson are the same up to a step, that one included, but for what they say.

    Then the run and the answers of the old one are those of the new one.
    """
    return number < len(new.steps) and _course(old, number) == _course(new, number)


def place_in(new: Lesson, old: Lesson, number: int) -> int:
    """The step of the new version that is nearest to a step of the old one: of the same name, or else of its number."""
    name = old.steps[number].name
    if name in {step.name for step in new.steps} - {""}:
        return new.step_called(name)
    return min(number, len(new.steps) - 1)


def _course(lesson: Lesson, number: int) -> tuple:
    setup = lesson.setup
    return setup.config, setup.run, _texts(setup.before), [_does(step) for step in lesson.steps[:number + 1]]


def _does(step: Step) -> tuple:
    """What a step does and asks for, without its words."""
    expressions = (step.done, step.answer, *step.note.values(), *(option.right for option in step.options))
    return (step.kind, step.name, step.recall, step.predict, step.within, len(step.items), tuple(step.note),
            *(_texts(acts) for acts in (step.before, step.do_it, step.reveal)),
            [None if each is None else each.text for each in expressions])


def _texts(acts: Sequence[Act]) -> list[str]:
    return [act.text for act in acts]
