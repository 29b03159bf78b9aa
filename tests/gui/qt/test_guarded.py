"""Every override that Qt calls is guarded, and every painter ends."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
import shiboken6

import gui
from gui.qt.guarded import is_called_by_qt

FOLDER = Path(gui.__file__).parent


def modules():
    return [importlib.import_module(each.name) for each in pkgutil.walk_packages(gui.__path__, "gui.")]


@pytest.fixture(scope="module")
def of_qt():
    """All classes of the window that have something to do with Qt."""
    found = {each for module in modules() for _, each in inspect.getmembers(module, inspect.isclass)
             if each.__module__ == module.__name__ and issubclass(each, shiboken6.Object)}
    assert len(found) > 100
    return found


def test_whoever_overrides_what_qt_calls_is_guarded(qapp, of_qt):
    bare = {f"{each.__module__}.{each.__qualname__}.{name}" for each in of_qt for name, member in vars(each).items()
            if inspect.isfunction(member) and is_called_by_qt(name) and not hasattr(member, "__wrapped__")}
    assert not bare, "name Guarded among the bases of the class"


def test_painters_are_opened_in_one_place_only():
    opened = [f"{path.relative_to(FOLDER)}:{number}" for path in FOLDER.rglob("*.py") if path.name != "guarded.py"
              for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
              if "QPainter(" in line or ".begin(self)" in line]
    assert not opened, "use painting() of gui.qt.guarded"
