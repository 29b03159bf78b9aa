"""Long runs: what a frame of the curves costs after 10^6 iterations, and the memory that these take."""

import gc
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.measure import Conditions, Figure, interleaved, ratio, seconds
from bench.memory import STATUS, megabytes
from engine.training.epochs import Epochs
from engine.training.record.history import History

ROOT = Path(__file__).resolve().parent.parent
A_FRAME = 50       # iterations between two frames
PER_EPOCH = 600


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield the ratio and the memory."""
    short, long = conditions.patient(10**4, 10**3), conditions.patient(10**6, 10**4)
    yield frames(short, long, conditions)
    what = f"memory added by {long:,} iterations that are recorded"
    if not STATUS.exists():
        yield Figure(what, None, "MB", 16, 8, note="needs Linux, which tells of it")
        return
    values = [float(subprocess.run([sys.executable, "-m", "bench.long", str(long)], cwd=ROOT, stdout=subprocess.PIPE,
                                   text=True, check=True).stdout) for _ in range(conditions.patient(5, 1))]
    yield Figure(what, statistics.median(values), "MB", 16, 8, samples={"added, MB": values})


def frames(short: int, long: int, conditions: Conditions) -> Figure:
    """The cost of a frame, in both plots, after a long run over that after a short one."""
    from bench.screen import application
    from gui.panels.curves import CurvesPanel

    application()
    panels = []
    contenders = {}
    for count in (short, long):
        panel, history = CurvesPanel(), recorded(count)
        panel.resize(1000, 800)
        panel.draw_run(history, 2 * count, Epochs(((1, 1),), PER_EPOCH))
        panel.show()
        panels.append(panel)
        contenders[f"{count:,}"] = lambda panel=panel, history=history: frame(panel, history)
    found = interleaved(contenders, conditions.patient(60, 3), warm_up=3)
    for panel in panels:
        panel.close()
    above, below = found[f"{long:,}"], found[f"{short:,}"]
    return Figure(f"cost of a frame of the curves at {long:,} iterations, over that at {short:,}",
                  ratio(above, below), "×", 1.2, 1.0,
                  samples={f"at {name}, ms": [value * 1e3 for value in values] for name, values in found.items()})


def frame(panel, history: History) -> float:
    """Seconds from new losses to both plots painted."""
    from bench.screen import settle

    record(history, A_FRAME)
    settle()

    def work() -> None:
        panel.show_frame()
        settle()

    return seconds(work)


def recorded(count: int) -> History:
    """A history of so many iterations."""
    history = History()
    record(history, count + 1)
    return history


def record(history: History, count: int) -> None:
    """Record so many more losses, falling and noisy, and the accuracies of the epochs that they end."""
    for iteration in range(history.count, history.count + count):
        loss = (0.2 + iteration * 7919 % 1000 / 1000) / (1 + iteration / 1000)
        history.record_loss(iteration, float(np.float32(loss)))  # as those of a float32 network are
        if iteration % PER_EPOCH == 0:
            epoch = iteration // PER_EPOCH
            history.record_accuracy(epoch, iteration, 1 - 0.9 / (1 + epoch), 1 - 0.92 / (1 + epoch))


def memory_added(count: int) -> float:
    """How much larger this process is once so many losses are recorded and the curve was read, in 10^6 bytes."""
    recorded(1000).loss_range(0, 1000)
    gc.collect()
    before = megabytes("VmRSS")
    history = recorded(count)
    history.loss_range(0, count)
    gc.collect()
    return megabytes("VmRSS") - before


if __name__ == "__main__":
    print(memory_added(int(sys.argv[1])))
