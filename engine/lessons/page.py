"""The page that says how a lesson is written: its words from a file, its tables from the program, so never stale."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import resources
from engine.data import catalogue
from engine.inspection.proof.breakage import BREAKAGES
from engine.lessons import acts, keys, markdown, reading
from engine.lessons.expressions import functions, parse
from engine.lessons.lesson import Kind
from engine.lessons.marks import COMMANDS, NAMED, PARTS
from engine.lessons.shelf import TEMPLATE
from engine.lessons.view import COUNTERS, CURVES, LOOKED_AT, OF_SETTINGS
from engine.nn.operations import LOG_Y
from engine.nn.variables import Role, Variable, Variables
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.trainer import Trainer

SOURCE, PAGE = "lessons/page.md", "lessons/README.md"

# How each key is written.
EXAMPLES = {
    "format": "format = 1", "id": 'id = "why-divide-by-n"', "number": "number = 9", "book": 'book = "5.6.3"',
    "minutes": "minutes = 6", "title": 'title.en = "…"', "about": 'about.en = "…"', "goes_on": 'goes_on.en = "…"',
    "config": 'config = { batch_size = 4, seed = 1 }', "run": 'run = "saved.npz"', "sample": 'sample = "test 12"',
    "before": 'before = ["run to iteration 300"]', "show": 'show = ["iteration", "sample"]', "name": 'name = "guess"',
    "text": 'text.en = "…"', "highlight": 'highlight = "step operation"', "reveal": 'reveal = "where from da2[0, 3]"',
    "after": 'after.en = "…"', "hints": 'hints.en = ["…", "…"]', "note": 'note = { first = "dW2[3, 4]" }',
    "recall": 'recall = "guess"', "vary": "vary = true", "task": 'task.en = "…"', "done": 'done = "iteration == 1"',
    "do_it": 'do_it = ["step iteration"]', "wrong": "[[step.wrong]]", "ask": 'ask.en = "…"',
    "option": "[[step.option]]", "predict": "predict = true", "answer": 'answer = "da2[0, 3]"',
    "within": "within = 0.02", "unit": 'unit = "%"', "item": "[[step.item]]", "write": "write = true",
    "says": 'says.en = "…"', "right": "right = true", "when": 'when = "given > 1"',
}
_GIVEN = {
    Role.INPUT: "the images of the minibatch, from 0 to 1", Role.TARGET: "their labels: 1 in the column of the class",
    Role.PARAMETER: "a parameter",
}
_AXES = {"n": "N", "0": "D", "1": "H", "2": "C"}


def page() -> str:
    """The page, in Markdown."""
    text = resources.path(SOURCE).read_text(encoding="utf-8")
    return re.sub(r"\{(table of [a-z ]+|[a-z_]+)\}", lambda found: _FILLED[found[1]](), text)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" if line[0] != "---" else "|---" * len(line) + "|" for line in lines)


def _of_keys(known: Mapping[str, keys.Key]) -> str:
    return table(("write", "what it is"), ((f"`{EXAMPLES[name]}`", f"{key.words}{' **(needed)**' * key.needed}")
                                           for name, key in known.items()))


def _of_lesson() -> str:
    format_key = keys.Key(lambda table, name: None, "of which form the file is", needed=True)
    return _of_keys({"format": format_key, **keys.OF_LESSON})


def _of_names() -> str:
    known = {**COUNTERS, **CURVES, **OF_SETTINGS, **LOOKED_AT}
    return table(("name", "what it is"), ((f"`{name}`", words) for name, words in known.items()))


def _of_variables() -> str:
    trainer = _trainer()
    variables = trainer.network.variables_of(trainer.operations, labelled=True)
    return table(("name", "shape", "what it is"), (
        (f"`{name}`", _shape(each), _what(each, variables)) for name, each in variables.items()
        if not each.new and name != LOG_Y))


def _trainer() -> Trainer:
    return Trainer(TrainingConfig(), catalogue.load("digits"))


def _shape(variable: Variable) -> str:
    return f"({', '.join(_AXES[axis] for axis in variable.axes)})" if variable.axes else "a number"


def _what(variable: Variable, variables: Variables) -> str:
    maker = variables.made_by(variable.name)
    if variable.role is Role.LOSS and variable.axes:
        return "the loss of each image; `L` is their mean"
    if maker is None or variable.role in _GIVEN:
        return _GIVEN[variable.role]
    formulas = [each for each in maker.formula.split("   ") if each.startswith(f"{variable.name} =")]
    return f"`{(formulas or [maker.formula])[0].strip()}`"


def _of_settings() -> str:
    return table(("name", "what it is", "values"), (
        (f"`{name}`", each.help or each.label, ", ".join(f"`{value}`" for value, _ in each.kind.choices) or
         f"as `{_example(name)}`") for name, each in HYPERPARAMETERS.items()))


def _example(name: str) -> str:
    value = getattr(TrainingConfig(), name)
    return str(list(value)) if isinstance(value, tuple) else f'"{value}"' if isinstance(value, str) else str(value)


def _of_marks() -> str:
    rows = [(f"`{name}`", "its button") for name in COMMANDS]
    rows += [(f"`{name}`", words) for name, words in PARTS.items()]
    return table(("`highlight =`", "what is ringed"), rows + [(f"`{form}`", words) for form, words in NAMED.values()])


def _listed(names: Iterable[str]) -> Callable[[], str]:
    return lambda: ", ".join(f"`{name}`" for name in names)


_FILLED: dict[str, Callable[[], str]] = {
    "table of lesson": _of_lesson,
    "table of setup": lambda: _of_keys(keys.OF_SETUP),
    "table of every step": lambda: _of_keys(keys.OF_EVERY_STEP),
    **{f"table of {kind.value}": partial(_of_keys, keys.OF_STEP[kind]) for kind in Kind},
    "table of option": lambda: _of_keys(keys.OF_OPTION),
    "table of wrong": lambda: _of_keys(keys.OF_WRONG),
    "table of variables": _of_variables,
    "table of names": _of_names,
    "table of settings": _of_settings,
    "table of functions": lambda: table(("as", "what it says"), (
        (f"`{each.form}`", each.words) for each in functions.FUNCTIONS.values())),
    "table of acts": lambda: table(("act", "what it does"), (
        (f"`{each.form}`", each.words) for each in acts.ACTS.values())),
    "table of marks": _of_marks,
    "panels": _listed(acts.PANELS),
    "pages": _listed(acts.PAGES),
    "operations": lambda: _listed(each.name for each in _trainer().operations)(),
    "table of mistakes": lambda: table(("name", "in the window"), (
        (f"`{name}`", f"{each.title}{'; Python stops at it' * each.stops}") for name, each in BREAKAGES.items())),
    "farthest": lambda: f"{acts.FARTHEST:,}",
    "largest": lambda: str(reading.LARGEST_FILE // 1024),
    "most_steps": lambda: str(reading.MOST_STEPS),
    "longest_text": lambda: f"{markdown.LONGEST:,}",
    "longest_expression": lambda: str(parse.LONGEST),
    "template": lambda: resources.path(f"lessons/{TEMPLATE}").read_text(encoding="utf-8").rstrip(),
}
