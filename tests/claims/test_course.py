"""What breakpoints and observations say is so, of runs of many kinds; each of their sentences has been said."""

import ast
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from claim_course import JUDGES
from course_worlds import CourseCase

from engine.data.dataset import Split
from engine.data.digits import load_digits
from engine.training import breakpoints, observations
from engine.training.breakpoints.breakpoint import Breakpoint, from_plain
from engine.training.breakpoints.conditions import CONDITIONS
from engine.training.breakpoints.watch import BreakpointWatch
from engine.training.config import TrainingConfig
from engine.training.observations.observer import Observer
from engine.training.trainer import Trainer

FOLDERS = [Path(each.__file__).parent for each in (breakpoints, observations)]
DIGITS = load_digits()
FEW = replace(DIGITS, train=Split(DIGITS.train.x[:100], DIGITS.train.labels[:100]))
SAMPLE = DIGITS.test.x[3]
LEAPS = TrainingConfig(hidden_sizes=(12, 8), learning_rate=1.5, weight_init="he")
RUNS = (
    (LEAPS, DIGITS, 150),
    (replace(LEAPS, learning_rate=3.0, hidden_sizes=(20,)), DIGITS, 20),
    (TrainingConfig(hidden_sizes=(10, 10, 10), learning_rate=1e8, weight_init="he"), DIGITS, 4),
    (TrainingConfig(hidden_sizes=(10,), learning_rate=1e25, weight_init="he"), DIGITS, 2),
    (TrainingConfig(hidden_sizes=(30, 20), learning_rate=20.0), DIGITS, 40),
    (TrainingConfig(hidden_sizes=(20, 15, 10), learning_rate=100.0, activation="sigmoid"), DIGITS, 60),
    (TrainingConfig(hidden_sizes=(20, 20, 20), activation="sigmoid"), DIGITS, 620),
    (TrainingConfig(hidden_sizes=(100, 100), learning_rate=0.5, weight_init="he"), DIGITS, 900),
    (TrainingConfig(batch_size=50, learning_rate=0.5, weight_init="he"), FEW, 84),  # where test acc is best so far
    (TrainingConfig(batch_size=50, learning_rate=0.5, weight_init="he"), FEW, 800),
)
LIMITS = {"loss below": 0.8, "loss above": 2.5, "gradient above": 2.0, "iteration": 20}


@np.errstate(all="ignore")
def said_of(config: TrainingConfig, dataset, last: int):
    """(sentence, where it was said, the limit) of all there is to say of a run."""
    found = []
    watch = BreakpointWatch([Breakpoint(name, LIMITS.get(name)) for name in CONDITIONS], SAMPLE)
    trainer, observer = Trainer(config, dataset), Observer()
    watch.arrive(trainer)
    while trainer.iteration < last:
        trainer.run_iteration()
        trainer.finish_evaluation()
        trainer.divergence = None
        stop = watch.take(trainer)
        if stop is not None:
            found += [(hit.why, stop.iteration, hit.breakpoint.value or 0.0) for hit in stop.hits]
            while trainer.position:
                trainer.run_operation()
            trainer.finish_evaluation()
            watch.arrive(trainer)
        if trainer.iteration in (last // 2, last):
            found += [(each.said, trainer.iteration, 0.0) for each in observer.look(trainer, last)]
    return found


@np.errstate(all="ignore")
def test_what_is_said_of_the_course_of_a_run_is_so():
    heard = Counter()
    for config, dataset, last in RUNS:
        once = Counter()
        for problem, iteration, limit in said_of(config, dataset, last):
            once[problem.text] += 1
            if once[problem.text] <= 3:  # of each kind, a few in each run
                heard[problem.text] += 1
                JUDGES[problem.text](CourseCase(config, dataset, iteration, limit, SAMPLE), **problem.values)
    for plain in ([{}], [{}, 3, {"condition": "epoch"}]):
        problem = from_plain(plain)[1]
        heard[problem.text] += 1
        JUDGES[problem.text](CourseCase(LEAPS, DIGITS, 1, limit=sum("condition" not in str(each) for each in plain)),
                             **problem.values)
    never = {"In iteration {iteration:,} a value is not finite."}  # is always explained
    assert sentences() - heard.keys() == never


def sentences() -> set[str]:
    """Those that end as sentences do: the others are names."""
    found = set()
    for folder in FOLDERS:
        for file in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                    text = node.args[0]
                    if isinstance(text, ast.Constant) and text.value.endswith("."):
                        found.add(text.value)
    return found


def test_no_sentence_is_without_a_judge():
    assert sentences() <= JUDGES.keys()
