"""What a lesson can have done: a closed list, read strictly."""

import pytest

from engine.lessons.acts import ACTS, ActError, parse_act
from engine.lessons.headless import HeadlessStage
from engine.lessons.marks import NAMED, PARTS, MarkError, taken_apart


@pytest.mark.parametrize(("text", "name", "given"), [
    ("run", "run", {}), ("step  operation", "step operation", {}),
    ("step operation until Softmax+Loss backward", "step until", {"operation": "Softmax+Loss backward"}),
    ("step iteration 20 times", "step iterations", {"number": 20}), ("run to iteration 300", "run to", {"number": 300}),
    ("set learning_rate = 10", "set", {"settings": {"learning_rate": 10.0}}),
    ("start again", "start again", {"keeping": False}),
    ("start again with hidden_sizes = 4, 4, weight_init = he keeping the curves", "start again",
     {"keeping": True, "settings": {"hidden_sizes": (4, 4), "weight_init": "he"}}),
    ("start again with hidden_sizes = [4, 4], batch_size = 2", "start again",
     {"keeping": False, "settings": {"hidden_sizes": (4, 4), "batch_size": 2}}),
    ("sample test 12", "sample", {"split": "test", "number": 12}),
    ("draw test 3 shifted 2 -1 thinned", "draw",
     {"split": "test", "number": 3, "right": 2, "down": -1, "thinned": True}),
    ("show where from", "show", {"panel": "where from"}),
    ("break division by N", "break", {"mistake": "division by N"}),
    ("break nothing", "break nothing", {}), ("check all", "check all", {}), ("smooth 20", "smooth", {"number": 20}),
    ("logarithmic off", "logarithmic", {"on": "off"}), ("gradient of sample", "gradient of", {"whose": "sample"}),
])
def test_acts_are_understood(text, name, given):
    act = parse_act(text)
    assert (act.name, act.given) == (name, given)


def test_places_in_acts_are_expressions():
    assert parse_act("where from da2[0, argmin(da2[0, :])]").given["place"].text == "da2[0, argmin(da2[0, :])]"
    act = parse_act("check W1[3, 2] with h = 1e-12")
    assert (act.given["place"].text, act.given["h"]) == ("W1[3, 2]", 1e-12)
    act = parse_act("what if W1[3, 2] = -0.5")
    assert (act.given["place"].text, act.given["value"]) == ("W1[3, 2]", -0.5)


@pytest.mark.parametrize(("text", "why"), [
    ("", "no command ''"), ("fly", "no command fly"),
    ("run rm -rf", "“run rm -rf” is not understood. Write one of these: “run”, “run to iteration N”."),
    ("run to iteration 999999", "5,000 iterations"), ("set seed = 3", "start again with seed"),
    ("set moon = 3", "no setting moon"), ("set learning_rate = -1", "above 0"), ("show moon", "no panel or page moon"),
    ("start again with optimizer = moon", "choose one of"), ("where from 3 + 4", "a cell is needed"),
    ("where from da2[0,", "its end"), ("check W1[3, 2] with h = ..", ".."), ("what if W1[3, 2] = two", "not a number"),
    ("x" * 400, "300 characters"),
])
def test_what_is_no_act_is_refused_with_its_reason(text, why):
    with pytest.raises(ActError) as error:
        parse_act(text)
    assert why in str(error.value)


def test_the_stage_without_a_window_can_do_every_act():
    for name in ACTS:
        assert hasattr(HeadlessStage, f"do_{name.replace(' ', '_')}") or name.split()[-1].isdigit()


@pytest.mark.parametrize("mark", [*PARTS, *(form for form, _ in NAMED.values()), "run", "reset"])
def test_marks_are_understood(mark):
    kind, name = taken_apart(mark)
    assert f"{kind} {name}".strip() == mark


@pytest.mark.parametrize(("mark", "why"), [
    ("moon", "nothing called moon"), ("field moon", "no field moon"), ("page moon", "no page moon"),
    ("panel moon", "no panel moon"), ("cell da2[", "its end"), ("", "nothing called")])
def test_what_is_no_mark_is_refused_with_its_reason(mark, why):
    with pytest.raises(MarkError) as error:
        taken_apart(mark)
    assert why in str(error.value)
