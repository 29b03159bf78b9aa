"""The page that says how a lesson is written is as the program is, and so are its examples."""

import re

import resources
from engine.data.digits import load_digits
from engine.lessons import keys, page
from engine.lessons.acts import ACTS, parse_act
from engine.lessons.expressions.functions import FUNCTIONS
from engine.lessons.expressions.parse import parse
from engine.lessons.lesson import Kind
from engine.lessons.marks import COMMANDS, NAMED, PARTS, taken_apart
from engine.lessons.proof import prove
from engine.lessons.reading import read_lesson
from engine.lessons.text import FORMS
from engine.lessons.view import COUNTERS, CURVES, LOOKED_AT, OF_SETTINGS
from engine.training.config import HYPERPARAMETERS

TABLES = (keys.OF_LESSON, keys.OF_SETUP, keys.OF_EVERY_STEP, keys.OF_OPTION, keys.OF_WRONG, *keys.OF_STEP.values())
LEAST = {Kind.SAY: ["text"], Kind.OBSERVE: []}


def test_the_page_is_fresh():
    """If not: python3 main.py --lesson page > resources/lessons/README.md."""
    assert resources.path(page.PAGE).read_text(encoding="utf-8") == page.page()


def test_nothing_is_missing_on_the_page():
    text = page.page()
    assert not re.search(r"\{(table|[a-z_]+)\}", text.split("## A whole lesson")[0])
    for name in (*COUNTERS, *CURVES, *LOOKED_AT, *OF_SETTINGS, *HYPERPARAMETERS, *COMMANDS, *PARTS):
        assert f"| `{name}` |" in text
    for form in (*(each.form for each in (*ACTS.values(), *FUNCTIONS.values())), *(form for form, _ in NAMED.values())):
        assert f"| `{form}` |" in text
    assert all(f" :{form}}}`" in text for form in FORMS if form)
    for table in TABLES:
        assert all(f"| `{page.EXAMPLES[name]}` | {key.words}" in text for name, key in table.items())


def test_no_example_is_of_what_is_gone():
    assert page.EXAMPLES.keys() == {"format", *(name for table in TABLES for name in table)}


def test_the_examples_of_a_step_are_right():
    for kind in Kind:
        lines = [f'kind = "{kind.value}"', *(page.EXAMPLES[name] for name in keys.OF_EVERY_STEP if name != "recall"),
                 *(page.EXAMPLES[name] for name in keys.OF_STEP[kind] if not page.EXAMPLES[name].startswith("[["))]
        parts = {"option": '[[step.option]]\nen = "1"\nsays.en = "…"\nright = true\n[[step.option]]\nen = "2"',
                 "item": '[[step.item]]\nen = "1"\n[[step.item]]\nen = "2"',
                 "wrong": f"[[step.wrong]]\n{page.EXAMPLES['when']}\n{page.EXAMPLES['says']}"}
        lines += [parts[name] for name in keys.OF_STEP[kind] if name in parts]
        head = [page.EXAMPLES["format"], *(page.EXAMPLES[name] for name in keys.OF_LESSON), "[setup]",
                *(page.EXAMPLES[name] for name in keys.OF_SETUP if name != "run")]
        lesson, told = read_lesson("\n".join([*head, "[[step]]", *lines]).encode(), "a.lesson.toml")
        assert lesson.steps[0].kind is kind and told == ()


def test_the_examples_of_expressions_acts_and_marks_are_right():
    for each in FUNCTIONS.values():
        assert parse(each.form)
    for mark in (*COMMANDS, *PARTS, *(form for form, _ in NAMED.values())):
        assert taken_apart(mark)
    filled = {"NAME": "curves", "FIELD = VALUE": "batch_size = 8", "SPLIT": "test", "NUMBER": "3", "PLACE": "W1[3, 2]",
              "VALUE": "0.5", "WHOM": "sample", "RIGHT": "1", "DOWN": "-2", "STEP": "1e-3", ", …": "", "N ": "3 "}
    for act in ACTS.values():
        text = f"{act.form} "
        for blank, value in filled.items():
            text = text.replace(blank, value)
        assert parse_act(text.strip()).name == act.name


def test_the_pieces_to_copy_work():
    """Together they are a lesson that can be gone through; what it lacks of a shape is remarked on."""
    text = resources.path(page.SOURCE).read_text(encoding="utf-8")
    pieces = re.findall(r"```toml\n(\[\[step\]\]\n.*?)```", text, re.DOTALL)
    head = '\n'.join([page.EXAMPLES["format"], 'id = "a"', 'title.en = "A"', "[setup]", page.EXAMPLES["config"]])
    lesson, _ = read_lesson("\n".join([head, *pieces]).encode(), "a.lesson.toml")
    assert [step.kind for step in lesson.steps] == [kind for kind in Kind if kind is not Kind.SAY]
    digits = load_digits()
    assert [each for each in prove(lesson, lambda name: digits) if each.is_fault] == []
