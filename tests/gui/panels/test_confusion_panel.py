"""The panel of confusion: what it asks, shows and opens, with real networks; and three clicks in the whole window."""

from dataclasses import replace

import numpy as np
import pytest
from fits import outside, too_narrow
from lab import CTRL, LEFT, Key
from PySide6.QtCore import Qt

from bench.rest import come_to_rest
from engine.data.dataset import Dataset, Split
from engine.data.digits import load_digits
from engine.inspection.learned.answers import Answers
from engine.inspection.place import Place
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui import app
from gui.look.theme import theme
from gui.panels.confusion import questions
from gui.panels.confusion.compare_bar import Other
from gui.panels.confusion.moved_table import KINDS
from gui.panels.confusion.opened import Moved, order, title
from gui.panels.confusion.samples import Asked, Samples
from gui.panels.confusion.view import ConfusionView
from gui.training.branching import whole_run as whole
from gui.training.reports import KeptRun, Learned, Standing, State
from gui.training.worker import told_of
from gui.widgets.confusion_map import Group
from gui.words import formatting
from tests import spirals

DIGITS = load_digits()
CONFIG = TrainingConfig(hidden_sizes=(15,), iterations=100)


def trained(iterations, config=CONFIG, dataset=DIGITS) -> Trainer:
    trainer = Trainer(config, dataset)
    while trainer.iteration < iterations:
        trainer.run_iteration()
    return trainer


def learned(trainer) -> Learned:
    network = trainer.network
    return Learned(trainer.iteration, 0, network.with_params({name: value.copy() for name, value in
                                                              network.params.items()}), trainer.dataset)


def predicted(trainer, split) -> np.ndarray:
    return np.array([trainer.network.predict(x[None]).argmax() for x in split.x[:]])


class Seen:
    """The view, and what it has asked for."""

    def __init__(self, qtbot, view) -> None:
        self.qtbot, self.view = qtbot, view
        self.samples, self.opened, self.handed_out = [], [], []
        view.sample_wanted.connect(self.samples.append)
        view.operations_wanted.connect(self.opened.append)

    def show(self, trainer) -> None:
        """A new network, and then as it stands."""
        self.view.show_run(told_of(trainer))
        self.view.show_standing(Standing(
            trainer.iteration, 100, 0, 0, None, 0, trainer.iteration, 0.1, None, None, None))
        self.tell(trainer)

    def tell(self, trainer) -> None:
        self.view.show_learned(learned(trainer))
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.view.questions.is_under_way)
        come_to_rest(self.view)

    def click(self, *index) -> None:
        table = self.view.map
        self.qtbot.mouseClick(table, LEFT, pos=table.rect_of(index).center())

    def click_picture(self, samples, position, press=None) -> None:
        thumbnails = samples.grid.thumbnails
        (press or self.qtbot.mouseClick)(thumbnails, LEFT, pos=thumbnails.rect_of(position).center().toPoint())

    def choose(self, box, text) -> None:
        index = box.findText(text)
        assert index >= 0
        box.setCurrentIndex(index)
        box.activated.emit(index)
        self.settle()


@pytest.fixture
def seen(qtbot):
    view = ConfusionView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    yield Seen(qtbot, view)
    view.stop()


def test_the_matrix_is_that_of_the_network_it_was_told(seen):
    trainer = trained(40)
    seen.show(trainer)
    made, labels = predicted(trainer, DIGITS.test), DIGITS.test.labels
    counts = [[int(((labels == label) & (made == each)).sum()) for each in range(10)] for label in range(10)]
    assert seen.view.map.confusion.counts.tolist() == counts
    accuracy = formatting.percent((made == labels).mean())
    assert seen.view.card.subtitle == f"iteration 40 · {accuracy} right"
    seen.qtbot.mouseClick(seen.view.splits.pill(1), LEFT)
    seen.settle()
    assert seen.view.map.confusion.counts.sum() == len(DIGITS.train)
    assert (seen.view.map.confusion.counts.trace() == (
        predicted(trainer, DIGITS.train) == DIGITS.train.labels).sum())


def test_a_cell_opens_exactly_its_samples_and_one_of_them_is_looked_at(seen):
    trainer = trained(40)
    seen.show(trainer)
    view, made, labels = seen.view, predicted(trainer, DIGITS.test), DIGITS.test.labels
    y = np.array([trainer.network.predict(x[None])[0] for x in DIGITS.test.x[:]], float)
    exp = np.exp(y - y.max(axis=1, keepdims=True))
    sure = (exp / exp.sum(axis=1, keepdims=True)).max(axis=1)
    label, other = view.map.confusion.most_confused
    assert sorted(view.opened.indices) == np.flatnonzero((labels == label) & (made == other)).tolist()  # open already
    groups = {
        (label, other): (labels == label) & (made == other), (label, label): (labels == label) & (made == label),
        (10, other): made == other, (label, 10): labels == label, (label, 11): (labels == label) & (made != label),
        (10, 11): labels != made}
    for index, which in groups.items():
        seen.click(*index)
        expected = np.flatnonzero(which)
        assert sorted(view.opened.indices.tolist()) == expected.tolist()
        shown = sure[view.opened.indices]
        assert (np.diff(shown) <= 1e-6).all()
        assert formatting.integer(len(expected)) in view.opened.title.text()
    assert not view.operations.isEnabled()
    seen.click(label, other)
    seen.click_picture(view.opened, 0)
    sample, = seen.samples
    index = view.opened.indices[0]
    assert (sample.split, sample.index, sample.label) == ("test", index, label)
    assert (sample.x == DIGITS.test.x[index]).all()
    seen.qtbot.mouseClick(view.operations, LEFT)
    seen.click_picture(view.opened, 0, seen.qtbot.mouseDClick)
    assert [each.index for each in seen.opened] == [index, index]


def test_what_is_not_quite_sure_is_not_written_as_sure_beneath_a_picture_either(qtbot):
    samples = Samples("these")
    qtbot.addWidget(samples)
    split = DIGITS.test
    y = np.full((len(split), 10), 1e-9)
    y[:4, 0] = 0.9992, 0.9997, 1, 0.994
    answers = Answers(split.labels, np.log(y), np.zeros(len(split), int))
    samples.show_samples("", "", Asked(DIGITS, "test", 0, answers), np.arange(4), all_alike=True, none="")
    assert samples.grid.thumbnails._contents.captions == ["> 99 %", "> 99 %", "100 %", "99 %"]
    assert [f"({sure})" in samples._said(place) for place, sure in enumerate(
        ("99.9 %", "> 99.9 %", "100.0 %", "99.4 %"))] == [True] * 4


def test_the_worst_errors_have_the_least_probability_of_the_label(seen):
    trainer = trained(40)
    seen.show(trainer)
    view = seen.view
    labels = DIGITS.test.labels
    scores = np.array([trainer.network.predict(x[None])[0] for x in DIGITS.test.x[:]], float)
    log_y = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    of_label = log_y[np.arange(len(labels)), labels]
    wrong = np.flatnonzero(scores.argmax(axis=1) != labels)
    expected = wrong[np.argsort(of_label[wrong])][:60]
    assert view.worst.indices[:10].tolist() == expected[:10].tolist()
    seen.click_picture(view.worst, 1)
    assert seen.samples[-1].index == expected[1]
    seen.qtbot.mouseClick(view.operations, LEFT)
    assert seen.opened[-1].index == expected[1]


def test_what_is_chosen_stays_chosen_while_training_goes_on(seen):
    seen.show(trained(40))
    view = seen.view
    seen.click(10, 11)
    seen.click_picture(view.opened, 3)
    index = view.opened.selected_index
    seen.tell(trained(41))
    assert view.card.subtitle.startswith("iteration 41")
    assert view.opened.selected_index == index or index not in view.opened.indices
    assert view.map.marked.index == (10, 11)


def test_the_same_numbers_are_not_asked_about_again(seen):
    before = learned(trained(40))
    seen.show(trained(40))
    seen.view.show_learned(before)
    seen.settle()
    asked = seen.view.questions.asked
    seen.view.show_learned(replace(before, position=3))
    assert not seen.view.questions.is_under_way and not seen.view.questions.is_stale
    assert seen.view.questions.asked is asked


@pytest.mark.parametrize(("amount", "said", "in_order"), [
    (0, "3 read as 8: 0", ""), (1, "3 read as 8: 1", ""), (1200, "3 read as 8: 1,200", "the surest first")])
def test_an_order_is_spoken_of_where_there_is_one(amount, said, in_order):
    assert (title(Group(3, 8), amount, DIGITS.class_names), order(amount)) == (said, in_order)


def test_another_iteration_of_the_run(seen):
    now, then = trained(60), trained(12)
    seen.view.present_run_wanted.connect(lambda told: told(whole(now)))
    seen.show(now)
    view = seen.view
    seen.choose(view.comparing.box, "an iteration")
    view.comparing.field.setFocus()
    view.comparing.field.selectAll()
    seen.qtbot.keyClicks(view.comparing.field, "12")
    seen.qtbot.keyClick(view.comparing.field, Qt.Key.Key_Return)
    seen.settle()
    labels = DIGITS.test.labels
    right = [predicted(each, DIGITS.test) == labels for each in (then, now)]
    amounts = [int(((right[0] == was) & (right[1] == is_)).sum()) for was in (True, False) for is_ in (True, False)]
    assert [button.text() for button in view.moved.buttons] == [formatting.integer(each) for each in amounts]
    seen.qtbot.mouseClick(view.moved.buttons[2], LEFT)
    assert sorted(view.opened.indices.tolist()) == np.flatnonzero(~right[0] & right[1]).tolist()
    assert (view.opened.title.text(), view.opened.order.text()) == (f"Right anew: {amounts[2]}", "the surest first")
    first = view.opened.indices[0]
    assert view.opened.grid.thumbnails._contents.captions[0] == (
        f"{predicted(then, DIGITS.test)[first]} → {labels[first]}")
    assert view.opened.grid.thumbnails._contents.tooltip(0).endswith(
        f"; before, as {predicted(then, DIGITS.test)[first]}")
    assert view.status.text() == "Iteration 60 minus iteration 12: blue is fewer, orange more"
    difference = int((predicted(now, DIGITS.test)[labels == 3] == 3).sum()
                     - (predicted(then, DIGITS.test)[labels == 3] == 3).sum())
    assert view.map.text_of(3, 3) == f"{difference:+}".replace("-", "−")
    seen.choose(view.comparing.box, "nothing")
    assert not view.moved.isVisible() and view.worst.isVisible()
    assert view.map.text_of(3, 3) == str(view.map.confusion.counts[3, 3])


def test_a_run_that_went_another_way_is_asked_anew(seen):
    ways = [trained(40), trained(30, replace(CONFIG, seed=9))]
    asked = []

    def hand_out(told):
        asked.append(True)
        told(whole(ways[len(asked) - 1]))

    seen.view.present_run_wanted.connect(hand_out)
    seen.show(ways[0])
    seen.view.comparing.field.set_value(5)
    seen.choose(seen.view.comparing.box, "an iteration")
    seen.view.show_kept_runs([KeptRun("as it was", ways[0].history, 1)])
    seen.settle()
    then = trained(5, replace(CONFIG, seed=9))
    assert len(asked) == 2
    assert (seen.view.questions.other.predicted == predicted(then, DIGITS.test)).all()
    seen.view.show_kept_runs([KeptRun("as it was, renamed", ways[0].history, 1)])
    assert len(asked) == 2


def test_an_iteration_that_there_is_not_is_not_taken(seen):
    seen.show(trained(20))
    field = seen.view.comparing.field
    seen.view.present_run_wanted.connect(lambda told: told(whole(trained(20))))
    seen.choose(seen.view.comparing.box, "an iteration")
    for typed, hint in (("21", "There is no 21: write a number from 0 to 20."), ("many", "many is no whole number")):
        field.setFocus()
        field.selectAll()
        seen.qtbot.keyClicks(field, typed)
        seen.qtbot.keyClick(field, Qt.Key.Key_Return)
        assert field.hint.startswith(hint)
    assert seen.view.comparing.other.iteration == 0


def test_a_kept_run(seen):
    now, kept = trained(30), trained(50, replace(CONFIG, hidden_sizes=(30, 20), weight_init="he", seed=4))
    asked = []

    def hand_out(key, told):
        asked.append(key)
        told(whole(kept))

    seen.view.kept_run_wanted.connect(hand_out)
    seen.show(now)
    seen.view.show_kept_runs([KeptRun("two layers", kept.history, 7), KeptRun("waits", now.history, 8, done=0.0)])
    box = seen.view.comparing.box
    assert [box.itemText(i) for i in range(box.count())] == ["nothing", "an iteration", "two layers"]
    seen.choose(box, "two layers")
    right = [predicted(each, DIGITS.test) == DIGITS.test.labels for each in (kept, now)]
    assert asked == [7]
    assert seen.view.questions.comparison.table[0, 1] == (right[0] & ~right[1]).sum()
    seen.show(now)  # another network comes: the kept run stays what it is compared with
    assert asked == [7, 7]
    assert seen.view.questions.comparison.table[0, 1] == (right[0] & ~right[1]).sum()
    seen.view.show_kept_runs([])
    assert seen.view.comparing.other is None and seen.view.worst.isVisible()


@pytest.mark.parametrize("other, said", [
    (None, "That run has not been trained to its end: there is nothing to compare with yet."),
    (trained(3, CONFIG, spirals.load()), "That run has learnt Spirals, and cannot be asked about Built-in digits: "
                                         "choose a run of the same data set."),
])
def test_a_run_that_cannot_be_compared_with(seen, other, said):
    seen.view.kept_run_wanted.connect(lambda key, told: told(None if other is None else whole(other)))
    seen.show(trained(20))
    seen.view.show_kept_runs([KeptRun("the other", trained(2).history, 3)])
    seen.choose(seen.view.comparing.box, "the other")
    assert (seen.view.problem.text(), seen.view.problem.isVisible(), seen.view.moved.isVisible()) == (said, True, False)
    assert seen.view.map.confusion is not None
    seen.choose(seen.view.comparing.box, "nothing")
    assert not seen.view.problem.isVisible()


def test_points_and_two_classes(seen):
    points = spirals.load()
    trainer = trained(30, TrainingConfig(hidden_sizes=(8,), batch_size=20), points)
    seen.show(trainer)
    assert seen.view.map.confusion.counts.shape == (2, 2)
    seen.click(0, 2)
    assert len(seen.view.opened.indices) == (points.test.labels == 0).sum()
    seen.click_picture(seen.view.opened, 0)
    assert seen.samples[-1].x.shape == (2,)


def test_other_numbers_of_classes_and_a_class_without_samples(seen):
    seen.show(trained(10))
    seen.click(4, 4)
    labels = np.where(DIGITS.test.labels == 5, 0, DIGITS.test.labels)
    many = Dataset("many", "Many", DIGITS.train, Split(DIGITS.test.x, labels), DIGITS.look,
                   tuple(f"sign {k}" for k in range(47)), "")
    seen.show(trained(10, CONFIG, many))
    assert seen.view.map.confusion.counts.shape == (47, 47)
    seen.click(5, 47)
    assert seen.view.opened.grid.message == "There is no sample with this label."
    seen.click(3, 40)
    assert seen.view.opened.grid.message == "There is no such sample."


def test_a_network_of_no_numbers(seen):
    trainer = trained(5)
    trainer.network.params["b2"] = np.full(10, np.nan, np.float32)
    seen.show(trainer)
    assert seen.view.status.text() == "For 360 of the samples the probabilities are no numbers: read as nothing"
    assert seen.view.worst.grid.message == "There is no error."
    seen.click(10, 11)
    assert len(seen.view.opened.indices) == 360
    seen.click_picture(seen.view.opened, 0)
    assert seen.samples[-1].index == seen.view.opened.indices[0]


def test_much_training_data_is_asked_about_at_rest_or_when_wanted(seen, monkeypatch):
    monkeypatch.setattr(questions, "MOST_LIVE", 1000)
    view = seen.view
    view.show_state(State.RUNNING)
    seen.show(trained(10))
    seen.qtbot.mouseClick(view.splits.pill(1), LEFT)
    seen.settle()
    seen.tell(trained(12))
    assert view.card.subtitle.startswith("iteration 10") and view.asking.isVisible()
    seen.qtbot.mouseClick(view.asking.button, LEFT)
    seen.settle()
    assert view.card.subtitle.startswith("iteration 12")
    seen.tell(trained(14))
    view.show_state(State.PAUSED)
    seen.settle()
    assert view.card.subtitle.startswith("iteration 14") and not view.asking.isVisible()


def test_in_the_middle_of_an_epoch_it_is_asked_when_wanted(seen):
    view, now = seen.view, trained(33)
    view.present_run_wanted.connect(lambda told: told(whole(now)))
    view.show_state(State.PAUSED)
    seen.show(trained(30))
    assert not view.asking.isVisible()
    view.show_state(State.RUNNING)
    seen.qtbot.mouseClick(view.asking.button, LEFT)
    seen.settle()
    made, labels = predicted(now, DIGITS.test), DIGITS.test.labels
    assert view.card.subtitle == f"iteration 33 · {formatting.percent((made == labels).mean())} right"
    assert view.map.confusion.counts[3].tolist() == [int((made[labels == 3] == each).sum()) for each in range(10)]
    view.show_state(State.PAUSED)
    seen.settle()
    assert not view.asking.isVisible()


def test_it_can_be_broken_off_in_the_middle_and_is_asked_again_when_wanted(seen):
    view, trainer = seen.view, trained(10)
    view.show_run(told_of(trainer))
    view.show_learned(learned(trainer))
    view.asking.begin()
    seen.qtbot.mouseClick(view.asking.cancel, LEFT)
    seen.settle()
    assert view.map.message == "not computed" and view.asking.isVisible()
    seen.tell(trained(11))
    assert view.map.confusion is None  # nothing by itself
    seen.qtbot.mouseClick(view.asking.button, LEFT)
    seen.settle()
    assert view.card.subtitle.startswith("iteration 11")


def test_the_way_to_another_iteration_can_be_broken_off(seen):
    seen.show(trained(20))
    view, handed = seen.view, []
    view.present_run_wanted.connect(handed.append)
    seen.choose(view.comparing.box, "an iteration")
    handed[0](whole(trained(20)))
    view.asking.begin()
    seen.qtbot.mouseClick(view.asking.cancel, LEFT)
    seen.settle()
    assert view.comparing.other is None and view.worst.isVisible() and view.map.confusion is not None
    handed[0](whole(trained(20)))  # comes too late
    assert not view.questions.is_under_way


def test_another_view_takes_over_what_is_seen(seen, qtbot):
    now = trained(30)
    seen.view.present_run_wanted.connect(lambda told: told(whole(now)))
    seen.show(now)
    seen.qtbot.mouseClick(seen.view.numbers.pill(1), LEFT)
    seen.choose(seen.view.comparing.box, "an iteration")
    seen.click(10, 11)
    seen.click_picture(seen.view.opened, 2)
    other = ConfusionView()
    qtbot.addWidget(other)
    other.take_over(seen.view)
    assert (other.numbers.current, other.comparing.other, other.opened.title.text()) == (
        1, seen.view.comparing.other, seen.view.opened.title.text())
    assert other.opened.selected_index == seen.view.opened.selected_index is not None
    assert other.map.confusion.counts.tolist() == seen.view.map.confusion.counts.tolist()
    assert other.questions.comparison.table.tolist() == seen.view.questions.comparison.table.tolist()
    other.stop()


# --- the whole window ----------------------------------------------------------------------------------------------

def test_which_digits_are_confused_with_which_is_seen_after_one_click(lab):
    lab.click("Confusion")
    view = lab.window.confusion.contents
    lab.until(lambda: view.map.confusion is not None)
    come_to_rest(lab.window)
    label, other = view.map.confusion.most_confused
    count = view.map.confusion.counts[label, other]
    assert view.status.text().startswith(f"Most often {label} is read as {other}: {count} of ")
    assert len(view.opened.indices) == count
    assert view.opened.isVisible()


def test_from_a_confused_pair_to_the_operation_that_decided_it_in_three_clicks(lab):
    lab.train_to(30)
    lab.press(Key.Key_K, CTRL)
    view = lab.window.confusion.contents
    lab.until(lambda: view.map.confusion is not None)
    come_to_rest(lab.window)
    pair = view.map.confusion.most_confused
    lab.qtbot.mouseClick(view.map, LEFT, pos=view.map.rect_of(pair).center())                            # 1
    thumbnails = view.opened.grid.thumbnails
    lab.qtbot.mouseClick(thumbnails, LEFT, pos=thumbnails.rect_of(0).center().toPoint())                 # 2
    lab.settle()
    assert f"no. {view.opened.indices[0]}" in lab.window.sample.card.subtitle
    lab.qtbot.mouseClick(view.operations, LEFT)                                                          # 3
    lab.until(lambda: lab.window.iteration.isVisible())
    lab.settle()
    where = lab.window.iteration.where
    lab.until(lambda: where.isVisible())
    assert where.place == Place("a2", (0, pair[1]))


def test_it_follows_training_and_is_told_nothing_while_it_is_not_seen(lab):
    lab.window.workspace.bring_forward(lab.window.confusion)
    view = lab.window.confusion.contents
    lab.until(lambda: view.map.confusion is not None)
    lab.train_to(60)
    lab.until(lambda: view.card.subtitle.startswith("iteration 60"))
    lab.window.workspace.bring_forward(lab.window.units)
    lab.press(Key.Key_Left)
    lab.settle()
    assert lab.where == (59, 0) and view.card.subtitle.startswith("iteration 60")
    lab.window.workspace.bring_forward(lab.window.confusion)
    lab.until(lambda: view.card.subtitle.startswith("iteration 59"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_in_the_smallest_window_it_is_read_what_the_samples_are_and_in_which_order(lab, qapp, language):
    lab.train_to(30)
    lab.press(Key.Key_K, CTRL)
    translators = app.Translators(qapp)
    try:
        translators.use(language)
        come_to_rest(lab.window)
        view = lab.window.confusion.contents
        lab.until(lambda: view.map.confusion is not None)
        for opened in (Group(6, 7), Group(None, None), Group(3, None, wrong=True),
                       *(Moved(*kind) for kind in KINDS)):
            view._opened = opened
            is_moved = isinstance(opened, Moved)
            view.comparing.choose(Other(0, 0) if is_moved else None)
            view.questions.compare_with(view.comparing.other)
            lab.until(lambda now=is_moved: (view.questions.comparison is not None) == now)
            view._update()
            come_to_rest(lab.window)
            for label in (view.opened.title, view.opened.order, view.worst.title, view.worst.order, view.status):
                assert not label.isVisible() or (
                    label.fontMetrics().horizontalAdvance(label.text()) <= label.width()), label.text()
            assert view.opened.title.text() and view.operations.isVisible()
    finally:
        translators.use("en")
        come_to_rest(lab.window)


def test_in_another_language_the_same_is_seen(lab, qapp):
    lab.train_to(30)
    lab.press(Key.Key_K, CTRL)
    view = lab.window.confusion.contents
    lab.until(lambda: view.map.confusion is not None)
    lab.qtbot.mouseClick(view.map, LEFT, pos=view.map.rect_of((3, 10)).center())
    translators = app.Translators(qapp)
    try:
        translators.use("ja")
        come_to_rest(lab.window)
        other = lab.window.confusion.contents
        assert other is not view and other.isVisible()
        assert other.map.confusion.counts.tolist() == view.map.confusion.counts.tolist()
        assert other.opened.indices.tolist() == view.opened.indices.tolist()
        assert other.opened.title.text().startswith("ラベル3すべて")
        lab.press(Key.Key_Left)
        lab.until(lambda: other.card.subtitle.startswith("イテレーション29"))
    finally:
        translators.use("en")
        come_to_rest(lab.window)


def test_a_run_that_a_person_has_kept_is_compared_with_and_stays_so_while_the_next_one_learns(lab):
    lab.train_to(20)
    lab.press(Key.Key_R, CTRL)
    lab.click("Reset, keep its curves")
    lab.ready()
    lab.press(Key.Key_K, CTRL)
    view = lab.window.confusion.contents
    lab.until(lambda: view.map.confusion is not None)
    box = view.comparing.box
    box.setCurrentIndex(2)
    box.activated.emit(2)
    lab.until(lambda: view.questions.comparison is not None)
    kept = trained(20, lab.session.run.config, lab.session.run.dataset)
    assert (view.questions.other.predicted == predicted(kept, lab.session.run.dataset.test)).all()
    assert view.status.text() == "Iteration 0 minus lr 0.1, iteration 20: blue is fewer, orange more"
    lab.press(Key.Key_Right)
    lab.until(lambda: view.status.text().startswith("Iteration 1 minus "))
    assert view.questions.comparison.table.sum() == len(lab.session.run.dataset.test)
    lab.press(Key.Key_R, CTRL)
    lab.click("Reset, keep its curves")
    lab.ready()
    lab.until(lambda: view.status.text().startswith("Iteration 0 minus "))
    assert view.comparing.other.key and (
        view.questions.other.predicted == predicted(kept, lab.session.run.dataset.test)).all()


@pytest.mark.layout
@pytest.mark.parametrize("compares", [False, True])
def test_all_has_its_room_at_any_size_of_text(in_any_font, seen, compares):
    seen.view.present_run_wanted.connect(lambda told: told(whole(trained(20))))
    seen.show(trained(20))
    if compares:
        seen.choose(seen.view.comparing.box, "an iteration")
    seen.view.show_state(State.RUNNING)
    for scale in (0.7, 1.0, 1.1 ** 3, 2.0):
        theme().set_text_scale(scale)
        for width, height in ((430, 540), (950, 620)):
            seen.view.resize(max(width, seen.view.minimumSizeHint().width()),
                             max(height, seen.view.minimumSizeHint().height()))
            come_to_rest(seen.view)
            assert outside(seen.view) == [] and too_narrow(seen.view) == [], (scale, width)
            table = seen.view.map
            last = table.rect_of((10, 11)) or table.rect_of((9, 9))  # sums are there where the numbers leave room
            assert table.rect().contains(last)


def test_what_has_no_room_in_a_low_panel_is_scrolled_to(seen):
    seen.show(trained(20))
    seen.view.resize(430, 250)
    come_to_rest(seen.view)
    assert seen.view.height() == 250 >= seen.view.minimumSizeHint().height()
    bar = seen.view._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    area = seen.view._scroll.viewport()
    assert area.rect().contains(seen.view.worst.mapTo(area, seen.view.worst.rect().bottomLeft()))
