"""Bring the translations up to date with every text that is seen. Run when one has changed; the result is committed.

    PYTHONPATH=. .venv/bin/python .ci/make_translations.py         (in the folder of the program)

Nobody keeps a list of texts. Those of the window are found by Qt's lupdate where they are passed to ``tr()``. The
engine knows nothing of Qt: its sentences are found here where they are raised, and what it calls its operations and
data sets is asked of a few networks and of the catalogue. New texts are said, and are marked as unfinished in the .ts
files: translate them there, and run this again.
"""

import ast
import importlib
import pkgutil
import re
import shutil
import string
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import PySide6

import engine
from engine.data import catalogue
from engine.inspection.measures.table import MEASURES
from engine.nn.operations import Kind, Operation
from engine.nn.optimizers import OPTIMIZERS
from engine.problem import EngineError, Problem
from engine.training.config import ACTIVATIONS, HYPERPARAMETERS, TrainingConfig
from engine.training.trainer import Trainer
from gui.words.engine_texts import OPERATIONS

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
DEEPEST = 6  # as many Affine layers as the program shows
QT_LACKS = {("QFileDialog", "&Look in:"), ("QFileDialog", "Files of &type:")}  # in its own Japanese


def main() -> None:
    """Bring all languages up to date."""
    for file in sorted(FOLDER.glob("*.ts")):
        for text in update(file):
            print(f"{file.name}: translate {text!r}")
        subprocess.run([tool("lrelease"), "-silent", file], check=True)


def update(file: Path) -> list[str]:
    """Put the texts of now into a .ts file; those that are not translated."""
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder, "listing.py")
        listing.write_text("".join(f"QT_TRANSLATE_NOOP({context!r}, {text!r})\n" for context, text in sorted(listed())),
                           encoding="utf-8")
        subprocess.run([tool("lupdate"), "-silent", *sorted(ROOT.joinpath("gui").rglob("*.py")), listing, "-locations",
                        "none", "-no-obsolete", "-ts", file], check=True)
    return [message.findtext("source") for message in ElementTree.parse(file).getroot().iter("message")
            if message.find("translation").attrib]


def tool(name: str) -> str | None:
    """Where a tool of Qt is; None where PySide6 came without it."""
    return shutil.which(name, path=str(Path(PySide6.__file__).parent))


def listed() -> set[tuple[str, str]]:
    """(context, text) of all that lupdate does not find by itself."""
    return QT_LACKS | {("engine", text) for text in {*sentences(), *words()}} | set(hyperparameters())


# --- what the engine raises ----------------------------------------------------------------------------------------

def sentences() -> Iterator[str]:
    """What is written in a Problem, or in an exception of the engine."""
    for call in calls():
        match call.args[:1]:
            case [ast.Constant(value=str(text))] if has_words(text):
                yield text


def calls() -> Iterator[ast.Call]:
    """Where the engine makes a Problem or an exception of its own."""
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        importlib.import_module(module.name)  # so that no class of exceptions is missed
    ours = {each.__name__ for each in (Problem, *subclasses(EngineError))}
    for file in sorted(ROOT.joinpath("engine").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        within = {id(call) for each in ast.walk(tree) if isinstance(each, ast.ClassDef) and each.name in ours
                  for call in ast.walk(each)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ours or (called == "super().__init__" and id(node) in within):
                    yield node


def subclasses(kind: type) -> set[type]:
    """A class, and all that are made from it."""
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def has_words(text: str) -> bool:
    """Whether there is anything but places for values in it; a place may choose between words."""
    return any(before.strip() or "|" in (spec or "") for before, _, spec, _ in string.Formatter().parse(text))


# --- what the engine calls things ----------------------------------------------------------------------------------

def words() -> Iterator[str]:
    """Names and descriptions, of which the window translates each as a whole."""
    for source in catalogue.SOURCES:
        yield from (source.title, source.description)
    for declared in HYPERPARAMETERS.values():
        yield declared.called or declared.label
        yield from (words for _, words in declared.kind.suggestions if words.isalpha())
    for measure in MEASURES.values():
        yield from (measure.title, measure.reads, measure.scale)
    for operation in operations():
        yield from (operation.what, operation.why)
        if not any(re.fullmatch(pattern.replace("{part}", ".+"), operation.name) for pattern in OPERATIONS):
            yield operation.name
        if operation.kind in (Kind.DRAW, Kind.EVALUATE):  # said in words
            yield operation.formula


def hyperparameters() -> Iterator[tuple[str, str]]:
    """(context, text) of what the form says of each, and the names of kept runs."""
    for declared in HYPERPARAMETERS.values():
        yield from (("Experiment", declared.label), ("Experiment", declared.tip))
        if has_words(declared.short):
            yield "KeptRun", declared.short


def operations() -> Iterator[Operation]:
    """Those of a network of each depth and with each activation function, and of each optimizer."""
    dataset = catalogue.load("digits")
    for hidden, activation in product(range(DEEPEST), ACTIVATIONS):
        yield from Trainer(TrainingConfig(hidden_sizes=(2,) * hidden, activation=activation), dataset).operations
    for optimizer in OPTIMIZERS:
        yield from Trainer(TrainingConfig(optimizer=optimizer), dataset).operations


if __name__ == "__main__":
    main()
