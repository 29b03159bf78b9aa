"""The person's own run is set aside for another workbench, and comes back as it was: bit for bit, and all around it."""

import gc
import weakref

import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from bench.invariants import set_aside
from engine.training.breakpoints.breakpoint import Breakpoint
from engine.training.config import TrainingConfig
from engine.training.queue import Queue
from engine.training.trainer import Trainer
from gui import settings
from gui.look.theme import theme
from gui.panels.iteration.panel import CHECK, WHAT_IF
from gui.training.reports import State
from gui.widgets.value_edit import ValueEdit
from gui.window.recovery import folder

OF_LESSON = TrainingConfig(batch_size=4, seed=7, iterations=30, hidden_sizes=(9, 5))


@pytest.fixture(autouse=True)
def plain_look():
    yield
    theme().set_scheme("light")
    theme().set_text_scale(1.0)


def whole(lab):
    """All that there is to the run of the session that the window works at."""
    found = []
    lab.window.session.hand_out(found.append)
    lab.until(lambda: bool(found))
    return found[0]


def bits(course) -> dict[str, object]:
    """Everything of a course, in what can be compared."""
    def state(each):
        return each.iteration, each.position, {name: array.tobytes() for name, array in each.arrays.items()}

    return {
        "standing": state(course.standing), "checkpoints": [state(each) for each in course.checkpoints],
        "losses": course.losses.tobytes(), "accuracies": course.accuracies, "configs": course.configs,
        "plans": course.plans, "silence": course.silence}


def around(window) -> dict[str, object]:
    """What there is around the run, and how it is looked at."""
    form, chooser, panel = window.experiment._form, window.sample.chooser, window.iteration
    return {
        "run": window.session.run, "state": window.session.state,
        "where": (window.session.standing.iteration, window.session.standing.position),
        "planned": window.session.standing.iterations, "measured": window.session.standing.measured,
        "config": window.run_desk.config, "draft": form.draft, "pending": form.pending,
        "typed": {key: edit.text() for key, edit in form._edits.items()},
        "sample": chooser.sample, "split": chooser.split, "number": chooser._number.text(),
        "wrong": chooser._wrong.isChecked(), "ink": window.sample.forward.pad.ink().tobytes(),
        "kept": [(run.key, run.name, run.note, run.shown, run.history) for run in window.run_desk.kept_runs],
        "name": window.run_desk.kept_runs.name, "words": dict(window.files.words), "file": window.files.path,
        "modified": window.files.is_modified, "title": window.windowTitle(), "starred": window.isWindowModified(),
        "breakpoints": window.stop_desk.breakpoints, "speed": window.controls.speed,
        "line": window.controls.line, "page": panel.page, "place": panel.place,
        "smoothing": window.curves.smoothing, "logarithmic": window.curves.logarithmic,
        "minibatch": window.sample.backward.whose.current, "remarks": window.curves.is_observing,
        "ticked": {name: window.actions_[name].isChecked() for name in ("experiment", "remarks")},
        "can": {name: action.isEnabled() for name, action in window.actions_._named.items()},
        "seen": [panel.isVisible() for panel in window.panels], "notice": window.notices.bar.text,
        "shares": window.workspace.splitter.sizes()}


def lesson(lab, config=OF_LESSON) -> None:
    """Another run in the window, in which much is done."""
    window = lab.window
    window.set_aside()
    window.run_desk.apply(config)
    lab.until(lambda: window.session.run is not None and window.session.standing is not None)
    lab.until(lambda: window.session.is_settled)
    window.controls._slider.setValue(0)
    window.controls._slider.setValue(30)
    for step in ("step iteration", "step operation", "step iteration", "forward 10", "back operation"):
        window.do(step)
        lab.until(lambda: window.session.is_done)
    window.experiment._form._edits["learning_rate"].set_value(0.7)
    window.experiment._form._apply_live("learning_rate")
    window.curves.set_smoothing(100)
    window.curves.set_logarithmic(True)
    window.sample.choose_gradient(True)
    window.sample.chooser._choose_place("train")
    window.stop_desk.set([Breakpoint("iteration", 25)])
    window.run_desk.kept_runs.rename(0, "of the lesson")
    window.do("run")
    lab.until(lambda: window.session.state is State.PAUSED)
    window.run_desk.reset()
    window.notices.answer_default()
    lab.until(lambda: window.session.is_done and window.session.standing is not None)


def compared(lab, config=OF_LESSON) -> None:
    """All of it is as it was once another run has come and gone."""
    window = lab.window
    lab.until(lambda: window.session.is_settled)
    before, course, session = around(window), bits(whole(lab).run.course), window.session
    seconds = window.run_desk.stopwatch.seconds
    lesson(lab, config)
    assert window.session is not session
    window.give_back()
    lab.until(lambda: window.session.is_settled)
    after = around(window)
    assert {name for name in before if before[name] != after[name]} == set()
    assert bits(whole(lab).run.course) == course
    assert window.run_desk.stopwatch.seconds == seconds


# --- every kind of moment ------------------------------------------------------------------------------------------

def test_before_anything_was_run(lab):
    compared(lab)
    assert lab.session.state is State.IDLE


def test_in_the_middle_of_an_iteration_gone_back_to(lab):
    for step in ("forward 10", "back iteration", "step operation", "step operation", "step operation"):
        lab.window.do(step)
        lab.settle()
    lab.window.iteration.show_page(CHECK)
    compared(lab)
    assert lab.where == (9, 3)
    lab.window.do("back operation")  # and it goes on from there
    lab.settle()
    assert lab.where == (9, 2)


def test_all_that_can_be_chosen_and_typed(lab):
    window = lab.window
    lab.enter("Learning rate", "0.3")
    lab.train_to(20)
    window.stop_desk.set([Breakpoint("iteration", 15), Breakpoint("loss above", 3.0)])
    window.controls._slider.setValue(12)
    window.sample.chooser._choose_place("train")
    window.sample.chooser._choose(17)
    window.curves.set_smoothing(1000)
    lab.type_into("Seed", "not a number")
    window.run_desk.kept_runs.rename(0, "mine")
    window.files.write("my note", "a comment")
    window.run_desk.apply(TrainingConfig(seed=3), keeping=True)
    lab.until(lambda: len(window.run_desk.kept_runs) == 1)
    lab.train_to(12)
    compared(lab)


def test_a_run_on_other_data(lab, small_mnist, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    lab.window.run_desk.apply(TrainingConfig(dataset="mnist", batch_size=10))
    lab.until(lambda: lab.session.run.dataset.name == "mnist")
    lab.train_to(8)
    compared(lab)
    assert lab.session.run.dataset.name == "mnist"


def test_at_the_end_with_a_question(lab):
    lab.train_to(10)
    assert "planned 10" in lab.notice
    compared(lab)
    assert "planned 10" in lab.notice
    lab.press(Key.Key_Return)
    lab.until(lambda: lab.where[0] > 10)


def test_after_a_divergence(lab):
    lab.enter("Learning rate", "1e9")
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.window.notices.topic == "divergence")
    compared(lab)
    assert lab.window.notices.topic == "divergence"


def test_while_it_is_asked_whether_to_reset(lab):
    lab.train_to(5)
    lab.window.do("reset")
    compared(lab)
    assert lab.window.notices.topic == "reset"


def test_a_run_that_runs_pauses_and_stays_paused(lab):
    window = lab.window
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.standing.iteration > 20)
    lesson(lab)
    lab.until(lambda: lab.session.is_settled)
    stood = lab.where
    window.give_back()
    lab.until(lambda: lab.session.is_settled)
    assert lab.where == stood and lab.session.state is State.PAUSED
    assert window.actions_["run"].text() == "▶ Run" and "paused" in lab.line


def test_a_long_way_is_broken_off(lab):
    lab.train_to(300)
    lab.window.do("back 100")
    lab.settle()
    compared(lab)


# --- what happens meanwhile ------------------------------------------------------------------------------------------

def test_nothing_of_a_lesson_is_remembered(lab):
    lab.enter("Learning rate", "0.3")
    lab.window.controls._slider.setValue(12)
    lab.window._keeper.keep()
    before = settings.load()[0]
    lesson(lab)
    lab.window._keeper.keep()
    assert settings.load()[0] == before
    lab.window.close()
    assert settings.load()[0] == before
    assert before.config.learning_rate == 0.3 and before.smoothing == 1


def test_no_breakpoint_of_the_person_stops_a_lesson(lab):
    lab.window.stop_desk.set([Breakpoint("iteration", 3)])
    lab.window.set_aside()
    lab.window.run_desk.apply(OF_LESSON)
    lab.until(lambda: lab.window.session.standing is not None)
    lab.window.do("run")
    lab.until(lambda: lab.window.session.has_ended)
    lab.window.give_back()
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.where == (3, 0))


def test_what_is_kept_for_recovery_is_the_run_of_the_person(lab):
    from engine.runs.run_file import open_run

    lab.train_to(7)
    lesson(lab)
    lab.window.recovery.keep()
    lab.until(lambda: any(folder().glob("*.npz")))
    kept, = folder().glob("*.npz")
    assert len(open_run(kept).trainer(lab.session.run.dataset)[0].history.losses()) == 8


def test_the_queue_of_the_person_goes_on(lab):
    window = lab.window
    configs = tuple(TrainingConfig(iterations=40, seed=seed) for seed in (5, 6))
    window.runs_desk.run_in_turn(Queue(configs, ()), ("seed",))
    lesson(lab)
    assert len(window.run_desk.kept_runs) == 0
    lab.until(lambda: all(run.done is None for run in window.own.run_desk.kept_runs))
    window.give_back()
    assert [(run.name, run.history.count) for run in window.run_desk.kept_runs] == [("seed 5", 41), ("seed 6", 41)]


@pytest.mark.parametrize("name", ["save", "save as", "note"])
def test_the_run_of_a_lesson_is_not_saved(lab, name):
    lesson(lab)
    action = lab.window.actions_[name]
    assert not action.isEnabled()
    assert lab.window.actions_.why_not(action).startswith("The run of a lesson is not saved.")
    if name == "save":
        lab.press(Key.Key_S, CTRL)
        assert "not saved" in lab.window.notices.bar.text
    lab.window.give_back()
    assert action.isEnabled()


def test_a_file_is_opened_in_the_place_of_the_persons_run(lab, tmp_path, asked):
    asked.answer = tmp_path / "run.npz"
    lab.train_to(4)
    lab.window.do("save")
    lab.until(lambda: lab.window.files.path is not None)
    lesson(lab)
    lab.window.do("open")
    assert lab.window.session is lab.session
    lab.until(lambda: not lab.window.files.errands.busy)
    lab.until(lambda: lab.window.files.path == tmp_path / "run.npz" and lab.window.session.is_settled)
    assert lab.where == (4, 0)


def test_closing_asks_about_the_persons_run(lab, tmp_path, asked):
    asked.answer = tmp_path / "run.npz"
    lab.train_to(4)
    lab.window.do("save")
    lab.until(lambda: lab.window.files.path is not None)
    lab.enter("Iterations", "10")
    lesson(lab)
    lab.window.do("quit")
    assert lab.window.isVisible() and lab.window.session is lab.session
    assert "run.npz has changes that are not saved" in lab.notice
    lab.click("Save")
    lab.until(lambda: not lab.window.isVisible())


def test_another_language_and_another_look_meanwhile(lab):
    from gui.app import Translators

    lab.train_to(6)
    lab.window.sample.chooser._choose(17)
    translators = Translators(QApplication.instance())
    try:
        lesson(lab)
        translators.use("ja")
        theme().set_scheme("dark")
        theme().set_text_scale(1.3)
        QCoreApplication.processEvents()
        assert lab.window.session is not lab.session
        assert lab.window.experiment._card.title == "実験"
        standing = lab.window.session.standing
        lab.window.give_back()
        lab.until(lambda: lab.window.experiment._card.title == "実験")
        assert lab.window.session is lab.session and lab.where == (6, 0) and standing.iteration == 0
        assert lab.window.sample.chooser._shelf.index == 17
    finally:
        translators.use("en")


def test_one_after_the_other_leaves_nothing_behind(lab):
    lab.train_to(5)
    before = bits(whole(lab).run.course)
    of_lessons = []
    for _ in range(2):
        lesson(lab)
        of_lessons.append(weakref.ref(lab.window.session))
    lab.window.give_back()
    lab.window.give_back()
    assert bits(whole(lab).run.course) == before

    def are_gone() -> bool:
        gc.collect()
        return not any(each() for each in of_lessons)

    lab.until(are_gone)  # what was sent to them may still be on its way


def test_closing_the_window_in_the_middle(lab):
    lesson(lab)
    lab.window.do("run")
    lab.window.close()
    assert not lab.window.isVisible()


def test_losses_of_a_lesson_are_those_of_its_config(lab):
    lesson(lab)
    lab.window.stop_desk.set([])
    lab.window.do("run")
    lab.until(lambda: lab.window.session.has_ended)
    trainer = Trainer(lab.window.run_desk.config, lab.session.run.dataset)
    while trainer.iteration < 30:
        trainer.run_iteration()
    assert lab.window.session.run.history.losses().tolist() == trainer.history.losses().tolist()


# --- what is being typed ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("name", "text"), [
    ("Validation share", "x"), ("Learning rate", "0.5"), ("Seed", "7"), ("Number of the sample", "12")])
@pytest.mark.parametrize("how", [Qt.FocusReason.MenuBarFocusReason, None], ids=["from the menu", "by itself"])
def test_what_is_being_typed_is_entered_before_and_by_no_click_in_a_lesson(lab, name, text, how):
    """As where a field is left: out of sight it can neither be entered nor taken back."""
    lab.train_to(5)
    lab.type_into(name, text)
    window = lab.window
    if how is not None:
        window.setFocus(how)
    window.set_aside()
    window.run_desk.apply(OF_LESSON)
    lab.until(lambda: window.session.standing is not None and set_aside(window) is not None)
    aside, own = set_aside(window), window.own
    edits = own.frame.findChildren(ValueEdit)
    assert not any(edit.is_being_typed for edit in edits)
    window.workspace.bring_forward(window.iteration)
    for widget in (window.sample, window.controls, window.iteration.tab_of(WHAT_IF)):
        lab.qtbot.mouseClick(widget, LEFT)
    assert set_aside(window) == aside
    window.give_back()
    lab.until(lambda: window.session.is_settled)
    assert set_aside(window) is None
    experiment, config, standing = window.experiment, window.run_desk.config, window.session.standing
    said = {"Validation share": lambda: experiment.draft is None and config.validation == 0,
            "Learning rate": lambda: config.learning_rate == standing.learning_rate == 0.5,
            "Seed": lambda: experiment.draft.seed == 7 and experiment.needs_reset,
            "Number of the sample": lambda: window.sample.chooser.sample.index == 12}
    assert said[name]()
