"""The shape that a lesson has: a prediction, what comes of it, where that came from, and one thing that is varied.

What is missing is remarked on. There may be a reason; a lesson works without.
"""

from collections.abc import Iterator

from engine.lessons.finding import Finding
from engine.lessons.lesson import Kind, Lesson, Step
from engine.problem import filled

_LEAST_STEPS = 3


def remarks(lesson: Lesson) -> Iterator[Finding]:
    """What a lesson lacks of its shape."""
    for is_missing, what in (
        (not any(step.predict for step in lesson.steps), (
            "Nothing is predicted in this lesson. Who predicts first remembers what comes: put predict = true into a "
            "choice or a number before it is seen.")),
        (not any(step.reveal for step in lesson.steps), (
            "No step shows where its answer came from: give the one that matters a reveal, as "
            'reveal = "where from da2[0, 3]".')),
        (not any(step.vary for step in lesson.steps), (
            "Nothing is varied. Let the last task change one thing and compare, and put vary = true there.")),
        (lesson.goes_on is None, (
            'The lesson does not say where the book goes on: write goes_on.en = "…".')),
        (len(lesson.steps) >= _LEAST_STEPS and not lesson.minutes, (
            "The lesson does not say how long it takes: write minutes = 7, or whatever it is.")),
    ):
        if is_missing:
            yield Finding(what, is_fault=False)
    for number, step in enumerate(lesson.steps):
        for what in _of_step(lesson, number, step):
            yield Finding(what, number, is_fault=False)


def _of_step(lesson: Lesson, number: int, step: Step) -> Iterator[str]:
    if step.predict and not any(step.name and later.recall == step.name for later in lesson.steps[number + 1:]):
        yield ('This prediction is never taken up again: give the step a name, and write recall = "that name" in the '
               "one that shows what really happens.")
    silent = [option for option in step.options if option.right is None and option.says is None]
    if step.kind is Kind.CHOICE and step.is_marked and silent and not step.hints:
        yield filled("{count} {count:answer that is not right has|answers that are not right have} nothing to say to "
                     "whoever chooses {count:it|them}: write says, or hints.", count=len(silent))
    if step.kind is Kind.CHOICE and not step.is_marked and not step.predict and silent:
        yield ("No answer is right here, so any will do, and to some nothing is said: put right = true at the one that "
               "is right, predict = true if it is a prediction, or says at each.")
    if step.kind in (Kind.CELL, Kind.ORDER) and not step.hints and not step.wrong:
        yield "Whoever does not know the answer gets no help here: write hints."
