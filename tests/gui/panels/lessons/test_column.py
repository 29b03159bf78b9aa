"""The column of lessons with a real player: what is seen at each kind of step, with real clicks and keys."""

from dataclasses import replace
from datetime import UTC, datetime

import all_kinds
import pytest
from all_kinds import ALONE, CELL, CHOICE, NUMBER, OBSERVE, ORDER, PREDICTION, SAY, TASK, lesson, player, said
from fits import outside, too_narrow
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from bench.rest import come_to_rest
from engine.lessons.lesson import Kind, Option, Step
from engine.lessons.player import Phase
from engine.lessons.progress import Standing
from engine.problem import Problem
from gui.look.theme import theme
from gui.panels.lessons import LessonColumn
from gui.panels.lessons.aside import Aside
from gui.panels.lessons.column import LEAST, WIDTH
from gui.panels.lessons.lesson_row import LessonRow
from gui.panels.lessons.option import OptionButton
from gui.panels.lessons.ordering import OrderRow
from gui.panels.lessons.task import Tick
from gui.panels.lessons.written import Document, Written
from gui.widgets.small_button import SmallButton

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


class Learner:
    """A column with a player behind it, as the window connects them, and a person in front of it."""

    def __init__(self, qtbot, height: int = 720) -> None:
        self.qtbot = qtbot
        self.column = LessonColumn()
        self.told: list[str] = []
        qtbot.addWidget(self.column)
        self.column.resize(theme().scaled(340), height)
        with qtbot.waitActive(self.column):
            self.column.show()
            self.column.activateWindow()
        self.rest()

    def rest(self) -> None:
        come_to_rest(self.column)

    def open(self, *steps: Step, **named: object) -> "Learner":
        self.player = found = player(*steps, **named)
        column = self.column
        for signal, does in (
                (column.answered, found.answer), (column.next_wanted, found.next), (column.back_wanted, found.back),
                (column.hint_wanted, found.hint), (column.show_me_wanted, found.show_me),
                (column.skip_wanted, found.skip), (column.do_it_wanted, found.do_it),
                (column.start_over_wanted, found.start_over)):
            signal.connect(does)
        column.leave_wanted.connect(lambda: self.told.append("leave"))
        column.answers_wanted.connect(lambda: self.told.append("answers"))
        column.lesson_chosen.connect(self.told.append)
        found.changed = lambda: column.show_player(found)
        column.show_player(found)
        self.rest()
        return self

    def parts(self, kind: type) -> list:
        return [each for each in self.column.findChildren(kind) if each.isVisible()]

    @property
    def texts(self) -> str:
        """Everything that is written."""
        return "\n".join(each.text() for each in self.parts(QLabel))

    def button(self, text: str):
        found, = (each for each in self.parts(SmallButton) if each.text() == text)
        return found

    @property
    def primary(self):
        return self.column.lesson.foot.primary

    def click(self, what) -> None:
        self.qtbot.mouseClick(self.button(what) if isinstance(what, str) else what, LEFT)
        self.rest()

    def go_on(self) -> None:
        self.click(self.primary)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.column, key, modifiers)
        self.rest()

    def type(self, text: str) -> None:
        line, = self.parts(QLineEdit)
        line.insert(text)  # as an input method does, which has letters that no key has
        self.rest()


@pytest.fixture
def learner(qtbot):
    yield Learner(qtbot)
    theme().set_text_scale(1.0)


def standing(step: int, done: bool = False) -> Standing:
    time = datetime(2026, 1, 2, tzinfo=UTC)
    return Standing(step, time, time if done else None)


# --- the list ----------------------------------------------------------------------------------------------------


@pytest.fixture
def listed(learner):
    lessons = [
        all_kinds.lesson(),
        all_kinds.lesson(id="check", number=10, title=said("Is it right?", "正しいか"), book="5.7.4"),
        all_kinds.lesson(id="curves", number=11, title=said("Reading the curves"), book="4.5"),
        all_kinds.lesson(id="own", number=0, book="", title=said("My own lesson"))]
    damaged = [Problem("{file}, line {line}: {what}", {"file": "x.lesson.toml", "line": 12, "what": "no such kind."})]
    learner.column.show_lessons(lessons, "en", {"all-kinds": standing(2), "check": standing(7, True)}, damaged)
    learner.column.lesson_chosen.connect(learner.told.append)
    learner.rest()
    return learner


def ids(learner: Learner) -> list[str]:
    rows = sorted(learner.parts(LessonRow), key=lambda row: row.mapTo(learner.column, QPoint(0, 0)).y())
    return [row.lesson.id for row in rows]


def test_lessons_stand_below_their_chapters_and_damaged_files_are_named(listed):
    assert ids(listed) == ["curves", "all-kinds", "check", "own"]
    assert "Chapter 4: Neural network learning" in listed.texts
    assert "Chapter 5: Backpropagation" in listed.texts
    assert "Other lessons" in listed.texts
    assert "x.lesson.toml, line 12: no such kind." in listed.texts
    names = [row.accessibleName() for row in listed.parts(LessonRow)]
    assert "9 Why divide by N? · 6 min · step 3 of 8" in names
    assert "10 Is it right? · 6 min · done" in names


def test_a_lesson_is_opened_by_a_click_and_by_enter(listed):
    listed.click(listed.parts(LessonRow)[1])
    listed.column.take_focus()
    listed.press(Key.Key_Down)
    listed.press(Key.Key_Down)
    listed.press(Key.Key_Up)
    listed.press(Key.Key_Return)
    assert listed.told == [listed.column.list.rows[1].lesson.id, "all-kinds"]


def test_what_is_typed_searches_and_escape_ends_it(listed):
    listed.column.take_focus()
    for key in (Key.Key_R, Key.Key_I, Key.Key_G, Key.Key_H):
        listed.press(key)
    assert listed.column.list.search.text() == "righ"
    assert ids(listed) == ["check"]
    listed.press(Key.Key_Return)
    assert listed.told == ["check"]
    listed.type("zzz")
    assert ids(listed) == []
    assert "No lesson is about that." in listed.texts
    listed.press(Key.Key_Escape)
    assert len(ids(listed)) == 4


def test_a_search_finds_digits_of_full_width_and_sections(listed):
    listed.column.list.search.setText("５．７")
    listed.rest()
    assert ids(listed) == ["check"]


# --- the kinds of steps --------------------------------------------------------------------------------------------


def test_a_text_is_read_with_its_numbers_and_without_html(learner):
    learner.open(SAY, ALONE)
    assert "step 1 of 2" in learner.texts
    assert "Here N = –" in learner.texts
    assert "<b>no HTML</b>" in learner.texts
    assert learner.primary.text() == "Next ›"
    learner.go_on()
    learner.go_on()  # nothing: the task is not done
    assert learner.player.number == 1


def test_a_prediction_is_noted_and_recalled_with_what_there_is_to_say(learner):
    learner.open(PREDICTION, TASK)
    learner.click(learner.parts(OptionButton)[1])
    assert "Noted. Now see." in learner.texts
    assert "L is a mean." not in learner.texts
    learner.go_on()
    assert "What you predicted" not in learner.texts
    learner.click("Do it for me")
    assert "What you predicted" in learner.texts
    assert "L is a mean." in learner.texts


def test_digits_choose_and_enter_goes_on(learner):
    learner.open(PREDICTION, CHOICE)
    learner.column.take_focus()
    learner.press(Key.Key_1)
    assert learner.player.phase is Phase.DONE
    assert learner.parts(OptionButton)[0].isChecked()
    assert learner.primary.hasFocus()
    learner.press(Key.Key_Return)
    assert learner.player.number == 1
    assert learner.column.lesson.hasFocus()  # so that Space is training's, and no answer by mistake
    learner.press(Key.Key_Space)
    assert learner.player.answered == ""
    learner.press(Key.Key_Tab)
    assert learner.parts(OptionButton)[0].hasFocus()
    learner.press(Key.Key_Down)
    learner.press(Key.Key_Return)
    assert learner.player.phase is Phase.DONE
    assert "That is right." in learner.texts


def test_what_is_said_to_an_answer_comes_beneath_it_and_moves_nothing_above(learner):
    learner.open(CHOICE)
    before = [each.geometry() for each in learner.parts(OptionButton)]
    learner.click(learner.parts(OptionButton)[0])
    assert "Nothing was forgotten: look at N." in learner.texts
    assert [each.geometry() for each in learner.parts(OptionButton)] == before
    learner.click("Hint 1 of 2")
    learner.click("Hint 2 of 2")
    assert [each.said[:2] for each in learner.parts(Aside)[1:]] == [
        ("Hint 1 of 2", "Look at the formula of the operation."), ("Hint 2 of 2", "`(y − t)/N`")]
    assert [each.geometry() for each in learner.parts(OptionButton)] == before
    learner.click("Show me")
    assert "The answer: `N = 4` divides it." in learner.texts.replace("The answer: N = 4", "The answer: `N = 4`")


def test_a_task_gets_its_tick_when_it_is_done_for_the_learner(learner):
    learner.open(ALONE)
    tick, = learner.parts(Tick)
    assert not tick.is_done
    learner.click("Do it for me")
    assert tick.is_done
    assert "da2 is there now." in learner.texts


def test_a_number_is_answered_with_enter_and_the_field_is_left_without_an_answer(learner):
    learner.open(ALONE, NUMBER)
    learner.player.do_it()
    learner.column.take_focus()
    learner.press(Key.Key_Return)
    line, = learner.parts(QLineEdit)
    assert line.hasFocus()
    learner.press(Key.Key_Return)  # nothing typed: nothing answered
    assert learner.player.given == ""
    learner.type("３／４")
    learner.press(Key.Key_Tab)
    assert learner.player.given == ""
    line.setFocus()
    learner.press(Key.Key_Return)
    assert "times too" in learner.texts
    right = learner.player.view.value("da2")[0, 3]
    line.clear()
    learner.type(f"{right:.9g}".replace(".", ","))
    learner.press(Key.Key_Return)
    assert learner.player.phase is Phase.DONE
    assert learner.primary.hasFocus()


@pytest.mark.parametrize("by", ["button", "enter in the field", "enter beside it"])
@pytest.mark.parametrize("typed", ["", "  "])
def test_where_nothing_is_typed_it_is_said_what_to_do_and_no_answer_is_counted(learner, by, typed):
    learner.open(ALONE, NUMBER)
    learner.player.do_it()
    learner.go_on()
    line, = learner.parts(QLineEdit)
    learner.type("1")
    learner.press(Key.Key_Return)
    assert "times too" in learner.texts
    line.setText(typed)
    if by == "button":
        learner.go_on()
    elif by == "enter in the field":
        learner.press(Key.Key_Return)
    else:
        line.clearFocus()
        learner.column.press_default()
        learner.rest()
    assert "Write a number, such as 0.25, 1/4 or 2e-3." in learner.texts and "times too" not in learner.texts
    assert learner.parts(QLineEdit) == [line] and line.hasFocus()
    assert learner.player.given == "1" and learner.player.phase is Phase.ASKING


def test_after_a_wrong_choice_another_one_is_asked_for(learner):
    learner.open(CHOICE)
    learner.player.answer(0)
    learner.rest()
    assert "look at N" in learner.texts and "Choose another answer." in learner.texts
    assert not learner.primary.isEnabled()
    learner.player.answer(1)
    learner.rest()
    assert "Choose another answer." not in learner.texts and learner.primary.isEnabled()


def test_what_is_no_number_is_said_and_stays_to_be_mended(learner):
    learner.open(ALONE, NUMBER)
    learner.player.do_it()
    learner.go_on()
    learner.type("a third")
    learner.go_on()
    assert "a third is not a number" in learner.texts
    assert learner.parts(QLineEdit)[0].text() == "a third"
    learner.press(Key.Key_Escape)
    assert learner.parts(QLineEdit)[0].text() == "a third"


def test_the_cell_that_was_clicked_last_is_named(learner):
    learner.open(ALONE, CELL)
    learner.player.do_it()
    learner.go_on()
    assert "Click the cell in the window." in learner.texts
    learner.player.answer("da2[0, 9]")
    learner.rest()
    assert "Clicked last: da2[0, 9]" in learner.texts
    learner.click("Show me")
    assert learner.parts(Tick)[0].is_done
    assert "The answer: da2[0, " in learner.texts


def rows(learner: Learner) -> list[int]:
    found = sorted(learner.parts(OrderRow), key=lambda row: row.y())
    return [row.item for row in found]


def test_things_are_ordered_by_keys_buttons_and_dragging(learner):
    learner.open(ORDER)
    first, second, third, fourth = rows(learner)
    by_item = {row.item: row for row in learner.parts(OrderRow)}
    by_item[first].setFocus()
    learner.press(Key.Key_Down, ALT)
    assert rows(learner) == [second, first, third, fourth]
    learner.press(Key.Key_Down)
    assert by_item[third].hasFocus()
    learner.click(by_item[fourth]._up)
    assert rows(learner) == [second, first, fourth, third]
    row, target = by_item[third], by_item[second]
    learner.qtbot.mousePress(row, LEFT, pos=QPoint(10, 10))
    learner.qtbot.mouseMove(row, QPoint(10, 20 - row.y() - row.height()))
    learner.qtbot.mouseRelease(row, LEFT, pos=QPoint(10, 10))
    learner.rest()
    assert rows(learner)[0] == third
    assert target.isVisible()
    learner.go_on()
    assert "0 of 4" in learner.texts
    order = [0, 1, 2, 3]
    for place, item in enumerate(order):
        by_item[item].setFocus()
        while rows(learner).index(item) > place:
            learner.press(Key.Key_Up, ALT)
    learner.press(Key.Key_Return)
    assert learner.player.phase is Phase.DONE


def in_sight(learner: Learner, part: QWidget) -> bool:
    """Whether nothing of it is scrolled away."""
    step = learner.column.lesson.step
    top = part.mapTo(step.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + part.height() <= step.viewport().height()


@pytest.mark.parametrize("height", [420, 480, 520, 560, 640, 720])
def test_what_comes_last_is_in_sight(qtbot, height):
    learner = Learner(qtbot, height).open(replace(ORDER, hints=tuple(said(text) for text in (
        "Which of them needs nothing of the others, and can be there first? Begin with that one.",
        "Then go from one to the next: each is made of the one before, until the last one is there.",
        "The loss is made of probabilities, and those of sums; the sums are made of what the hidden units say."))))
    learner.go_on()
    feedback, = learner.parts(Aside)
    assert in_sight(learner, feedback)
    for count in (1, 2, 3):
        learner.click(f"Hint {count} of 3")
        assert in_sight(learner, learner.parts(Aside)[count]), count
    learner.player.answer((0, 1, 2, 3))
    learner.rest()
    assert in_sight(learner, feedback)


def test_who_has_scrolled_elsewhere_is_left_there(qtbot):
    learner = Learner(qtbot, 420).open(replace(ORDER, hints=(said("One."), said("Two."))))
    learner.click("Hint 1 of 2")
    bar = learner.column.lesson.step.verticalScrollBar()
    assert bar.value() > 0
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    learner.column.resize(learner.column.width(), 400)
    learner.rest()
    assert bar.value() == 0
    learner.click("Hint 2 of 2")
    assert in_sight(learner, learner.parts(Aside)[1])


def test_a_line_can_be_written_about_what_was_seen_and_need_not(learner):
    learner.open(OBSERVE)
    assert learner.primary.text() == "I have seen it"
    learner.type("all but one")
    learner.go_on()
    assert learner.player.answered == "all but one"
    assert "All columns but one are negative." in learner.texts
    learner.open(OBSERVE)
    learner.go_on()
    assert learner.player.phase is Phase.DONE


def stops(learner: Learner, start) -> list[str]:
    """What Tab leads to, one after the other."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    found = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        found.append(getattr(focused, "text", focused.accessibleName)() or focused.accessibleName())
        learner.press(Key.Key_Tab)
    return found[:found.index(found[0], 1)] if found[0] in found[1:] else found


def test_tab_walks_from_what_is_asked_to_the_foot(learner):
    learner.open(SAY, CHOICE)
    learner.go_on()
    assert stops(learner, learner.column.lesson.leave) == [
        "Leave", "It was forgotten.", "N = 4 divides it.", "Hint 1 of 2", "Show me", "Skip", "‹ Back", "Start over"]


def test_tab_stops_once_in_the_list(listed):
    search = listed.column.list.search
    assert stops(listed, search)[1:4] == ["11 Reading the curves · 6 min", "Write a lesson…", "Save my answers…"]


# --- on the way ----------------------------------------------------------------------------------------------------


def test_earlier_steps_are_read_again_and_keep_what_was_answered(learner):
    learner.open(PREDICTION, SAY)
    learner.click(learner.parts(OptionButton)[1])
    learner.go_on()
    learner.click("‹ Back")
    assert "step 1 of 2, read again" in learner.texts
    one, other = learner.parts(OptionButton)
    assert (one.isChecked(), other.isChecked()) == (False, True)
    assert not one.isEnabled()
    learner.go_on()
    assert learner.player.reading == 1


def test_a_step_can_be_skipped_and_the_lesson_left_and_begun_again(learner):
    learner.open(CHOICE, SAY)
    learner.click("Skip")
    assert learner.player.number == 1
    learner.click("Start over")
    assert learner.player.number == 0
    learner.click("Leave")
    assert learner.told == ["leave"]


def test_at_the_end_there_is_what_comes_next(learner):
    learner.column.show_lessons([all_kinds.lesson(), all_kinds.lesson(id="next", title=said("The next one"))], "en", {})
    learner.open(SAY)
    learner.go_on()
    assert learner.player.phase is Phase.ENDED
    assert "Section 5.7 puts all layers together." in learner.texts
    assert "The next one" in learner.texts
    learner.click("Begin it")
    learner.click("Save my answers…")
    learner.go_on()
    assert learner.told == ["next", "answers", "leave"]


def test_a_number_field_is_empty_when_the_lesson_is_begun_again(learner):
    step = Step(Kind.NUMBER, ask=said("How many?"), answer=NUMBER.answer)
    learner.open(step)
    learner.type("3")
    learner.go_on()
    learner.click("Start over")
    assert learner.parts(QLineEdit)[0].text() == ""


def test_things_to_be_ordered_are_told_in_another_language_and_stay_where_they_were_put(learner):
    learner.open(ORDER)
    learner.parts(OrderRow)[0].moved.emit(1)
    learner.rest()
    put = rows(learner)
    learner.player.language = "ja"
    learner.column.show_player(learner.player)
    learner.rest()
    assert rows(learner) == put and "まず" in learner.texts
    assert any("まず" in row.accessibleName() for row in learner.parts(OrderRow))


def test_a_lesson_in_another_language_says_so(learner):
    learner.open(SAY, languages=("en",), language="ja")
    assert "This lesson is written in English." in learner.texts


def test_another_column_takes_over_what_was_typed(learner, qtbot):
    learner.open(ALONE, NUMBER)
    learner.player.do_it()
    learner.go_on()
    learner.type("0.12")
    other = LessonColumn()
    qtbot.addWidget(other)
    other.take_over(learner.column)
    assert other.player is learner.player
    assert other.lesson.step.question.line.text() == "0.12"


# --- room, and what must not happen ----------------------------------------------------------------------------------


LONG = Step(Kind.CHOICE, text=said("Many words. " * 60, "たくさんの言葉が並ぶ長い行です。" * 40), ask=said(
    "Which is it, after all of this has been read?", "これを全部読んだうえで、どれでしょうか。" * 3), options=tuple(
    Option(said(f"`dW2[{n}, {n}]` = {'a long answer ' * 8}", f"`dW2[{n}, {n}]` は{'長い答えです、' * 12}"),
           said("Says something " * 20, "何か言います。" * 30)) for n in range(9)), hints=(said("hint " * 50),) * 3)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [WIDTH, LEAST])
@pytest.mark.parametrize("scale", [0.7, 1.0, 2.5])
def test_the_foot_is_always_seen_and_nothing_is_cut_off(qtbot, scale, width, language):
    theme().set_text_scale(scale)
    learner = Learner(qtbot, 600)
    learner.column.resize(theme().scaled(width), 600)
    learner.column.show_lessons([lesson(LONG, number=12)], language, {"all-kinds": standing(0)})
    learner.rest()
    assert (too_narrow(learner.column), outside(learner.column)) == ([], [])
    learner.open(LONG, language=language)
    for _ in range(3):
        learner.player.hint()
    learner.player.answer(2)
    learner.rest()
    foot = learner.column.lesson.foot
    corner = foot.primary.mapTo(learner.column, QPoint(0, 0))
    assert learner.column.rect().contains(corner)
    assert learner.column.rect().contains(corner + QPoint(foot.primary.width(), foot.primary.height()))
    content = learner.column.lesson.step.widget()
    assert content.width() <= learner.column.lesson.step.viewport().width()
    for written in learner.parts(Written):
        assert written.height() >= written.heightForWidth(written.width()), written.text()
        assert written._document.idealWidth() <= written.width() + 1
    assert learner.column.width() == theme().scaled(width)
    assert (too_narrow(learner.column), outside(learner.column)) == ([], [])
    theme().set_text_scale(1.0)


class Watch(QObject):
    """Counts what is drawn or laid out anew."""

    def __init__(self, column: QWidget) -> None:
        super().__init__()
        self.count = 0
        for each in (column, *column.findChildren(QWidget)):
            each.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        self.count += event.type() in (QEvent.Type.Paint, QEvent.Type.LayoutRequest)
        return False


@pytest.mark.parametrize("step", [SAY, PREDICTION, ALONE, CHOICE, NUMBER, CELL, ORDER, OBSERVE])
def test_what_has_not_changed_is_not_shown_anew(learner, step):
    """It is told at each update of a run."""
    learner.open(step)
    learner.player.hint()
    learner.rest()
    watch = Watch(learner.column)
    for _ in range(5):
        learner.player.look()
        learner.rest()
    assert watch.count == 0


def test_nothing_is_fetched_and_only_pictures_that_came_along_are_seen(qapp, tmp_path, monkeypatch):
    asked = []
    load = Document.loadResource

    def watched(self, kind, name):
        asked.append(name.toString())
        return load(self, kind, name)

    monkeypatch.setattr(Document, "loadResource", watched)
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"no picture")
    written = f"![away](http://example.org/a.png) ![file](file://{secret}) ![{secret}]({secret}) ![mine](mine.png)"
    document = Document(written, "#000000", pictures={"mine.png": b""})
    document.height(200)
    assert set(asked) <= {"mine.png"}
    assert "away" in document.toPlainText()


def test_a_link_is_words(qapp):
    document = Document("see [the book](https://example.org/book) now", "#000000")
    assert document.toPlainText() == "see the book now"
    assert "href" not in document.toHtml()
