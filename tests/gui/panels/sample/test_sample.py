"""The sample panel as a whole: what it shows of whom, when it asks for predictions, and how it fits."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from bench.rest import come_to_rest
from gui.look.theme import theme
from gui.panels.sample import SamplePanel
from gui.training.reports import Classified, State
from gui.words import formatting


def test_before_there_is_a_network(qtbot, light):
    panel = SamplePanel()
    qtbot.addWidget(panel)
    panel.hold_scale(True)
    panel.choose_gradient(True)
    panel.grab()
    theme().set_text_scale(1.2)
    theme().set_text_scale(1.0)
    assert panel.backward.whose.current == 1


def test_the_trace_of_a_sample_chosen_before_is_not_shown(bench):
    bench.train(20)
    stale = bench.trace()
    bench.enter("5")
    shown = bench.texts("a2")
    bench.panel.show_trace(stale)
    assert bench.texts("a2") == shown == tuple(formatting.column(bench.trace().values["a2"][0].tolist()))


def test_the_trace_of_an_old_network_is_not_shown(bench):
    stale = bench.train(20).trace()
    bench.begin(hidden_sizes=(20, 15), weight_init="he")
    shown = bench.texts("a3")
    bench.panel.show_trace(stale)
    assert bench.texts("a3") == shown


def test_predictions_of_another_data_set_are_not_used(bench):
    bench.panel.show_predictions(Classified("test", 0, bench.predictions("train")))
    bench.panel.show_predictions(Classified("drawn", 0, bench.predictions("test")))
    bench.click_thumbnail(1)
    assert bench.thumbnails.accessibleDescription().endswith(f"predicted {bench.predictions('test')[1]}")


def test_the_choices_are_remembered_without_being_told(bench):
    told = []
    bench.panel.choice_made.connect(lambda: told.append(bench.panel.choices()))
    bench.train(1).panel.choose_gradient(True)
    bench.panel.hold_scale(True)
    assert told == []
    assert bench.button("minibatch").isChecked() and bench.button("held").isChecked()
    assert bench.view("da2").note == "mean of y − t"


def test_a_click_on_a_cell_is_told(bench):
    told = []
    bench.panel.place_clicked.connect(lambda *place: told.append(place))
    widget = bench.view("a2").widget
    bench.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.width() // 2, widget.height() // 20))
    (place, trace), = told
    assert (str(place), trace.iteration) == ("a2[0, 0]", 0)


def test_the_read_out_goes_on_while_training_goes_on(bench):
    first = bench.point_at("a2", 0.5, 0.05)
    bench.train(1)
    assert bench.read_out == formatting.cell("a2", (0,), float(bench.trace().values["a2"][0, 0])) != first


def test_what_is_predicted_wrong_is_asked_for_when_the_network_has_changed(bench):
    asked = len(bench.splits)
    bench.answer().answer()
    assert len(bench.splits) == asked
    bench.train(1)
    assert len(bench.splits) == asked + 1


@pytest.mark.parametrize(("place", "split"), [("training", "train"), ("test", "test")])
def test_what_is_seen_is_predicted_and_all_of_a_split_on_demand_only(bench, place, split):
    bench.click(place).train(1)
    asked = len(bench.questions)
    bench.train(1)
    (name, seen), = bench.questions[asked:]
    assert (name, seen.tolist()) == (split, list(range(bench.thumbnails.count())))
    bench.click("›").answer()
    name, turned = bench.questions[-1]
    assert (name, turned.tolist()) == (split, [i + len(seen) for i in seen.tolist()])
    bench.qtbot.mouseClick(bench.button("only wrong ones"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert bench.questions[-1] == (split, None)


def test_while_training_runs_it_asks_now_and_then(bench):
    bench.train(1)
    asked = len(bench.splits)
    bench.panel.show_state(State.RUNNING)
    for _ in range(5):
        bench.trainer.run_iteration()
        bench.panel.show_trace(bench.trace())
    assert len(bench.splits) == asked


# --- how it fits ---------------------------------------------------------------------------------------------------

def resize(bench, width, height) -> None:
    bench.panel.resize(width, height)
    come_to_rest(bench.panel)


def test_high_and_wide(bench):
    forward, backward = bench.panel.forward, bench.panel.backward
    resize(bench, 600, 900)
    assert forward.geometry().bottom() < backward.geometry().top()
    resize(bench, 1000, 620)
    assert forward.geometry().right() < backward.geometry().left()
    resize(bench, 600, 900)
    assert forward.geometry().bottom() < backward.geometry().top()


def needed_width(widget) -> int:
    """What a control asks for; of a button with one sign on it, that the sign is whole."""
    one_sign = isinstance(widget, QAbstractButton) and len(widget.text()) == 1
    return widget.fontMetrics().horizontalAdvance("0") if one_sign else widget.minimumSizeHint().width()


CONTROLS = (QLabel, QAbstractButton, QComboBox, QLineEdit)


@pytest.mark.layout
@pytest.mark.parametrize("hidden", [(), (50,), (40, 30, 20)])
def test_at_its_smallest_everything_is_inside(in_any_font, bench, hidden):
    bench.begin(hidden_sizes=hidden, weight_init="he").train(2)
    for place in ("test", "draw"):
        for text_scale in (1.0, 1.3, 1.5):
            bench.click(place)
            theme().set_text_scale(text_scale)
            least = bench.panel.minimumSizeHint()
            resize(bench, least.width(), least.height())
            assert_all_inside(bench.panel)


def assert_all_inside(panel) -> None:
    area = panel.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width()
    for widget in panel.findChildren(QWidget):
        if widget.isVisibleTo(panel) and isinstance(widget, CONTROLS):
            left = widget.mapTo(panel, QPoint(0, 0)).x()
            assert left >= 0 and left + widget.width() <= panel.width(), widget
            assert widget.width() >= needed_width(widget), widget
