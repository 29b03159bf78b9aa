"""The style of the code and its annotations, as pyproject.toml describes them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def findings(*checker: str) -> str:
    """What a checker has to say, where there is something wrong."""
    run = subprocess.run([sys.executable, "-m", *checker], cwd=ROOT, capture_output=True, text=True)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def test_ruff_finds_nothing():
    assert findings("ruff", "check", "--no-cache", "--output-format=concise", ".") == ""


def test_mypy_finds_nothing():
    assert findings("mypy", f"--cache-dir={os.devnull}") == ""
