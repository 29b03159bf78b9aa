"""The table of runs, and runs in turn, in the whole window with real clicks and keys."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QDialog, QLineEdit

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.training.config import TrainingConfig
from engine.training.queue import queue_of_choices, queue_of_text
from engine.training.trainer import Trainer
from gui.training.kept_runs import MOST_SHOWN
from gui.training.reports import State
from gui.window.dialogs.in_turn import InTurnDialog

DIGITS = load_digits()
BASE = TrainingConfig(iterations=30)


def trained(iterations, **config) -> Trainer:
    trainer = Trainer(TrainingConfig(**config), DIGITS)
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


class Table:
    """The table, as a person sees it."""

    def __init__(self, lab) -> None:
        self.lab, self.view = lab, lab.window.runs.table
        lab.press(Key.Key_T, CTRL)
        come_to_rest(lab.window)
        assert self.view.isVisible()

    @property
    def titles(self) -> list[str]:
        model = self.view.sorted
        return [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]

    def column(self, title: str) -> list[str]:
        QCoreApplication.processEvents()  # it is written once a moment
        model, place = self.view.sorted, self.titles.index(title)
        return [model.index(row, place).data() for row in range(model.rowCount())]

    def cell(self, name: str, title: str) -> QModelIndex:
        return self.view.sorted.index(self.column("Name").index(name), self.titles.index(title))

    def click(self, name: str, title: str = "Name") -> None:
        self.lab.qtbot.mouseClick(self.view.viewport(), LEFT, pos=self.view.visualRect(self.cell(name, title)).center())

    def write(self, name: str, title: str, text: str) -> None:
        place = self.view.visualRect(self.cell(name, title)).center()
        self.lab.qtbot.mouseClick(self.view.viewport(), LEFT, pos=place)
        self.lab.qtbot.mouseDClick(self.view.viewport(), LEFT, pos=place)
        editor, = self.view.viewport().findChildren(QLineEdit)
        editor.selectAll()
        self.lab.qtbot.keyClicks(editor, text)
        self.lab.qtbot.keyClick(editor, Key.Key_Return)
        self.lab.until(lambda: not self.view.is_written_in)
        QCoreApplication.processEvents()

    def press(self, key) -> None:
        self.lab.qtbot.keyClick(self.view, key)
        QCoreApplication.processEvents()


def keep(lab, seed: int) -> None:
    """Step, and go over to another seed with the run kept."""
    lab.leave()
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.run_desk.apply(replace(lab.window.run_desk.config, seed=seed), keeping=True)
    lab.ready()


def run_in_turn(lab, queue, *fields: str) -> None:
    lab.window.runs_desk.run_in_turn(queue, fields)
    lab.until(lambda: all(run.done is None for run in lab.window.run_desk.kept_runs), timeout=30_000)


def drawn(lab) -> list[str]:
    return [run.name for run in lab.window.curves.loss_plot.kept_runs]


@pytest.fixture
def table(lab) -> Table:
    """With the runs of seeds 0, 1 and 2 kept, beside the present one, of seed 3."""
    for seed in (1, 2, 3):
        keep(lab, seed)
    return Table(lab)


def test_the_runs_stand_beside_each_other_with_what_differs(table):
    assert table.titles == ["Name", "Iterations", "Loss", "Test acc", "Seed", "Best test", "Train acc", "Time",
                            "Same start", "Note"]
    assert table.column("Name") == ["this run", "seed 0", "seed 1", "seed 2"]
    assert (table.column("Seed"), table.column("Iterations")) == (["3", "0", "1", "2"], ["0", "1", "1", "1"])
    losses = [trained(1, seed=seed).history.losses() for seed in (0, 1, 2)]
    assert table.column("Loss")[1:] == [f"{mean.mean():.3f}" for mean in losses]
    assert table.column("Same start") == ["yes", "no", "no", "no"]
    assert drawn(table.lab) == ["seed 0", "seed 1", "seed 2"]


def test_they_are_sorted_and_looked_for(table):
    header = table.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(table.titles.index("Seed")) + 5, header.height() // 2)
    table.lab.qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert table.column("Seed") == ["0", "1", "2", "3"]
    table.lab.qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert table.column("Seed") == ["3", "2", "1", "0"]
    table.lab.qtbot.keyClicks(table.lab.window.runs.filter, "seed 1")
    assert table.column("Name") == ["seed 1"]
    assert len(drawn(table.lab)) == 3  # what is not looked for is drawn all the same


def test_a_run_is_hidden_and_drawn_again_by_space(table):
    table.click("seed 1")
    table.press(Key.Key_Space)
    assert drawn(table.lab) == ["seed 0", "seed 2"]
    assert table.lab.session.state is State.IDLE  # Space was the table's
    table.press(Key.Key_Space)
    assert drawn(table.lab) == ["seed 0", "seed 1", "seed 2"]
    assert [run.name for run in table.view.chosen_runs] == ["seed 1"]


def test_names_and_notes_are_written_in_place(table):
    table.write("seed 1", "Name", "the <i>good</i> one")
    table.write("the <i>good</i> one", "Note", "page 12")
    assert drawn(table.lab) == ["seed 0", "the <i>good</i> one", "seed 2"]
    assert table.column("Note") == ["", "", "page 12", ""]
    table.write("this run", "Note", "with another seed")
    keep(table.lab, 4)
    assert table.column("Note") == ["", "", "page 12", "", "with another seed"]
    assert table.column("Name")[0] == "this run"


def test_what_is_removed_can_be_brought_back_as_it_was(table):
    looks = {run.name: run.look for run in table.lab.window.run_desk.kept_runs}
    table.click("seed 1")
    table.press(Key.Key_Delete)
    assert (drawn(table.lab), table.lab.notice) == (["seed 0", "seed 2"], "1 run removed: seed 1.")
    table.lab.click("Bring back")
    assert {run.name: run.look for run in table.lab.window.run_desk.kept_runs} == looks
    assert table.column("Name") == ["this run", "seed 0", "seed 1", "seed 2"]
    table.click("this run")
    table.press(Key.Key_Delete)
    assert len(table.column("Name")) == 4 and not table.lab.window.runs.remove.isEnabled()


def test_a_kept_run_is_gone_on_with_and_the_present_one_is_kept(table):
    lab = table.lab
    lab.press(Key.Key_Escape)
    lab.leave()
    lab.press(Key.Key_Right)
    lab.settle()
    table.write("seed 1", "Note", "mine")
    table.click("seed 1")
    lab.click("Go on with it")
    lab.until(lambda: lab.session.run.config.seed == 1)
    lab.ready()
    assert lab.where == (1, 0) and lab.session.state is State.PAUSED
    assert table.column("Name") == ["this run", "seed 0", "seed 2", "seed 3"]
    assert table.column("Note")[0] == "mine"
    lab.leave()
    lab.press(Key.Key_Right)
    lab.settle()
    straight = trained(2, seed=1)
    assert lab.losses == straight.history.losses().tolist()
    assert all(np.array_equal(value, straight.network.params[name]) for name, value in lab.params().items())
    lab.press(Key.Key_Left)
    lab.press(Key.Key_Left)
    lab.settle()
    assert lab.where == (0, 0)


def test_data_that_come_later_do_not_take_the_place_of_a_run_gone_on_with(table):
    lab = table.lab
    lab.leave()
    lab.window.run_desk.apply(replace(lab.window.run_desk.config, dataset="mnist"))
    lab.until(lambda: lab.offer != "")
    table.click("seed 1")
    lab.click("Go on with it")
    lab.until(lambda: lab.session.run.config.seed == 1)
    lab.click("Download")
    lab.until(lambda: not lab.window.run_desk.is_loading)
    lab.settle()
    assert (lab.where, lab.session.run.config.dataset) == ((1, 0), "digits")
    assert lab.notice == "MNIST is ready. It takes effect at Reset."


def test_a_second_click_does_not_go_on_with_it_once_more(table):
    lab = table.lab
    lab.leave()
    lab.press(Key.Key_Right)
    lab.settle()
    table.click("seed 1")
    for _ in range(2):
        lab.button("Go on with it").click()
    lab.until(lambda: lab.session.run.config.seed == 1)
    lab.ready()
    assert table.column("Name") == ["this run", "seed 0", "seed 2", "seed 3"]


def test_no_more_are_drawn_than_can_be_told_apart_and_that_is_said(lab):
    run_in_turn(lab, queue_of_text(replace(BASE, iterations=2), "seed", " ".join(map(str, range(1, MOST_SHOWN + 3)))),
                "seed")
    table = Table(lab)
    assert drawn(lab) == [f"seed {seed}" for seed in range(3, MOST_SHOWN + 3)]
    table.click("seed 1")
    table.press(Key.Key_Space)
    assert lab.notice == "No more than 8 can be told apart in the plots: hide another one first."
    assert drawn(lab) == [f"seed {seed}" for seed in range(3, MOST_SHOWN + 3)]


# --- in turn -------------------------------------------------------------------------------------------------------


def dialog_of(lab) -> InTurnDialog:
    lab.window.do("in turn")
    found, = (each for each in lab.window.findChildren(QDialog) if each.isVisible())
    return found


def test_a_queue_is_typed_and_what_cannot_be_used_is_said_and_the_rest_runs(lab):
    dialog = dialog_of(lab)
    dialog.text.selectAll()
    lab.qtbot.keyClicks(dialog.text, "0,01; 0,1; -1; ten")
    dialog.iterations.selectAll()
    lab.qtbot.keyClicks(dialog.iterations, "30")
    assert dialog.said.text().startswith("2 runs of 30 iterations: lr\N{NO-BREAK SPACE}0.01; lr\N{NO-BREAK SPACE}0.1\n")
    assert "-1 is left out." in dialog.warning.text() and "ten is left out." in dialog.warning.text()
    lab.qtbot.keyClick(dialog.iterations, Key.Key_Return)
    assert lab.notice.startswith("ten is left out.") and "-1 is left out." in lab.notice
    lab.until(lambda: all(run.done is None for run in lab.window.run_desk.kept_runs))
    runs = list(lab.window.run_desk.kept_runs)
    assert [run.name for run in runs] == ["lr 0.01", "lr 0.1"]
    for run, rate in zip(runs, (0.01, 0.1), strict=True):
        assert run.history.losses().tolist() == trained(30, learning_rate=rate).history.losses().tolist()
        assert run.measured.iteration == 30 and run.seconds > 0


def test_nothing_that_can_be_used_cannot_be_begun(lab):
    dialog = dialog_of(lab)
    for field, text in ((dialog.text, ""), (dialog.text, "x, -1, 0"), (dialog.iterations, "0"),
                        (dialog.iterations, "many")):
        dialog.text.setText("0.1")
        dialog.iterations.setText("30")
        field.selectAll()
        lab.qtbot.keyClick(field, Key.Key_Backspace)
        lab.qtbot.keyClicks(field, text)
        assert not dialog.go.isEnabled(), text
        assert dialog.warning.text() or not text
    lab.qtbot.keyClick(dialog, Key.Key_Escape)
    assert len(lab.window.run_desk.kept_runs) == 0


def test_each_setting_can_be_varied_and_choices_are_ticked(lab):
    dialog = dialog_of(lab)
    dialog.iterations.setText("5")
    for place in range(dialog.field.count()):
        dialog.field.setCurrentIndex(place)
        dialog.field.activated.emit(place)
        assert len(dialog.queue.configs) >= 1 and dialog.queue.problems == (), dialog.field.value
    dialog.field.setCurrentIndex(dialog.field.findData("optimizer"))
    dialog.field.activated.emit(dialog.field.currentIndex())
    for name in ("nesterov", "rmsprop"):
        dialog.boxes[name].click()
    rates = [(config.optimizer, config.learning_rate) for config in dialog.queue.configs]
    assert rates == [("sgd", 0.1), ("momentum", 0.01), ("adagrad", 0.01), ("adam", 0.001)]
    dialog.usual.click()
    assert {config.learning_rate for config in dialog.queue.configs} == {0.1}
    dialog.reject()


def test_the_window_is_usable_meanwhile_and_all_can_be_cancelled(lab):
    endless = queue_of_choices(replace(BASE, iterations=1_000_000), "activation", ("relu", "tanh", "sigmoid"))
    lab.window.runs_desk.run_in_turn(endless, ("activation",))
    kept = lab.window.run_desk.kept_runs
    lab.until(lambda: next(iter(kept)).history.count > 20)
    lab.press(Key.Key_Right)
    lab.settle()
    assert lab.losses == trained(1).history.losses().tolist()
    lab.until(lambda: drawn(lab) == ["ReLU"])  # it is drawn as it grows
    table = Table(lab)
    assert table.column("Iterations")[2:] == ["waits", "waits"]
    assert lab.window.runs.queue.text.startswith("In turn, 1 of 3: ReLU")
    lab.click("Skip")
    lab.until(lambda: lab.window.runs.queue.text.startswith("In turn, 2 of 3: Tanh"))
    lab.until(lambda: list(kept)[1].history.count > 5)
    lab.click("Cancel all")
    lab.until(lambda: all(run.done is None for run in kept))
    assert [run.name for run in kept] == ["ReLU", "Tanh"]  # what was done of them is kept, and can be gone on with
    assert not lab.window.runs.queue.isVisible()
    assert all(kept.whole(run.key) is not None for run in kept)


def test_a_run_is_left_out_just_as_it_begins(lab):
    endless = queue_of_text(replace(BASE, iterations=1_000_000), "seed", "1, 2")
    lab.window.runs_desk.run_in_turn(endless, ("seed",))
    threading.Event().wait(0.3)  # meanwhile the first one begins, and the window has not heard of it
    lab.window.runs_desk.cancel_all()
    run_in_turn(lab, queue_of_text(BASE, "seed", "3"), "seed")
    assert [(run.name, run.history.count) for run in lab.window.run_desk.kept_runs] == [("seed 3", 31)]


def test_what_goes_wrong_in_a_queue_is_said_and_the_next_one_runs(lab):
    run_in_turn(lab, queue_of_text(replace(BASE, iterations=300), "learning_rate", "1e9, 0.1"), "learning_rate")
    wrong, right = lab.window.run_desk.kept_runs
    assert wrong.problem is not None and lab.notice.startswith(f"{wrong.name}: The loss")
    assert (right.problem, right.history.count) == (None, 301)
    table = Table(lab)
    assert table.column("Iterations")[1].endswith(", stopped") and table.column("Iterations")[2] == "300"
    assert "steps are too long" in table.cell(wrong.name, "Iterations").data(Qt.ItemDataRole.ToolTipRole)


def test_the_window_closes_at_once_in_the_midst_of_a_queue(lab):
    lab.window.runs_desk.run_in_turn(
        queue_of_text(replace(BASE, iterations=1_000_000), "seed", "1, 2, 3"), ("seed",))
    lab.until(lambda: next(iter(lab.window.run_desk.kept_runs)).history.count > 5)
    lab.close()


# --- where it stands -----------------------------------------------------------------------------------------------


def test_the_table_shares_the_place_below_the_curves(open_lab):
    lab = open_lab(1920, 1080)
    window, tab = lab.window, lab.window.workspace.middle.switch.pill(2)
    assert tab.text() == "Runs"
    assert window.iteration.isVisible() and not window.runs.isVisible() and not tab.isVisible()
    lab.press(Key.Key_T, CTRL)
    assert (window.curves.isVisible(), window.runs.isVisible(), window.iteration.isVisible()) == (True, True, False)
    lab.press(Key.Key_Down)  # a step of an operation is to be seen
    lab.settle()
    assert window.iteration.isVisible() and tab.isVisible()
    lab.press(Key.Key_T, CTRL)
    lab.press(Key.Key_T, CTRL)
    assert window.iteration.isVisible() and not tab.isVisible()


def test_in_a_low_window_it_is_a_third_tab_that_fits(open_lab):
    lab = open_lab(1280, 720)
    keep(lab, 1)
    table = Table(lab)
    runs = lab.window.runs
    assert not lab.window.curves.isVisible() and table.column("Name") == ["this run", "seed 0"]
    for part in (runs.filter, runs.go_on, runs.remove, runs.in_turn, table.view):
        assert part.width() >= part.minimumSizeHint().width()
        assert runs.rect().contains(part.mapTo(runs, QPoint(part.width() - 1, part.height() - 1)))
    lab.press(Key.Key_T, CTRL)
    assert not runs.isVisible() and lab.window.iteration.isVisible()
