"""Nothing that is shown or asked hangs in the air: each signal is connected, each public method is called, by somebody.

Read from the source, by names: a name that two classes share counts for both. So what is found is dead; what is not
found may be dead still.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import gui
from gui.panels.panel import TOLD

ROOT = Path(gui.__file__).parents[1]
USERS = [file for folder in ("gui", "bench") for file in sorted((ROOT / folder).rglob("*.py"))] + [ROOT / "main.py"]
TREES = {file: ast.parse(file.read_text(encoding="utf-8")) for file in USERS}
SOURCES = {file: tree for file, tree in TREES.items() if (ROOT / "gui") in file.parents}

# For whoever works the window from outside.
FOR_OTHERS = {"settled"}
# What only tests look at: what is written or drawn, which a person sees.
SEEN_BY_TESTS = {
    "button_ids", "is_drawn", "number_of", "outlines", "ring", "scales", "shown_texts", "subtitle", "titles",
    "write_with"}
# What the player of a lesson asks of its stage.
FOR_THE_PLAYER = {"set_up", "carry_out"}


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """All of the window's, with where they are written."""
    for file, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield file.relative_to(ROOT).as_posix(), node


def signals() -> Iterator[tuple[str, str]]:
    """(where, name) of each signal that is declared."""
    for file, node in classes():
        for each in node.body:
            if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call) and (
                    ast.unparse(each.value.func) == "Signal"):
                yield f"{file}: {node.name}", each.targets[0].id


def methods() -> Iterator[tuple[str, str]]:
    """(where, name) of each public method and property, but for those that Qt calls: they have its names."""
    for file, node in classes():
        for each in node.body:
            if isinstance(each, ast.FunctionDef) and not each.name.startswith("_") and each.name.islower():
                yield f"{file}: {node.name}", each.name


def uses() -> tuple[set[str], set[str], set[str]]:
    """Names that are looked up on something; those that slots are connected to; those that are emitted or passed on."""
    looked_up, connected, emitted = set(), set(), set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                looked_up.add(node.attr)
                if node.attr in ("connect", "emit", "disconnect") and isinstance(node.value, ast.Attribute):
                    (connected if node.attr == "connect" else emitted).add(node.value.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                looked_up.add(node.value.replace(" ", "_"))  # a command is carried out by the method of its name
            elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):  # a wire: connected, or cut, later
                connected.update(each.attr for each in node.value.elts[:1] if isinstance(each, ast.Attribute))
                emitted.update(each.attr for each in node.value.elts[1:] if isinstance(each, ast.Attribute))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
                emitted.update(each.attr for each in node.args if isinstance(each, ast.Attribute))
    return looked_up, connected, emitted


LOOKED_UP, CONNECTED, EMITTED = uses()


def listed(names: set[str]) -> set[str]:
    """Signals that are gone through in a loop: ``for changed in (a.chosen, b.toggled): changed.connect(...)``."""
    found = set(TOLD)
    for tree in SOURCES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.For):
                found.update(each.attr for each in ast.walk(node.iter) if isinstance(each, ast.Attribute))
    return names & found


def test_every_signal_is_heard():
    declared = {name for _, name in signals()}
    heard = CONNECTED | listed(declared) | FOR_OTHERS
    assert [f"{where}.{name}" for where, name in signals() if name not in heard] == []


def test_every_signal_is_emitted():
    assert [f"{where}.{name}" for where, name in signals() if name not in EMITTED] == []


def test_every_method_is_called():
    used = LOOKED_UP | SEEN_BY_TESTS | FOR_THE_PLAYER
    assert [f"{where}.{name}" for where, name in methods() if name not in used] == []


def test_what_is_for_others_is_there_and_of_use():
    assert FOR_OTHERS <= {name for _, name in signals()}
    player = (ROOT / "engine" / "lessons" / "player.py").read_text(encoding="utf-8")
    assert [name for name in FOR_THE_PLAYER if f".stage.{name}(" not in player] == []
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.rglob("test_*.py"))
    assert [name for name in SEEN_BY_TESTS if f".{name}" not in tests or name in LOOKED_UP] == []
