"""A run as one file: saved whole, opened where it was left, gone on with as if nothing had been.

The file is an npz (see `engine.npz`). Its ``run.json`` has what is said in words and single numbers; the losses,
the accuracies and the checkpoints are arrays beside it: ``losses``, ``accuracies`` with a row (epoch, iteration, train,
test, and validation where images are kept back for it) each, and ``checkpoints/W1`` with the W1 of all checkpoints, one
after the other. What an optimizer remembers is of those checkpoints at which it was in use.

A file may come from anybody. Whatever is in it is compared with what a run of its config on its data must have, before
it is used.
"""

import errno
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import numpy as np

from engine.data.dataset import Dataset
from engine.files import prepare_together, reason_of, write_file
from engine.nn.network import parameter_count
from engine.npz import Npz, Stack, write_npz
from engine.problem import Problem, shortened
from engine.runs import fingerprint, header
from engine.runs.memory import free_memory
from engine.runs.npz import RunFileError, damaged, opened
from engine.runs.run import Run
from engine.runs.watched import Cancelled, Progress, Watched
from engine.training.changes import Changes
from engine.training.config import ConfigError, TrainingConfig
from engine.training.course import Course
from engine.training.epochs import Epochs
from engine.training.iteration import LOSS_AFTER
from engine.training.record.history import AccuracyPoint
from engine.training.state import State
from engine.training.trainer import Trainer

_Arrays = tuple[np.ndarray, np.ndarray, list[dict[str, np.ndarray]]]  # losses, accuracies, and those of checkpoints

_FLOAT64 = np.dtype(np.float64)
_AT_WORK = 4  # arrays for each parameter while it trains: it, its gradient, the step, the one before


# --- saving --------------------------------------------------------------------------------------------------------

def prepare_file(path: Path) -> None:
    """Make the folder of a file, and see whether `save_run` can write there: better told before a long run.

    Raises
    ------
    OSError
        If it cannot; a ValueError for a name that no file can have.
    """
    target = Path(os.path.realpath(path))
    prepare_together(target.parent, (target.name,))


def save_run(
    path: Path, run: Run, *, cancelled: Cancelled = lambda: False, progress: Progress = lambda done, total: None,
) -> None:
    """Save a run. What is written is read back; only then does it take the place of the file that was there.

    A link stays, and the file that it leads to is replaced.

    Parameters
    ----------
    path
        The file.
    run
        What it is to hold.
    cancelled
        Asked now and then; when it says so, the run is not saved.
    progress
        Told how many bytes are written, of about how many.

    Raises
    ------
    RunFileError
        If it cannot be saved, or is not to be any more; what was there is as it was then.
    """
    said = header.written(_said(run))
    with told_in_words(path):
        write_file(path, partial(_write, said=said, run=run, cancelled=cancelled, progress=progress),
                   through_links=True)


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """Have what goes wrong in writing a file raised as a `RunFileError`, which says so."""
    try:
        yield
    except (OSError, ValueError) as error:  # a ValueError for a name that no file can have
        raise RunFileError(
            "{file} could not be saved: {reason}. What was there before is unchanged; make room, or save to another "
            "place.", file=path, reason=reason_of(error)) from error


def _said(run: Run) -> dict[str, object]:
    course, dataset = run.course, run.dataset
    return {
        "config": run.config, "iteration": course.standing.iteration, "position": course.standing.position,
        "checkpoints": [state.iteration for state in _states(course)],
        "losses": len(course.losses), "accuracies": len(course.accuracies),
        "changes": header.changes_of(course.configs), "plans": course.plans, "silence": course.silence,
        "note": run.note, "comment": run.comment, "breakpoints": run.breakpoints,
        "dataset": {"title": dataset.title, "sha256": fingerprint.of_dataset(dataset)},
        "machine": {"name": fingerprint.machine(), "sums": fingerprint.of_sums()},
    }


def _states(course: Course) -> list[State]:
    """The checkpoints and, among them, where the run stands."""
    states = {state.iteration: state for state in (course.standing, *course.checkpoints)}
    return [states[i] for i in sorted(states)]


def _write(file: BinaryIO, said: bytes, run: Run, cancelled: Cancelled, progress: Progress) -> None:
    course, columns = run.course, _columns(run.config)
    states = _states(course)
    points = np.array([astuple(point)[:columns] for point in course.accuracies])
    stacks = _stacks([state.arrays for state in states], len(course.losses), (len(course.accuracies), columns))
    contents = {"losses": [course.losses], "accuracies": [points]}
    for state in states:
        for name, array in state.arrays.items():
            contents.setdefault(_place(name), []).append(array)
    total = sum(stack.size for stack in stacks.values())
    watched = cast("IO[bytes]", Watched(file, total, cancelled, progress))
    write_npz(watched, {header.NAME: said}, {name: (stack, contents[name]) for name, stack in stacks.items()})
    file.flush()
    _read_back(Path(file.name), said)


def _columns(config: TrainingConfig) -> int:
    """How many numbers of an `AccuracyPoint` there are: the last only where images are kept back for validation."""
    return len(fields(AccuracyPoint)) - (config.validation == 0)


def _stacks(
    states: Sequence[Mapping[str, np.ndarray]], losses: int, accuracies: tuple[int, int],
) -> dict[str, Stack]:
    """What is in the file of a run with checkpoints of such arrays: those of one name one after the other."""
    counts = Counter(name for arrays in states for name in arrays)
    likes = {name: array for arrays in states for name, array in arrays.items()}
    return {"losses": Stack(_FLOAT64, (losses,)), "accuracies": Stack(_FLOAT64, accuracies),
            **{_place(name): Stack(likes[name].dtype, likes[name].shape, count) for name, count in counts.items()}}


def _place(name: str) -> str:
    return f"checkpoints/{name}"


def _read_back(path: Path, said: bytes) -> None:
    """Raise an OSError unless what was written is there: each part has a checksum of what it was to be."""
    try:
        with opened(path) as npz:
            header.parsed(npz, path)
            whole = npz.is_whole and npz.text(header.NAME, len(said)) == said
    except RunFileError:
        whole = False
    if not whole:
        raise OSError(errno.EIO, "what was written cannot be read back")


# --- opening -------------------------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True, eq=False)
class SavedRun:
    """A file of which the header has been read and checked, and no array yet: its data set is to be had first.

    Parameters
    ----------
    path
        The file.
    said
        Its header. ``iteration`` and ``position`` say where it stands, ``losses`` how many are recorded; ``dataset``
        has a ``title``.
    """

    path: Path
    said: header.Found

    @property
    def config(self) -> TrainingConfig:
        """The config of the run; its data set is the one to load."""
        return self.said["config"]

    @property
    def words(self) -> dict[str, Any]:
        """What was written beside the run, for `run_of`."""
        return {name: self.said[name] for name in ("note", "comment", "breakpoints")}

    def trainer(self, dataset: Dataset) -> tuple[Trainer, Problem | None]:
        """A trainer that stands where the run was left, and what there is to be told of it, if there is anything.

        Raises
        ------
        RunFileError
            If the data are not those of the run, the memory is too small, or something in the file is not right.
        """
        if fingerprint.of_dataset(dataset) != self.said["dataset"]["sha256"]:
            raise RunFileError(
                "{file} was trained on other data than {title} is here. Get the data set that it was trained on, or "
                "train anew on this one.", file=self.path, title=Problem(dataset.title))
        with opened(self.path) as npz:
            if header.parsed(npz, self.path) != self.said:
                raise damaged(self.path, Problem("it has just been replaced"))
            self._check_memory(npz, dataset)
            trainer = self._begun(dataset)
            changes = Changes(self.said["changes"], len(trainer.dataset.train))
            arrays = self._arrays(npz, trainer, changes)
        trainer.resume(self._course(arrays, changes.epochs, trainer.epochs_between))
        return trainer, self._told(trainer)

    def _begun(self, dataset: Dataset) -> Trainer:
        """A trainer of its config, before training."""
        try:
            for _, config in self.said["changes"]:
                config.check(len(dataset.whole.train))
            return Trainer(self.config, dataset)
        except ConfigError as error:  # more images in a minibatch than there are
            raise header.unusable(self.path, "config") from error

    def _check_memory(self, npz: Npz, dataset: Dataset) -> None:
        """Raise unless there is room for the network and its checkpoints; and no more network than there is file."""
        numbers = parameter_count((dataset.input_size, *self.config.hidden_sizes, dataset.class_count))
        size = numbers * np.dtype(self.config.dtype).itemsize
        if size > npz.held:
            raise damaged(self.path, Problem("there are fewer numbers in it than its network has"))
        needed, free = npz.held + _AT_WORK * size, free_memory()
        if free is not None and needed > free:
            raise RunFileError(
                "{file} holds a network of {count:,} {count:parameter|parameters}. It takes {needed:,} MB of memory, "
                "and {free:,} MB are free: close other programs, or open it on a machine with more memory.",
                file=self.path, count=numbers, needed=-(-needed // 10**6), free=free // 10**6)

    def _arrays(self, npz: Npz, trainer: Trainer, changes: Changes) -> _Arrays:
        """What a trainer of this config and data needs, and what the header says: exactly these arrays."""
        said, position = self.said, self.said["position"]
        done = said["iteration"] + (position == len(trainer.operations))
        if position > len(trainer.operations) or done >= said["losses"]:
            raise header.unusable(self.path, "position")
        optimizers = [changes.config(max(iteration, 1)).optimizer for iteration in said["checkpoints"]]
        likes = {name: trainer.arrays_with(name) for name in dict.fromkeys(optimizers)}
        stacks = _stacks([likes[name] for name in optimizers], said["losses"], (
            said["accuracies"], _columns(trainer.config)))
        npz.check([header.NAME], stacks)
        found = {name: iter(arrays) for name, arrays in npz.arrays(stacks).items()}
        states = [{each: next(found[_place(each)]) for each in likes[name]} for name in optimizers]
        return next(found["losses"]), next(found["accuracies"]), states

    def _course(self, arrays: _Arrays, epochs: Epochs, between: int) -> Course:
        said, (losses, points, each) = self.said, arrays
        states = [State(*state) for state in zip(said["checkpoints"], each, strict=True)]
        self._check_states(states, losses)
        self._check_points(points, len(losses) - 1, epochs, between)
        standing = next(state for state in states if state.iteration == said["iteration"])
        return Course(
            State(standing.iteration, standing.arrays, said["position"]), tuple(states), losses,
            tuple(AccuracyPoint(int(epoch), int(iteration), *shares)
                  for epoch, iteration, *shares in points.tolist()),
            said["changes"], said["plans"], said["silence"])

    def _check_states(self, states: list[State], losses: np.ndarray) -> None:
        """Raise where there is a NaN in a network whose loss is a number."""
        for state in states:
            for name, array in state.arrays.items():
                if np.isnan(array).any() and (state.iteration == 0 or np.isfinite(losses[state.iteration])):
                    raise damaged(self.path, Problem("{name} holds what is not a number", {"name": name}))

    def _check_points(self, points: np.ndarray, last: int, epochs_of_run: Epochs, between: int) -> None:
        """Raise unless there are accuracies of all epochs that are due, but perhaps of the last, and no others."""
        (epochs, iterations), shares, epochs_after = points[:, :2].T, points[:, 2:], epochs_of_run.after
        with np.errstate(invalid="ignore"):  # a NaN is not equal to anything
            right = (len(points) in (epochs_after(last - 1) // between + 1, epochs_after(last) // between + 1)
                     and np.array_equal(epochs, between * np.arange(len(points))) and (iterations % 1 == 0).all()
                     and (epochs_after(iterations) == epochs).all() and (epochs_after(iterations - 1) < epochs).all()
                     and ((shares >= 0) & (shares <= 1)).all())
        if not right:
            raise damaged(self.path, Problem("{name} holds what cannot be", {"name": "accuracies"}))

    def _told(self, trainer: Trainer) -> Problem | None:
        """That here bits differ, if they do."""
        machine, again = self.said["machine"], trainer.values.get(LOSS_AFTER)
        recurs = again is None or np.array_equal(again, trainer.history.loss(trainer.iteration), equal_nan=True)
        if recurs and machine["sums"] == fingerprint.of_sums():
            return None
        return Problem(
            "This run was saved where sums are rounded in another way ({there}; here {here}). What is run again starts "
            "at its saved checkpoints, and differs in the last digits, more so the longer it goes on. The curves stay "
            "as they were recorded.",
            {"there": shortened(machine["name"]), "here": fingerprint.machine()})


def open_run(path: Path) -> SavedRun:
    """Open a saved run: what it says of itself. With its data set, its `trainer` goes on.

    Raises
    ------
    RunFileError
        If it cannot be opened, is no saved run, is of a newer version of this program, or something in it is not right.
    """
    with opened(path) as npz:
        return SavedRun(path, header.parsed(npz, path))
