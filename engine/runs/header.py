"""What a saved run says in words and single numbers: its ``run.json``, written and read."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from engine.npz import Npz
from engine.problem import Problem
from engine.runs.npz import RunFileError, damaged
from engine.training.config import (
    HYPERPARAMETERS,
    MAX_ITERATIONS,
    ON_THE_WAY,
    ConfigError,
    TrainingConfig,
    from_plain,
)
from engine.training.run_settings import Configs

NAME = "run.json"
FORMAT = "Backprop Lab run"
VERSION = 2  # the first had learning rates that change, and nothing else that did

_MOST = 16_000_000  # bytes

Found = Mapping[str, Any]


def written(header: Found) -> bytes:
    """The text of a header; what is the same in all is added."""
    whole = {"format": FORMAT, "version": VERSION, **header, "config": asdict(header["config"])}
    return json.dumps(whole, allow_nan=False, indent=1).encode()


def parsed(npz: Npz, path: Path) -> dict[str, Any]:
    """The header of a file, checked, with tuples for lists and the config made.

    Raises
    ------
    RunFileError
        If there is none, it is of a newer version, or something in it cannot be used.
    """
    try:
        header = json.loads(npz.text(NAME, _MOST).decode(), parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise damaged(path, Problem("{name} is missing or damaged", {"name": NAME}))
    version = header.get("version")
    if type(version) is int and version > VERSION:
        raise RunFileError(
            "{file} was saved by a newer version of this program: its format is {version}, and this one reads up to "
            "{known}. Get the newer version.", file=path, version=version, known=VERSION)
    if version == 1:
        header = _of_the_first_version(header, path)
    found: dict[str, Any] = {}
    for field, check in _FIELDS.items():
        try:
            found[field] = check(header[field], found)
        except (LookupError, TypeError, ValueError, AttributeError, ConfigError) as error:
            raise unusable(path, field) from error
    return found


def _of_the_first_version(header: dict[str, Any], path: Path) -> dict[str, Any]:
    """What a header of the first version says, as it is said now."""
    try:
        return {**header, "changes": [[first, {"learning_rate": rate}] for first, rate in header["learning_rates"]]}
    except (LookupError, TypeError, ValueError) as error:
        raise unusable(path, "learning_rates") from error


def unusable(path: Path, field: str) -> RunFileError:
    """The error of a file with this field as it cannot be."""
    return damaged(path, Problem("“{field}” in {name} cannot be used", {"field": field, "name": NAME}))


def _finite(text: str) -> float:
    """A number as JSON has them: none that would be infinite."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError
    return value


# --- what the header can be: each returns what is used of it, or raises --------------------------------------------

def _whole(value: object, lowest: int, highest: int) -> int:
    if type(value) is not int or not lowest <= value <= highest:
        raise ValueError
    return value


def _ascending(values: list, strictly: bool = True) -> None:
    if any(a >= b if strictly else a > b for a, b in pairwise(values)):
        raise ValueError


def _version(value: object, found: Found) -> int:
    return _whole(value, 1, VERSION)


def _config(value: dict[str, Any], found: Found) -> TrainingConfig:
    """Every value must be usable; a hyperparameter that the file does not know yet has its default."""
    config, unusable = from_plain({**value, "dataset": TrainingConfig().dataset})
    if unusable or not value.keys() <= HYPERPARAMETERS.keys():
        raise ValueError
    return TrainingConfig(**{**asdict(config), "dataset": value["dataset"]})


def _count(value: object, found: Found) -> int:
    return _whole(value, 1, MAX_ITERATIONS + 1)


def _points(value: object, found: Found) -> int:
    return _whole(value, 0, found["losses"])


def _recorded(value: object, found: Found) -> int:
    return _whole(value, 0, found["losses"] - 1)


def _position(value: object, found: Found) -> int:
    return _whole(value, 0, MAX_ITERATIONS)


def _checkpoints(value: list, found: Found) -> tuple[int, ...]:
    iterations = [_recorded(each, found) for each in value]
    _ascending(iterations)
    if iterations[0] != 0 or found["iteration"] not in iterations:
        raise ValueError
    return tuple(iterations)


def changes_of(configs: Configs) -> list[tuple[int, dict[str, object]]]:
    """The configs of a run as its file has them: what each of them changes, with the first iteration that it is of."""
    before = [(0, configs[0][1]), *configs]
    return [(first, {name: getattr(config, name) for name in ON_THE_WAY if first == 1 or getattr(
        config, name) != getattr(last, name)}) for (_, last), (first, config) in pairwise(before)]


def _configs(value: list, found: Found) -> Configs:
    """The configs that these changes lead to, one after the other, from that which the run was begun with."""
    configs, config = [], found["config"]
    for first, changes in value:
        if not changes.keys() <= set(ON_THE_WAY):
            raise ValueError
        config = replace(config, **{name: HYPERPARAMETERS[name].from_plain(each) for name, each in changes.items()})
        configs.append((_whole(first, 1, MAX_ITERATIONS + 2), config))
    _ascending([first for first, _ in configs])
    if configs[0][0] != 1:
        raise ValueError
    return tuple(configs)


def _plans(value: list, found: Found) -> tuple[tuple[int, object], ...]:
    """How many updates were planned, each with the first iteration from which on."""
    plans = [(_whole(first, 1, MAX_ITERATIONS + 2), HYPERPARAMETERS["iterations"].from_plain(each))
             for first, each in value]
    _ascending([first for first, _ in plans], strictly=False)
    if plans[0][0] != 1:
        raise ValueError
    return tuple(plans)


def _silence(value: list, found: Found) -> tuple[int | None, int | None]:
    since, died = (each if each is None else _recorded(each, found) for each in value)
    return since, died


def _text(value: object, found: Found) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(value: object, found: Found) -> tuple:
    if not isinstance(value, list):
        raise TypeError
    return tuple(value)


def _texts(*names: str) -> Callable[[dict, Found], dict[str, str]]:
    return lambda value, found: {name: _text(value[name], found) for name in names}


_FIELDS: dict[str, Callable[[Any, Found], object]] = {
    "version": _version, "config": _config, "losses": _count, "accuracies": _points, "iteration": _recorded,
    "position": _position, "checkpoints": _checkpoints, "changes": _configs,
    "plans": _plans, "silence": _silence, "note": _text, "comment": _text, "breakpoints": _list,
    "dataset": _texts("title", "sha256"), "machine": _texts("name", "sums"),
}
