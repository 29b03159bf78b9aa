"""Who may import whom, and what must not be loaded where."""

import subprocess
import sys
import tomllib
from pathlib import Path

import main

ROOT = Path(__file__).resolve().parent.parent
QT = ("PySide6", "shiboken6", "pyqtgraph")


def run_python(code: str, *options: str) -> subprocess.CompletedProcess:
    """Run code in a fresh interpreter in the folder of the project."""
    return subprocess.run([sys.executable, *options, "-c", code], cwd=ROOT, capture_output=True, text=True)


def test_import_contracts_are_kept():
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
    lint = run_python(code)
    assert lint.returncode == 0, lint.stdout + lint.stderr


def test_engine_loads_no_qt():
    code = f"""
import importlib, pkgutil, sys
import engine
for module in pkgutil.walk_packages(engine.__path__, "engine."):
    importlib.import_module(module.name)
print([name for name in {QT!r} if name in sys.modules])
"""
    assert run_python(code).stdout == "[]\n"


def test_terminal_run_loads_no_qt():
    code = f"""
import sys
import main
assert main.main(["--headless", "--iterations", "20"]) == 0
print([name for name in {QT!r} if name in sys.modules])
"""
    run = run_python(code)
    assert run.stderr == ""
    assert run.stdout.splitlines()[-1] == "[]"


def test_front_door_and_set_up_need_the_standard_library_only():
    root = str(ROOT)
    code = f"import sys; sys.path.insert(0, {root!r}); import main, bootstrap; bootstrap.Environment({root!r})"
    run = run_python(code, "-I", "-S")
    assert run.returncode == 0, run.stderr


def test_needed_python_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = ".".join(map(str, main.NEEDED))
    assert project["project"]["requires-python"] == f">={needed}"
    assert project["tool"]["ruff"]["target-version"] == f"py{needed.replace('.', '')}"
