"""What there can be in the file of a lesson: each key of each table, how it is read, and what it is.

The page of documentation is made from the tables `OF_LESSON`, `OF_SETUP`, `OF_EVERY_STEP`, `OF_STEP`, `OF_OPTION` and
`OF_WRONG`.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from engine.lessons.acts import PAGES, PANELS, Act, parse_act
from engine.lessons.expressions.tree import Constant, Expression
from engine.lessons.lesson import Kind, Option, Wrong
from engine.lessons.marks import MarkError, taken_apart
from engine.lessons.tables import Table, plain
from engine.lessons.text import Text
from engine.lessons.view import COUNTERS, CURVES, LOOKED_AT, OF_SETTINGS
from engine.problem import Problem, shortened
from engine.training.config import HYPERPARAMETERS, TrainingConfig, from_plain, problem_of

MOST_PARTS = 12       # options, items
LONGEST_LESSON = 120  # minutes
ANSWERED = ("given", "answer")  # what `wrong` of a number can ask for
KNOWN = frozenset((*COUNTERS, *CURVES, *LOOKED_AT, *OF_SETTINGS, *HYPERPARAMETERS, *ANSWERED))  # but for variables

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NAME = r"[a-z][a-z0-9_]*"
_SECTION = r"[0-9A-Z]\d?(?:\.\d{1,2}){0,3}"
_NOTE = re.compile(r"(?!(?:indices|[xtylL]|d?[Wbaz]\d+)$)[A-Za-z][A-Za-z0-9_]*")
_WITHIN = 0.01
_TRUE = Expression("true", Constant(True))


@dataclass(frozen=True, slots=True)
class Key:
    """Something that there can be in a table.

    Parameters
    ----------
    read
        Reads it from the table, by its name there.
    words
        What it is.
    needed
        Whether it must be there.
    field
        What the lesson has it as, where that is not its name.
    """

    read: Callable[[Table, str], Any]
    words: str
    needed: bool = False
    field: str = ""


def values_of(table: Table, keys: Mapping[str, Key]) -> dict[str, Any]:
    """What is in a table, by the names that the lesson has for it; what is not there is left out."""
    table.needs(*(name for name, key in keys.items() if key.needed))
    found = {key.field or name: key.read(table, name) for name, key in keys.items() if table.has(name)}
    return {name: value for name, value in found.items() if value is not None}


# --- what is read in a way of its own --------------------------------------------------------------------------------

def _within(table: Table, name: str) -> float:
    return table.real(name, _WITHIN)


def _named(table: Table, name: str) -> str:
    return table.word(name, _NAME, "guess_1")


def _mark(table: Table, name: str) -> str:
    mark = table.word(name)
    try:
        if mark:
            taken_apart(mark)
    except MarkError as error:
        table.wrong(name, Problem("{why}"), why=error.problem)
    return mark


def _panels(table: Table, name: str) -> tuple[str, ...] | None:
    found = table.names(name, (*PANELS, *PAGES))
    if found == ():
        table.wrong(name, Problem("{name} is empty, and something has to be seen: name a panel, or leave it out.",
                                  {"name": name}))
    return found


def _notes(table: Table, name: str) -> Mapping[str, Expression]:
    found = table.expressions(name)
    for each in found:
        if not _NOTE.fullmatch(each) or each in KNOWN:
            table.wrong(name, Problem(
                "{name}: {found} cannot be the name of a number that is kept; call it {example}."),
                        found=shortened(each), example="first_loss")
    return found


def _right(table: Table, name: str) -> Expression | None:
    """``true``, or a condition."""
    if isinstance(table.plain().get(name), bool):
        return _TRUE if table.flag(name) else None
    return table.expression(name)


def _sample(table: Table, name: str) -> Act | None:
    found = table.word(name, r"(train|test) \d{1,7}", "test 12")
    return parse_act(f"sample {found}") if found else None


def _config(table: Table, name: str) -> TrainingConfig:
    """Fields of a config as a saved run has them, each with what is wrong with it."""
    inner = table.table(name)
    if inner is None:
        return TrainingConfig()
    values = {each: value for each, value in inner.plain().items() if inner.has(each) and each in HYPERPARAMETERS}
    config, unusable = from_plain(values)
    for field in unusable:
        inner.source.wrong((*inner.path, field), _why_not(field, values[field]))
    for field in inner.plain().keys() - values.keys():
        inner.source.wrong((*inner.path, field), unknown(field, HYPERPARAMETERS))
    return config


def _why_not(field: str, value: object) -> Problem:
    """Why a value of a config cannot be used."""
    declared = HYPERPARAMETERS[field]
    choices = [each for each, _ in declared.kind.choices]
    if choices:
        return Problem("{name}: there is no {found}. There are {names}.", {
            "name": field, "found": plain(value), "names": ", ".join(choices)})
    try:
        problem = problem_of(field, declared.kind.from_plain(value))
    except (TypeError, ValueError, OverflowError):
        problem = None
    return problem or Problem("{name} cannot be {found}.", {"name": field, "found": plain(value)})


def unknown(name: str, known: Collection[str]) -> Problem:
    """That there is no such name, and which one is meant."""
    near = get_close_matches(name, known, 1)
    if near:
        return Problem("there is no {name}; {near} is meant, perhaps.", {"name": shortened(name), "near": near[0]})
    return Problem("there is no {name}. There are {names}.", {"name": shortened(name), "names": ", ".join(known)})


def _option(table: Table) -> Option | None:
    text, values = table.text_here(), values_of(table, OF_OPTION)
    return None if text is None else Option(text, **values)


def _item(table: Table) -> Text | None:
    return table.text_here()


def _wrong(table: Table) -> Wrong | None:
    values = values_of(table, OF_WRONG)
    return Wrong(**values) if values.keys() == {"when", "says"} else None


def _parts(make: Callable[[Table], Any], fewest: int = 0) -> Callable[[Table, str], tuple[Any, ...]]:
    """Reads a list of tables."""
    def read(table: Table, name: str) -> tuple[Any, ...]:
        found = []
        for each in table.tables(name, MOST_PARTS):
            found.append(make(each))
            each.close()
        if table.has(name) and len(found) < fewest:
            table.wrong(name, Problem("there {count:is|are} only {count} of {name} here; write {fewest} at least."),
                        count=len(found), fewest=fewest)
        return tuple(each for each in found if each is not None)

    return read


# --- what there can be in a file -------------------------------------------------------------------------------------

OF_OPTION = {
    "says": Key(Table.text, "what is said to whoever chose it"),
    "right": Key(_right, "true, or a condition: that it is right; if no option has it, there is no right one"),
}
OF_WRONG = {
    "when": Key(Table.expression, "a condition, in which given is what was answered, and answer what is right",
                needed=True),
    "says": Key(Table.text, "what is said then", needed=True),
}
OF_EVERY_STEP = {
    "name": Key(_named, "by which a later step recalls it; none of its lesson is called the same"),
    "text": Key(Table.text, "what is said first"),
    "before": Key(Table.acts, "what is done when the step begins: its case"),
    "show": Key(_panels, "the panels and pages that are seen from here on; the others are folded"),
    "highlight": Key(_mark, "what is ringed"),
    "reveal": Key(Table.acts, "what is done once it is completed: it shows where the answer came from"),
    "after": Key(Table.text, "what is said once it is completed, whatever was answered"),
    "hints": Key(Table.texts, "lists of texts, shown one by one: as many in each language"),
    "note": Key(_notes, "numbers that are kept once it is completed, by the names that later steps "
                "know them by"),
    "recall": Key(_named, "the name of an earlier step, whose answer is shown again"),
    "vary": Key(Table.flag, "whether it is the step in which one thing is varied"),
}
_ASK = Key(Table.text, "the question", needed=True)
_PREDICT = Key(Table.flag, "whether it is a prediction: nothing is marked, and what there is to say waits until a "
                           "later step recalls it")
_ANSWER = Key(Table.expression, "what is right, looked up when it is needed", needed=True)
_MISTAKES = Key(_parts(_wrong), "what is known to be misunderstood here")
OF_STEP: Mapping[Kind, Mapping[str, Key]] = {
    Kind.SAY: {},
    Kind.DO: {
        "task": Key(Table.text, "what is to be done", needed=True, field="ask"),
        "done": Key(Table.expression, "the condition that holds once it is done", needed=True),
        "do_it": Key(Table.acts, "what does it for the learner", needed=True),
        "wrong": _MISTAKES,
    },
    Kind.CHOICE: {
        "ask": _ASK,
        "option": Key(_parts(_option, 2), "the answers there are", needed=True, field="options"),
        "predict": _PREDICT,
    },
    Kind.NUMBER: {
        "ask": _ASK,
        "answer": _ANSWER,
        "within": Key(_within, "how far off is near enough, as a share of the answer, or as it is where the "
                               "answer is 0; 0.01 if it is not said. A right answer that was rounded to two digits or "
                               "more is near enough, too"),
        "unit": Key(Table.word, "what stands behind the number"),
        "wrong": _MISTAKES,
        "predict": _PREDICT,
    },
    Kind.CELL: {
        "ask": _ASK,
        "answer": Key(Table.expression, "the cell that is right, as da2[0, 3]", needed=True),
        "wrong": _MISTAKES,
    },
    Kind.ORDER: {
        "ask": _ASK,
        "item": Key(_parts(_item, 2), "what is to be put into its order, as it is right", needed=True,
                    field="items"),
    },
    Kind.OBSERVE: {
        "ask": Key(Table.text, "what is to be looked at", needed=True),
        "done": Key(Table.expression, "the condition that holds once it was seen"),
        "do_it": Key(Table.acts, "what does it for the learner"),
        "write": Key(Table.flag, "whether a line can be written about it, which nobody marks"),
    },
}
OF_SETUP = {
    "config": Key(_config, "hyperparameters of the run; all others are as at the first start"),
    "run": Key(Table.word, "the name of a saved run that lies in the same zip, instead of config"),
    "sample": Key(_sample, "the image that is looked at, as test 12"),
    "before": Key(Table.acts, "what is done before the first step"),
    "show": Key(_panels, "the panels and pages that are seen; the others are folded"),
}
OF_LESSON = {
    "id": Key(lambda table, name: table.word(name, _ID, "why-divide-by-n"),
        "what it is known by: small letters, digits and -", needed=True),
    "number": Key(lambda table, name: table.whole(name, 1, 999), "its place in the list"),
    "book": Key(lambda table, name: table.word(name, _SECTION, "5.6.3"),
        "the section of the book; lessons are listed by its first number"),
    "minutes": Key(lambda table, name: table.whole(name, 1, LONGEST_LESSON), "how long it takes"),
    "title": Key(Table.text, "what it is called", needed=True),
    "about": Key(Table.text, "one sentence for the list"),
    "goes_on": Key(Table.text, "where the book goes on; shown at the end"),
}
