"""Questions to the engine in another thread: what is heard of them, where, and that all ends when it is told to."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread, Slot

from engine.problem import EngineError
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.words.engine_texts import phrase


class Listener(QObject):
    """Keeps what it hears, and in which thread."""

    def __init__(self, inquiry: Inquiry) -> None:
        super().__init__()
        self.heard, self.threads = [], set()
        for signal in (inquiry.answered, inquiry.progressed, inquiry.failed, inquiry.stopped):
            signal.connect(self.hear)

    @Slot(object)
    def hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.add(QThread.currentThread())

    @property
    def answers(self) -> list[tuple[str, object]]:
        return [(each.key, each.value) for each in self.heard if isinstance(each, Answer)]


@pytest.fixture
def inquiry(qtbot):
    made = Inquiry()
    yield made
    made.close()


@pytest.fixture
def listener(inquiry) -> Listener:
    return Listener(inquiry)


def until_cancelled(started: threading.Event, cancelled) -> str:
    started.set()
    while not cancelled():
        threading.Event().wait(0.001)
    return "broken off"


def test_an_answer_comes_to_the_thread_of_the_window(qtbot, inquiry, listener):
    with qtbot.waitSignal(inquiry.answered) as signal:
        inquiry.ask("sum", lambda a, b: (a + b, threading.current_thread()), 2, b=3)
        assert inquiry.is_asking("sum")
    answer, = signal.args
    assert (answer.key, answer.value[0]) == ("sum", 5)
    assert answer.value[1] is not threading.main_thread()
    assert listener.threads == {QThread.currentThread()}
    assert not inquiry.is_asking("sum")


def test_progress_is_told_up_to_the_end(qtbot, inquiry, listener):
    def count(progress):
        for done in range(1, 1001):
            progress(done, 1000)

    with qtbot.waitSignal(inquiry.answered):
        inquiry.ask("count", count)
    told = [each for each in listener.heard if isinstance(each, Progress)]
    assert (told[-1].key, told[-1].done, told[-1].total) == ("count", 1000, 1000)
    assert len(told) < 1000


def test_the_latest_question_with_a_key_counts(qtbot, inquiry, listener):
    started = threading.Event()
    inquiry.ask("cell", until_cancelled, started)
    started.wait()
    with qtbot.waitSignal(inquiry.answered):
        for number in range(5):
            inquiry.ask("cell", lambda number: number, number)
    assert listener.answers == [("cell", 4)]


def test_other_keys_do_not_overtake(qtbot, inquiry, listener):
    with qtbot.waitSignals([inquiry.answered] * 2):
        inquiry.ask("a", lambda: 1)
        inquiry.ask("b", lambda: 2)
    assert listener.answers == [("a", 1), ("b", 2)]


def test_nothing_is_heard_of_what_was_cancelled(qtbot, inquiry, listener):
    started = threading.Event()
    inquiry.ask("long", until_cancelled, started)
    started.wait()
    inquiry.cancel("long")
    assert not inquiry.is_asking("long")
    with qtbot.waitSignal(inquiry.answered):
        inquiry.ask("after", lambda: "here")
    assert listener.answers == [("after", "here")]
    inquiry.cancel("nothing of that name")


def test_what_is_told_to_stop_is_heard_of_when_it_has_ended(qtbot, inquiry, listener):
    started = threading.Event()
    inquiry.ask("long", until_cancelled, started)
    inquiry.ask("waiting", lambda: "never")
    started.wait()
    with qtbot.waitSignals([inquiry.stopped] * 2):
        inquiry.stop("waiting")
        inquiry.stop("long")
        assert inquiry.is_asking("long")
    assert not inquiry.is_asking("long")
    assert listener.heard == ["long", "waiting"]
    inquiry.stop("nothing of that name")


def test_a_problem_of_the_engine_and_a_fault_of_the_program(qtbot, inquiry, caplog):
    def refuse():
        raise EngineError("The step h is {h}.", h=0)

    with qtbot.waitSignal(inquiry.failed) as signal:
        inquiry.ask("refused", refuse)
    failure, = signal.args
    assert isinstance(failure, Failure)
    assert (failure.key, phrase(failure.problem)) == ("refused", "The step h is 0.")
    assert caplog.text == ""
    with qtbot.waitSignal(inquiry.failed) as signal:
        inquiry.ask("fault", lambda: 1 / 0)
    assert phrase(signal.args[0].problem).startswith("This could not be computed (ZeroDivisionError: ")
    assert "Traceback" in caplog.text


def test_closing_breaks_off_and_is_safe_more_than_once(qtbot, inquiry, listener):
    started = threading.Event()
    inquiry.ask("long", until_cancelled, started)
    started.wait()
    inquiry.ask("waiting", lambda: "never")
    inquiry.close()
    inquiry.close()
    inquiry.ask("late", lambda: "never")
    qtbot.wait(1)
    assert listener.answers == []
    assert not inquiry.is_asking("late")


def test_one_that_was_never_asked_can_be_closed(qtbot):
    Inquiry().close()
