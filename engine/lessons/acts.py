"""What a lesson can have done, in the words of the window: a closed list, and there is nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.lessons.expressions.parse import ExpressionError, parse
from engine.lessons.expressions.tree import Expression, Index, Name
from engine.problem import EngineError, Problem, shortened
from engine.training.config import HYPERPARAMETERS
from engine.typed_numbers import real_number

PANELS = ("experiment", "curves", "iteration", "sample", "runs", "confusion", "units", "pixels", "picture")
PAGES = ("operation", "where from", "check", "what if", "break it", "who pulled")  # of the panel "iteration"
SPLITS = ("train", "test")
LONGEST = 300        # characters of an act
FARTHEST = 5_000     # iterations that one act may train: a lesson is not to keep anybody waiting
TRAINING = ("run to", "step iterations", "go to", "go to operation")  # what trains so far
MANY = 200           # steps of one act


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of act.

    Parameters
    ----------
    name
        What it is called in the program; those without blanks to fill are commands of the window.
    form
        How it is written, with its blanks in capitals.
    words
        What it does.
    pattern
        What it is recognised by.
    """

    name: str
    form: str
    words: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what is done, and with what.

    Parameters
    ----------
    text
        As it was written.
    name
        Of its form in `ACTS`.
    given
        What stood in the blanks, by name: numbers as int or float, a place as an `Expression`, settings by field.
    """

    text: str
    name: str
    given: Mapping[str, Any] = field(default_factory=dict, hash=False)


class ActError(EngineError):
    """A text that is no act. Its problem says why."""


def _form(name: str, form: str, words: str, pattern: str = "") -> Form:
    return Form(name, form, words, re.compile(pattern or re.escape(form)))


_NUMBER = r"(?P<number>\d{1,7})"
_PLACE = r"(?P<place>\S.*?)"
_FIELD = r"(?P<field>[a-z_]+)"

ACTS: dict[str, Form] = {form.name: form for form in (
    _form("run", "run", "train on, until something else is done"),
    _form("pause", "pause", "stop after the iteration that is under way"),
    _form("step iteration", "step iteration", "one iteration, or what is left of it"),
    _form("step iterations", "step iteration N times", "so many iterations", rf"step iteration {_NUMBER} times"),
    _form("step operation", "step operation", "the next operation of the iteration"),
    _form("step until", "step operation until NAME", "operation after operation, until the one of this name is done",
          r"step operation until (?P<operation>\S.*)"),
    _form("back iteration", "back iteration", "one iteration back"),
    _form("back operation", "back operation", "the last operation back"),
    *(_form(f"{way} {count}", f"{way} {count}", f"{count} iterations {words}")
      for count in (10, 100) for way, words in (("forward", "ahead"), ("back", "back"))),
    _form("forward epoch", "forward epoch", "to the end of this epoch"),
    _form("back epoch", "back epoch", "to the end of the epoch before"),
    _form("run to", "run to iteration N", "train until so many iterations are done, and stop there",
          rf"run to iteration {_NUMBER}"),
    _form("go to", "go to iteration N", "stand where so many iterations are done, which is trained up to if need be",
          rf"go to iteration {_NUMBER}"),
    _form("go to operation", "go to iteration N after NAME", "stand in the iteration that follows so many, after this "
          "operation of it, whatever was done before", rf"go to iteration {_NUMBER} after (?P<operation>\S.*)"),
    _form("set", "set FIELD = VALUE", "another value of a setting that may change on the way, from the next update on",
          rf"set {_FIELD} = (?P<value>\S.*)"),
    _form("start again", "start again with FIELD = VALUE, … keeping the curves",
          "a new run of the lesson, with other values of settings if some are given; the curves of the one before stay "
          "if they are kept",
          r"start again(?: with (?P<settings>\S.*?))?(?P<keeping> keeping the curves)?"),
    _form("sample", "sample SPLIT NUMBER", "look at this image, of train or test",
          rf"sample (?P<split>train|test) {_NUMBER}"),
    _form("draw", "draw SPLIT NUMBER shifted RIGHT DOWN thinned",
          "put this image on the drawing pad as it is, shifted by so many pixels, with thin strokes, if that is said",
          rf"draw (?P<split>train|test) {_NUMBER}(?: shifted (?P<right>-?\d{{1,2}}) (?P<down>-?\d{{1,2}}))?"
          r"(?P<thinned> thinned)?"),
    _form("show", "show NAME", "open a panel or a page", r"show (?P<panel>[a-z ]+)"),
    _form("hide", "hide NAME", "fold a panel", r"hide (?P<panel>[a-z ]+)"),
    _form("where from", "where from PLACE", "show the terms that a number was computed from", rf"where from {_PLACE}"),
    _form("check all", "check all", "check the gradient of all parameters"),
    _form("check", "check PLACE with h = STEP", "check the gradient of one cell of a parameter; with h = 1e-4, if "
          "none is given", rf"check {_PLACE}(?: with h = (?P<h>[0-9.eE+-]+))?"),
    _form("what if", "what if PLACE = VALUE", "try another number for a parameter, on a copy",
          rf"what if {_PLACE} = (?P<value>\S+)"),
    _form("break nothing", "break nothing", "take the mistake in the backward pass out again"),
    _form("break", "break NAME", "make a mistake in the backward pass of a copy, by its name in Break it",
          r"break (?P<mistake>\S.*)"),
    _form("short run", "short run", "train the network with the mistake of Break it beside the right one for a while"),
    _form("select operation", "select operation NAME", "show what an operation does, without running it",
          r"select operation (?P<operation>\S.*)"),
    _form("gradient of", "gradient of WHOM", "whose gradient the sample panel shows: sample or minibatch",
          r"gradient of (?P<whose>sample|minibatch)"),
    _form("smooth", "smooth N", "draw the mean of so many losses; 0 for each loss", rf"smooth {_NUMBER}"),
    _form("logarithmic", "logarithmic on", "draw the loss on a logarithmic axis: on or off",
          r"logarithmic (?P<on>on|off)"),
)}


def parse_act(text: str) -> Act:
    """The act that a text is.

    Raises
    ------
    ActError
        If it is none, or names what does not exist.
    """
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        raise ActError("An act can have {most} characters: {written}", most=LONGEST, written=shortened(plain, 40))
    for form in ACTS.values():
        found = form.pattern.fullmatch(plain)
        if found:
            return Act(plain, form.name, _given(plain, found))
    near = [form.form for form in ACTS.values() if form.form.split()[0] == plain.split(" ")[0]]
    if near:
        raise ActError("“{written}” is not understood. Write one of these: {forms}.", written=plain,
                       forms=", ".join(f"“{form}”" for form in near))
    raise ActError("There is no command {written}. Commands begin with {names}.", written=plain or "''",
                   names=", ".join(dict.fromkeys(form.form.split()[0] for form in ACTS.values())))


def _given(text: str, found: re.Match[str]) -> dict[str, Any]:
    """What stood in the blanks."""
    given: dict[str, Any] = {name: value for name, value in found.groupdict().items() if value is not None}
    for name in ("number", "right", "down"):
        if name in given:
            given[name] = int(found[name])
    if given.get("number", 0) > FARTHEST and found.re in [ACTS[name].pattern for name in TRAINING]:
        raise ActError("{written}: a lesson trains at most {most:,} {most:iteration|iterations} at a time, so that "
                       "nobody waits.", written=text, most=FARTHEST)
    for name in ("h", "value"):
        if name in given and "field" not in given:
            given[name] = _number(text, given[name])
    if "place" in given:
        given["place"] = _place(text, found["place"])
    if "panel" in given and given["panel"] not in (*PANELS, *PAGES):
        raise ActError("{written}: there is no panel or page {name}. There are {names}.", written=text,
                       name=given["panel"], names=", ".join((*PANELS, *PAGES)))
    if "settings" in given:
        given["settings"] = _settings(text, found["settings"])
    if "field" in given:
        given["settings"] = _settings(text, f"{given.pop('field')} = {given.pop('value')}")
        fixed = [name for name in given["settings"] if not HYPERPARAMETERS[name].on_the_way
                 and not HYPERPARAMETERS[name].live]
        if fixed:
            raise ActError("{written}: {name} needs a new network; write “start again with {name} = VALUE”.",
                           written=text, name=fixed[0])
    for flag in ("keeping", "thinned"):
        if flag in found.re.groupindex:
            given[flag] = found[flag] is not None
    return given


def _number(text: str, typed: str) -> float:
    found = real_number(typed)
    if isinstance(found, Problem):
        raise ActError("{written}: {why}", written=text, why=found)
    return found


def _place(text: str, place: str) -> Expression:
    try:
        found = parse(place)
    except ExpressionError as error:
        raise ActError("{written}: {why}", written=text, why=error.problem) from error
    if not isinstance(found.node, (Name, Index)):
        raise ActError("{written}: here a cell is needed, as dW1[3, 2].", written=text)
    return found


def _settings(text: str, listed: str) -> dict[str, object]:
    """``batch_size = 8, optimizer = adam`` as the values of these fields."""
    found: dict[str, object] = {}
    for part in re.split(r",\s*(?=[a-z_]+ ?=)", listed):
        name, equals, written = (each.strip() for each in part.partition("="))
        known = HYPERPARAMETERS.get(name)
        if known is None or not equals:
            raise ActError("{written}: there is no setting {name}. There are {names}.", written=text, name=name or part,
                           names=", ".join(HYPERPARAMETERS))
        value = known.parse(written.strip("\"'[]() "))
        if isinstance(value, Problem):
            raise ActError("{written}: {why}", written=text, why=value)
        found[name] = value
    return found
