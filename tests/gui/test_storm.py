"""Random actions in the real window: after each, everything shown belongs to the run that is there.

``python3 main.py --bench storm`` does the same for an hour, each seed in a process of its own.
"""

import gc
from collections import Counter

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from bench.invariants import broken
from bench.storm import Storm, has_losses_of_terminal, listening
from engine.data.dataset import Dataset
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.frozen.trace import Trace
from engine.inspection.place import Place
from engine.nn.network import Network
from engine.training.config import TrainingConfig
from engine.training.record.history import History
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.iteration.panel import BREAK, CHECK, OPERATION, PULLS, WHAT_IF, WHERE
from gui.training.reports import RunStarted

ACTIONS = 250
OF_A_RUN = (Trainer, Network, Snapshot, Trace, History, RunStarted)


@pytest.fixture(autouse=True)
def normal_look(qapp):
    theme().apply(qapp)
    yield
    theme().set_scheme("light")
    theme().set_text_scale(1.0)


@pytest.fixture
def lab(open_lab, small_mnist, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    return open_lab()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_storm(lab, seed):
    log = []
    storm = Storm(lab.window, seed, ACTIONS, log.append, ("digits", "mnist"))
    with listening(storm.trouble):
        weather = storm.run()
        assert weather.actions == ACTIONS
        assert has_losses_of_terminal(lab.window, storm._hand)
    assert not weather.troubles, "\n".join((*weather.troubles, *log[-20:]))


def test_what_always_holds_is_found_broken(lab):
    """The look after each action sees what once went wrong."""
    lab.settle()
    assert broken(lab.window) == []
    lab.window.sample._layer = 6
    lab.window.actions_["reset"].setEnabled(False)
    lab.window.sample.chooser.places.choose(1)
    assert set(broken(lab.window)) == {"the layer is one of the network", "the pill says the place",
                                       "reset is offered when there is a run"}


def alive() -> list[tuple[str, object]]:
    """All that belongs to a run, with its kind, once all that waits to be deleted is."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()  # not processEvents, which deletes nothing
    gc.collect()
    kinds = (*OF_A_RUN, Dataset)
    return [(kind.__name__, each) for each in gc.get_objects() for kind in kinds if isinstance(each, kind)]


def alive_beside(others: list[tuple[str, object]]) -> Counter:
    """How many of each kind there are that are none of these."""
    known = {id(each) for _, each in others}
    return Counter(name for name, each in alive() if id(each) not in known)


@pytest.fixture
def elsewhere(qapp) -> list[tuple[str, object]]:
    """What other tests have left, before there is a window. Held, so that it goes neither earlier nor later."""
    return alive()


def test_nothing_is_kept_of_runs_that_have_gone(elsewhere, lab):
    pages = (OPERATION, WHERE, CHECK, WHAT_IF, BREAK, PULLS)
    iteration = lab.window.iteration
    lab.window.workspace.bring_forward(iteration)
    for hidden in ((50,), (20, 10), (7,)):
        lab.window.do("step iteration")
        lab.settle()
        for cell in (("a1", (3, 4)), ("x", (3, 4)), ("W1", (1, 2)), ("dW1", (1, 2))):
            iteration.operation.place_chosen.emit(Place(*cell))
            for page in pages:
                iteration.show_page(page)
                QApplication.processEvents()
        before = lab.session.run
        lab.window.run_desk.apply(TrainingConfig(hidden_sizes=hidden))
        lab.until(lambda before=before: lab.session.run is not before)
        del before
        lab.ready()
        # Two networks: that of the trainer, and that which the trace looked into, frozen.
        lab.until(lambda: alive_beside(elsewhere) == {"Trainer": 1, "Network": 2, "History": 1, "RunStarted": 1,
                                                      "Trace": 1, "Dataset": 1})
