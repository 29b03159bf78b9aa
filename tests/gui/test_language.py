"""Another language at once: everything is said in it, nothing is lost, and nothing is left of what was there before."""

import gc
import random
import re
import weakref
from collections import Counter

import pytest
from lab import Key, Lab
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QSpinBox,
    QWidget,
)

from bench.rest import come_to_rest
from engine.inspection.place import Place
from engine.inspection.proof.breakage import BREAKAGES
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui import app, settings
from gui.panels.iteration.panel import BREAK, CHECK, WHAT_IF
from gui.training.reports import State
from gui.widgets.cell import Cell


@pytest.fixture
def translators(qapp):
    found = app.Translators(qapp)
    found.use("en")
    yield found
    found.use("en")
    QCoreApplication.processEvents()


@pytest.fixture
def open_speaking(open_lab, translators):
    """A function that opens a window in a language, which switches when another is chosen there."""
    def open_(language: str, *size) -> Lab:
        translators.use(language)
        lab = open_lab(*size)
        lab.window.language_chosen.connect(translators.use)
        come_to_rest(lab.window)
        return lab
    return open_


def switch(lab: Lab, language: str) -> None:
    lab.window.actions_.languages[language].trigger()
    come_to_rest(lab.window)


def shown_iteration(lab: Lab):
    lab.settle()
    lab.window.workspace.bring_forward(lab.window.iteration)
    come_to_rest(lab.window)
    lab.settle()
    return lab.window.iteration


# --- ways to use the window, in no language ------------------------------------------------------------------------

def at_the_start(lab: Lab) -> None:
    pass


def in_the_middle_of_an_iteration(lab: Lab) -> None:
    lab.press(Key.Key_Right)
    for _ in range(4):
        lab.press(Key.Key_Down)
    shown_iteration(lab)
    lab.window.iteration.select_operation("Affine1 forward")
    lab.window.iteration.operation.rows.switch._on_clicked(1)


def at_the_end(lab: Lab) -> None:
    lab.session.set_live("iterations", 40)
    lab.session.start()
    lab.until(lambda: lab.session.state is State.PAUSED and lab.session.standing.iteration == 40)
    lab.until(lambda: lab.session.is_settled)
    lab.settle()


def on_the_way_to_a_number(lab: Lab) -> None:
    for _ in range(2):
        lab.press(Key.Key_Right)
    iteration = shown_iteration(lab)
    iteration.operation.place_chosen.emit(Place("da1", (3, 4)))
    for _ in range(2):
        factor = next(factor for term in iteration.where._provenance.terms for factor in term.factors
                      if factor.place is not None)
        iteration.where._on_operand(factor.place)
    assert len(iteration.where.trail) > 1
    iteration.graph.view.zoom_by(1.7)


def on_a_number_of_a_sample(lab: Lab) -> None:
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.sample.chooser._choose(7)
    lab.settle()
    lab.window.sample._on_clicked(Cell("z1", (3,), 0.0))


def on_the_page_of_checks(lab: Lab) -> None:
    lab.press(Key.Key_Right)
    iteration = shown_iteration(lab)
    iteration.operation.place_chosen.emit(Place("a1", (0, 0)))
    iteration._on_place_chosen(Place("W1", (30, 4)))
    iteration.show_page(CHECK)
    come_to_rest(lab.window)
    iteration.check.cell_box.set_h(6)
    iteration.check.check_all()
    answered(lab, iteration.check)


def on_the_page_of_trying_out(lab: Lab) -> None:
    lab.press(Key.Key_Right)
    iteration = shown_iteration(lab)
    iteration.show_page(WHAT_IF)
    come_to_rest(lab.window)
    what_if = iteration.what_if
    what_if.show_row(5)
    what_if.pad.drawn.emit(((12,), 1.0))
    what_if.label_choice.set_value(3)
    what_if._on_label_chosen()


def on_the_page_of_mistakes(lab: Lab) -> None:
    lab.press(Key.Key_Right)
    iteration = shown_iteration(lab)
    iteration.show_page(BREAK)
    come_to_rest(lab.window)
    iteration.breaking.choice.buttons[next(iter(BREAKAGES))].click()
    iteration.breaking.run()
    answered(lab, iteration.breaking)


def where_something_is_asked(lab: Lab) -> None:
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.do("reset")


def after_a_divergence(lab: Lab) -> None:
    lab.session.set_live("learning_rate", 1e9)
    lab.session.start()
    lab.until(lambda: lab.session.state is State.PAUSED)
    lab.until(lambda: lab.session.is_settled)
    lab.settle()


def with_a_drawing(lab: Lab) -> None:
    sample = lab.window.sample
    sample.chooser._on_place_chosen(2)
    come_to_rest(lab.window)
    for x, y in ((80, 60), (140, 60), (110, 140), (90, 220)):  # on the sheet: the pad has another size in each language
        sample.forward.pad._stroke(QPointF(x, y), QPointF(x + 30, y + 20))
    sample.chooser._meant.setCurrentIndex(4)
    sample.chooser._on_meant()
    lab.settle()


def with_a_filter_and_a_deep_network(lab: Lab) -> None:
    lab.window.run_desk.apply(TrainingConfig(hidden_sizes=(9, 8, 7), activation="tanh"))
    lab.until(lambda: lab.session.run.sizes[1:-1] == (9, 8, 7))
    lab.ready()
    sample = lab.window.sample
    sample._layer_pills._on_clicked(2)
    sample._scaling._on_clicked(1)
    sample.backward.whose._on_clicked(1)
    sample.chooser._on_place_chosen(1)
    sample.chooser._digit.setCurrentIndex(3)
    sample.chooser._on_filter_changed()
    sample.chooser._wrong.setChecked(True)
    sample.chooser._on_page_forth()
    lab.press(Key.Key_Right)
    lab.settle()


def with_values_half_typed(lab: Lab) -> None:
    lab.window.do("experiment")
    edits = lab.window.experiment._form._edits
    edits["hidden_sizes"].setFocus()
    for key, text in (("hidden_sizes", "30,"), ("batch_size", "1"), ("seed", "x")):
        edits[key].setText(text)
        edits[key].setModified(True)
        edits[key].textEdited.emit(text)


def zoomed_into_the_curves(lab: Lab) -> None:
    at_the_end(lab)
    curves = lab.window.curves
    lab.window.workspace.bring_forward(curves)
    curves.set_smoothing(10)
    curves.set_logarithmic(True)
    curves.loss_plot.follow(False)
    curves.loss_plot.view.setRange(xRange=(10, 20), yRange=(-0.5, 0.3), padding=0)
    lab.session.go_to(12)
    lab.settle()
    lab.until(lambda: lab.session.is_settled)


def with_kept_runs(lab: Lab) -> None:
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.do("experiment")
    lab.window.run_desk._apply_draft(keeping=True)
    lab.ready()


def with_two_set_side_by_side(lab: Lab) -> None:
    for _ in range(3):
        lab.press(Key.Key_Right)
    lab.settle()
    sample = lab.window.sample
    sample.compare(True)
    sample.chooser._choose(7)
    lab.settle()
    other = sample._beside.other
    other._want(0, 2)
    lab.until(lambda: other._visited is not None and other.is_ready_for(sample.chooser.sample))


WAYS = (
    at_the_start, in_the_middle_of_an_iteration, at_the_end, on_the_way_to_a_number, on_a_number_of_a_sample,
    on_the_page_of_checks, on_the_page_of_trying_out, on_the_page_of_mistakes, where_something_is_asked,
    after_a_divergence, with_a_drawing, with_a_filter_and_a_deep_network, with_values_half_typed,
    zoomed_into_the_curves, with_kept_runs, with_two_set_side_by_side)


def answered(lab: Lab, page) -> None:
    lab.until(lambda: not page.inquiry._questions and not page.long_inquiry._questions, timeout=60_000)
    come_to_rest(lab.window)


# --- what is seen --------------------------------------------------------------------------------------------------

def texts(window: QWidget, hidden: bool = False) -> Counter:
    """All that can be read, or is read out, somewhere in a window; or could be, were it not hidden."""
    found = []
    actions = *window.actions_.findChildren(QAction), *window.menuBar().findChildren(QAction)
    for each in (window, *window.findChildren(QWidget), *actions):
        if isinstance(each, QWidget) and not (hidden or each.isVisibleTo(window)):
            continue
        if isinstance(each, QAction):
            found += [each.text(), each.toolTip()]
            continue
        found += [each.toolTip(), each.accessibleName(), each.accessibleDescription()]
        if isinstance(each, QLabel | QAbstractButton | QLineEdit | QSpinBox):
            found.append(each.text())
        elif isinstance(each, QComboBox):
            found += [each.itemText(i) for i in range(each.count())]
        elif isinstance(each, QMenu):
            found.append(each.title())
    return Counter(found) - Counter({"": len(found)})


def taken_down() -> None:
    """Let what is taken down be gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# Where a digit is drawn in a large window, how the halves of the sample stand depends on the way there.
@pytest.mark.parametrize(("use", "size"), [
    (use, size) for use in WAYS for size in ((1280, 720), (1920, 1080))
    if (use, size) != (with_a_drawing, (1920, 1080))])
def test_a_window_that_switched_says_what_the_one_says_that_was_opened_so(open_speaking, use, size):
    switched = open_speaking("en", *size)
    use(switched)
    come_to_rest(switched.window)
    switch(switched, "ja")
    switched.window.centralWidget().setFocus()  # while it is the active one: to leave a field enters what was typed
    for page in (switched.window.iteration.check, switched.window.iteration.breaking):
        answered(switched, page)
    taken_down()
    settings.default_path().unlink(missing_ok=True)  # what was chosen in the one is not to be found by the other
    other = open_speaking("ja", *size)
    use(other)
    come_to_rest(other.window)
    other.window.actions_.languages["ja"].setChecked(True)
    cost = switched.window.iteration.check._cost
    if use is on_the_page_of_checks:  # it is measured
        other.window.iteration.check.cost_view.show_cost(cost)
    other.window.centralWidget().setFocus()
    come_to_rest(other.window)
    said, wanted = texts(switched.window), texts(other.window)
    assert f"{said - wanted} instead of {wanted - said}" == f"{Counter()} instead of {Counter()}"


# --- while something goes on ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("seed", range(3))
def test_the_run_goes_on_as_if_nothing_had_happened(open_speaking, seed):
    chosen = random.Random(seed)
    lab = open_speaking("en")
    lab.session.set_live("iterations", 400)
    lab.press(Key.Key_Right)
    language = "en"
    while lab.session.standing.iteration < 400:
        language = {"en": "ja", "ja": "en"}[language]
        switch(lab, language)
        chosen.choice((lab.session.start, lab.session.pause, lambda: lab.session.step("step operation"),
                       lab.session.start))()
        for _ in range(chosen.randrange(30)):
            QCoreApplication.processEvents()
    lab.until(lambda: lab.session.is_settled)
    lab.settle()
    run = lab.session.run
    trainer = Trainer(run.config, run.dataset)
    while trainer.iteration < 400:
        trainer.run_iteration()
    assert lab.losses == trainer.history.losses().tolist()
    assert lab.window.curves.loss_plot.history is run.history


def test_the_form_says_also_then_which_learning_rate_follows(open_speaking):
    lab = open_speaking("en")
    for _ in range(4):
        lab.press(Key.Key_Right)
    lab.enter("Learning rate", "0.01")
    lab.press(Key.Key_Right)
    lab.settle()
    for _ in range(3):
        lab.press(Key.Key_Left)
    lab.settle()
    form = lab.window.experiment._form
    assert form._edits["learning_rate"].value == 0.1 and "0.01" in form._note("learning_rate")
    for language in ("ja", "en"):
        switch(lab, language)
    after = lab.window.experiment._form
    assert after is not form and after._note("learning_rate") == form._note("learning_rate")


def test_kept_runs_are_named_in_the_language_of_now(open_speaking):
    lab = open_speaking("en")
    lab.press(Key.Key_Right)
    lab.settle()
    lab.enter("Hidden layers", "0")
    lab.window.run_desk._apply_draft(keeping=True)
    lab.ready()
    lab.press(Key.Key_Right)
    lab.settle()
    lab.enter("Hidden layers", "1")
    lab.window.run_desk._apply_draft(keeping=True)
    lab.ready()
    names = [run.name for run in lab.window.run_desk.kept_runs]
    switch(lab, "ja")
    told = [run.name for run in lab.window.run_desk.kept_runs]
    assert (names[1], told[1] != names[1]) == ("no hidden layer", True)
    assert [run.name for run in lab.window.curves.loss_plot.kept_runs] == told
    switch(lab, "en")
    assert [run.name for run in lab.window.curves.loss_plot.kept_runs] == names


def test_nothing_is_left_of_the_views_before(open_speaking):
    lab = open_speaking("en")
    on_the_page_of_checks(lab)
    for language in ("ja", "en", "ja", "en"):  # what is made once is made by now
        window = lab.window
        left = [weakref.ref(each) for each in (
            window.actions_, window.controls, window.experiment, window.curves, window.iteration, window.workspace,
            window.workspace.middle, window.sample, window.iteration.check, window.curves.loss_plot,
            window.notices.bar, window.menuBar())]
        switch(lab, language)
        answered(lab, window.iteration.check)
        taken_down()
        assert [each().__class__.__name__ for each in left if each() is not None] == []


def test_views_do_not_pile_up(open_speaking):
    lab = open_speaking("en")
    counts = []
    for _ in range(3):
        for language in ("ja", "en"):
            switch(lab, language)
        taken_down()
        counts.append((len(lab.window.findChildren(QObject)), len(QApplication.topLevelWidgets())))
    assert counts[0] == counts[1] == counts[2]


def test_nothing_is_said_in_the_language_before(open_speaking):
    """Not even where it is not seen."""
    lab = open_speaking("ja")
    on_the_page_of_mistakes(lab)
    switch(lab, "en")
    answered(lab, lab.window.iteration.breaking)
    taken_down()
    japanese = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
    assert {text for text in texts(lab.window, hidden=True) if japanese.search(text)} == {"日本語"}


def test_a_download_goes_on_and_is_told_of_in_the_other_language(open_speaking, small_mnist, mirror):
    small_mnist.mirrors[:] = [mirror.address("stalled")]
    lab = open_speaking("en")
    lab.click("Download")
    lab.until(lambda: lab.offer.startswith("Downloading"))
    switch(lab, "ja")
    assert lab.offer and "Downloading" not in lab.offer
    assert lab.window.desk.busy
    lab.button("キャンセル").click()
    lab.until(lambda: not lab.window.desk.busy)


def test_the_window_stays_as_large_and_full_screen(open_speaking):
    lab = open_speaking("en", 1700, 1000)
    lab.window.workspace.splitter.setSizes([250, 700, 730])
    lab.window.workspace._on_splitter_moved()
    lab.window.iteration._down.setSizes([300, 250])
    lab.window.iteration._down._on_moved()
    come_to_rest(lab.window)
    shares = lab.window.workspace.splitter.sizes(), lab.window.iteration._down.sizes()
    switch(lab, "ja")
    for now, before in zip((lab.window.workspace.splitter.sizes(), lab.window.iteration._down.sizes()), shares,
                           strict=True):
        assert now == pytest.approx(before, abs=1)  # a splitter in another may round once more
    lab.window.do("full screen")
    lab.until(lab.window.isFullScreen)
    come_to_rest(lab.window)
    full = lab.window.size()
    switch(lab, "en")
    assert lab.window.isFullScreen() and lab.window.size() == full
    assert lab.window.actions_["full screen"].isChecked()


def test_the_language_is_remembered(open_speaking):
    lab = open_speaking("en")
    switch(lab, "ja")
    lab.close()
    assert settings.load()[0].language == "ja"


def test_a_field_that_is_typed_into_keeps_the_keys(open_speaking):
    lab = open_speaking("en")
    field = lab.type_into("Iterations", "12")
    field.setCursorPosition(1)
    switch(lab, "ja")
    other = lab.window.experiment._form._edits["iterations"]
    assert QApplication.focusWidget() is other is not field
    lab.qtbot.keyClicks(other, "5")
    assert other.text() == "152" and lab.session.standing.iterations == 10_000


def test_slow_motion_goes_on(open_speaking):
    lab = open_speaking("en")
    iteration = shown_iteration(lab)
    iteration.pace.choose(3)
    iteration._on_pace(3)
    iteration.slow.click()
    lab.window.actions_.languages["ja"].trigger()
    lab.until(lambda: lab.window.iteration is not iteration)
    assert lab.window.iteration.slow.isChecked() and lab.window.iteration.pace.current == 3
    lab.until(lambda: lab.session.standing.position >= 3)
    lab.window.iteration.end_slow_motion()
    lab.settle()


def test_where_it_is_already_spoken_nothing_is_made_anew(open_speaking):
    lab = open_speaking("en")
    before = lab.window.iteration
    switch(lab, "en")
    assert lab.window.iteration is before
