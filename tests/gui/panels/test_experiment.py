"""The experiment panel: what its fields say together, what they say is wrong, and what they tell the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QToolButton, QWidget

from bench.rest import come_to_rest
from engine.nn.optimizers import OPTIMIZERS
from engine.training.config import ACTIVATIONS, DTYPES, WEIGHT_INITS, TrainingConfig, as_in_the_book
from engine.training.record.history import History
from gui.look.theme import theme
from gui.panels.experiment import ExperimentPanel
from gui.training.reports import KeptRun
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.form import FormRow

LEFT = Qt.MouseButton.LeftButton
EDITS = ("Hidden layers", "Hidden units", "Learning rate", "Batch size", "Iterations", "Seed")
CHOICES = ("Data set", "Activation", "First weights", "Optimizer", "Numbers")


@pytest.fixture(scope="module", autouse=True)
def plain_theme(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")


@pytest.fixture
def text_scale():
    yield theme().set_text_scale
    theme().set_text_scale(1.0)


@pytest.fixture
def panel(qtbot) -> ExperimentPanel:
    made = ExperimentPanel()
    qtbot.addWidget(made)
    made.show_config(TrainingConfig())
    made.resize(250, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    come_to_rest(made)
    return made


@pytest.fixture
def told(panel):
    """Every signal that the panel has sent, with what it carried."""
    heard = []
    panel.draft_changed.connect(lambda draft: heard.append(("draft", draft)))
    panel.dataset_chosen.connect(lambda name: heard.append(("dataset", name)))
    panel.live_changed.connect(lambda name, value: heard.append((name, value)))
    panel.reset_wanted.connect(lambda: heard.append(("reset",)))
    panel.runs_wanted.connect(lambda: heard.append(("runs",)))
    return heard


def named(panel, kind, name):
    found, = (each for each in panel.findChildren(kind) if each.accessibleName() == name)
    return found


def edit(panel, name) -> QLineEdit:
    return named(panel, QLineEdit, name)


def type_into(qtbot, panel, name, text):
    field = edit(panel, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, text)
    return field


def enter(qtbot, panel, name, text):
    field = type_into(qtbot, panel, name, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def choose(qtbot, panel, name, words):
    """Choose with keys, as a person who tabs there."""
    box = named(panel, ChoiceBox, name)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    there = [box.itemText(i) for i in range(box.count())].index(words)
    while box.currentIndex() != there:
        qtbot.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < there else Qt.Key.Key_Up)
    return box


def row(panel, label) -> FormRow:
    found, = (each for each in panel.findChildren(FormRow) if each.findChild(QLabel).text() == label)
    return found


def read_out(panel, label) -> str:
    return row(panel, label).findChildren(QLabel)[1].text().replace("\N{NO-BREAK SPACE}", " ")


def message(panel, label) -> str:
    return row(panel, label).message


def marked(panel) -> list[str]:
    return [each.findChild(QLabel).text() for each in panel.findChildren(FormRow) if each.is_marked]


def button(panel, text) -> QPushButton:
    found, = (each for each in panel.findChildren(QPushButton) if each.text() == text)
    return found


# --- the draft -----------------------------------------------------------------------------------------------------

def test_it_opens_with_the_values_of_the_book(qtbot):
    panel = ExperimentPanel()
    qtbot.addWidget(panel)
    assert (panel.draft, panel.needs_reset) == (TrainingConfig(), False)


def test_a_config_is_shown_and_nothing_is_told(panel, told):
    config = TrainingConfig(
        dataset="mnist", hidden_sizes=(100, 50), activation="tanh", weight_init="xavier", batch_size=2000,
        optimizer="adam", learning_rate=1e-3, iterations=20_000, seed=7, dtype="float64")
    panel.show_config(config)
    assert panel.draft == config
    assert [edit(panel, name).text() for name in EDITS] == ["2", "100, 50", "0.001", "2,000", "20,000", "7"]
    assert [named(panel, ChoiceBox, name).currentText() for name in CHOICES] == [
        "MNIST", "Tanh", "Xavier 1/√n", "Adam", "float64"]
    assert [read_out(panel, label) for label in ("Training", "Test", "Layers", "Parameters")] == [
        "60,000 × 784", "10,000 × 784", "784 – 100 – 50 – 10", "84,060"]
    assert (marked(panel), panel.needs_reset, told) == ([], False, [])


def test_as_many_are_learnt_from_as_the_run_has_with_pictures_of_ones_own(panel, qtbot):
    def said():
        return read_out(panel, "Training"), message(panel, "Training")

    panel.show_config(TrainingConfig(dataset="mnist"), 60_030)
    assert said() == ("60,030 × 784", "Your own among them: 30")
    enter(qtbot, panel, "Hidden units", "20")
    assert said()[0] == "60,030 × 784"  # a new network is needed for that; what there is learns from as many
    enter(qtbot, panel, "Training images", "500")
    assert said() == ("500 × 784", "")
    panel.show_config(TrainingConfig(dataset="mnist", validation=0.1), 60_030)
    assert said() == ("54,027 × 784", "") and message(panel, "Validation share") == "Kept back: 6,003"
    choose(qtbot, panel, "Data set", "Built-in digits")
    assert said() == ("1,293 × 64", "")
    panel.show_config(TrainingConfig(dataset="mnist"), 60_000)
    assert said() == ("60,000 × 784", "")


def test_the_network_of_the_book_has_39_760_parameters(panel):
    panel.show_config(TrainingConfig(dataset="mnist"))
    assert (read_out(panel, "Layers"), read_out(panel, "Parameters")) == ("784 – 50 – 10", "39,760")


def test_every_choice_of_the_engine_is_offered(panel):
    for name, offered in (("Activation", ACTIVATIONS), ("First weights", WEIGHT_INITS), ("Optimizer", OPTIMIZERS),
                          ("Numbers", DTYPES)):
        box = named(panel, ChoiceBox, name)
        assert tuple(box.itemData(i) for i in range(box.count())) == tuple(offered)


def test_a_learning_rate_that_is_unusual_for_the_optimizer_is_pointed_out_and_left_alone(panel, qtbot, told):
    assert message(panel, "Learning rate") == ""
    for words, said in (("Adam", "The book has 0.001 for Adam."), ("RMSProp", "The book has 0.01 for RMSProp."),
                        ("SGD", ""), ("Momentum", "The book has 0.01 for Momentum.")):
        choose(qtbot, panel, "Optimizer", words)
        assert message(panel, "Learning rate") == said
        assert panel.draft.learning_rate == 0.1
    assert marked(panel) == ["Optimizer"]
    enter(qtbot, panel, "Learning rate", "0.02")
    assert message(panel, "Learning rate") == ""
    panel.show_config(TrainingConfig(optimizer="adam", learning_rate=0.001))
    choose(qtbot, panel, "Optimizer", "SGD")
    assert message(panel, "Learning rate") == "The book has 0.1 for SGD."
    assert all(name != "optimizer" for name, *_ in told)


def test_every_field_says_what_it_is(panel):
    assert all(edit(panel, name).toolTip() for name in EDITS)
    assert all(named(panel, ChoiceBox, name).toolTip() for name in CHOICES)
    assert "the book has 0.1" in edit(panel, "Learning rate").toolTip()


def test_what_is_typed_counts_once_it_is_entered(panel, told, qtbot):
    field = type_into(qtbot, panel, "Batch size", "20")
    assert (told, panel.draft, panel.needs_reset) == ([], TrainingConfig(), False)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == [("draft", TrainingConfig(batch_size=20))]
    assert (panel.draft, panel.needs_reset) == (TrainingConfig(batch_size=20), True)


def test_choices_tell_the_draft(panel, told, qtbot):
    choose(qtbot, panel, "Activation", "Sigmoid")
    assert told == [("draft", TrainingConfig(activation="sigmoid"))]


# --- what is wrong -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("name", "text", "part"), [
    ("Learning rate", "0", "must be above 0"), ("Learning rate", "-0.1", "must be above 0"),
    ("Learning rate", "nan", "must be above 0"), ("Learning rate", "0,1,2", "is not a number"),
    ("Learning rate", "1,000", "1,000 can mean 1 or 1000: write 1 or 1000."),
    ("Iterations", "10.000", "10.000 can mean 10 or 10000: write 10 or 10000."),
    ("Learning rate", "1e31", "must be above 0"), ("Learning rate", "", "is empty"),
    ("Batch size", "2000", "only 1437 training images"), ("Batch size", "0", "from 1"),
    ("Iterations", "many", "whole number"), ("Iterations", "0", "from 1"),
    ("Seed", "-1", "from 0"), ("Seed", "4294967296", "from 0"), ("Seed", "", "is empty"),
    ("Hidden units", "0", "from 1"), ("Hidden units", "1000000", "to 4096"),
    ("Hidden units", "50, x", "x is no whole number"),
    ("Hidden units", "1 2 3 4 5 6 7 8 9 10 11", "11 hidden layers"),
    ("Hidden layers", "11", "from 0 to 10"), ("Hidden layers", "-1", "from 0 to 10"), ("Hidden layers", "", "0 to 10"),
])
def test_a_value_that_cannot_be_used_is_explained_under_its_field(panel, qtbot, name, text, part):
    field = type_into(qtbot, panel, name, text)
    assert panel.draft == TrainingConfig()  # it is not entered yet
    if text:  # a field that is empty will be filled
        assert part in message(panel, name)
        assert (field.property("invalid"), field.text(), field.hint) == ("true", text, "")
        assert field.accessibleDescription() == message(panel, name)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert part in message(panel, name)
    assert (field.property("invalid"), panel.draft) == ("true", None)
    others = [other for other in EDITS if other != name]
    assert [message(panel, other) for other in others] == [""] * len(others)
    assert all(edit(panel, other).property("invalid") != "true" for other in others)


def test_what_is_put_right_is_no_longer_complained_about(panel, qtbot):
    enter(qtbot, panel, "Batch size", "2000")
    field = enter(qtbot, panel, "Batch size", "200")
    assert (message(panel, "Batch size"), field.property("invalid"), field.accessibleDescription()) == ("", "false", "")
    assert panel.draft == TrainingConfig(batch_size=200)


def test_whether_a_minibatch_is_too_large_depends_on_the_data_set(panel, told, qtbot):
    enter(qtbot, panel, "Batch size", "2000")
    assert panel.draft is None
    choose(qtbot, panel, "Data set", "MNIST")
    assert panel.draft == TrainingConfig(dataset="mnist", batch_size=2000)
    assert told[-2:] == [("draft", panel.draft), ("dataset", "mnist")]


def test_a_learning_rate_of_1e9_may_be_tried(panel, qtbot):
    enter(qtbot, panel, "Learning rate", "1e9")
    assert panel.draft == TrainingConfig(learning_rate=1e9)


# --- hidden layers -------------------------------------------------------------------------------------------------

def test_one_number_stands_for_every_hidden_layer(panel, qtbot):
    enter(qtbot, panel, "Hidden layers", "3")
    assert panel.draft.hidden_sizes == (50, 50, 50)
    assert edit(panel, "Hidden units").text() == "50"
    assert read_out(panel, "Layers") == "64 – 50 – 50 – 50 – 10"


def test_a_list_says_how_many_layers_there_are(panel, qtbot):
    enter(qtbot, panel, "Hidden units", "100, 50")
    assert (panel.draft.hidden_sizes, edit(panel, "Hidden layers").text()) == ((100, 50), "2")


def test_a_list_follows_the_number_of_layers_and_comes_back(panel, qtbot):
    enter(qtbot, panel, "Hidden units", "100, 50")
    layers, units = edit(panel, "Hidden layers"), edit(panel, "Hidden units")
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(layers, key)
        seen.append((layers.text(), units.text(), panel.draft.hidden_sizes))
    assert seen == [("3", "100, 50, 50", (100, 50, 50)), ("2", "100, 50", (100, 50)), ("1", "100", (100,)),
                    ("2", "100, 50", (100, 50))]


def test_buttons_change_the_number_of_layers_within_limits(panel, qtbot):
    fewer, more = (named(panel, QToolButton, name) for name in ("One hidden layer less", "One hidden layer more"))
    qtbot.mouseClick(fewer, LEFT)
    assert panel.draft.hidden_sizes == ()
    assert (fewer.isEnabled(), edit(panel, "Hidden units").isEnabled()) == (False, False)
    assert read_out(panel, "Layers") == "64 – 10"
    for _ in range(10):
        qtbot.mouseClick(more, LEFT)
    assert (panel.draft.hidden_sizes, more.isEnabled()) == ((50,) * 10, False)
    qtbot.keyClick(edit(panel, "Hidden layers"), Qt.Key.Key_Up)
    assert len(panel.draft.hidden_sizes) == 10


# --- what takes effect at once -------------------------------------------------------------------------------------

def test_a_learning_rate_is_used_when_enter_is_pressed(panel, told, qtbot):
    field = type_into(qtbot, panel, "Learning rate", "1e-2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told[-1] == ("learning_rate", 0.01)
    assert (field.text(), marked(panel), panel.needs_reset) == ("0.01", [], False)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [each[0] for each in told].count("learning_rate") == 1


def test_iterations_are_used_when_the_focus_moves_on(panel, told, qtbot):
    type_into(qtbot, panel, "Iterations", "20000")
    assert ("iterations", 20_000) not in told
    edit(panel, "Seed").setFocus()
    assert (told[-1], edit(panel, "Iterations").text()) == (("iterations", 20_000), "20,000")


def test_what_is_typed_is_not_used_and_says_so(panel, told, qtbot):
    field = type_into(qtbot, panel, "Learning rate", "5")
    hint, = (each for each in panel.findChildren(QLabel) if each.text() == "Enter applies · Esc: back to 0.1")
    assert (hint.isVisible(), field.hint, field.property("typed"), told) == (True, hint.text(), "true", [])
    qtbot.keyClicks(field, "e-3")
    assert (hint.isVisible(), told) == (True, [])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (hint.isVisible(), field.property("typed"), field.text(), told[-1]) == (
        False, "false", "0.005", ("learning_rate", 0.005))


def test_a_hint_moves_nothing(panel, qtbot):
    field, below = edit(panel, "Learning rate"), edit(panel, "Batch size")
    before = below.mapTo(panel, QPoint(0, 0))
    type_into(qtbot, panel, "Learning rate", "5")
    come_to_rest(panel)
    assert (below.mapTo(panel, QPoint(0, 0)), bool(field.hint)) == (before, True)


def test_escape_takes_back_what_is_typed(panel, told, qtbot):
    for name, before in (("Learning rate", "0.1"), ("Iterations", "10,000"), ("Batch size", "100"),
                         ("Hidden units", "50"), ("Hidden layers", "1"), ("Seed", "0")):
        field = type_into(qtbot, panel, name, "7")
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert (field.text(), field.hint) == (before, "")
        edit(panel, "Seed").setFocus()
        edit(panel, "Batch size").setFocus()
    assert (told, panel.draft) == ([], TrainingConfig())


def test_escape_takes_back_what_was_entered_and_cannot_be_used(panel, qtbot):
    field = enter(qtbot, panel, "Learning rate", "0")
    assert panel.draft is None
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), message(panel, "Learning rate"), panel.draft) == ("0.1", "", TrainingConfig())


def test_a_look_into_another_program_enters_nothing(panel, told, qtbot):
    field = type_into(qtbot, panel, "Learning rate", "5")
    for reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
        QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, reason))
        assert (field.text(), told, bool(field.hint)) == ("5", [], True)


def test_a_click_on_a_button_leaves_the_field(panel, told, qtbot):
    type_into(qtbot, panel, "Learning rate", "0.05")
    qtbot.mouseClick(named(panel, QToolButton, "A new seed, drawn at random"), LEFT)
    assert ("learning_rate", 0.05) in told


def test_a_click_on_undo_enters_nothing(panel, told, qtbot):
    enter(qtbot, panel, "Batch size", "20")
    field = type_into(qtbot, panel, "Learning rate", "5")
    qtbot.mouseClick(button(panel, "Undo"), LEFT)
    assert (field.text(), field.hint, panel.draft) == ("0.1", "", TrainingConfig())
    assert "learning_rate" not in {each[0] for each in told}


def test_a_learning_rate_that_cannot_be_used_is_not_told(panel, told, qtbot):
    field = enter(qtbot, panel, "Learning rate", "0")
    assert (field.text(), {each[0] for each in told}) == ("0", {"draft"})
    assert message(panel, "Learning rate").endswith("0.1 stays in use.")


def in_use(learning_rate: float, iterations: int = 10_000, **changed) -> TrainingConfig:
    return TrainingConfig(learning_rate=learning_rate, iterations=iterations, **changed)


def test_what_training_uses_now_is_shown_without_being_told(panel, told):
    panel.show_in_use(in_use(0.025, 77))
    assert (edit(panel, "Learning rate").text(), edit(panel, "Iterations").text(), told) == ("0.025", "77", [])
    assert (panel.draft.learning_rate, panel.draft.iterations) == (0.025, 77)


def test_a_learning_rate_that_is_being_typed_is_left_alone(panel, qtbot):
    field = type_into(qtbot, panel, "Learning rate", "0.0")
    panel.show_in_use(in_use(0.025))
    assert (field.text(), field.typed_value) == ("0.0", 0.0)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.025"


def test_what_cannot_be_used_makes_way_for_what_is(panel, qtbot):
    field = enter(qtbot, panel, "Learning rate", "fast")
    panel.show_in_use(in_use(0.025))
    assert (field.text(), message(panel, "Learning rate")) == ("0.025", "")


def test_a_change_that_comes_later_is_said_and_enter_takes_it_back(panel, told, qtbot):
    panel.show_in_use(in_use(0.1), {"learning_rate": (11, 0.01)})
    assert message(panel, "Learning rate") == (
        "From iteration 11 on: 0.01, as before. What is entered here replaces that.")
    field = edit(panel, "Learning rate")
    field.setFocus()
    edit(panel, "Seed").setFocus()
    assert told == []  # to pass by is to enter nothing
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told[-1] == ("learning_rate", 0.1)
    panel.show_in_use(in_use(0.1))
    assert message(panel, "Learning rate") == ""


def test_an_update_that_is_half_done_says_its_learning_rate(panel):
    panel.show_in_use(in_use(0.01), {}, 0.1)
    assert message(panel, "Learning rate") == "The update under way goes on with 0.1."
    panel.show_in_use(in_use(0.01), {}, 0.01)
    assert message(panel, "Learning rate") == ""


def test_as_in_the_book(panel, told, qtbot):
    panel.show_config(TrainingConfig(
        hidden_sizes=(20, 30), activation="tanh", weight_init="he", batch_size=7, learning_rate=0.5, iterations=50,
        seed=3))
    qtbot.mouseClick(button(panel, "As in the book"), LEFT)
    assert panel.draft == as_in_the_book(3)
    assert read_out(panel, "Layers") == "784 – 50 – 10"
    assert marked(panel) == [
        "Data set", "Hidden layers", "Hidden units", "Activation", "First weights", "Batch size", "Numbers"]
    assert told[1:] == [("learning_rate", 0.1), ("iterations", 10_000), ("dataset", "mnist")]
    qtbot.mouseClick(button(panel, "As in the book"), LEFT)
    assert panel.draft == as_in_the_book(3)


# --- what waits for Reset ------------------------------------------------------------------------------------------

def test_what_needs_a_new_network_is_marked_until_reset(panel, told, qtbot):
    line = next(label for label in panel.findChildren(QLabel) if label.text() == "Changes take effect at Reset.")
    assert not line.isVisible()
    enter(qtbot, panel, "Batch size", "20")
    choose(qtbot, panel, "Numbers", "float64")
    enter(qtbot, panel, "Learning rate", "0.2")
    assert (marked(panel), panel.needs_reset, line.isVisible()) == (["Batch size", "Numbers"], True, True)
    assert "Takes effect at Reset." in edit(panel, "Batch size").toolTip()
    qtbot.mouseClick(button(panel, "Reset now"), LEFT)
    assert told[-1] == ("reset",)
    panel.show_config(panel.draft)
    assert (marked(panel), panel.needs_reset, line.isVisible()) == ([], False, False)
    assert "Takes effect at Reset." not in edit(panel, "Batch size").toolTip()


def test_a_change_that_is_taken_back_waits_for_nothing(panel, qtbot):
    enter(qtbot, panel, "Seed", "3")
    enter(qtbot, panel, "Seed", "0")
    assert (marked(panel), panel.needs_reset) == ([], False)


def test_another_number_of_layers_marks_the_sizes_only_if_they_changed_too(panel, qtbot):
    panel.show_config(TrainingConfig(hidden_sizes=(100, 50)))
    enter(qtbot, panel, "Hidden layers", "3")
    assert marked(panel) == ["Hidden layers"]
    enter(qtbot, panel, "Hidden units", "100, 50, 20")
    assert marked(panel) == ["Hidden layers", "Hidden units"]


def test_undo_goes_back_to_the_run_in_training(panel, told, qtbot):
    running = TrainingConfig(hidden_sizes=(30, 20), seed=5)
    panel.show_config(running)
    enter(qtbot, panel, "Hidden units", "7")
    enter(qtbot, panel, "Batch size", "x")
    choose(qtbot, panel, "Data set", "MNIST")
    assert panel.draft is None
    qtbot.mouseClick(button(panel, "Undo"), LEFT)
    assert (panel.draft, marked(panel), message(panel, "Batch size")) == (running, [], "")
    assert told[-2:] == [("draft", running), ("dataset", "digits")]
    assert not button(panel, "Undo").isVisible()


def test_reset_now_waits_until_all_can_be_used(panel, qtbot):
    enter(qtbot, panel, "Batch size", "x")
    assert not button(panel, "Reset now").isEnabled()
    enter(qtbot, panel, "Batch size", "10")
    assert button(panel, "Reset now").isEnabled()


def test_a_new_seed_is_another_one_and_can_be_used(panel, told, qtbot):
    die = named(panel, QToolButton, "A new seed, drawn at random")
    for _ in range(20):
        before = panel.draft.seed
        qtbot.mouseClick(die, LEFT)
        assert panel.draft.seed != before
        assert told[-1] == ("draft", panel.draft)
    assert marked(panel) == ["Seed"]


def test_what_is_being_typed_survives_a_new_network(panel, qtbot):
    """A network without training is made anew when its config is changed: what is typed meanwhile must not be lost."""
    field = type_into(qtbot, panel, "Batch size", "10")
    panel.show_config(TrainingConfig(batch_size=30, seed=5))
    assert (field.text(), edit(panel, "Seed").text(), panel.draft.batch_size) == ("10", "5", 30)
    qtbot.keyClicks(field, "00")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), panel.draft.batch_size, marked(panel)) == ("1,000", 1000, ["Batch size"])


# --- data sets -----------------------------------------------------------------------------------------------------

def test_choosing_a_data_set_is_told_once(panel, told, qtbot):
    box = choose(qtbot, panel, "Data set", "MNIST")
    assert told == [("draft", TrainingConfig(dataset="mnist")), ("dataset", "mnist")]
    box.activated.emit(box.currentIndex())
    assert len(told) == 2
    assert read_out(panel, "Training") == "60,000 × 784"


def test_the_window_sets_the_data_set_back_without_being_told(panel, told, qtbot):
    choose(qtbot, panel, "Data set", "MNIST")
    told.clear()
    panel.show_dataset("digits")
    assert (panel.draft, told, panel.needs_reset) == (TrainingConfig(), [], False)
    assert not button(panel, "Undo").isVisible()


def test_the_window_chooses_a_data_set_that_has_come(panel, told):
    panel.choose_dataset("mnist")
    panel.choose_dataset("mnist")
    assert told == [("draft", TrainingConfig(dataset="mnist"))]


def wheel(widget: QWidget) -> QWheelEvent:
    event = QWheelEvent(QPointF(5, 5), QPointF(widget.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_changes_no_choice_in_passing(panel, told):
    box = named(panel, ChoiceBox, "Activation")
    event = wheel(box)
    assert (box.value, event.isAccepted(), told) == ("relu", False, [])
    box.setFocus(Qt.FocusReason.TabFocusReason)
    wheel(box)
    assert (box.value, told) == ("sigmoid", [("draft", TrainingConfig(activation="sigmoid"))])


# --- now, and kept runs --------------------------------------------------------------------------------------------

def now(panel) -> dict[str, list[str]]:
    labels = ("Loss (mean of 60)", "Accuracy at iteration", "Train acc", "Test acc", "Gap")
    return {label: [each.text() for each in row(panel, label).findChildren(QLabel)[1:] if not each.wordWrap()]
            for label in labels}


def test_numbers_not_computed_yet_are_no_zeros(panel):
    assert now(panel) == {"Loss (mean of 60)": ["—"], "Accuracy at iteration": ["—"], "Train acc": ["—"],
                          "Test acc": ["—"], "Gap": ["", "—"]}
    assert row(panel, "Test acc").findChildren(QLabel)[1].toolTip() == "not computed yet"


def test_how_the_run_stands(panel):
    panel.show_now(0.11149, 0.9588, 0.955, 0.0038, 9600)
    assert now(panel) == {"Loss (mean of 60)": ["0.1115"], "Accuracy at iteration": ["9,600"],
                          "Train acc": ["0.9588"], "Test acc": ["0.9550"], "Gap": ["no overfitting", "0.0038"]}
    assert row(panel, "Test acc").findChildren(QLabel)[1].toolTip() != "not computed yet"
    panel.show_now(float("nan"), None, None, None)
    assert now(panel)["Loss (mean of 60)"] == ["NaN"]
    assert now(panel)["Gap"] == ["", "—"]


@pytest.mark.parametrize(("gap", "word"), [
    (-0.002, "no overfitting"), (0.0099, "no overfitting"), (0.01, "slight"), (0.03, "slight"), (0.0301, "overfitting"),
])
def test_a_gap_in_a_word(panel, gap, word):
    panel.show_now(0.1, 0.95 + gap, 0.95, gap)
    assert now(panel)["Gap"][0] == word


def test_the_way_to_the_table_of_kept_runs(panel, told, qtbot):
    caption = next(label for label in panel.findChildren(QLabel) if label.text() == "Kept runs")
    assert not caption.isVisible()
    panel.show_kept_runs([KeptRun("lr 0.1", History()), KeptRun("lr 0.01", History(), 2)])
    assert caption.isVisible()
    qtbot.mouseClick(button(panel, "2 runs in a table"), LEFT)
    assert told == [("runs",)]
    panel.show_kept_runs([])
    assert not caption.isVisible()


# --- room ----------------------------------------------------------------------------------------------------------

def clipped(panel) -> list[str]:
    """What is wider than the place it has."""
    shown = [each for kind in (QLabel, ChoiceBox, QPushButton) for each in panel.findChildren(kind) if each.isVisible()]
    too_wide = [each for each in shown if each.width() < each.minimumSizeHint().width()]
    inside = panel.findChild(QScrollArea).viewport()
    outside = [each for each in shown if inside.isAncestorOf(each)
               and each.mapTo(inside, QPoint(each.width(), 0)).x() > inside.width()]
    return [each.text() if hasattr(each, "text") else each.currentText() for each in too_wide + outside]


@pytest.mark.layout
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [190, 200, 240, 400])
def test_nothing_is_cut_off(in_any_font, panel, qtbot, text_scale, width, scale):
    text_scale(scale)
    type_into(qtbot, panel, "Batch size", "1000000")
    panel.show_now(0.1115, 0.9588, 0.955, 0.0038)
    panel.show_kept_runs([KeptRun("lr 0.01", History())])
    panel.resize(width, 600)
    come_to_rest(panel)
    scroll = panel.findChild(QScrollArea)
    assert clipped(panel) == []
    assert scroll.widget().width() <= scroll.viewport().width()
    assert scroll.verticalScrollBar().maximum() > 0


@pytest.mark.layout
def test_it_is_narrow_enough_for_its_column(in_any_font, panel):
    assert panel.minimumSizeHint().width() <= 240


def test_the_field_being_edited_stays_in_sight(panel, qtbot):
    panel.resize(250, 500)
    scroll, field = panel.findChild(QScrollArea), edit(panel, "Seed")
    field.setFocus()
    bottom = field.mapTo(scroll.widget(), QPoint(0, field.height())).y()
    scroll.verticalScrollBar().setValue(bottom - scroll.viewport().height())  # at the lower edge
    type_into(qtbot, panel, "Seed", "-1")
    place = row(panel, "Seed")
    QApplication.processEvents()
    top = place.mapTo(scroll.viewport(), QPoint(0, 0)).y()
    assert 0 <= top and top + place.height() <= scroll.viewport().height()


def test_dots_appear_without_moving_anything(panel, qtbot):
    label = row(panel, "Batch size").findChild(QLabel)
    before = label.mapTo(panel, QPoint(0, 0))
    enter(qtbot, panel, "Batch size", "10")
    QApplication.processEvents()
    assert label.mapTo(panel, QPoint(0, 0)) == before


def test_a_click_on_a_choice_takes_no_focus_from_the_keys_of_training(panel):
    assert all(named(panel, ChoiceBox, name).focusPolicy() == Qt.FocusPolicy.TabFocus for name in CHOICES)


def test_the_drafts_of_a_run_with_live_changes_stay_in_step(panel, told, qtbot):
    """What took effect at once is part of the run: undoing other changes keeps it."""
    field = type_into(qtbot, panel, "Learning rate", "0.2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    type_into(qtbot, panel, "Seed", "9")
    qtbot.mouseClick(button(panel, "Undo"), LEFT)
    assert panel.draft == replace(TrainingConfig(), learning_rate=0.2)
