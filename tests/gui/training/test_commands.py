"""The queue of commands: their order and numbers, and what one in a hurry says to what is under way."""

import threading

import pytest

from gui.training.commands import STEPS, Commands


def names(commands: Commands) -> list[str]:
    """All that are left, in their order."""
    found = []
    while commands.has_more():
        found.append(commands.take().name)
    return found


def test_they_come_as_they_were_sent_numbered_from_1():
    commands = Commands()
    assert [commands.send("build", 1, 2), commands.send("start"), commands.send("pause", urgent=True)] == [1, 2, 3]
    first = commands.take()
    assert (first.number, first.name, first.arguments) == (1, "build", (1, 2))
    assert (commands.begun, commands.sent) == (1, 3)
    assert names(commands) == ["start", "pause"]
    assert commands.begun == 3 and not commands.has_more()


def test_where_none_comes_there_is_none():
    commands = Commands()
    assert commands.take(timeout=0.001) is None
    assert commands.begun == 0


def test_an_urgent_one_breaks_off_until_it_has_begun():
    commands = Commands()
    commands.send("go to", 3)
    assert not commands.break_off
    commands.send("pause", urgent=True)
    commands.send("classify", "test")
    said = []
    while commands.has_more():
        said.append((commands.break_off, commands.take().name))
    assert said == [(True, "go to"), (True, "pause"), (False, "classify")]
    assert not commands.break_off


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_awaited_until_it_has_begun(step):
    commands = Commands()
    commands.send("classify", "test")
    assert not commands.step_waits
    commands.send(step)
    commands.send("look at", None)
    commands.take()
    assert commands.step_waits and not commands.break_off
    commands.take()
    assert not commands.step_waits


def test_one_thread_may_send_while_another_waits():
    commands, found = Commands(), []
    thread = threading.Thread(target=lambda: found.extend(commands.take().number for _ in range(1000)))
    thread.start()
    for _ in range(1000):
        commands.send("step iteration")
    thread.join()
    assert found == list(range(1, 1001))
