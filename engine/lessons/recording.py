"""A lesson from what somebody does in the window: each command becomes a step that asks for it, and can do it.

What comes of it is a file to be gone on with: the texts say what is to be done, and why is for the teacher to write.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from engine.lessons.acts import FARTHEST, PAGES, PANELS, Act, ActError, parse_act
from engine.lessons.marks import COMMANDS
from engine.lessons.reading import MOST_STEPS
from engine.lessons.text import LANGUAGES
from engine.lessons.view import Looking
from engine.problem import EngineError, Problem
from engine.training.config import HYPERPARAMETERS, TrainingConfig

AHEAD = ("step iteration", "step iterations", "forward 10", "forward 100", "forward epoch", "run to")
BACK = ("back iteration", "back 10", "back 100", "back epoch", "back operation")
_MARKS = {"step iterations": "step iteration", "go to operation": "step operation", "run to": "run"}  # of which button
_PAGE_OF = {"check": "check", "check all": "check", "what if": "what if", "break": "break it",
            "break nothing": "break it", "short run": "break it", "select operation": "operation"}
FOLDED = ("experiment", "runs", "confusion", "units", "pixels", "picture")  # panels that count where they are seen
_CHOICES = ("sample", "set", "what if", "smooth", "logarithmic", "gradient of")  # of which the last one counts


class RecordingError(EngineError):
    """What is done cannot be made a lesson of. Its problem says why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the run stands after a command.

    Parameters
    ----------
    iteration, position, operation
        Whole iterations that are done, operations of the next one, and the one that was done last.
    diverged
        At which iteration it was found to be of no use, and taken back here; 0 if it was not.
    """

    iteration: int
    position: int
    operation: str
    diverged: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    act: Act
    task: Problem
    done: str = ""       # nothing tells whether it is done
    highlight: str = ""
    made: Mapping[str, object] = field(default_factory=dict)  # what is chosen then, by what there is to choose
    was: Mapping[str, object] = field(default_factory=dict)   # and what was before
    before: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether all that is chosen then was chosen before."""
        return bool(self.made) and self.made == self.was and self.act.name != "start again"


class Recording:
    """What was done so far.

    Parameters
    ----------
    config
        Of the run, as it was begun with.
    standing
        Where it stands.
    sample
        The image that is looked at: its split and its number; None for a drawing.
    panels
        Those that are seen.
    changed
        Whether settings were changed on the way there.

    Raises
    ------
    RecordingError
        If no lesson can begin here.
    """

    def __init__(
        self, config: TrainingConfig, standing: Standing, sample: tuple[str, int] | None = None,
        panels: Collection[str] = PANELS, *, changed: bool = False,
    ) -> None:
        if changed:
            raise RecordingError(
                "The settings of this run were changed on the way, and a lesson begins with a run that was not: start "
                "anew with Reset, and then record.")
        if standing.iteration > FARTHEST:
            raise RecordingError(
                "A lesson begins at most {most:,} {most:iteration|iterations} into a run, so that nobody waits: go "
                "back, or start anew with Reset, and then record.", most=FARTHEST)
        self._config, self._begin, self._sample = config, standing, sample
        self._panels = [panel for panel in PANELS if panel in panels or panel not in FOLDED]
        self._steps: list[_Step] = []
        self._at = standing
        self._chosen = {**asdict(config), "page": "operation", "image": sample, "mistake": "",
                        **{panel: panel in self._panels for panel in PANELS}}

    @property
    def count(self) -> int:
        """How many steps there are so far."""
        return len(self._steps)

    def see(self, panels: Collection[str]) -> None:
        """These panels are seen now: to open another one is something that is done, also if it was open before."""
        self._chosen.update({panel: False for panel in FOLDED if panel not in panels})

    def note(self, command: str, standing: Standing) -> None:
        """Note a command, as `engine.lessons.acts` writes it, and where the run stands after it.

        Raises
        ------
        RecordingError
            If a lesson cannot do it, or is full.
        """
        try:
            step = _step(parse_act(command), standing)
        except ActError as error:
            raise RecordingError("This is not recorded: {why}", why=error.problem) from error
        before, self._at = self._at, standing
        there_already = standing in (before, replace(before, diverged=0))  # stopped by itself, and not gone on since
        if there_already and not step.made and step.act.name in _LEADING:
            return
        step = replace(step, was={what: self._chosen.get(what) for what in step.made})
        self._chosen.update(step.made)
        self._chosen["page"] = _PAGE_OF.get(step.act.name, self._chosen["page"])
        last = self._steps[-1] if self._steps else None
        together = None if last is None else _together(last, step)
        if together is None and step.changes_nothing:
            if step.act.name != "where from":
                return
            step = replace(step, before=("show operation",))  # the same cell is to be clicked again
        if together is not None:
            self._steps[-1:] = [] if together.changes_nothing else [together]
        elif len(self._steps) < MOST_STEPS - 1:  # one says what the lesson is about
            self._steps.append(step)
        else:
            raise RecordingError("A lesson has at most {most} {most:step|steps}, and this recording is full.",
                                 most=MOST_STEPS)

    def written(self, id: str, language: str, words: Callable[[Problem], str]) -> str:
        """The file of the lesson.

        Parameters
        ----------
        id
            What it is to be known by.
        language
            In which its texts are.
        words
            Says a sentence in this language.
        """
        language = language if language in LANGUAGES else LANGUAGES[0]
        title = words(Problem("A lesson of my own"))
        lines = [f"# {words(_HEAD)}", "", "format = 1", f"id = {quoted(id)}", f"minutes = {len(self._steps) + 1}", "",
                 "[title]", f"{language} = {quoted(title)}", "", *self._setup()]
        lines += _say(language, words(Problem("Write here what this lesson is about.")))
        for step in self._steps:
            lines += _as_toml(step, language, words)
        return "\n".join(lines)

    def _setup(self) -> list[str]:
        usual = asdict(TrainingConfig())
        config = {name: value for name, value in asdict(self._config).items() if value != usual[name]}
        before = [] if self._begin == Standing(0, 0, "") else [_going_to(self._begin)]
        lines = ["[setup]", f"config = {_inline(config)}", *([f"before = {_listed(before)}"] if before else []),
                 f"show = {_listed(self._panels)}"]
        if self._sample is not None:
            lines.append(f"sample = {quoted('{} {}'.format(*self._sample))}")
        return [*lines, ""]


_HEAD = Problem("Recorded from what was done in the window. Add questions, and say why: README.md beside the lessons "
                "that come with the program describes all there can be.")


# --- from a command to a step ----------------------------------------------------------------------------------------

def _step(act: Act, standing: Standing) -> _Step:
    name, given = act.name, act.given
    iteration, highlight = standing.iteration, _MARKS.get(name, name)
    highlight = highlight if highlight in COMMANDS else ""
    if name in _OPERATIONS and standing.operation:
        done = f"iteration == {iteration} and operation == '{standing.operation}'"
        act = parse_act(_going_to(standing))  # also for whoever has gone too far
        return _Step(act, _OPERATIONS[name].given(operation=standing.operation), done, highlight)
    if name in AHEAD and standing.diverged:
        return _Step(act, Problem("Go on until training stops by itself."), "diverged", highlight)
    if name in AHEAD:
        return _Step(act, Problem("Go on to iteration {iteration:,}.", {"iteration": iteration}),
                     f"iteration >= {iteration}", highlight)
    if name in BACK or name == "go to":
        return _Step(act, Problem("Go to iteration {iteration:,}.", {"iteration": iteration}),
                     f"iteration == {iteration} and position == 0", highlight)
    if name in ("set", "start again"):
        return _of_settings(act, given.get("settings", {}))
    task, done = _OF_LOOKING.get(name, (Problem("See what becomes of it: {act}."), ""))
    if given.get("panel") in PAGES:
        done = "page == '{panel}'"
    blanks = {key: value.text if hasattr(value, "text") else value for key, value in given.items()}
    mark = f"cell {blanks['place']}" if name == "where from" else ""
    return _Step(act, task.given(act=act.text, **blanks), done.format(**blanks), mark, _made(name, blanks))


def _made(name: str, given: Mapping[str, Any]) -> Mapping[str, object]:
    """What is chosen with a command that changes nothing of the run."""
    match name:
        case "sample":
            return {"image": (given["split"], given["number"])}
        case "show" | "hide":
            panel = given["panel"]
            return {"page": panel} if panel in PAGES else {panel: name == "show"}
        case "where from":
            return {"page": name, "place": given["place"]}
        case "check" | "check all":
            return {"checked": given.get("place", "all")}
        case "what if":
            return {"tried": given["place"]}
        case "break" | "break nothing":
            return {"mistake": given.get("mistake", "")}
    return {}


def _going_to(standing: Standing) -> str:
    """The command that leads there from anywhere."""
    after = f" after {standing.operation}" if standing.position else ""
    return f"go to iteration {standing.iteration}{after}"


def _of_settings(act: Act, settings: Mapping[str, object]) -> _Step:
    """A step in which settings are changed, on the way or with a new run."""
    listed = tuple(Problem("{field} to {value}", {"field": _title(name), "value": shown(name, value)})
                   for name, value in settings.items())
    done = " and ".join(_holds(name, value) for name, value in settings.items())
    if act.name == "set":
        return _Step(act, Problem("Set {settings}.", {"settings": listed}), done, f"field {next(iter(settings))}",
                     settings)
    done = " and ".join((*([done] if done else []), "iteration == 0 and position == 0"))
    if not settings:
        return _Step(act, Problem("Start anew with Reset."), done, "reset")
    return _Step(act, Problem("Set {settings}, and start anew with Reset.", {"settings": listed}), done,
                 f"field {next(iter(settings))}", settings)


def _title(name: str) -> Problem:
    title = HYPERPARAMETERS[name].called or HYPERPARAMETERS[name].label
    return Problem(title)


def _holds(name: str, value: object) -> str:
    """The condition that a setting has this value."""
    if isinstance(value, tuple):
        return " and ".join((f"len({name}) == {len(value)}", *(
            f"{name}[{number}] == {each}" for number, each in enumerate(value))))
    return f"{name} == '{value}'" if isinstance(value, str) else f"{name} == {value!r}"


_OPERATIONS = {
    "step operation": Problem("Go on, operation by operation, until {operation} is done."),
    "go to operation": Problem("Go, operation by operation, to where {operation} has just been done."),
    "back operation": Problem("Go back, operation by operation, until {operation} is the last that is done."),
}
_LEADING = (*AHEAD, *BACK, *_OPERATIONS, "go to", "start again")
_OF_LOOKING = {
    "sample": (Problem("Choose {split} image {number}."), "sample_split == '{split}' and sample_number == {number}"),
    "show": (Problem("Open {panel}."), "seen('{panel}')"),
    "hide": (Problem("Fold {panel} away."), "not seen('{panel}')"),
    "where from": (Problem("Click {place}, and see where it comes from."),
                   "page == 'where from' and place == '{place}'"),
    "check all": (Problem("Check the gradients of all parameters."), "checked == 'all'"),
    "check": (Problem("Check the gradient of {place}."), "checked == '{place}'"),
    "what if": (Problem("Try {value} for {place}, on a copy."), "tried == '{place}'"),
    "break nothing": (Problem("Take the mistake out again."), "mistake == ''"),
    "break": (Problem("Make the mistake {mistake} in the backward pass of a copy."), "mistake == '{mistake}'"),
    "short run": (Problem("Train with the mistake and without it, on copies."), "right_loss > 0"),
}


def _together(last: _Step, step: _Step) -> _Step | None:
    """One step of two that belong together; None if they do not."""
    name = step.act.name
    if last.act.text == step.act.text and name not in (*AHEAD, *BACK):
        return last
    if last.done == step.done == "diverged":
        return last
    if last.highlight == step.highlight and step.highlight in ("step operation", "back operation"):
        return step
    if {name, last.act.name} <= {"step iteration", "step iterations"}:
        times = last.act.given.get("number", 1) + step.act.given.get("number", 1)
        return replace(step, act=parse_act(f"step iteration {times} times"))
    if name == "run to" and last.act.name == "run to" and last.done != "diverged":
        return step
    same = last.act.name == name and last.made.keys() == step.made.keys()
    if name == "what if" and last.made != step.made:
        return None
    return replace(step, was=last.was) if name in _CHOICES and same else None


def commands_between(before: Standing, after: Standing, pressed: Sequence[str]) -> list[tuple[str, Standing]]:
    """The commands that lead from one standing to another, each with where it leads.

    Parameters
    ----------
    before, after
        Where the run stood, and where it stands now that it has come to rest.
    pressed
        The commands of the window that were given meanwhile: what is not among them was done in another way, as by
        dragging along the curve.
    """
    if after.diverged:
        one = pressed[0] if len(pressed) == 1 and pressed[0] in AHEAD else f"run to iteration {after.diverged}"
        return [(one, after)]
    if (before.iteration, before.position) == (after.iteration, after.position):
        return []
    ahead = (after.iteration, after.position) > (before.iteration, before.position)
    if len(pressed) == 1 and pressed[0] in ((*AHEAD, "step operation") if ahead else BACK):
        return [(pressed[0], after)]
    if ahead and not after.position and set(pressed) == {"step iteration"}:
        return [(f"step iteration {after.iteration - before.iteration} times", after)]
    if ahead and not after.position:
        return [(f"run to iteration {after.iteration}", after)]
    return [(_going_to(after), after)]


def looks_between(before: Looking, after: Looking) -> list[str]:
    """The commands that lead from what was looked at to what is looked at now.

    But for What if, which has a number, and for panels: which of them are seen is up to the width of the window, too.
    """
    found = []
    if after.page == "where from" and after.place and (after.clicks, after.place) != (before.clicks, before.place):
        found.append(f"where from {after.place}")
    if after.checked and after.checked != before.checked:
        found.append(f"check {after.checked}")
    if after.mistake != before.mistake:
        found.append(f"break {after.mistake or 'nothing'}")
    if after.right_loss is not None and after.right_loss != before.right_loss:
        found.append("short run")
    if after.page != before.page and after.tried == before.tried and not found:
        found.append(f"show {after.page}")  # nothing but that it is open
    return found


# --- as TOML ---------------------------------------------------------------------------------------------------------

def _say(language: str, text: str) -> list[str]:
    return ["[[step]]", 'kind = "say"', f"text.{language} = {quoted(text)}", ""]


def _as_toml(step: _Step, language: str, words: Callable[[Problem], str]) -> list[str]:
    kind, asks = ("do", "task") if step.done else ("observe", "ask")
    lines = ["[[step]]", f'kind = "{kind}"', f"{asks}.{language} = {quoted(words(step.task))}"]
    if step.highlight:
        lines.append(f"highlight = {quoted(step.highlight)}")
    if step.before:
        lines.append(f"before = {_listed(list(step.before))}")
    if step.done:
        lines.append(f"done = {quoted(step.done)}")
    return [*lines, f"do_it = {_listed([step.act.text])}", ""]


def quoted(text: str) -> str:
    """A text as TOML has it, in one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _listed(texts: list[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


def _inline(values: Mapping[str, object]) -> str:
    return f"{{ {', '.join(f'{name} = {_plain(value)}' for name, value in values.items())} }}" if values else "{}"


def _plain(value: object) -> str:
    return quoted(value) if isinstance(value, str) else str(list(value)) if isinstance(value, tuple) else repr(value)


def shown(name: str, value: object) -> str:
    """The value of a setting, as it is typed."""
    return str(value) if isinstance(value, str) else HYPERPARAMETERS[name].kind.write(value)


def id_from(name: str) -> str:
    """An id of a lesson, from the name of its file."""
    found = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-")
    return found or "a-lesson-of-my-own"
