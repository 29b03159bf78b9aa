"""A lesson as data: what its file says, checked and taken apart. `engine.lessons.reading` makes it; nothing changes it.

A lesson is a chain of steps: a curated case, a prediction, one step of training at the learner's own pace, what
happened, the reveal with the terms that it came from, and one thing to vary.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from engine.lessons.acts import Act
from engine.lessons.expressions.tree import Expression
from engine.lessons.text import Text
from engine.training.config import TrainingConfig


class Kind(Enum):
    """What a step asks of the learner."""

    SAY = "say"          # to read
    DO = "do"            # to do something in the window
    CHOICE = "choice"    # to choose one of some answers
    NUMBER = "number"    # to work a number out
    CELL = "cell"        # to click a cell
    ORDER = "order"      # to put things into their order
    OBSERVE = "observe"  # to look at something, and perhaps to write a line about it


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """One of the answers of a choice.

    Parameters
    ----------
    text
        The answer.
    says
        What is to be said to whoever chose it: of the misconception behind it, never "wrong".
    right
        When it is right; None: it is not, or there is no right one.
    """

    text: Text
    says: Text | None = None
    right: Expression | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Wrong:
    """Something that is known to be misunderstood: when it is seen, and what is to be said then."""

    when: Expression
    says: Text


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of a lesson.

    Parameters
    ----------
    kind
        What it asks of the learner.
    name
        By which later steps recall it; may be empty.
    text
        What is said first.
    ask
        The question, or what is to be done.
    before
        What is done when it begins: its curated case.
    show
        The panels that are seen from here on; None: those of before.
    highlight
        What is ringed, as in `engine.lessons.marks`; may be empty.
    reveal
        What is done once it is completed: it shows where the answer came from.
    after
        What is said once it is completed, whatever was answered.
    hints
        One by one.
    note
        Numbers that are kept when it is completed, by the names that later steps know them by.
    recall
        The name of a step whose answer is shown again, with what there is to say to it; may be empty.
    vary
        Whether it is where one thing is varied.
    line
        Where it begins in the file.
    done, do_it
        Of "do" and "observe": when it is done, and what does it for the learner.
    wrong
        What is known to be misunderstood here.
    options, predict
        Of a choice: the answers. Whether it is a prediction, which nobody marks; also of a number.
    answer, within, unit
        Of a number or a cell: what is right; how far off is near enough, as a share of it, or as it is where the
        answer is 0.
    items
        Of an order, as they belong.
    write
        Whether a line can be written about what was seen.
    """

    kind: Kind
    name: str = ""
    text: Text | None = None
    ask: Text | None = None
    before: tuple[Act, ...] = ()
    show: tuple[str, ...] | None = None
    highlight: str = ""
    reveal: tuple[Act, ...] = ()
    after: Text | None = None
    hints: tuple[Text, ...] = ()
    note: Mapping[str, Expression] = field(default_factory=dict)
    recall: str = ""
    vary: bool = False
    line: int = 0
    done: Expression | None = None
    do_it: tuple[Act, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    options: tuple[Option, ...] = ()
    predict: bool = False
    answer: Expression | None = None
    within: float = 0.01
    unit: str = ""
    items: tuple[Text, ...] = ()
    write: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether an answer to it can be right or not."""
        if self.predict:
            return False
        if self.kind is Kind.CHOICE:
            return any(option.right is not None for option in self.options)
        return self.kind in (Kind.NUMBER, Kind.CELL, Kind.ORDER)


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """Where a lesson begins: always in the same place.

    Parameters
    ----------
    config
        The hyperparameters of its run; what a saved run has takes their place where there is one.
    run
        The name of a saved run beside the lesson; may be empty.
    before
        What is done before the first step.
    show
        The panels that are seen; None: those that are.
    """

    config: TrainingConfig = field(default_factory=TrainingConfig)
    run: str = ""
    before: tuple[Act, ...] = ()
    show: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A lesson.

    Parameters
    ----------
    id
        By which its progress is kept.
    title, about, goes_on
        What it is called, what it is about, and where the book goes on.
    book
        The section of the book, as ``"5.6.3"``; may be empty.
    minutes
        How long it takes.
    number
        Its place in its list; 0: none.
    setup, steps
        Where it begins, and what it consists of.
    languages
        Those that it is written in.
    """

    id: str
    title: Text
    steps: tuple[Step, ...]
    setup: Setup = field(default_factory=Setup)
    book: str = ""
    minutes: int = 0
    number: int = 0
    about: Text | None = None
    goes_on: Text | None = None
    languages: tuple[str, ...] = ("en",)

    def step_called(self, name: str) -> int:
        """The number of the step of this name; a KeyError if there is none."""
        for number, step in enumerate(self.steps):
            if name and step.name == name:
                return number
        raise KeyError(name)
