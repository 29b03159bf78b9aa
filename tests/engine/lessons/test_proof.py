"""A lesson is proven: what cannot be gone through as it is meant is found, and what can be is not complained about."""

import pytest

from engine.data.dataset import DatasetError
from engine.data.digits import load_digits
from engine.lessons.proof import prove
from engine.lessons.reading import read_lesson

HEAD = """
format = 1
id = "a-lesson"
minutes = 5
title.en = "A lesson"
goes_on.en = "On."
[setup]
config = { hidden_sizes = [6], batch_size = 4, seed = 1 }
"""
SAY = '[[step]]\nkind = "say"\ntext.en = "Read."\n'
# What makes the shape of a lesson whole, so that nothing is remarked on.
SHAPE = """
[[step]]
kind = "choice"
name = "guess"
predict = true
ask.en = "What?"
option = [{ en = "One" }, { en = "Two" }]
[[step]]
kind = "say"
recall = "guess"
text.en = "So."
reveal = "step operation until Loss forward"
vary = true
"""
DIGITS = load_digits()


def found(steps: str, head: str = HEAD) -> list[tuple[int | None, bool, str]]:
    """(step counted from 1, whether it is a fault, what it is, with the way that it was seen on) of a lesson."""
    lesson, _ = read_lesson((head + steps).encode(), "a.lesson.toml")
    return [(None if each.step is None else each.step + 1, each.is_fault, f"{each.what} {each.way}".strip())
            for each in prove(lesson, lambda name: DIGITS)]


def faults(steps: str, head: str = HEAD) -> list[str]:
    """The faults of a lesson whose first step is given."""
    listed = found(steps + SHAPE, head)
    assert all(step in (None, 1) and is_fault for step, is_fault, _ in listed), listed
    return [what for _, _, what in listed]


# --- what is right --------------------------------------------------------------------------------------------------

RIGHT = {
    "say": 'text.en = "{= loss } {= lr } {= optimizer }"',
    "do": """task.en = "Go on." \ndone = "operation == 'Loss forward'"\ndo_it = ["step operation until Loss forward"]
             after.en = "{= L }"\nwrong = [{ when = "iteration > 0", says.en = "Too far: {= iteration :int}" }]""",
    "choice": """ask.en = "Which?"\noption = [{ en = "1", says.en = "{= loss }" }, { en = "2", right = "1 + 1 == 2" },
                 { en = "3", says.en = "No.", right = "iteration > 0" }]""",
    "an opinion":
        'kind = "choice"\nask.en = "Which?"\noption = [{ en = "1", says.en = "Yes." }, { en = "2", says.en = "So." }]',
    "number": """ask.en = "How much?"\nbefore = "step operation until Softmax+Loss backward"\nanswer = "da2[0, 3]"
                 reveal = "where from da2[0, 3]"\nafter.en = "{= da2[0, 3] }"\nwithin = 0.02
                 hints.en = ["{= y[0, 3] }"]
                 wrong = [{ when = "abs(given + answer) < 0.001", says.en = "{= given } for {= answer }" },
                          { when = "abs(given - N * answer) < 0.001", says.en = "{= N }" }]""",
    "a whole number": 'kind = "number"\nask.en = "How many?"\nanswer = "len(b2)"\nwithin = 0\n'
                      'wrong = [{ when = "given == 9 or given == 11", says.en = "One off." }]\n'
                      'before = "step operation"',
    "nothing": 'kind = "number"\nask.en = "How much?"\nanswer = "0 * loss"',
    "cell": """ask.en = "Where?"\nbefore = ["step operation until Softmax+Loss backward", "where from da2[0, 1]"]
               answer = "da2[0, argmin(da2[0, :])]"\nhints.en = ["The smallest."]""",
    "a number alone": 'kind = "cell"\nask.en = "Where?"\nbefore = "step operation until Loss forward"\nanswer = "L"\n'
                      'hints.en = ["L"]',
    "order": 'ask.en = "In which?"\nitem = [{ en = "1" }, { en = "2" }, { en = "3" }]\nhints.en = ["1"]',
    "observe": """ask.en = "Look."\ndone = "seen('check')"\ndo_it = "show check"\nwrite = true""",
    "look": 'kind = "observe"\nask.en = "Look."',
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_step_is_right(name):
    kind = "" if RIGHT[name].startswith("kind") else f'kind = "{name}"\n'
    assert found(f"[[step]]\n{kind}{RIGHT[name]}\n{SHAPE}") == []


def test_what_was_noted_is_known_later():
    assert found('[[step]]\nkind = "say"\ntext.en = "."\nnote = { first = "loss", word = "optimizer" }\n'
                 '[[step]]\nkind = "say"\ntext.en = "{= first } {= word }"\nbefore = "step iteration"\n' + SHAPE) == []


# --- faults ---------------------------------------------------------------------------------------------------------

def do(done: str, do_it: str = '"step iteration"', more: str = "") -> str:
    return f'[[step]]\nkind = "do"\ntask.en = "Go."\ndone = "{done}"\ndo_it = {do_it}\n{more}\n'


def number(answer: str, more: str = "") -> str:
    return (f'[[step]]\nkind = "number"\nask.en = "How much?"\nanswer = "{answer}"\n'
            f'before = "step operation until Softmax+Loss backward"\n{more}\n')


FAULTS = {
    do("iteration >= 0"): [
        "This is done before it is asked for: iteration >= 0 is true when the step begins. Ask for something else, or "
        "let before = […] lead to where it is not true."],
    do("iteration == 7"): ["What do_it does is not what is asked for: iteration == 7 is not true after it: iteration "
                           "= 1."],
    do("iteration == 1", more='wrong = [{ when = "iteration == 0", says.en = "No." }]'): [
        "What is said to a mistake is said before anything was done: iteration == 0 is true when the step begins."],
    do("learning_rate == 100 and iteration == 3", '["start again with learning_rate = 100", "run to iteration 3"]',
       'before = "run to iteration 3"'): [
        "This is done as soon as learning_rate is typed, before the run begins again: learning_rate == 100 and "
        "iteration == 3 is true then. Ask for something that only the new run has."],
    do("iteration == 1", '["step iteration", "step operation until Nothing"]'): [
        "step operation until Nothing: there is no operation Nothing."],
    do("iteration == 1", '["step iteration", "check da2[0, 3]"]'): [
        "check da2[0, 3]: da2 cannot be changed. There are W1, b1, W2, b2."],
    do("iteration == 1", '["step iteration", "break all"]'): ["break all: there is no all."],
    do("iteration == 1", more='before = ["step operation", "where from a9[0, 3]"]'): [
        "The lesson cannot begin: There "],
    do("iteration == 1 or W3[0, 0] > 0"): ["iteration == 1 or W3[0, 0] > 0: There is no W3."],
    do("iteration == 1", more='highlight = "operation Affine9 forward"'): [
        "highlight = operation Affine9 forward: there is no Affine9 forward."],
    do("iteration == 1", more='before = "step operation"\nhighlight = "variable W9"'): [
        "highlight = variable W9: There is no W9."],
    do("iteration == 1", more='before = "step operation until Affine1 forward"\nhighlight = "cell a1[9, 0]"'): [
        "highlight = cell a1[9, 0]: a1 has the shape (4, 6): there is no index 9"],
    number("da2[0, 3]", 'hints.en = ["{= dW2[0, 3] }"]'): [
        "{= dW2[0, 3] } cannot be shown when this is read: dW2 has not been computed yet."],
    number("da2[0, 3]", 'after.en = "{= da2 }"'): ["{= da2 } is no single finite number when this is read."],
    number("da2[0, 3]", 'after.en = "{= 1 / 0 }"'): ["{= 1 / 0 } is no single finite number when this is read."],
    number("da2[0, 3]", 'text.en = "{= 1 + mistaken(\'no such\', da2[0, 0]) }"'): [
        "{= 1 + mistaken('no such', da2[0, 0]) } cannot be shown when this is read: There is no mistake no such."],
    number("da2[0, 3]", 'wrong = [{ when = "given == -answer", says.en = "The sign." }]'): [
        "Only a number with all its "],
    number("da2[:, 3]"): ["da2[:, 3] is no single number."],
    number("log(0 - 1)"): ["log(0 - 1) is no finite number now: nan."],
    number("dW2[0, 3]"): ["dW2 has not been computed yet."],
    '[[step]]\nkind = "choice"\nask.en = "?"\nhints.en = ["!"]\n'
    'option = [{ en = "1", right = "iteration == 1" }, { en = "2" }]\n': [
        "None of the answers is right when this is asked"],
    '[[step]]\nkind = "choice"\nask.en = "?"\n'
    'option = [{ en = "1", right = true }, { en = "2", says.en = "{= L }" }]\n': [
        "{= L } cannot be shown when this is read: L has not been computed yet. with wrong answers first"],
    '[[step]]\nkind = "observe"\nask.en = "?"\ndone = "seen(\'check\')"\n': [
        "What is to be seen here is not seen: seen('check') is not true. Write"],
    '[[step]]\nkind = "observe"\nask.en = "?"\ndone = "seen(\'chekc\')"\ndo_it = "show check"\n': [
        "seen('chekc'): there is no chekc.", "What is to be seen here is not seen"],
    '[[step]]\nkind = "cell"\nask.en = "?"\nhints.en = ["!"]\nanswer = "b1[6]"\nbefore = "step operation"\n': [
        "b1 has the shape (6,): there is no index 6, counted from 0."],
}


@pytest.mark.parametrize(("step", "said"), FAULTS.items(), ids=range(len(FAULTS)))
def test_a_fault_is_found(step, said):
    listed = faults(step)
    assert len(listed) >= len(said), listed
    for each in said:
        assert any(fault.startswith(each) for fault in listed), listed


def test_what_is_the_same_on_every_way_is_told_once():
    assert len(faults(do("iteration >= 0"))) == 1
    assert len(faults(number("dW2[0, 3]"))) == 1


def test_what_a_reveal_leads_to_is_there_with_skip_too():
    read = SAY.replace("Read.", "{= dW2[0, 0] }")
    assert found(number("da2[0, 3]", 'reveal = "step operation until Affine2 backward"') + read + SHAPE) == []


def test_what_is_recalled_is_read_once_the_step_is_done():
    head, tail = SHAPE.split('[[step]]\nkind = "say"')
    told = head.replace('{ en = "Two" }', '{ en = "Two", says.en = "{= iteration :int}, {= L }" }')
    recalled = do("iteration == 1").replace('kind = "do"', 'kind = "do"\nrecall = "guess"')
    assert found(told + recalled + '[[step]]\nkind = "say"' + tail) == []
    assert found(told + recalled.replace("step iteration", "step operation").replace("iteration == 1", "position == 1")
                 + '[[step]]\nkind = "say"' + tail) == [
        (2, True, "{= L } cannot be shown when this is read: L has not been computed yet.")]


def test_both_languages_are_looked_at():
    assert [what for _, _, what in found(
        '[[step]]\nkind = "say"\ntext.en = "."\ntext.ja = "{= L }"\n' + SHAPE, HEAD)] == [
        "{= L } cannot be shown when this is read: L has not been computed yet."]


def test_an_act_that_falls_short_says_why():
    short = HEAD.replace("seed = 1", "seed = 1, iterations = 5")
    asked = "What do_it does is not what is asked for: iteration == 9 and lr > 0 is not true after it: iteration = "
    assert found(do("iteration == 9 and lr > 0", '"run to iteration 9"') + SHAPE, short) == [(
        1, True, f"{asked}5, lr = 0.1. run to iteration 9: training stopped at iteration 5, as the run has only 5 "
                 "iterations; write iterations = … into its config.")]
    wild = HEAD.replace("seed = 1", "seed = 1, learning_rate = 1e30, optimizer = 'sgd'")
    ((_, _, said),) = found(do("iteration == 9 and lr > 0", '"go to iteration 9"') + SHAPE, wild)
    assert said.startswith(asked) and said.endswith("as the loss went out of bounds.")
    assert found(do("diverged", '"run to iteration 9"') + SHAPE, wild) == []
    assert found(SAY + 'before = "run to iteration 9"\n' + SHAPE, short) == [(
        1, False, "run to iteration 9: training stopped at iteration 5, as the run has only 5 iterations; write "
                  "iterations = … into its config.")]


def test_a_number_that_is_kept_later_is_known_by_its_step():
    kept = SAY + 'note = { many = "3" }\n'
    assert found(number("4 / many") + kept + SHAPE) == [
        (1, True, "4 / many: many is known only once step 2 (line 15) has kept it.")]
    assert found(SAY.replace("Read.", "{= many }") + kept + SHAPE) == [
        (1, True, "{= many } cannot be shown when this is read: many is known only once step 2 (line 12) has kept it.")]
    assert found(kept + number("4 / many") + SHAPE) == []
    assert found(SAY + 'note = { many = "0" }\n' + number("4 / many") + SHAPE) == [
        (2, True, "4 / many is no finite number now: many = 0.")]


@pytest.mark.parametrize("wrong, is_fault, said", [
    ('when = "abs(given - 2 * answer) < 0.01", says.en = "{= given } is not {= answer }, {= many }."', None, ""),
    ('when = "abs(given - answer) < 0.01", says.en = "You knew."', None, ""),
    ('when = "given > many", says.en = "!"', None, ""),
    ('when = "given > 2 and given < 1", says.en = "!"', False,
     "No wrong number was found that meets the condition given > 2 and given < 1: see whether there is one."),
    ('when = "given > W9[0, 0]", says.en = "!"', True,
     "given > W9[0, 0]: There is no W9. There are the variables"),
    ('when = "given > 5", says.en = "{= late }"', True,
     "{= late } cannot be shown when this is read: late is known only once step 3 (line 23) has kept it."),
])
def test_what_is_said_to_a_predicted_number_is_looked_up_where_it_is_recalled(wrong, is_fault, said):
    steps = ('[[step]]\nkind = "number"\npredict = true\nname = "many"\nask.en = "?"\nanswer = "7 * many"\n'
             f"wrong = [{{ {wrong} }}]\n" + do("iteration == 1", more='recall = "many"\nnote = { many = "1" }')
             + SAY + 'note = { late = "1" }\n')
    listed = found(steps + SHAPE)
    assert [(step, fault) for step, fault, _ in listed] == ([] if is_fault is None else [(2, is_fault)])
    assert all(what.startswith(said) for _, _, what in listed)


def test_a_choice_without_a_right_answer_is_remarked_on():
    asked = '[[step]]\nkind = "choice"\nask.en = "?"\noption = [{ en = "1", says.en = "No." }, { en = "2" }]\n'
    ((step, is_fault, what),) = found(asked + SHAPE)
    assert (step, is_fault) == (1, False) and what.startswith("No answer is right here, so any will do")


def test_a_lesson_that_cannot_begin_says_why():
    assert found(SAY, HEAD + 'before = "where from W9[0, 0]"\n')[0] == (
        None, True, "The lesson cannot begin: W9 has not been computed yet.")


def test_the_others_steps_are_looked_at_when_one_has_a_fault():
    again = do("iteration == 1", more='before = "start again"')
    listed = found(do("iteration == 7") + number("dW2[0, 3]") + again + SHAPE)
    assert [step for step, _, _ in listed] == [1, 2]


def test_data_that_are_not_here_are_no_fault_of_the_lesson():
    def none(name):
        raise DatasetError("It is not here.")

    lesson, _ = read_lesson((HEAD + SAY).encode(), "a.lesson.toml")
    with pytest.raises(DatasetError):
        prove(lesson, none)


def test_a_finding_says_where_it_is():
    lesson, _ = read_lesson((HEAD + do("iteration >= 0", more='name = "go"')).encode(), "a.lesson.toml")
    first, last = (each.told(lesson, "a.lesson.toml") for each in prove(lesson, lambda name: DIGITS)[::len(
        prove(lesson, lambda name: DIGITS)) - 1])
    assert first.startswith("a.lesson.toml, line 9, step 1 (go): This is done before it is asked for")
    assert last.startswith("a.lesson.toml: Nothing is varied.")


# --- remarks --------------------------------------------------------------------------------------------------------


def test_numbers_of_the_sample_that_come_later_are_known():
    assert faults(do("iteration == 1 and sample.dW1[0, 0] != 7")) == []


def test_the_shape_of_a_lesson_is_remarked_on():
    head = HEAD.replace("minutes = 5\n", "").replace('goes_on.en = "On."\n', "")
    listed = found(SAY * 3, head)
    assert [(step, is_fault) for step, is_fault, _ in listed] == [(None, False)] * 5
    words = ("predict = true", "reveal", "vary = true", "goes_on", "minutes")
    assert all(word in what for word, (_, _, what) in zip(words, listed, strict=True))


def test_what_lacks_of_a_step_is_remarked_on():
    listed = found(
        '[[step]]\nkind = "number"\npredict = true\nask.en = "?"\nanswer = "1"\n'
        '[[step]]\nkind = "choice"\nask.en = "?"\noption = [{ en = "1", right = true }, { en = "2" }]\n'
        '[[step]]\nkind = "order"\nask.en = "?"\nitem = [{ en = "1" }, { en = "2" }]\n'
        + number("da2[0, 3]", 'wrong = [{ when = "given > 1 and given < 0", says.en = "!" }]') + SHAPE)
    assert [(step, is_fault) for step, is_fault, _ in listed] == [(1, False), (2, False), (3, False), (4, False)]
    assert listed[3][2] == ("No wrong number was found that meets the condition given > 1 and given < 0: see whether "
                            "there is one.")
