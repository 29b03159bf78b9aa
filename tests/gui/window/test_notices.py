"""What is said and asked in the notice line, and what is done with the answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.notice import NoticeBar
from gui.window.notices import Notices


@pytest.fixture
def notices(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    bar = NoticeBar()
    QVBoxLayout(page).addWidget(bar)
    page.resize(900, 80)
    notices = Notices(bar, page)
    notices.page, notices.done = page, []
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return notices


def doing(notices, what):
    return lambda: notices.done.append(what)


def click(qtbot, notices, answer) -> None:
    qtbot.mouseClick(notices.bar.button(answer), Qt.MouseButton.LeftButton)


def ask(notices, topic="reset") -> None:
    notices.ask(topic, "Really?", [("Yes", doing(notices, "yes")), ("Half", doing(notices, "half")), ("No", None)])


def texts(notices) -> list[str]:
    return [notices.bar.button(each).text() for each in notices.bar.button_ids]


def test_something_is_said_and_put_away(notices, qtbot):
    assert not notices.bar.isVisible()
    notices.say("The network is ready.")
    assert (notices.bar.isVisible(), notices.bar.text, texts(notices)) == (True, "The network is ready.", ["OK"])
    assert notices.bar.property("kind") == "info"
    click(qtbot, notices, "0")
    assert (notices.bar.isVisible(), notices.bar.text, notices.done) == (False, "", [])


def test_a_warning_is_told_by_its_look(notices):
    notices.say("Something is wrong.", kind="warning")
    assert notices.bar.property("kind") == "warning"
    notices.say("Nothing is wrong.")
    assert notices.bar.property("kind") == "info"


@pytest.mark.parametrize(("answer", "done"), [("0", ["yes"]), ("1", ["half"]), ("2", [])])
def test_the_answer_is_done_once_and_the_question_is_gone(notices, qtbot, answer, done):
    ask(notices)
    assert (texts(notices), notices.topic) == (["Yes", "Half", "No"], "reset")
    click(qtbot, notices, answer)
    assert (notices.done, notices.topic, notices.bar.isVisible()) == (done, "", False)
    notices.answer_default()
    assert notices.done == done


def test_enter_gives_the_first_answer(notices, qtbot):
    ask(notices)
    qtbot.keyClick(notices.bar, Qt.Key.Key_Return)
    assert notices.done == ["yes"]


def test_where_it_is_to_be_chosen_on_purpose_enter_gives_none(notices, qtbot):
    notices.ask("data", "Download?", [("Download", doing(notices, "down")), ("No", None)], with_default=False)
    qtbot.keyClick(notices.bar, Qt.Key.Key_Return)
    assert (notices.done, notices.bar.isVisible()) == ([], True)
    click(qtbot, notices, "0")
    assert notices.done == ["down"]


def test_asking_again_gives_the_default(notices):
    ask(notices)
    notices.answer_default()
    assert (notices.done, notices.bar.isVisible()) == (["yes"], False)


def test_an_answer_may_ask_the_next_question(notices, qtbot):
    notices.ask("first", "One?", [("On", lambda: ask(notices, "second"))])
    click(qtbot, notices, "0")
    assert (notices.topic, texts(notices), notices.bar.isVisible()) == ("second", ["Yes", "Half", "No"], True)
    click(qtbot, notices, "1")
    assert notices.done == ["half"]


def test_only_what_is_about_the_topic_is_taken_back(notices):
    ask(notices)
    notices.clear("data")
    assert notices.bar.isVisible()
    notices.clear("reset")
    assert (notices.bar.isVisible(), notices.topic) == (False, "")
    ask(notices)
    notices.clear()
    assert not notices.bar.isVisible()
    notices.answer_default()
    assert notices.done == []


def test_what_is_said_takes_the_place_of_a_question(notices):
    ask(notices)
    notices.say("Something else.")
    assert (notices.topic, texts(notices)) == ("", ["OK"])
    notices.answer_default()
    assert notices.done == []


def test_progress_is_told_and_can_be_cancelled(notices, qtbot):
    notices.progress("data", "Downloading", 1, 4, doing(notices, "cancelled"))
    assert (notices.topic, notices.bar.text, texts(notices)) == ("data", "Downloading", ["Cancel"])
    cancel = notices.bar.button("cancel")
    notices.progress("data", "Downloading", 2, 4, doing(notices, "cancelled"))
    assert notices.bar.button("cancel") is cancel  # the same one, or nobody could press it
    click(qtbot, notices, "cancel")
    assert (notices.done, notices.bar.isVisible()) == (["cancelled"], False)


def test_progress_has_no_default_answer_that_would_put_it_away(notices):
    notices.progress("data", "Downloading", 1, 4, doing(notices, "cancelled"))
    notices.answer_default()
    assert (notices.bar.isVisible(), notices.topic, notices.done) == (True, "data", [])


def test_what_is_to_be_read_waits_for_its_turn_and_comes_back(notices, qtbot):
    notices.say("The settings are lost.", kind="warning", kept=True)
    notices.ask("crash", "It ended.", [("OK", None), ("Copy", doing(notices, "copy"))], kept=True)
    assert notices.bar.text == "The settings are lost."
    notices.say("The minibatch is smaller.")
    assert notices.bar.text == "The minibatch is smaller."
    notices.progress("data", "Half", 1, 2, doing(notices, "cancel"))
    notices.clear("data")
    assert (notices.bar.text, notices.bar.property("kind")) == ("The settings are lost.", "warning")
    click(qtbot, notices, "0")
    assert (notices.bar.text, notices.topic, texts(notices)) == ("It ended.", "crash", ["OK", "Copy"])
    notices.clear()
    assert notices.bar.text == "It ended.", "only an answer puts it away"
    click(qtbot, notices, "1")
    assert (notices.bar.isVisible(), notices.done) == (False, ["copy"])
    notices.say("Something else.")
    click(qtbot, notices, "0")
    assert not notices.bar.isVisible()
