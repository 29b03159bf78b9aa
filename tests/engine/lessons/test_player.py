"""A lesson gone through: what is asked, what is said to an answer, what is kept, and what is done on the stage."""

from dataclasses import replace
from datetime import datetime

import pytest

from engine.data.digits import load_digits
from engine.lessons.acts import parse_act
from engine.lessons.expressions.parse import parse
from engine.lessons.headless import HeadlessStage
from engine.lessons.judging import how_far_off, is_near
from engine.lessons.lesson import Kind, Lesson, Option, Setup, Step, Wrong
from engine.lessons.player import Outcome, Phase, Player
from engine.lessons.text import Text, text_of
from engine.training.config import TrainingConfig

DIGITS = load_digits()
NOON = datetime(2026, 11, 26, 12)
CONFIG = TrainingConfig(hidden_sizes=(6,), batch_size=4, seed=1)


def said(text: str) -> Text:
    return text_of({"en": text})


def acts(*texts: str):
    return tuple(map(parse_act, texts))


class Lab:
    """A lesson of some steps, begun on a stage without a window."""

    def __init__(self, *steps: Step, at: int = 0, answers=None, language: str = "en", **setup) -> None:
        self.stage = HeadlessStage(lambda name: DIGITS)
        self.kept = []
        self.player = Player(Lesson("a-lesson", said("A lesson"), steps, Setup(CONFIG, **setup)), self.stage,
                             clock=lambda: NOON, record=self.kept.append, answers=answers, language=language)
        self.player.begin(at)

    @property
    def outcomes(self) -> list[Outcome]:
        return [attempt.outcome for attempt in self.kept]

    def says(self) -> str:
        """What is said to the last attempt."""
        feedback = self.player.feedback
        return self.player.text(feedback.said) or str(feedback.problem or "")


DO = Step(Kind.DO, ask=said("Go on."), done=parse("operation == 'Softmax+Loss backward'"),
          do_it=acts("step operation until Softmax+Loss backward"),
          wrong=(Wrong(parse("iteration > 0"), said("That was all of it.")),), highlight="step operation")
CHOICE = Step(Kind.CHOICE, ask=said("Which?"), options=(
    Option(said("One"), said("It is not one.")), Option(said("Two"), said("Yes."), parse("1 + 1 == 2")),
    Option(said("Three"), None, parse("false"))))
GUESS = Step(Kind.CHOICE, name="guess", predict=True, ask=said("What will it be?"), options=(
    Option(said("More"), said("It looked like more.")), Option(said("Less"), said("It did."), parse("true"))))
READ = Step(Kind.SAY, text=said("L is {= loss }."))
NUMBER = Step(Kind.NUMBER, ask=said("How much?"), answer=parse("da2[0, 3]"), hints=(said("y"), said("t")),
              before=acts("step operation until Softmax+Loss backward"), reveal=acts("where from da2[0, 3]"),
              note={"seen_it": parse("da2[0, 3]")}, wrong=(Wrong(parse("given == -answer"), said("The sign.")),))
CELL = Step(Kind.CELL, ask=said("Where?"), answer=parse("da2[0, argmin(da2[0, :])]"),
            before=acts("step operation until Softmax+Loss backward"),
            wrong=(Wrong(parse("place == 'da2[1, 1]'"), said("That is the next row.")),))
ORDER = Step(Kind.ORDER, ask=said("In order"), items=(said("a"), said("b"), said("c")))


def test_what_is_read_is_done_at_once_and_ends_with_the_last_step():
    lab = Lab(READ, READ)
    assert lab.player.phase is Phase.DONE and lab.player.can == {"next"}
    assert lab.player.text(READ.text) == "L is 2.303."
    lab.player.next()
    assert (lab.player.number, lab.player.can) == (1, {"next", "back"})
    lab.player.next()
    assert lab.player.phase is Phase.ENDED and lab.player.can == {"back"} and lab.player.completed == {0, 1}
    lab.player.next()
    lab.player.answer("1")
    assert lab.player.phase is Phase.ENDED and lab.outcomes == [Outcome.READ] * 2


def test_what_is_read_points_at_something_until_it_is_left():
    lab = Lab(Step(Kind.SAY, text=said("Here."), highlight="run"), READ)
    assert lab.stage.highlighted == "run"
    lab.player.next()
    assert lab.stage.highlighted == ""


def test_what_is_to_be_done_is_done_by_the_learner():
    lab = Lab(DO, READ)
    assert lab.player.phase is Phase.ASKING and lab.stage.highlighted == "step operation"
    lab.stage.carry_out(acts("step operation"))
    lab.player.look()
    assert lab.player.phase is Phase.ASKING
    lab.stage.carry_out(acts("step operation until Softmax+Loss backward"))
    lab.player.look()
    assert lab.player.phase is Phase.DONE and lab.outcomes == [Outcome.DONE] and lab.stage.highlighted == ""


def test_what_is_known_to_be_misunderstood_is_said_while_it_is_seen():
    lab = Lab(DO)
    lab.stage.carry_out(acts("step iteration"))
    lab.player.look()
    assert lab.player.phase is Phase.ASKING and lab.says() == "That was all of it."


def test_it_is_done_for_the_learner_and_kept_as_shown():
    lab = Lab(DO)
    lab.player.do_it()
    assert lab.player.phase is Phase.DONE and lab.outcomes == [Outcome.SHOWN]
    assert lab.player.view.operation == "Softmax+Loss backward"


def test_what_does_not_do_it_is_said():
    lab = Lab(Step(Kind.DO, ask=said("Go"), done=parse("iteration == 7"), do_it=acts("step iteration")))
    lab.player.do_it()
    assert lab.player.phase is Phase.ASKING and "Skip" in lab.says()


def test_a_choice_is_answered_until_it_is_right():
    lab = Lab(CHOICE)
    lab.player.answer(0)
    assert lab.says() == "It is not one." and lab.player.phase is Phase.ASKING
    lab.player.answer(2)
    assert lab.player.phase is Phase.ASKING
    lab.player.answer(1)
    assert lab.says() == "Yes." and lab.player.phase is Phase.DONE
    assert lab.outcomes == [Outcome.NOT_YET, Outcome.NOT_YET, Outcome.RIGHT]
    assert [attempt.given for attempt in lab.kept] == ["0", "2", "1"]
    lab.player.answer(0)
    assert len(lab.kept) == 3


def test_the_right_answer_is_shown():
    lab = Lab(CHOICE)
    lab.player.show_me()
    assert lab.says() == "Yes." and lab.outcomes == [Outcome.SHOWN]
    lab = Lab(NUMBER)
    lab.player.show_me()
    assert lab.says() == "The answer: 0.02499"
    lab = Lab(CELL)
    lab.player.show_me()
    assert lab.stage.highlighted == "cell da2[0, 6]" and lab.says() == "The answer: da2[0, 6]"


def test_a_choice_without_a_right_answer_takes_any():
    lab = Lab(Step(Kind.CHOICE, ask=said("Which?"), options=(Option(said("A"), said("So.")), Option(said("B")))))
    lab.player.answer(0)
    assert lab.says() == "So." and lab.outcomes == [Outcome.DONE] and "show me" not in lab.player.can


def test_a_prediction_is_not_marked_and_recalled_later():
    lab = Lab(GUESS, Step(Kind.SAY, text=said("See."), recall="guess"))
    assert lab.player.recalled is None and "show me" not in lab.player.can
    lab.player.answer(0)
    assert lab.says() == "" and lab.outcomes == [Outcome.PREDICTED] and lab.player.phase is Phase.DONE
    lab.player.next()
    assert lab.player.recalled == ("More", "It looked like more.")


def test_a_prediction_is_recalled_once_it_has_been_seen_what_happens():
    lab = Lab(GUESS, Step(Kind.DO, ask=said("Go"), done=parse("iteration >= 1"), recall="guess"))
    lab.player.answer(1)
    lab.player.next()
    assert lab.player.phase is Phase.ASKING and lab.player.recalled is None
    lab.stage.carry_out(acts("step iteration"))
    lab.player.look()
    assert lab.player.recalled == ("Less", "It did.")


def test_a_predicted_number_is_answered_once_it_has_been_seen_what_happens():
    guess = Step(Kind.NUMBER, name="guess", predict=True, ask=said("How many?"), answer=parse("iteration + 2"), wrong=(
        Wrong(parse("given > answer"), said("More than {= answer :int}, and now it is {= iteration :int}.")),))
    for given, says in (("9", "More than 5, and now it is 3."), ("5", ""), ("1/2", "")):
        lab = Lab(guess, Step(Kind.DO, ask=said("Go"), done=parse("iteration == 3"), recall="guess",
                              do_it=acts("step iteration 3 times")))
        lab.player.answer(given)
        lab.player.next()
        lab.player.do_it()
        assert lab.player.recalled == (given, says)


def test_a_number_as_it_is_typed():
    lab = Lab(NUMBER)
    for typed, what in (("abc", "not a number"), ("", "Write a number, such as"), ("nan", "no number that can be com"),
                        ("1", "About 40 times too large."), ("0", "It is not 0."), ("-0.5", "other side of 0"),
                        ("0.03", "Too large, by about 20 %."), ("0.02", "Too small, by about 20 %.")):
        lab.player.answer(typed)
        assert what in lab.says() and lab.player.phase is Phase.ASKING
    lab.player.answer("0,02498")
    assert lab.player.phase is Phase.DONE and lab.outcomes[-1] is Outcome.RIGHT
    assert lab.player.view.looking.place == "da2[0, 3]"  # the reveal
    assert lab.player.view.value("seen_it") == pytest.approx(0.02498, rel=1e-3)
    assert [attempt.given for attempt in lab.kept] == ["1", "0", "-0.5", "0.03", "0.02", "0,02498"]


@pytest.mark.parametrize("given", ["2", "-1", "more", ""])
def test_what_does_not_fit_a_lesson_that_was_written_anew_is_not_recalled(given):
    lab = Lab(GUESS, Step(Kind.SAY, text=said("See."), recall="guess"), at=1, answers={0: given, 7: "1"})
    assert lab.player.recalled is None
    assert Lab(GUESS, Step(Kind.SAY, recall="guess"), at=1, answers={0: "1"}).player.recalled == ("Less", "It did.")


@pytest.mark.parametrize(("given", "kept"), [("2,0,1", "2,0,1"), ("0,1,2,3", ""), ("0,0,1", ""), ("b", "")])
def test_an_order_of_other_things_is_not_shown_again(given, kept):
    lab = Lab(ORDER, READ, at=1, answers={0: given})
    lab.player.back()
    assert lab.player.answered == kept


@pytest.mark.parametrize(("kind", "when"), [
    (Kind.NUMBER, "y[0, given] > 0"), (Kind.NUMBER, "W1 == given"), (Kind.CELL, "W1[0, 0.5] > 0")])
def test_a_mistake_that_cannot_be_told_from_an_answer_was_not_made(kind, when):
    """Another sentence says how far off it is."""
    step = NUMBER if kind is Kind.NUMBER else CELL
    lab = Lab(replace(step, wrong=(Wrong(parse(when), said("No.")), *step.wrong)))
    if kind is Kind.NUMBER:
        lab.player.answer("2.5")
    else:
        lab.stage.click("da2[1, 2]")
        lab.player.look()
    assert lab.player.phase is Phase.ASKING and lab.says() and lab.says() != "No."


def test_what_is_said_to_a_wrong_number_is_of_its_misconception():
    lab = Lab(Step(Kind.NUMBER, ask=said("How much?"), answer=parse("2 + 2"),
                   wrong=(Wrong(parse("given == answer / 2"), said("Twice that.")),)))
    lab.player.answer("2")
    assert lab.says() == "Twice that." and lab.outcomes == [Outcome.NOT_YET]


def test_hints_come_one_by_one():
    lab = Lab(NUMBER)
    lab.player.hint()
    assert lab.player.hints_shown == 1 and "hint" in lab.player.can
    lab.player.hint()
    lab.player.hint()
    assert lab.player.hints_shown == 2 and "hint" not in lab.player.can


def test_what_cannot_be_computed_is_said_and_skipped():
    lab = Lab(Step(Kind.NUMBER, ask=said("How much?"), answer=parse("1 / (iteration - iteration)")), READ)
    lab.player.answer("1")
    assert "no finite number" in lab.says() and lab.player.phase is Phase.ASKING
    lab.player.show_me()
    assert lab.player.phase is Phase.DONE
    lab = Lab(Step(Kind.NUMBER, ask=said("How much?"), answer=parse("dW9[0, 1]")), READ)
    lab.player.answer("1")
    assert "no dW9" in lab.says() or "computed" in lab.says()
    lab.player.skip()
    assert lab.player.number == 1


def test_a_cell_is_answered_by_a_click():
    lab = Lab(CELL)
    lab.stage.click("da2[0, 3]")
    lab.player.look()
    assert lab.says() == "da2[0, 3] is another cell; its number is 0.02499."
    lab.player.look()
    assert len(lab.kept) == 1
    lab.stage.click("da2[1, 1]")
    lab.player.look()
    assert lab.says() == "That is the next row."
    lab.stage.click("da2[0, 6]")
    lab.player.look()
    assert lab.outcomes[-1] is Outcome.RIGHT and lab.kept[-1].given == "da2[0, 6]"


def test_what_was_clicked_before_is_no_answer():
    lab = Lab(READ, CELL)
    lab.stage.click("da2[0, 6]")
    lab.player.next()
    lab.player.look()
    assert lab.player.phase is Phase.ASKING and lab.outcomes == [Outcome.READ]
    lab.stage.click("da2[0, 6]")  # the same again is one
    lab.player.look()
    assert lab.player.phase is Phase.DONE


def test_an_order_says_how_much_of_it_is_right():
    lab = Lab(ORDER)
    assert sorted(lab.player.shuffled) == [0, 1, 2] and lab.player.shuffled != (0, 1, 2)
    assert lab.player.shuffled == Lab(ORDER).player.shuffled
    lab.player.answer((0, 2, 1))
    assert lab.says() == "1 of 3 is in the right place."
    lab.player.answer((0, 1, 2))
    assert lab.outcomes == [Outcome.NOT_YET, Outcome.RIGHT]


def test_what_is_observed_may_have_to_be_seen_first():
    lab = Lab(Step(Kind.OBSERVE, ask=said("Look"), done=parse("iteration >= 2"), write=True))
    lab.player.answer("it falls")
    assert "not been seen yet" in lab.says()
    lab.stage.carry_out(acts("step iteration 2 times"))
    lab.player.answer("it falls")
    assert lab.outcomes[-1] is Outcome.DONE and lab.kept[-1].given == "it falls"


def test_skipping_leads_to_where_the_next_step_begins():
    lab = Lab(DO, NUMBER, CHOICE, ORDER, GUESS, CELL, READ)
    for _ in range(6):
        lab.player.skip()
    assert lab.player.number == 6 and lab.player.view.operation == "Softmax+Loss backward"
    assert lab.outcomes == [Outcome.SKIPPED] * 6 + [Outcome.READ]
    assert lab.player.view.value("seen_it") == pytest.approx(0.02474, rel=1e-3)  # of the second iteration


def test_what_a_reveal_leads_to_is_there_after_skipping_and_for_whoever_goes_on_later():
    steps = (Step(Kind.NUMBER, ask=said("How much?"), answer=parse("2 + 2"), reveal=acts("step operation until draw")),
             READ)
    skipped, later = Lab(*steps), Lab(*steps, at=1)
    skipped.player.skip()
    assert skipped.player.number == later.player.number == 1
    assert skipped.player.view.operation == later.player.view.operation == "draw"


def test_earlier_steps_are_read_again_and_nothing_is_done_there():
    lab = Lab(READ, CHOICE, READ)
    lab.player.next()
    lab.player.back()
    assert lab.player.is_reading and lab.player.step is READ and lab.player.can == {"next"}
    lab.player.answer(1)
    assert lab.player.feedback is None
    lab.player.next()
    assert not lab.player.is_reading and lab.player.phase is Phase.ASKING
    lab.player.answer(1)
    assert lab.player.phase is Phase.DONE


def test_what_is_gone_through_on_the_way_is_not_shown():
    lab, shown = Lab(DO, NUMBER, READ, at=2), []
    lab.player.changed = lambda: shown.append(lab.player.step)
    lab.player.begin(2)
    assert set(shown) == {READ}


def test_going_on_later_leads_to_the_same_numbers():
    straight = Lab(DO, NUMBER, READ)
    straight.player.do_it()
    straight.player.next()
    straight.player.show_me()
    straight.player.next()
    later = Lab(DO, NUMBER, READ, at=2, answers={1: "0.02"})
    assert later.player.number == 2 and later.player.completed == {0, 1, 2}
    assert later.player.view.value("seen_it") == straight.player.view.value("seen_it")
    later.player.start_over()
    assert later.player.number == 0 and later.player.view.position == 0


def test_the_setup_is_always_the_same_start():
    first, second = (Lab(READ, before=acts("run to iteration 5"), show=("iteration", "where from")) for _ in range(2))
    assert first.player.view.iteration == 5
    assert first.player.view.history.losses().tolist() == second.player.view.history.losses().tolist()
    assert first.player.view.looking.page == "where from" and not first.player.view.seen("sample")


def test_a_run_that_goes_wrong_stops_there():
    lab = Lab(Step(Kind.DO, ask=said("Run"), done=parse("diverged"), do_it=acts("run to iteration 300")),
              before=acts("start again with learning_rate = 1000, weight_init = he"))
    lab.player.do_it()
    assert lab.player.phase is Phase.DONE and lab.player.view.iteration < 300


@pytest.mark.parametrize(("given", "answer", "what"), [
    (2, 1, "About 2.0 times too large."), (-2, -1, "About 2.0 times too large."), (1, 4, "About 4.0 times too small."),
    (1, -1, "sign"), (0.5, 0, "nearer to nothing"), (1.1, 1, "Too large, by about 10 %."),
    (-0.9, -1.03, "Too small, by about 13 %."), (-3, 1, "other side"), (12, 11, "count again"), (9, 11, "count again"),
    (57, 360 * (1 - 302 / 360), "count again"),
    (0.06, 0.0557, "One more digit"), (0.7, 0.714, "One more digit"), (0.058, 0.0557, "One more digit"),
    (0.0581, 0.0557, "Too large, by about 4 %.")])
def test_how_far_off_and_in_which_direction(given, answer, what):
    assert what in str(how_far_off(given, answer))


def test_near_enough_is_a_share_of_what_is_right():
    assert is_near(1.01, 1, 0.01) and not is_near(1.02, 1, 0.01) and is_near(-0.0101, -0.01, 0.011)
    assert is_near(0.056, 0.0557, 0.001) and not is_near(0.06, 0.0557, 0.001) and is_near(-7.1, -7.126, 0.001)
    assert is_near(0.005, 0, 0.01) and not is_near(0.02, 0, 0.01)


def test_what_was_true_when_it_was_said_stays_so():
    lab = Lab(Step(Kind.DO, text=said("{= iteration :int} so far, {= loss[2] } to come."), done=parse("iteration >= 1"),
                   after=said("Now {= iteration :int}, with {= lr * 4 :short}.")), READ)
    step = lab.player.step
    assert lab.player.text(step.text) == "0 so far, – to come."
    lab.stage.carry_out(acts("step iteration"))
    lab.player.look()
    assert lab.player.text(step.after) == "Now 1, with 0.4."
    lab.stage.carry_out(acts("step iteration 2 times"))
    lab.player.look()
    there = lab.player.view.history.loss(2)
    assert lab.player.text(step.text) == f"0 so far, {there:.3f} to come."
    assert lab.player.text(step.after) == "Now 1, with 0.4."
    lab.player.next()
    lab.player.back()
    assert lab.player.text(step.after) == "Now 1, with 0.4."


def test_a_short_run_is_forgotten_with_the_mistake_that_it_was_of():
    lab = Lab(READ, before=acts("step iteration", "break division by N", "short run"))
    assert lab.player.view.value("broken_loss") != lab.player.view.value("right_loss")
    lab.stage.carry_out(acts("show curves"))
    assert lab.player.view.looking.right_loss is not None
    lab.stage.carry_out(acts("break sum in db"))
    assert lab.player.view.looking.right_loss is None


@pytest.mark.parametrize("before", [(), ("step operation",), ("step iteration 3 times",), ("run to iteration 9",),
                                    ("run to iteration 4", "step operation until ReLU1 forward")])
def test_a_place_in_an_iteration_is_the_same_wherever_one_comes_from(before):
    lab = Lab(READ, before=acts(*before, "go to iteration 4 after ReLU1 forward"))
    view = lab.player.view
    assert (view.iteration, view.operation) == (4, "ReLU1 forward")
    assert float(view.value("x").sum()) == float(Lab(READ, before=acts(
        "run to iteration 4", "step operation until ReLU1 forward")).player.view.value("x").sum())


def test_a_text_that_does_not_change_any_more_is_not_worked_out_again():
    """It is asked for at each update of the window."""
    lab = Lab(READ, Step(Kind.SAY, text=said("{= loss[1] } to come.")))
    first = lab.player.text(READ.text)
    assert lab.player.text(READ.text) is first
    lab.player.language = "ja"
    assert lab.player.text(READ.text) == first
    lab.player.next()
    text = lab.player.step.text
    assert lab.player.text(text) == "– to come."
    lab.stage.carry_out(acts("step iteration"))
    assert lab.player.text(text) == f"{lab.player.view.history.loss(1):.3f} to come."
    lab.player.start_over()
    assert lab.player.text(READ.text) == first
