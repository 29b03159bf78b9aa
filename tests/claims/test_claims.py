"""Every sentence of *Where from*, *Check*, *What if* and *Break it* is so, about random cells of random networks.

A few cells each time; a thousand, with a list of how often each sentence was said, with

    CLAIMS=1000 python -m pytest tests/claims -s
"""

import ast
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import claim_break_it  # noqa: F401 (these four register their judges)
import claim_check  # noqa: F401
import claim_what_if  # noqa: F401
import claim_where_from  # noqa: F401
import numpy as np
import pytest
from claim_words import JUDGES, Case, judge, written
from claim_worlds import SETTLED, USUAL, World, made_of, make

from engine import inspection
from engine.data import look
from engine.data.dataset import Dataset, Split
from engine.data.digits import load_digits
from engine.data.words import IMAGES, POINTS
from engine.inspection.place import Place
from engine.inspection.proof import whereabouts
from engine.inspection.proof.breakage import BREAKAGES, broken
from engine.inspection.proof.check import Checker
from engine.inspection.proof.complaint import what_python_says
from engine.inspection.proof.effect import effect_of_update
from engine.inspection.proof.what_if import WhatIf
from engine.inspection.proof.whereabouts import judge_all
from engine.inspection.provenance.provenance import Way, provenance
from engine.nn import operations, optimizers
from engine.nn.optimizers import OPTIMIZERS
from engine.problem import EngineError, Problem
from tests import spirals

INSPECTION = Path(inspection.__file__).parent
OF_SAMPLES = ("test_sample", "training_sample", "zero_here", "zero_in_minibatch", "zero_throughout", "nothing_came_in",
              "can_be_changed")  # what inspection says in the words of a look
CELLS = int(os.environ.get("CLAIMS", "100"))
CELLS_A_WORLD = 10
# About what is typed, and how numbers are written: they have tests of their own.
ELSEWHERE = ("typed_place.py", "written.py")
MANY = 300  # cells from which on networks are as old as 10,000 iterations


class Listener:
    """Hears all that is said, has it judged, and keeps what is wrong."""

    def __init__(self) -> None:
        self.said: Counter[str] = Counter()
        self.wrong: list[str] = []

    def hear(self, problem: Problem | None, case: Case) -> None:
        """Judge one sentence."""
        if problem is None:
            return
        self.said.update(_templates(problem))
        try:
            judge(case, problem)
        except Exception as error:
            where = f"{case.place or getattr(case.made, 'place', '')} {case.breakage or ''}"
            self.wrong.append(f"{case.world}\n  {where}: {problem}\n  {type(error).__name__}: {error}")

    def try_to(self, do, case: Case):
        """Do it, or judge why it cannot be done."""
        try:
            return do()
        except EngineError as error:
            self.hear(error.problem, case)
            return None


def _templates(problem: Problem) -> list[str]:
    inside = (value for value in problem.values.values() if isinstance(value, Problem))
    return [problem.text, *(text for each in inside for text in _templates(each))]


# --- what is asked of a world ---------------------------------------------------------------------------------------


def ask_cell(world: World, rng: np.random.Generator, ear: Listener) -> None:
    """Where one number comes from; the check of one parameter's cell; a change of a sample."""
    place = world.random_place(rng)
    case = Case(world, place)
    case.made = ear.try_to(lambda: provenance(world.snapshot, place), case)
    if case.made is not None:
        ear.hear(case.made.why, case)
        if case.made.rounding is not case.made.why:
            ear.hear(case.made.rounding, case)
        _hear_beside(case, ear)
    _ask_check(world, rng, ear)
    _ask_what_if(world, rng, ear)


def _hear_beside(case: Case, ear: Listener) -> None:
    """What stands beside the terms of a number."""
    made = case.made
    for problem in (made.why_zero, made.exactly, made.unwritten, made.update[1] if made.way is Way.UPDATE else None):
        ear.hear(problem, case)


def _ask_check(world: World, rng: np.random.Generator, ear: Listener) -> None:
    place = world.random_parameter(rng)
    names = [name for name, each in BREAKAGES.items()
             if each.applies(world.snapshot.network, world.count) is None and not each.stops]
    name = str(rng.choice(names)) if names and rng.random() < 0.3 else None
    world = replace(world, mistake=name)
    network = None if name is None else broken(world.snapshot.network, name)
    checker = ear.try_to(lambda: Checker(world.snapshot, network), Case(world))
    if checker is None:
        return
    h = 1e-4 if rng.random() < 0.4 else float(10.0 ** -rng.integers(1, 13))
    found = checker.cell(place, h)
    ear.hear(found.verdict, Case(world, made=found, breakage=name))
    if rng.random() < 0.1:
        curve = checker.curve(place)
        ear.hear(curve.why_empty, Case(world, place, curve))
    if rng.random() < 0.1:
        for asked, step in ((world.random_place(rng), 1e-4), (place, float(rng.choice([0, -1, 1e3])))):
            case = Case(world, asked)
            ear.try_to(lambda asked=asked, step=step: checker.cell(asked, step), case)


def _ask_what_if(world: World, rng: np.random.Generator, ear: Listener) -> None:
    row = int(rng.integers(0, world.count))
    tried = ear.try_to(lambda: WhatIf(world.snapshot, row), Case(world))
    if tried is None:
        return
    changes: dict = {}
    for _ in range(int(rng.integers(0, 4))):
        _change(tried, changes, world, rng, ear)
    case = Case(world, made=tried, extra=changes)
    ear.hear(tried.about, case)
    ear.hear(tried.note, case)


def _change(tried: WhatIf, changes: dict, world: World, rng: np.random.Generator, ear: Listener) -> None:
    value = rng.choice([rng.normal(), 0.0, 1e3, 1e30, 1e39, 1e200, 1e308])
    value = float(value) * float(rng.choice([-1, 1]))
    place = world.random_parameter(rng) if rng.random() < 0.6 else Place("x", (tried.row, int(rng.integers(0, 64))))
    if rng.random() < 0.15:
        place = world.random_place(rng)
    if rng.random() < 0.1:
        value = str(rng.choice(["abc", "nan", "1e999", ""]))
    if rng.random() < 0.1:
        label = int(rng.integers(-2, 12))
        if ear.try_to(lambda: tried.set_label(label) or True, Case(world)):
            changes["label"] = label
    if place.name == "t":
        return  # the label is changed above
    if ear.try_to(lambda: tried.set(place, value) or True, Case(world, place, tried)):
        changes[place] = value


def ask_world(world: World, ear: Listener) -> None:
    """The update; all checks together, right and broken; what can be broken."""
    case = Case(world)
    case.made = ear.try_to(lambda: effect_of_update(world.snapshot, np.array([1.0])), case)
    if case.made is not None:
        ear.hear(case.made.verdict, case)
    for name in (None, *BREAKAGES):
        _ask_all(world, name, ear)


def _ask_all(world: World, name: str | None, ear: Listener) -> None:
    network, world = world.snapshot.network, replace(world, mistake=name)
    if name is not None:
        breakage = BREAKAGES[name]
        why_not = breakage.applies(network, world.count)
        if why_not is not None:
            ear.hear(why_not, Case(world, breakage=name))
            return
        case = Case(world, breakage=name)
        case.made = ear.try_to(lambda: what_python_says(world.snapshot, name), case)
        network = broken(network, name)
        if case.made is not None:
            ear.hear(case.made.words, case)
            ear.hear(breakage.title, case)
        if breakage.stops:
            ear.hear(case.made and breakage.what, case)
            return
    checker = ear.try_to(lambda: Checker(world.snapshot, None if name is None else network), Case(world))
    if checker is None:
        return
    if name is not None and all(np.isfinite(value).all() for value in checker.exact.values.values()):
        cells = {each: checker.cell(Place(each, (0,) * value.ndim)) for each, value in network.params.items()}
        ear.hear(breakage.what, Case(world, made=cells, breakage=name, extra=checker.exact.values))
    found = checker.parameters(8 if world.depth > 3 else 20)
    agrees, said = judge_all(found, world.snapshot.network)
    ear.hear(said, Case(world, made=found, breakage=name))
    assert agrees is {"All": True, "No": None, "Whether": None}.get(said.text.split()[0], False)
    for cell in (cell for each in found for cell in each.cells[:2]):
        ear.hear(cell.verdict, Case(world, made=cell, breakage=name))


# --- the tests ------------------------------------------------------------------------------------------------------


def test_what_is_said_is_so():
    ear, dataset = Listener(), load_digits()
    with np.errstate(all="ignore"):
        for seed in range(-(-CELLS // CELLS_A_WORLD)):
            world = make(dataset, seed, oldest=10_000 if CELLS > MANY else 100)
            rng = np.random.default_rng([11, seed])
            for _ in range(CELLS_A_WORLD):
                ask_cell(world, rng, ear)
            ask_world(world, ear)
    if CELLS > MANY:
        print(f"\n{CELLS} cells, {sum(ear.said.values())} sentences")
        for text in JUDGES:
            print(f"{ear.said[text]:6} × {text}")
    assert not ear.wrong, f"{len(ear.wrong)} of {sum(ear.said.values())} are wrong:\n" + "\n".join(ear.wrong[:60])


SELDOM = (
    (SETTLED, "{y} is {t} to the last digit that {dtype} keeps, as it should be: this sample has nothing to change in "
              "this logit."),
    (SETTLED, "The gradient is exactly 0: it shows no way down, and the update changes nothing."),
    (USUAL, "{a} = {value} is above 0: the slope is {slope}, and the gradient gets through."),
    (USUAL, "What is added and taken away nearly cancels: all of it together is {scale}, what is left is {total}. "
            "{dtype} keeps about {digits} digits of the large numbers, so fewer of the small rest are right: the "
            "difference is {difference}."),
    (USUAL, "no cell was looked at"),
)


def test_what_is_seldom_said_is_so_too():
    """All cells of two networks, for what a random cell of a random one hardly ever comes to."""
    dataset = load_digits()
    for settings in (SETTLED, USUAL):
        ear = all_of(made_of(dataset, settings))
        assert not [text for of, text in SELDOM if of is settings and not ear.said[text]]


def all_of(world: World) -> Listener:
    """What is said of all cells of a network, judged."""
    ear = Listener()
    with np.errstate(all="ignore"):
        for name in world.snapshot.names():
            for index in list(np.ndindex(world.snapshot.shape(name)))[:400]:
                case = Case(world, Place(name, index))
                case.made = provenance(world.snapshot, case.place)
                ear.hear(case.made.why, case)
                _hear_beside(case, ear)
        ask_world(world, ear)
        ear.hear(judge_all((), world.snapshot.network)[1], Case(world, made=()))
    assert not ear.wrong, "\n".join(ear.wrong[:20])
    return ear


@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if name != "sgd"])
def test_what_is_said_of_other_optimizers_is_so_too(name):
    """Of each in its first step, when it has been at work for a while, and when its steps are much too long."""
    heard = Counter()
    for iterations, rate in ((0, 0.01), (30, 0.01), (3, 3.0)):
        settings = {**USUAL, "iterations": iterations, "learning_rate": rate, "optimizer": name}
        heard += all_of(made_of(load_digits(), settings)).said
    memory = "Of the step of {step}, {memory} comes from memory and {fresh} from this gradient."
    rates = "The learning rate of this number is {rate} = {value}, {times} times lr."
    assert bool(heard[memory]) == (name in ("momentum", "nesterov", "adam"))
    assert bool(heard[rates]) == (name in ("adagrad", "rmsprop", "adam"))


def test_what_is_said_of_points_is_so_too():
    ear = all_of(made_of(on_a_line(spirals.load()), USUAL))
    assert {text for text in ear.said if "point" in text} == {
        "Input {name} of {point}: one of its two coordinates.", "training point {number:,}",
        POINTS.zero_throughout.text}


def on_a_line(dataset: Dataset) -> Dataset:
    """The same points, but the first coordinate of all of them is 0."""
    train, test = (Split(part.x * np.array([0, 1], np.float32), part.labels) for part in (dataset.train, dataset.test))
    return replace(dataset, train=train, test=test)


def test_no_sentence_is_without_a_judge():
    """A sentence that is added brings its judge; one that is gone takes it along."""
    texts = {outcome.text for outcome in getattr(whereabouts, "_OUTCOMES")}  # noqa: B009
    others = {Path(operations.__file__), Path(optimizers.__file__), Path(look.__file__)}
    for file in {*others, *INSPECTION.rglob("*.py")} - {INSPECTION / name for name in ELSEWHERE}:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Problem", "EngineError") and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant):
                    texts.add(text.value)
    texts |= {getattr(words, name).text for words in (IMAGES, POINTS) for name in OF_SAMPLES}
    texts -= {name.text for optimizer in OPTIMIZERS.values() for name in optimizer.called}  # names, which claim nothing
    assert (texts - JUDGES.keys(), JUDGES.keys() - texts) == (set(), set())


@pytest.mark.parametrize("text, value", [("1.234", 1.2329), ("−0.5", -0.51), ("2.1×10⁻⁹", 2.2e-9), ("∞", 1.0)])
def test_a_judge_would_notice_a_wrong_number(text, value):
    with pytest.raises(AssertionError):
        written(text, value)
