"""What a view keeps of a run, of its data or of a split of them does not outlive what it belongs to.

Each test does, in the real window, what once left something behind.
"""

import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QPushButton

from engine.data.digits import load_digits
from engine.inspection.place import Place
from engine.inspection.proof.breakage import BREAKAGES
from engine.runs.run import run_of
from engine.runs.run_file import save_run
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.iteration.panel import BREAK, CHECK, OPERATION, PULLS, WHAT_IF, WHERE
from gui.training.reports import State
from gui.widgets.draw_pad import DrawPad

PAGES = (OPERATION, WHERE, CHECK, WHAT_IF, BREAK, PULLS)


@pytest.fixture(autouse=True)
def normal_text(qapp):
    theme().apply(qapp)
    yield
    theme().set_text_scale(1.0)


def pill(lab, text: str) -> QPushButton:
    return next(each for each in lab.window.findChildren(QPushButton) if each.text() == text and each.isVisible())


def choose(lab, text: str) -> None:
    lab.qtbot.mouseClick(pill(lab, text), LEFT)


def choose_number(lab, number: int) -> None:
    field = lab.field("Number of the sample")
    field.setFocus()
    field.selectAll()
    lab.qtbot.keyClicks(field, str(number))
    lab.qtbot.keyClick(field, Key.Key_Return)
    lab.settle()


def only_wrong(lab) -> None:
    box = next(each for each in lab.window.findChildren(QCheckBox) if each.text() == "only wrong ones")
    lab.qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    lab.settle()


def draw(lab) -> None:
    pad = lab.window.findChild(DrawPad)
    lab.qtbot.mousePress(pad, LEFT, pos=QPoint(20, 10))
    lab.qtbot.mouseMove(pad, QPoint(30, 50))
    lab.qtbot.mouseRelease(pad, LEFT, pos=QPoint(30, 50))
    lab.settle()


def reset(lab) -> None:
    """Another network, whatever is asked."""
    before = lab.session.run
    lab.window.do("reset")
    if lab.session.run is before and lab.notice.startswith("Reset discards"):
        lab.window.notices.answer_default()
    lab.until(lambda: lab.session.run is not before)
    lab.ready()


def resize_and_scale(lab) -> None:
    """Everything is measured and painted anew."""
    for _ in range(2):
        lab.press(Key.Key_Plus, CTRL)
        lab.settle()
    for width in (1100, 1500, 1280):
        lab.resize(width, 800)
        lab.window.grab()


def show(lab, page: int) -> None:
    lab.window.workspace.bring_forward(lab.window.iteration)
    lab.window.iteration.show_page(page)
    lab.settle()


@pytest.mark.parametrize("drawn", [False, True])
def test_a_number_of_one_split_is_not_used_on_another(lab, drawn):
    choose(lab, "training")
    choose_number(lab, 1300)
    choose(lab, "draw")
    if drawn:
        draw(lab)
    resize_and_scale(lab)
    choose(lab, "test")
    lab.settle()
    assert lab.window.sample.card.subtitle == "test data, no. 0"


@pytest.mark.parametrize("back", [False, True])
def test_only_wrong_ones_then_drawing_then_other_data(lab, small_mnist, tmp_path, monkeypatch, back):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    only_wrong(lab)
    choose(lab, "draw")
    draw(lab)
    lab.choose_dataset("MNIST")
    reset(lab)
    assert lab.session.run.dataset.name == "mnist"
    assert lab.window.sample.card.subtitle == "test data, no. 0"
    choose_number(lab, 39)
    if back:
        choose(lab, "draw")
        lab.choose_dataset("Built-in digits")
        reset(lab)
        assert lab.window.sample.card.subtitle == "test data, no. 0"
    resize_and_scale(lab)


def test_a_deep_layer_that_was_looked_at_goes_with_its_network(lab):
    lab.enter("Hidden layers", "6")
    reset(lab)
    lab.press(Key.Key_Right)
    lab.settle()
    lab.qtbot.mouseClick(lab.window.sample._layer_pills._group.button(5), LEFT)
    assert "a6" in lab.words()
    lab.enter("Hidden layers", "2")
    reset(lab)
    lab.press(Key.Key_Right)
    lab.settle()
    assert "a6" not in lab.words() and {"a1", "a3"} <= set(lab.words())
    resize_and_scale(lab)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_iteration_that_has_gone(lab, page):
    show(lab, OPERATION)
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.iteration.operation.place_chosen.emit(Place("a1", (3, 4)))
    for other in PAGES:
        show(lab, other)
    if page is BREAK:
        lab.window.iteration.breaking.choice.choose(next(iter(BREAKAGES)))
    show(lab, page)
    reset(lab)
    assert lab.window.iteration.place is None
    resize_and_scale(lab)
    for other in PAGES:
        show(lab, other)
        lab.window.grab()


def test_what_if_is_shown_again_after_the_iteration_has_gone(lab):
    show(lab, WHAT_IF)
    lab.press(Key.Key_Right)
    lab.settle()
    what_if = lab.window.iteration.what_if
    what_if.pad.mark((12,))
    show(lab, WHERE)
    reset(lab)
    lab.press(Key.Key_Plus, CTRL)
    show(lab, WHAT_IF)
    lab.window.grab()
    assert not what_if.pad.isVisible()
    assert any(text.startswith("Nothing has been computed yet") for text in lab.words(what_if))


def test_a_question_about_a_run_goes_with_it(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.do("reset")
    assert lab.notice.startswith("Reset discards this run, 1 iteration so")
    lab.window.run_desk.apply(lab.session.run.config)
    lab.ready()
    assert lab.notice == ""


def test_sizes_that_are_too_many_together_are_said_at_their_field(lab):
    lab.enter("Hidden layers", "3")
    lab.enter("Hidden units", "4000")
    assert any("weights between the hidden layers" in text for text in lab.words(lab.window.experiment))
    assert lab.window.experiment.draft is None
    assert not lab.window.experiment._form._row_of["hidden_sizes"]._message.isHidden()
    lab.enter("Hidden units", "40")
    lab.enter("Hidden layers", "9")
    lab.enter("Hidden units", "2000")
    assert lab.window.experiment.draft is None
    lab.enter("Hidden layers", "2")  # where they are not too many
    assert lab.window.experiment.draft.hidden_sizes == (2000, 2000)
    lab.enter("Hidden layers", "0")
    assert lab.window.experiment.draft.hidden_sizes == ()


def test_where_a_number_comes_from_is_not_said_of_an_iteration_that_was_taken_back(lab):
    show(lab, WHERE)
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.iteration.operation.place_chosen.emit(Place("a1", (3, 4)))
    where = lab.window.iteration.where
    assert where.table.isVisible()
    lab.press(Key.Key_Left)
    lab.settle()
    assert lab.where == (0, 0)
    assert any(text.startswith("Nothing has been computed yet") for text in lab.words(where))
    assert not where.table.isVisible() and not where._filled.isVisible()
    lab.press(Key.Key_Right)
    lab.settle()
    assert where.table.isVisible() and str(where.place) == "a1[3, 4]"


@pytest.mark.parametrize("question", ["reset", "open"])
def test_what_would_be_discarded_is_said_as_it_is_now_also_while_it_goes_on(lab, asked, tmp_path, question):
    def pressed(text: str):
        return next(each for each in lab.window.notices.bar.findChildren(QPushButton) if each.text() == text)

    save_run(tmp_path / "other.npz", run_of(Trainer(TrainingConfig(), load_digits())))
    asked.answer = tmp_path / "other.npz"
    lab.enter("Iterations", "2000")
    lab.window.do("run")
    lab.until(lambda: lab.where[0] > 0)
    lab.window.do(question)
    lab.until(lambda: "discards this run" in lab.notice)
    asked_first = lab.notice
    answer = pressed("Reset" if question == "reset" else "Open")
    lab.until(lambda: lab.session.has_ended and lab.session.state is State.PAUSED)
    lab.until(lambda: "discards this run, 2,000 iterations so far." in lab.notice)
    assert lab.notice != asked_first
    assert pressed(answer.text()) is answer  # the one that a hand is on its way to


def test_a_run_that_has_just_begun_is_not_discarded_unasked(lab):
    actions = lab.window.actions_
    for action in (actions["run"], actions["run"], actions["reset"]):  # run, pause, reset, before anything was told
        action.trigger()
    assert lab.notice.startswith("Reset discards this run")
    lab.settle()
    assert bool(lab.notice) == lab.session.is_trained  # paused before its first iteration there is nothing to discard
