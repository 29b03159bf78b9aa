"""What a resizeEvent may do: nothing that hands out room anew. All that follows from a size is done later."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GUI = Path(__file__).resolve().parents[2] / "gui"
EVENTS = ("resizeEvent", "moveEvent")
ALLOWED = {"setGeometry", "resize"}  # of children whose places are worked out by hand, as a layout does it
CHANGING = {  # what lets Qt hand out room, or take down what it walks over
    "show", "hide", "clear", "updateGeometry", "adjustSize", "emit", "deleteLater", "activate",
    "addWidget", "insertWidget", "removeWidget", "replaceWidget", "addLayout", "addTab", "polish", "unpolish"}


def classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    for path in sorted(GUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield path, node


def changes(kind: ast.ClassDef, name: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """What a method, and those of its own that it calls, change."""
    methods = {each.name: each for each in kind.body if isinstance(each, ast.FunctionDef)}
    if name not in methods or name in seen:
        return
    for call in (node for node in ast.walk(methods[name]) if isinstance(node, ast.Call)):
        if not isinstance(call.func, ast.Attribute):
            continue
        called, on = call.func.attr, ast.unparse(call.func.value)
        if on == "self" and called in methods:
            yield from changes(kind, called, seen | {name})
        elif on not in ("painter", "super()") and called not in ALLOWED and (
                called in CHANGING or (called.startswith("set") and called != "set")):
            yield f"{on}.{called}"


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_of_size_changes_nothing_that_room_depends_on(event):
    found = [f"{path.name}: {kind.name}.{event} calls {change}"
             for path, kind in classes() for change in changes(kind, event)]
    assert found == []


def test_what_changes_is_found():
    code = "class A:\n def resizeEvent(self, e):\n  self._fit()\n def _fit(self):\n  self.b.setText('')"
    kind, = ast.parse(code).body
    assert list(changes(kind, "resizeEvent")) == ["self.b.setText"]
