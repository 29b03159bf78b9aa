"""Runs to be handed on, the lines that they print, and the same of their programs, started as somebody else does."""

import ast
import subprocess
import sys
from pathlib import Path

from engine.runs.results import loss_text
from engine.training.trainer import Trainer


def trained(trainer: Trainer, iterations: int, rates: dict[int, float] | None = None) -> Trainer:
    """A run of so many iterations; `rates` has learning rates that are set after so many."""
    for done in range(iterations):
        if done in (rates or {}):
            trainer.set_learning_rate(rates[done])
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


def lines_of(trainer: Trainer) -> list[str]:
    """What is printed of a run in a terminal, to the last digit, without its beginning and its end."""
    updates = trainer.history.count - 1
    points = {point.iteration: point for point in trainer.history.accuracies()}
    lines = []
    for i in range(updates + 1):
        if i:
            lines.append(f"iter {i} ({100 * i / updates:.1f}%) : loss {loss_text(trainer, i)}")
        if i in points:
            point = points[i]
            lines += [f"epoch {point.epoch}", f"train acc : {point.train}", f"test acc : {point.test}"]
            lines += [] if point.validation is None else [f"val acc : {point.validation}"]
    return lines


def printed_by(program: str, folder: Path, *arguments: str, warnings: str = "error") -> list[str]:
    """What a program prints that is started in a folder with nothing of ours; its warnings are errors."""
    file = folder / "run.py"
    file.write_text(program, encoding="utf-8")
    found = subprocess.run([sys.executable, "-I", "-W", warnings, file.name, *arguments], cwd=folder,
                           capture_output=True, text=True, timeout=300)
    assert found.returncode == 0, found.stderr
    assert found.stderr == "" or warnings == "ignore"
    return found.stdout.splitlines()


def imports_of(program: str) -> set[str]:
    """The packages that a program imports."""
    nodes = list(ast.walk(ast.parse(program)))
    return {name.partition(".")[0] for node in nodes for name in (
        [each.name for each in node.names] if isinstance(node, ast.Import) else
        [node.module] if isinstance(node, ast.ImportFrom) else [])}
