"""A lesson is proven: it is played without a window in every way that there is to go through it.

Once with right answers, once with wrong ones first, once with "Show me" and once with "Skip" at every step, and each
time it must come to its end. On the way every number in its texts must be there when it is shown, nothing may be done
before it is asked for, and exactly those answers may be right that the lesson calls right. The form of the file has
been seen to by whoever read it; that a lesson teaches something, nobody can prove.
"""

from collections.abc import Callable, Iterable, Iterator

from engine.data.dataset import Dataset
from engine.lessons.finding import Finding
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Lesson
from engine.lessons.shape import remarks
from engine.lessons.ways import WAYS
from engine.runs.run import Run


def prove(
    lesson: Lesson, dataset: Callable[[str], Dataset], run: Callable[[str], Run] | None = None,
) -> list[Finding]:
    """Play a lesson in every way and in all its languages.

    Parameters
    ----------
    lesson
        As it was read.
    dataset, run
        As for `HeadlessStage`.

    Returns
    -------
    list of Finding
        Faults, with which the lesson cannot be gone through as it is meant; then remarks, in the order of steps.

    Raises
    ------
    DatasetError
        If what it learns from is not on this computer.
    """
    found: list[Finding] = []
    for language in lesson.languages:
        for kind in WAYS:
            way = kind(lesson, HeadlessStage(dataset, run), language)
            way.play()
            found += way.found
    return list(_each_once((*found, *remarks(lesson))))


def _each_once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each thing once for each step, though it was seen on several ways."""
    seen = set()
    for each in sorted(found, key=lambda each: (not each.is_fault, -1 if each.step is None else each.step)):
        if each not in seen:
            seen.add(each)
            yield each
