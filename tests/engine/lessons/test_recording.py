"""A lesson from what somebody does: what is written passes the check, and can be played to its end."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.data.digits import load_digits
from engine.lessons.acts import PAGES, PANELS, parse_act
from engine.lessons.expressions.values import NotUsableError, NotYetError
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind, Lesson, Setup
from engine.lessons.player import Phase, Player
from engine.lessons.proof import prove
from engine.lessons.reading import MOST_STEPS, read_lesson
from engine.lessons.recording import (
    Recording,
    RecordingError,
    Standing,
    commands_between,
    id_from,
    looks_between,
    quoted,
)
from engine.training.config import TrainingConfig

DIGITS = load_digits()
BEGUN = TrainingConfig(hidden_sizes=(6, 5), batch_size=4, seed=1, iterations=300)


def a_stage(config: TrainingConfig, before: tuple[str, ...] = ()) -> HeadlessStage:
    stage = HeadlessStage(lambda name: DIGITS)
    stage.set_up(Lesson("a", None, (), Setup(config, before=tuple(map(parse_act, before)))))
    return stage


def standing(stage: HeadlessStage) -> Standing:
    view = stage.view
    return Standing(view.iteration, view.position, view.operation, int(view.diverged))


def recorded(commands, config=BEGUN, before=()) -> tuple[Recording, HeadlessStage]:
    """What is recorded while these commands are done."""
    stage = a_stage(config, (*before, "sample test 3"))
    recording = Recording(config, standing(stage), ("test", 3), stage.view.looking.panels)
    for command in commands:
        try:
            stage.carry_out([parse_act(command)])
        except (NotYetError, NotUsableError):  # as in the window, where it cannot be done then
            continue
        recording.note(command, standing(stage))
    return recording, stage


def read(recording: Recording, language: str = "en") -> Lesson:
    lesson, warnings = read_lesson(recording.written("a", language, str).encode(), "a.lesson.toml")
    assert warnings == ()
    return lesson


def played(lesson: Lesson) -> HeadlessStage:
    """Where it leads, with what the program can do for the learner."""
    stage = HeadlessStage(lambda name: DIGITS)
    player = Player(lesson, stage)
    player.begin()
    while player.phase is not Phase.ENDED:
        if "do it" in player.can:
            player.do_it()
        if player.phase is not Phase.DONE:
            assert player.step.kind is Kind.OBSERVE and not player.step.done, player.step
            player.answer("")
        player.next()
    return stage


def test_commands_become_steps_that_ask_for_them():
    recording, _ = recorded((
        "step operation", "step operation", "step iteration", "step iteration", "set learning_rate = 0.5",
        "set learning_rate = 0.25", "run to iteration 20", "where from dW1[3, 2]", "back iteration",
        "start again with batch_size = 8, hidden_sizes = 7", "sample train 3", "sample train 4", "hide runs",
        "show runs", "smooth 30", "break relu mask"),
        before=("run to iteration 9", "step operation until ReLU1 forward"))
    lesson = read(recording)
    assert [act.text for act in lesson.setup.before] == [
        "go to iteration 9 after ReLU1 forward", "sample test 3"]
    assert lesson.setup.config == BEGUN and lesson.languages == ("en",)
    about, *steps = lesson.steps
    assert about.kind is Kind.SAY
    assert [(step.ask.pieces("en")[0], step.done and step.done.text, step.do_it[0].text, step.highlight)
            for step in steps] == [
        ("Go on, operation by operation, until ReLU2 forward is done.",
         "iteration == 9 and operation == 'ReLU2 forward'", "go to iteration 9 after ReLU2 forward", "step operation"),
        ("Go on to iteration 11.", "iteration >= 11", "step iteration 2 times", "step iteration"),
        ("Set Learning rate to 0.25.", "learning_rate == 0.25", "set learning_rate = 0.25", "field learning_rate"),
        ("Go on to iteration 20.", "iteration >= 20", "run to iteration 20", "run"),
        ("Click dW1[3, 2], and see where it comes from.", "page == 'where from' and place == 'dW1[3, 2]'",
         "where from dW1[3, 2]", "cell dW1[3, 2]"),
        ("Go to iteration 19.", "iteration == 19 and position == 0", "back iteration", "back iteration"),
        ("Set Batch size to 8; Hidden units to 7, and start anew with Reset.",
         "batch_size == 8 and len(hidden_sizes) == 1 and hidden_sizes[0] == 7 and iteration == 0 and position == 0",
         "start again with batch_size = 8, hidden_sizes = 7", "field batch_size"),
        ("Choose train image 4.", "sample_split == 'train' and sample_number == 4", "sample train 4", ""),
        ("Fold runs away.", "not seen('runs')", "hide runs", ""), ("Open runs.", "seen('runs')", "show runs", ""),
        ("See what becomes of it: smooth 30.", None, "smooth 30", ""),
        ("Make the mistake relu mask in the backward pass of a copy.", "mistake == 'relu mask'", "break relu mask", "")]
    played(lesson)


COMMANDS = st.one_of(st.sampled_from((
    "step iteration", "step iteration", "step operation", "step operation", "step operation", "back iteration",
    "back operation", "forward 10", "back 10", "forward epoch", "back epoch", "go to iteration 3",
    "run to iteration 40", "set learning_rate = 0.5", "set batch_size = 9", "set optimizer = adam", "start again",
    "start again with activation = tanh, seed = 5", "start again with hidden_sizes = 4, 3, 2 keeping the curves",
    "sample test 7", "sample train 1", "where from W1[3, 2]", "check all", "check b2[1]", "what if W2[0, 3] = 0.5",
    "break sum in db", "break nothing", "select operation Affine1 forward", "smooth 20", "logarithmic on",
    "gradient of minibatch", "draw test 3 shifted 1 -1 thinned",
)), st.sampled_from((*PANELS, *PAGES)).map("show {}".format), st.sampled_from(PANELS).map("hide {}".format))


@given(st.lists(COMMANDS, max_size=12), st.sampled_from(((), ("run to iteration 5",), (
    "run to iteration 2", "step operation until Softmax+Loss backward"))))
def test_whatever_was_recorded_can_be_played_and_leads_to_the_same_place(commands, before):
    recording, stage = recorded(commands, before=before)
    again = played(read(recording))
    assert replace(standing(again), diverged=0) == replace(standing(stage), diverged=0)
    assert again.trainer.in_use == stage.trainer.in_use
    assert {name: value.tobytes() for name, value in again.trainer.network.params.items()} == {
        name: value.tobytes() for name, value in stage.trainer.network.params.items()}


PLACES = st.tuples(st.integers(0, 3), st.integers(0, 20))


@given(PLACES, PLACES, st.sampled_from(([], ["run"], 2 * ["step iteration"], 3 * ["step operation"])))
def test_whichever_way_the_run_came_there_commands_lead_there(before, after, pressed):
    start = [f"run to iteration {before[0]}"] * bool(before[0]) + ["step operation"] * before[1]
    goal = a_stage(BEGUN, (f"run to iteration {after[0]}", *after[1] * ("step operation",)))
    recording, stage = recorded((), before=tuple(start))
    stage.carry_out([parse_act("run to iteration 4")] * (after < before))  # it has been there
    for command, there in commands_between(standing(recorded((), before=tuple(start))[1]), standing(goal), pressed):
        stage.carry_out([parse_act(command)])
        assert standing(stage) == there
        recording.note(command, there)
    assert standing(stage) == standing(goal) or before == after


def test_what_was_pressed_is_what_is_recorded():
    a, b, c, d = (Standing(3, 0, "loss after update"), Standing(4, 0, "loss after update"), Standing(3, 1, "draw"),
                  Standing(6, 2, "Affine1 forward"))
    assert commands_between(a, b, ["step iteration"]) == [("step iteration", b)]
    assert commands_between(a, c, ["step operation"]) == [("step operation", c)]
    assert commands_between(b, a, ["back iteration"]) == [("back iteration", a)]
    assert commands_between(c, a, ["back operation"]) == [("back operation", a)]
    assert commands_between(a, b, ["back iteration"]) == [("run to iteration 4", b)]
    assert commands_between(a, b, ["run", "run"]) == [("run to iteration 4", b)]
    assert commands_between(a, d, 3 * ["step iteration"]) == [("go to iteration 6 after Affine1 forward", d)]
    assert commands_between(a, Standing(6, 0, "loss after update"), 3 * ["step iteration"])[0][0] == (
        "step iteration 3 times")
    assert commands_between(d, c, []) == [("go to iteration 3 after draw", c)]
    assert commands_between(d, a, []) == [("go to iteration 3", a)]
    assert commands_between(a, a, ["run"]) == []
    stopped = Standing(3, 0, "loss after update", 40)
    assert commands_between(a, stopped, ["run"]) == [("run to iteration 40", stopped)]
    assert commands_between(a, stopped, ["forward 100"]) == [("forward 100", stopped)]


@pytest.mark.parametrize("commands", [
    [], ["where from W1[3, 2]"], ["check all"], ["check b2[1]"], ["break transpose"], ["show what if"], ["show check"],
    ["break sum in db", "short run"]])
def test_what_is_looked_at_is_recorded(commands):
    stage = a_stage(BEGUN, ("hide runs", "step operation"))
    before = stage.view.looking
    stage.carry_out([parse_act(command) for command in commands])
    assert looks_between(before, stage.view.looking) == commands
    stage.carry_out([parse_act("break transpose")])
    before = stage.view.looking
    stage.carry_out([parse_act("break nothing")])
    assert looks_between(before, stage.view.looking) == ["break nothing"]


@given(st.lists(COMMANDS, min_size=1, max_size=6), st.sampled_from(((), ("run to iteration 5",))))
@example(["forward epoch", "run to iteration 40"], ())  # it stands beyond that already
@settings(max_examples=20)
def test_what_is_written_passes_the_check(commands, before):
    recording, _ = recorded(commands, before=before)
    assert [each for each in prove(read(recording), lambda name: DIGITS) if each.is_fault] == []


def test_what_was_so_before_is_no_step():
    recording, _ = recorded((
        "step iteration", "set learning_rate = 0.5", "set learning_rate = 0.1", "sample test 3", "sample train 3",
        "sample test 3", "check all", "step iteration", "check all", "check b2[1]", "where from W1[3, 2]",
        "step operation", "where from W1[3, 2]", "show operation", "where from W1[3, 2]", "what if W1[3, 2] = 1",
        "what if W1[3, 2] = 2", "hide runs", "show runs", "show runs"))
    steps = read(recording).steps[1:]
    assert [(step.do_it[0].text, [act.text for act in step.before]) for step in steps] == [
        ("step iteration", []), ("check all", []), ("step iteration", []), ("check b2[1]", []),
        ("where from W1[3, 2]", []), ("go to iteration 2 after draw", []),
        ("where from W1[3, 2]", ["show operation"]), ("show operation", []), ("where from W1[3, 2]", []),
        ("what if W1[3, 2] = 2", []), ("hide runs", []), ("show runs", [])]


def test_it_is_written_in_the_language_of_the_window():
    recording, _ = recorded(["step iteration"])
    lesson, _ = read_lesson(recording.written("a", "ja", lambda problem: f"「{problem}」").encode(), "a")
    assert lesson.languages == ("ja",) and lesson.steps[1].ask.pieces("ja") == ("「Go on to iteration 1.」",)
    assert read(recording, "pt").languages == ("en",)


def test_what_a_lesson_cannot_do_is_said():
    with pytest.raises(RecordingError, match="at most 5,000 iterations into a run"):
        Recording(BEGUN, Standing(5001, 0, "loss after update"))
    with pytest.raises(RecordingError, match="The settings of this run were changed on the way"):
        Recording(BEGUN, Standing(3, 0, "loss after update"), changed=True)
    recording = Recording(BEGUN, Standing(0, 0, ""))
    with pytest.raises(RecordingError, match="This is not recorded: run to iteration 9000: a lesson trains at most"):
        recording.note("run to iteration 9000", Standing(9000, 0, "loss after update"))
    for number in range(MOST_STEPS - 1):
        recording.note(f"{('hide', 'show')[number % 2]} runs", Standing(0, 0, ""))
    with pytest.raises(RecordingError, match="A lesson has at most 100 steps, and this recording is full"):
        recording.note("check all", Standing(0, 0, ""))
    assert recording.count == MOST_STEPS - 1 == len(read(recording).steps) - 1


@pytest.mark.parametrize("name, id", [
    ("My Lesson! 2", "my-lesson-2"), ("わたし", "a-lesson-of-my-own"), ("-".join(40 * ["ab"]), "-".join(20 * ["ab"])),
    ("", "a-lesson-of-my-own")])
def test_an_id_from_the_name_of_a_file(name, id):
    assert id_from(name) == id


@given(st.text())
def test_any_text_is_quoted(text):
    assert tomllib.loads(f"a = {quoted(text)}")["a"] == text
