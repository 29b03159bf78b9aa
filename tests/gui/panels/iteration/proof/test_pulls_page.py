"""The page of who pulled a weight, with a real run: what it says of it, when it asks, and what it keeps."""

import re

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt

from bench.rest import come_to_rest
from engine.inspection.frozen.snapshot import snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.learned.pulls import who_pulled
from engine.inspection.place import Place
from engine.inspection.written import ends_of_way
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui import app
from gui.look.theme import theme
from gui.panels.iteration.proof import pulls_page
from gui.panels.iteration.proof.pulls_page import TYPED, PullsPage
from gui.panels.iteration.proof.pulls_view import _amounts
from gui.training.branching import whole_run
from gui.words import formatting
from tests import spirals

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key
ITERATION, EPOCH, RUN = range(3)
PLACE = Place("W2", (3, 7))


class Bench:
    """The page, and a trainer whose run it is told when it asks."""

    def __init__(self, qtbot, dataset) -> None:
        self.qtbot, self.dataset, self.asked = qtbot, dataset, 0
        self.start()
        self.page = PullsPage()
        self.samples, self.operations = [], []
        self.page.present_run_wanted.connect(self.hand_out)
        self.page.sample_wanted.connect(self.samples.append)
        self.page.operations_wanted.connect(self.operations.append)

    def start(self, **settings) -> None:
        """Another run."""
        usual = {"hidden_sizes": (8,), "batch_size": 50, "optimizer": "momentum", "learning_rate": 0.01}
        config = TrainingConfig(**{**usual, "dtype": "float64", "weight_init": "he", **settings})
        self.trainer = Trainer(config, self.dataset)

    def hand_out(self, to) -> None:
        """As the session does; and then it freezes the iteration again."""
        self.asked += 1
        to(whole_run(self.trainer))
        self.page.show_snapshot(snapshot_of(self.trainer))

    def train(self, iteration: int) -> None:
        while self.trainer.iteration < iteration:
            self.trainer.run_iteration()
        self.page.show_snapshot(snapshot_of(self.trainer))
        self.settle()

    def show(self) -> None:
        self.page.resize(620, 600)
        self.page.show()
        self.settle()

    def choose(self, stretch: int) -> None:
        self.qtbot.mouseClick(self.page.stretches.pill(stretch), LEFT)
        self.settle()

    def type(self, which: int, text: str) -> None:
        self.type_into(self.page.edits[which], text)

    def type_into(self, edit, text: str) -> None:
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)
        self.qtbot.keyClick(edit, Key.Key_Return)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.page.inquiry.is_asking("pulls"), timeout=20_000)

    def click(self, grid, position: int, twice: bool = False) -> None:
        view = grid.thumbnails
        press = self.qtbot.mouseDClick if twice else self.qtbot.mouseClick
        press(view, LEFT, pos=view.rect_of(position).center().toPoint())

    def pulls(self, first: int, last: int, place: Place = PLACE):
        trainer = self.trainer
        return who_pulled(trainer.config, trainer.dataset, trainer.course(), place, first, last)


@pytest.fixture
def bench(qtbot, dataset):
    made = Bench(qtbot, dataset)
    yield made
    take_down(made.page)


def take_down(page: PullsPage) -> None:
    """Here and now: it and the bench know each other, and left to the collector it may go while another is painted."""
    page.stop()
    shiboken6.delete(page)


def test_nothing_is_made_or_asked_before_it_is_seen(bench):
    bench.train(12)
    bench.page.show_place(PLACE)
    assert not hasattr(bench.page, "view")
    assert bench.asked == 0
    bench.show()
    assert bench.asked == 1
    assert bench.page.found.place == PLACE


def test_before_the_first_iteration_it_says_so(bench):
    bench.show()
    said = ("No iteration has been run yet, so nothing has pulled a weight. Run one, and see which samples did.")
    assert bench.page.about == said
    assert not bench.page.view.isVisible()
    bench.trainer.run_operation()
    bench.page.show_snapshot(snapshot_of(bench.trainer))
    assert bench.page.about == said
    assert bench.asked == 0
    bench.train(1)
    assert bench.page.view.isVisible()
    assert bench.page.found.last == 1


def test_where_a_sample_is_looked_at_alone_it_is_about_the_run_all_the_same(bench):
    bench.show()
    bench.train(12)
    bench.page.present_run_wanted.disconnect(bench.hand_out)  # the sample stays what is looked at
    bench.page.present_run_wanted.connect(lambda to: to(whole_run(bench.trainer)))
    sample = Sample(bench.dataset.test.x[3], int(bench.dataset.test.labels[3]), "test", 3)
    bench.page.show_snapshot(snapshot_of_sample(
        trace(bench.trainer.network, sample, iteration=12), bench.dataset))
    bench.settle()
    assert bench.page.about == ""
    assert bench.page.found.last == 12


def test_amounts_can_be_compared_at_a_glance():
    power, written = _amounts(np.array([6.134e-4, -7.5e-5, 4e-7, 0.0]))
    assert power == "×10⁻⁴"
    assert [written(each) for each in (6.134e-4, -7.5e-5, 4e-7)] == ["+6.13", "−0.75", "+0.004"]
    assert [written(each) for each in (-4e-7, 3e-9)] == ["−0.004", "+3×10⁻⁵"]
    power, written = _amounts(np.array([0.013, -1.3e-6, 0.0]))
    assert power == ""
    assert [written(each) for each in (0.013, -1.3e-3, -1.3e-6)] == ["+0.0130", "−0.0013", "−1×10⁻⁶"]
    power, written = _amounts(np.zeros(2))
    assert (power, written(0.0)) == ("", "0.000")


def test_the_amounts_say_once_in_which_power_of_ten_they_are(bench):
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(1)
    view, pulls = bench.page.view, bench.pulls(1, 1).pulls
    power = int(np.floor(np.log10(np.abs(pulls).max())))
    raised = str(-power)
    assert -10 < power < -2
    superscript = "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(raised)]
    for grid, words in ((view.up, "Pulled it up"), (view.down, "Pulled it down")):
        assert view._heads[grid].text() == f"{words} · ×10⁻{superscript}"


def test_its_name_is_as_large_as_all_else(bench):
    bench.show()
    bench.train(1)
    try:
        theme().set_text_scale(2.0)
        assert bench.page.which.font() == bench.page.edits[0].font()
        assert bench.page.which.text() == str(bench.page.found.place)
    finally:
        theme().set_text_scale(1.0)


def test_its_way_has_ticks_at_whole_iterations_alone(bench):
    bench.show()
    bench.train(1)
    x, _ = bench.page.view.plot.scales
    assert [text for _, text in x.ticks(300, lambda text: 30.0, 30)] == ["0", "1"]


def test_without_a_choice_it_is_about_the_first_weight_with_the_largest_gradient(bench):
    bench.show()
    bench.train(12)
    gradient = np.abs(bench.trainer.values["dW1"])
    assert gradient[bench.page.found.place.index] == gradient.max()
    assert bench.page.found.place.name == "W1"
    bench.page.show_place(Place("a1", (3, 2)))  # no parameter: nothing else is chosen by it
    bench.settle()
    assert bench.page.found.place.name == "W1"
    bench.page.show_place(Place("dW2", (3, 7)))
    bench.settle()
    assert bench.page.found.place == PLACE


def test_the_weight_can_be_typed(bench):
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(12)
    which, chosen = bench.page.which, []
    bench.page.place_chosen.connect(chosen.append)
    assert which.text() == "W2[3, 7]"
    bench.type_into(which, "w1 20 5")
    assert chosen == [Place("W1", (20, 5))]
    assert which.text() == "W1[20, 5]"
    assert bench.page.found.place == Place("W1", (20, 5))
    assert bench.page.view.said.text().startswith("Iteration 12: W1[20, 5] went")
    for wrong, why in (
        ("W1[64, 5]", "There is no W1[64, 5]. W1 has the shape (64, 8): type W1[0…63, 0…7]."),
        ("a1[3, 2]", "There is no variable a1 here. There are W1, b1, W2, b2; type one with an index, as W1[32, 4]."),
        ("", "Type a variable and the index of a cell in it, as W1[32, 4]."),
    ):
        if not wrong:
            which.setFocus()
            which.selectAll()
            bench.qtbot.keyClick(which, Key.Key_Backspace)
        bench.type_into(which, wrong)
        assert which.hint == why
        assert bench.page.found.place == Place("W1", (20, 5))
        bench.qtbot.keyClick(which, Key.Key_Escape)
        assert which.text() == "W1[20, 5]"
    bench.type_into(which, "b2[3]")
    assert bench.page.found.place == Place("b2", (3,))


def test_what_is_shown_is_what_is_so(bench, dataset):
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(40)
    bench.choose(EPOCH)
    page, view = bench.page, bench.page.view
    first = page.found.first
    assert (first, page.found.last) == (len(dataset.train) // 50 + 2, 40)
    pulls = bench.pulls(first, 40)
    assert page.found.pulls.tolist() == pulls.pulls.tolist()
    signed = formatting.signed
    up, down = (pulls.pulls > 0).sum(), (pulls.pulls < 0).sum()
    assert view.figures.rows == (
        (f"up, by {up} samples", signed(pulls.up)), (f"down, by {down} samples", signed(pulls.down)),
        ("remembered from before", signed(pulls.remembered)), ("rounding", signed(pulls.rounding)),
        ("together: its way", signed(pulls.way)))
    assert pulls.remembered != 0
    drawn = (pulls.draws > 0).sum()
    before, after = ends_of_way(pulls.path[0], bench.trainer.network.params["W2"][3, 7])
    assert view.said.text() == (
        f"Iterations {first} to 40: W2[3, 7] went from {before} to {after}. Samples pulled it up by "
        f"{formatting.number(pulls.pulls[pulls.pulls > 0].sum())} in all, and down by "
        f"{formatting.number(-pulls.pulls[pulls.pulls < 0].sum())}.")
    assert view.drawn.text() == f"{drawn} of 1,437 training samples were in its minibatches."
    line, = view.plot.lines
    assert line.x.tolist() == list(range(first - 1, 41))
    assert line.y.tolist() == pulls.path.tolist()
    by_class = [pulls.pulls[dataset.train.labels == label].sum() for label in range(10)]
    np.testing.assert_allclose(view.classes._values, by_class, rtol=1e-12)
    for grid, order in ((view.up, np.argsort(-pulls.pulls)), (view.down, np.argsort(pulls.pulls))):
        assert grid.count() == min((up, down)[grid is view.down], 200)
        bench.click(grid, 2)
        sample = bench.samples.pop()
        assert (sample.split, sample.index, sample.label) == ("train", order[2], dataset.train.labels[order[2]])
        assert sample.x.tolist() == dataset.train.x[order[2]].tolist()
        said = grid.thumbnails.accessibleDescription()
        assert said.startswith(f"training image {order[2]:,}, label {sample.label}: {signed(pulls.pulls[order[2]])}, ")
        times = pulls.draws[order[2]]
        assert said.endswith(f"drawn {times} {'time' if times == 1 else 'times'}")
    assert view.up.selection is None
    bench.click(view.up, 0, twice=True)
    assert bench.operations.pop().index == np.argmax(pulls.pulls)


def test_a_way_that_is_short_is_seen_in_its_words(bench):
    bench.start(learning_rate=1e-6)
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(2)
    before, after = re.search("from (.*) to (.*?)[.] S", bench.page.view.said.text()).groups()
    assert 0.9 < (float(after.replace("−", "-")) - float(before.replace("−", "-"))) / bench.page.found.way < 1.1


def test_the_last_iteration_is_followed(bench):
    bench.page.show_place(PLACE)
    bench.show()
    for iteration in (3, 4, 9):
        bench.train(iteration)
        assert (bench.page.found.first, bench.page.found.last) == (iteration, iteration)
        assert bench.page.view.said.text().startswith(f"Iteration {iteration}: W2[3, 7] went")
    bench.trainer.go_to(5)
    bench.train(5)
    assert bench.page.found.last == 5
    assert bench.asked == 4


def test_iterations_that_are_typed(bench):
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(30)
    bench.choose(TYPED)
    assert (bench.page.found.first, bench.page.found.last) == (1, 30)
    bench.type(0, "25")
    bench.type(1, "20")
    assert (bench.page.found.first, bench.page.found.last) == (20, 25)
    asked = bench.asked
    for wrong in ("31", "0", "-3", "two", "1.5"):
        bench.type(0, wrong)
        assert bench.page.edits[0].hint
        bench.qtbot.keyClick(bench.page.edits[0], Key.Key_Escape)
    bench.type(0, "31")
    assert bench.page.edits[0].hint == "There is no iteration 31 here: write a number from 1 to 30."
    assert bench.asked == asked


@pytest.mark.parametrize(("language", "words"), [
    ("en", ["from iteration", "1", "to", "9", ""]), ("ja", ["イテレーション", "1", "から", "9", "まで"])])
def test_the_words_about_what_is_typed_make_a_sentence(qapp, bench, language, words):
    translators = app.Translators(qapp)
    translators.use(language)
    try:
        bench.page.show_place(PLACE)
        bench.show()
        bench.train(9)
        bench.choose(TYPED)
        parts = [bench.page._typed.layout().itemAt(at).widget() for at in range(5)]
        assert [part.text() for part in parts] == words
    finally:
        translators.use("en")


def test_what_takes_a_while_waits_for_the_button_and_can_be_broken_off(bench, monkeypatch):
    monkeypatch.setattr(pulls_page, "AT_ONCE", 1e6)
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(50)
    page = bench.page
    assert page.found.last == 50  # one iteration is no effort
    bench.choose(RUN)
    assert page.found is None
    assert not page.view.isVisible()
    assert page.hint.text() == "Iterations 1 to 50 take a while: press “Find out”."
    bench.qtbot.mouseClick(page.asking.button, LEFT)
    assert page.asking.is_under_way
    bench.qtbot.mouseClick(page.asking.cancel, LEFT)
    bench.settle()
    assert page.found is None
    assert page.asking.button.isEnabled()
    assert page.hint.isVisible()
    assert page.hint.text() == (
        "Broken off: how far the samples pulled in iterations 1 to 50 is not known. Press “Find out” to begin anew, or "
        "choose fewer iterations.")
    bench.qtbot.mouseClick(page.asking.button, LEFT)
    bench.settle()
    assert not page.hint.isVisible()
    assert (page.found.first, page.found.last) == (1, 50)
    bench.train(51)  # what was found stays, and says of when it is
    assert (page.found.first, page.found.last) == (1, 50)
    assert page.view.isVisible()
    assert page.hint.text() == ("Iterations 1 to 51 take a while: press “Find out”. What is shown until then is of "
                                "before: iterations 1 to 50.")
    bench.trainer.go_to(40)
    bench.train(40)  # what comes after this may come to be another run
    assert page.found is None
    assert not page.view.isVisible()


def test_what_was_found_out_is_kept_while_the_run_is_the_same(bench, monkeypatch):
    monkeypatch.setattr(pulls_page, "AT_ONCE", 0)
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(30)
    page = bench.page

    def find_out(stretch: int):
        bench.choose(stretch)
        assert page.found is None
        bench.qtbot.mouseClick(page.asking.button, LEFT)
        bench.settle()
        return page.found

    whole, one = find_out(RUN), find_out(ITERATION)
    for stretch, found in ((RUN, whole), (ITERATION, one), (RUN, whole)):
        bench.choose(stretch)
        assert page.found is found
        assert page.view.isVisible()
        assert not page.hint.isVisible() and not page.asking.isVisible()
    bench.page.show_place(Place("W2", (0, 0)))
    assert page.found is None
    bench.page.show_place(PLACE)
    assert page.found is whole
    bench.page.hide()
    bench.trainer.go_to(20)
    bench.trainer.set_live("learning_rate", 0.5)
    bench.train(30)  # another way, while nobody looked
    bench.page.show()
    assert page.found is None
    assert page.hint.text() == "Iterations 1 to 30 take a while: press “Find out”."
    bench.choose(TYPED)
    for last in range(21, 30):
        bench.type(1, str(last))
        bench.qtbot.mouseClick(page.asking.button, LEFT)
        bench.settle()
    assert len(page._kept) == pulls_page.MOST_KEPT


def test_another_run_knows_nothing_of_it(bench):
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(10)
    bench.start(hidden_sizes=(3,))
    bench.page.show_place(None)
    bench.page.show_snapshot(None)
    assert bench.page.found is None
    assert not bench.page.view.isVisible()
    bench.train(2)
    assert bench.page.found.place.name == "W1"
    assert bench.page.found.last == 2


def test_a_run_out_of_bounds_is_told(bench):
    bench.start(learning_rate=1e30, optimizer="sgd", dtype="float32")
    bench.page.show_place(Place("b2", (3,)))
    bench.show()
    with np.errstate(all="ignore"):
        bench.train(6)
    assert not bench.page.found.are_numbers
    assert bench.page.view.problem.text.startswith("In these iterations the run has gone out of bounds")
    assert not bench.page.view.figures.isVisible()


def test_a_weight_that_nothing_pulled(bench, dataset):
    blank = int(np.flatnonzero((dataset.train.x[:] == 0).all(axis=0))[0])
    bench.page.show_place(Place("W1", (blank, 2)))
    bench.show()
    bench.train(6)
    view = bench.page.view
    assert view.up.message == view.down.message == "No sample did."
    assert view.figures.number_of("together: its way") == "0"
    view.grab()


def test_another_language_keeps_what_is_seen(bench):
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(30)
    bench.choose(TYPED)
    bench.type(0, "7")
    found, other = bench.page.found, PullsPage()
    other.take_over(bench.page)
    assert other.found is found
    assert other.stretches.current == TYPED
    assert [edit.value for edit in other.edits] == [7, 30]
    other.show()
    assert other.view.isVisible()
    assert other.view.said.text() == bench.page.view.said.text()
    take_down(other)


def test_it_fits_where_there_is_little_room(bench):
    bench.page.show_place(PLACE)
    bench.show()
    bench.train(30)
    bench.choose(TYPED)
    bench.page.resize(bench.page.stretches.sizeHint().width() + 30, 250)  # too little for the name beside the pills
    come_to_rest(bench.page)
    right = bench.page._scroll.viewport().width()  # there is no scrolling from side to side
    assert bench.page.content.width() == right
    view = bench.page.view
    for part in (bench.page.which, bench.page.stretches, view.up, view.figures, bench.page.edits[1]):
        assert part.mapTo(bench.page.content, QPoint(part.width(), 0)).x() <= right


def test_points_pull_too(bench):
    bench.dataset = spirals.load()
    bench.start(batch_size=10)
    bench.page.show_place(Place("W1", (1, 3)))
    bench.show()
    bench.train(9)
    view = bench.page.view
    assert view.up.count() + view.down.count() == np.count_nonzero(bench.page.found.pulls) > 0
    view.grab()
    bench.click(view.up if view.up.count() else view.down, 0)
    sample = bench.samples.pop()
    assert sample.x.tolist() == bench.dataset.train.x[sample.index].tolist()
    assert len(view.classes.texts) == bench.dataset.class_count
