"""The memory of the whole process: window open, data loaded, training. Run as a program, it is the process."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Conditions, Figure
from engine.training.config import TrainingConfig

ROOT = Path(__file__).resolve().parent.parent
STATUS = Path("/proc/self/status")
LIMITS = (450, 300)


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield peak and steady state."""
    if not STATUS.exists():
        yield Figure("memory of the whole process", None, "MB", *LIMITS, note="needs Linux, which tells of it")
        return
    command = [sys.executable, "-m", "bench.memory", conditions.dataset_name, str(conditions.data_dir or ""),
               str(conditions.patient(10_000, 100))]
    found = [json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout)
             for _ in range(conditions.patient(3, 1))]
    for name, what in (("steady", "while training"), ("peak", "at most, loading included")):
        values = [one[name] for one in found]
        yield Figure(f"memory of the whole process, {conditions.dataset_name} loaded, {what}",
                     statistics.median(values), "MB", *LIMITS, samples={f"{name}, MB": values})


def megabytes(name: str) -> float:
    """``"VmRSS"``: what is resident now; ``"VmHWM"``: the most that ever was. Of this process, in 10^6 bytes."""
    line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024 / 1e6


def train_in_window(config: TrainingConfig, data_dir: str) -> dict[str, float]:
    """Train to the end in the window, looking at the memory ten times a second."""
    from bench.screen import open_window, turn_until
    from gui.training.reports import State

    with open_window(config, data_dir) as window:
        found, looked_at = [megabytes("VmRSS")], time.monotonic()

        def is_done() -> bool:
            nonlocal looked_at
            if time.monotonic() - looked_at > 0.1:
                looked_at = time.monotonic()
                found.append(megabytes("VmRSS"))
            return window.session.state is State.PAUSED

        window.do("run")
        turn_until(is_done)
        return {"steady": statistics.median(found[len(found) // 2:]), "peak": megabytes("VmHWM")}


if __name__ == "__main__":
    dataset, folder, count = sys.argv[1:]
    if folder:
        folder = os.path.abspath(folder)
    print(json.dumps(train_in_window(TrainingConfig(dataset=dataset, iterations=int(count)), folder)))
