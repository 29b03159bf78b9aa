"""A run as a notebook: the cells of the script with words between them, in the format of Jupyter (nbformat 4.5)."""

import json
from collections.abc import Iterator

from engine.runs.program.about import about, introduction
from engine.runs.program.parts import FOLDER, call, folder_needed, parts_of
from engine.training.trainer import Trainer


def notebook_of(trainer: Trainer) -> str:
    """The text of a notebook that does what this run has done, and prints its losses."""
    cells = [{"id": f"cell-{number}", **cell} for number, cell in enumerate(_cells(trainer))]
    return json.dumps({
        "cells": cells,
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                     "language_info": {"name": "python"}},
        "nbformat": 4, "nbformat_minor": 5,
    }, ensure_ascii=False, indent=1) + "\n"


def _cells(trainer: Trainer) -> Iterator[dict]:
    title, *paragraphs = introduction("a notebook")
    facts = [f"| {name} | {value} |" for name, value in about(trainer).items()]
    yield _words("\n\n".join([f"# {title}", *paragraphs, "\n".join(["| | |", "|---|---|", *facts])]))
    for part in parts_of(trainer):
        yield _words(part.words)
        yield _code(part.code, {"jupyter": {"source_hidden": True}} if part.data else {})
    if folder_needed(trainer.dataset):
        yield _words(f"Put {FOLDER} in the place of the dot, or name it in MNIST_DIR.")
        yield _code('folder = os.environ.get("MNIST_DIR", ".")')
    yield _words("And so it learns.")
    yield _code(f"network = {call(trainer.dataset, 'folder')}")


def _words(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(text: str, metadata: dict | None = None) -> dict:
    return {"cell_type": "code", "execution_count": None, "metadata": metadata or {}, "outputs": [],
            "source": text.splitlines(keepends=True)}
