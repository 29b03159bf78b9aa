"""The runs that are kept for comparison: any number of them, each with its name, its look and its note."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from engine.problem import Problem
from engine.runs.turn import Turn
from engine.training.config import TrainingConfig
from engine.training.record.history import AccuracyPoint, History
from engine.training.run_settings import RunSettings
from gui.training.reports import KeptRun, WholeRun
from gui.words.run_names import name_of, named_by, unchanged

MOST_SHOWN = 8  # more curves than this cannot be told apart
MOST_BYTES = 4 * 2**20   # for the checkpoints of a kept run
ALL_BYTES = 64 * 2**20   # and for those of all; no run has less than its beginning and where it stands


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    key: int
    settings: RunSettings
    following: TrainingConfig | None = None  # what the run that came next had, by which this one is named
    fields: tuple[str, ...] = ()             # or what is varied in its queue
    numbered: bool = False                   # whether the name alone does not tell it from the others
    given: str = ""                          # the name that a person gave it
    note: str = ""
    look: int = 0
    shown: bool = True
    history: History = field(default_factory=History)
    whole: WholeRun | None = None            # once it is done
    seconds: float | None = None
    measured: AccuracyPoint | None = None
    done: float | None = None
    problem: Problem | None = None

    @property
    def name(self) -> str:
        """In the language of now."""
        if self.given:
            return self.given
        made = named_by(self.settings, self.fields) if self.following is None else name_of(
            self.settings, self.following, None if self.whole is None else self.whole.left_at)
        return f"{made} ({self.key})" if self.numbered else made

    def told(self) -> KeptRun:
        return KeptRun(self.name, self.history, self.key, self.look, self.shown, self.settings, self.note,
                       self.seconds, self.measured, self.done, self.problem)


class KeptRuns:
    """The kept runs, oldest first, each with a key that it has for good. Those of a queue are there before they begin.

    Attributes
    ----------
    name : str
        What a person called the present run; it is kept with it.
    """

    def __init__(self) -> None:
        self.name = ""
        self._runs: dict[int, _Kept] = {}
        self._counted = 0

    def __len__(self) -> int:
        return len(self._runs)

    def __iter__(self) -> Iterator[KeptRun]:
        return (run.told() for run in tuple(self._runs.values()))

    def __contains__(self, key: int) -> bool:
        return key in self._runs

    def told(self, key: int) -> KeptRun:
        """What is shown of one of them."""
        return self._runs[key].told()

    def whole(self, key: int) -> WholeRun | None:
        """All that is kept of one of them; None while it waits or is under way."""
        return self._runs[key].whole

    def is_named(self, key: int) -> bool:
        """Whether a person gave it its name."""
        return bool(self._runs[key].given)

    # --- they come -------------------------------------------------------------------------------------------------

    def keep(
        self, whole: WholeRun, following: TrainingConfig, *, seconds: float | None = None,
        measured: AccuracyPoint | None = None,
    ) -> int:
        """Keep the present run, named by what is different in the run that follows it. Returns its key."""
        key = self._add(_Kept(
            self._next_key(), whole.settings, following, given=self.name, note=whole.run.note,
            history=whole.history, whole=whole, seconds=seconds, measured=measured))
        self.name = ""
        return key

    def plan(self, config: TrainingConfig, fields: tuple[str, ...]) -> int:
        """A run that waits in a queue in which these hyperparameters are varied. Returns its key."""
        return self._add(_Kept(self._next_key(), unchanged(config), fields=fields, done=0.0))

    def begin(self, key: int, history: History) -> None:
        """It is under way, with these curves."""
        self._change(key, history=history)

    def advance(self, key: int, done: float) -> None:
        """So much of it is done, 0 to 1."""
        self._change(key, done=done)

    def finish(self, key: int, turn: Turn) -> None:
        """It is done, or was broken off."""
        whole = WholeRun(turn.settings, turn.history, turn.run)
        self._change(key, whole=whole, settings=turn.settings, history=turn.history, seconds=turn.seconds,
                     measured=turn.measured, done=None, problem=turn.problem)
        self._thin()

    def fail(self, key: int, problem: Problem) -> None:
        """It could not be run to an end."""
        self._change(key, done=None, problem=problem)

    def _next_key(self) -> int:
        self._counted += 1
        return self._counted

    def _add(self, run: _Kept) -> int:
        shown = self._shown()
        if len(shown) >= MOST_SHOWN:
            self._change(shown[0].key, shown=False)
        numbered = run.name in {each.name for each in self._runs.values()}
        self._runs[run.key] = replace(run, numbered=numbered, look=self._free_look())
        self._thin()
        return run.key

    def _thin(self) -> None:
        """Leave out checkpoints, the more the more runs there are."""
        room = min(MOST_BYTES, ALL_BYTES // max(len(self._runs), 1))
        for key, each in self._runs.items():
            whole = each.whole
            course = None if whole is None else whole.run.course.thinned(room)
            if whole is not None and course is not None and course is not whole.run.course:
                self._change(key, whole=replace(whole, run=replace(whole.run, course=course)))

    # --- they are changed, and go ----------------------------------------------------------------------------------

    def rename(self, key: int, name: str) -> None:
        """Call it so; with no name, by its settings again. Key 0 is the present run."""
        if key:
            self._change(key, given=name.strip())
        else:
            self.name = name.strip()

    def set_note(self, key: int, note: str) -> None:
        """Write this beside it."""
        self._change(key, note=note.strip())

    def show(self, key: int, on: bool) -> bool:
        """Draw it, or no longer. Returns whether that could be done: only so many can be told apart."""
        if on and not self._runs[key].shown:
            if len(self._shown()) >= MOST_SHOWN:
                return False
            taken = {each.look for each in self._shown()}
            look = self._runs[key].look
            self._change(key, shown=True, look=self._free_look() if look in taken else look)
        elif not on:
            self._change(key, shown=False)
        return True

    def remove(self, key: int) -> Callable[[], None]:
        """Forget one of them. Returns what brings it back to its place."""
        order, run = tuple(self._runs), self._runs.pop(key)

        def bring_back() -> None:
            there = {**self._runs, key: run}
            known = [each for each in order if each in there]
            self._runs = {each: there[each] for each in (*known, *(each for each in there if each not in known))}
            if run.shown:
                self._change(key, shown=False)
                self.show(key, True)

        return bring_back

    def _change(self, key: int, **changes: object) -> None:
        self._runs[key] = replace(self._runs[key], **changes)  # type: ignore[arg-type]

    def _shown(self) -> list[_Kept]:
        return [run for run in self._runs.values() if run.shown]

    def _free_look(self) -> int:
        """A look that no run has; else one that none has that is drawn."""
        drawn, all_of_them = ({run.look for run in runs} for runs in (self._shown(), self._runs.values()))
        return next(look for taken in (all_of_them, drawn, ()) for look in range(MOST_SHOWN) if look not in taken)
