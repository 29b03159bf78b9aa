"""A download in the terminal: a line on stderr that keeps changing, and at the end where the files are."""

import sys
from collections.abc import Callable
from pathlib import Path

from engine import ending


def download_in_terminal(title: str, download: Callable[..., Path]) -> Path:
    """Download, and say so on stderr; what goes to stdout is left to the training.

    Parameters
    ----------
    title
        What is downloaded.
    download
        Called with the keyword ``progress``; returns the folder.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    at_terminal = sys.stderr.isatty()

    def show(done: int, total: int, name: str) -> None:
        print(f"\r{title}: {done / 1e6:5.1f} of {total / 1e6:.1f} MB  {name:<26}", end="", file=sys.stderr, flush=True)

    try:
        with ending.by_exception():
            folder = download(progress=show if at_terminal else None)
    finally:
        if at_terminal:  # so that what comes next, a complaint perhaps, has a line of its own
            print(file=sys.stderr)
    print(f"{title}: downloaded to {folder}", file=sys.stderr)
    return folder
