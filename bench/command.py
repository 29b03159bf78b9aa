"""The command behind ``python3 main.py --bench``: runs the benchmarks, prints one table, writes all of it as JSON."""

import argparse
import importlib
import json
import os
import platform
import statistics
import sys
import time
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.measure import Conditions, Figure, Table
from engine.files import reason_of, write_file

BENCHES = ("iteration", "run", "window", "going", "looking_back", "learned", "learned_pulls", "learned_without", "idle",
           "provenance", "start", "load", "memory", "long", "scaling", "profile", "rest", "storm")
ON_DEMAND = ("rest", "storm")  # these take long, and measure no speed
WITHOUT_DATA = ("start", "long", "idle", "storm")  # these need no data set
PACKAGES = ("numpy", "PySide6-Essentials", "pyqtgraph", "torch")


def main(arguments: list[str]) -> int:
    """Run what the command line asks for. Returns the exit code."""
    options = parser().parse_args(arguments)
    conditions = Conditions("digits" if options.quick else "mnist", options.data_dir, options.quick)
    names = [options.name] if options.name else [name for name in BENCHES if name not in ON_DEMAND]
    began, load = datetime.now().astimezone(), load_average()
    found = {name: run(name, conditions) for name in names}
    print_figures(found)
    print_tables(found)
    report = {"date": began.isoformat(timespec="seconds"), "machine": machine(), "versions": versions(),
              "load_average": {"before": load, "after": load_average()}, "dataset": conditions.dataset_name,
              "quick": options.quick, **as_json(found)}
    try:
        content = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
        write_file(options.out, lambda file: file.write(content.encode()), through_links=True)
    except (OSError, ValueError) as error:
        print(f"main.py --bench: {options.out}: {reason_of(error)}; choose another file with --out.", file=sys.stderr)
        return 1
    print(f"\nwrote {options.out}")
    return 0


def run(name: str, conditions: Conditions) -> list[Figure | Table]:
    """What one benchmark finds."""
    if name not in WITHOUT_DATA and not conditions.has_data:
        return [Figure(name, None, note="left out: MNIST is not on this computer; name its folder with --data-dir")]
    start = time.monotonic()
    print(f"{name} ...", end="", file=sys.stderr, flush=True)
    found = list(importlib.import_module(f"bench.{name}").measure(conditions))
    print(f" {time.monotonic() - start:.0f} s", file=sys.stderr)
    return found


def print_figures(found: dict[str, list[Figure | Table]]) -> None:
    """The table of all figures."""
    rows = [("bench", "what", "measured", "at least", "aim", "reached")]
    for name, items in found.items():
        for item in items:
            if isinstance(item, Figure):
                measured = "—" if item.value is None else f"{item.value:.4g} {item.unit}"
                limits = (limit(item, item.at_least), limit(item, item.aim))
                rows.append((name, item.what, measured, *limits, item.reached or item.note))
    print_columns(rows)


def print_tables(found: dict[str, list[Figure | Table]]) -> None:
    """The tables that have nothing to reach."""
    for items in found.values():
        for item in items:
            if isinstance(item, Table):
                rows = [tuple(f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in row)
                        for row in item.rows]
                print(f"\n{item.what}")
                print_columns([item.columns, *rows])


def print_columns(rows: list[tuple[str, ...]]) -> None:
    """Rows of text, one under the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def limit(figure: Figure, value: float | None) -> str:
    """What a figure is to be: ``"≥ 4 ×"``."""
    return "" if value is None else f"{'≥' if figure.more_is_better else '≤'} {value:g} {figure.unit}"


def as_json(found: dict[str, list[Figure | Table]]) -> dict[str, object]:
    """All of it, with every repetition and the medians."""
    figures, tables = [], []
    for name, items in found.items():
        for item in items:
            entry = {"bench": name, **asdict(item)}
            if isinstance(item, Figure):
                entry["reached"] = item.reached
                entry["medians"] = {what: statistics.median(values) for what, values in item.samples.items()}
            (figures if isinstance(item, Figure) else tables).append(entry)
    return {"figures": figures, "tables": tables}


def machine() -> dict[str, object]:
    """What it was measured on."""
    return {"system": platform.platform(), "processor": processor(), "processors": os.cpu_count(),
            "python": platform.python_version(), "platform of Qt": os.environ.get("QT_QPA_PLATFORM", "the screen")}


def processor() -> str:
    """Its name, as well as it can be learnt."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def load_average() -> float | None:
    """How busy the machine was over the last minute, where the system tells."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def versions() -> dict[str, str | None]:
    """Of the packages that matter; None where one is not installed."""
    found: dict[str, str | None] = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = None
    return found


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(prog="main.py --bench", description="Measure how fast the program is, side by side "
                                   "with others. Takes some minutes; the machine should have nothing else to do.")
    made.add_argument("name", nargs="?", choices=BENCHES,
                      help="one benchmark (default: all but storm, which takes an hour)")
    made.add_argument("--data-dir", type=Path, metavar="DIR", help="folder with the four MNIST files")
    made.add_argument("--out", type=Path, metavar="FILE", default=Path("bench-results.json"),
                      help="where to write all numbers (default: %(default)s)")
    made.add_argument("--quick", action="store_true",
                      help="only try out that it works, on the built-in digits; the figures then mean little")
    return made
