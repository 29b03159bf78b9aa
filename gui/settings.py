"""What is remembered from one start to the next, in a JSON file.

Whatever is in that file, the program starts: each value is looked at by itself, one that cannot be used falls back to
its default, and the old file is kept aside, so that nothing that somebody chose is lost without a word.
"""

import base64
import json
import logging
import math
import os
import re
import stat
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

from PySide6.QtCore import QCoreApplication, QStandardPaths

from engine.files import locked, reason_of, write_file
from engine.problem import printable
from engine.training.config import MAX_ITERATIONS, TrainingConfig, from_plain

translate = QCoreApplication.translate
logger = logging.getLogger(__name__)

VERSION = 1
FILE_NAME = "settings.json"
FOLDER_VARIABLE = "BACKPROP_LAB_CONFIG_DIR"
SCHEMES = ("system", "light", "dark")
MOST_RECENT = 8  # files
SMALLEST_TEXT, LARGEST_TEXT = 0.7, 2.5

_LARGEST_FILE = 1_000_000  # bytes; what is written here has a few thousand
_LARGEST_INT = 2**31 - 1   # what Qt can take as a length


@dataclass(slots=True)
class Settings:
    """Choices and layout, with their defaults.

    Parameters
    ----------
    version
        Of the file's form.
    scheme
        One of `SCHEMES`.
    text_scale
        From `SMALLEST_TEXT` to `LARGEST_TEXT`; 1 is the platform's own text size.
    language
        As ``"ja"`` or ``"pt_BR"``; empty for the system's.
    geometry
        Of the window: what `QWidget.saveGeometry` gives, in base64.
    splitters
        Sizes in pixels by the name of the splitter.
    folded
        Names of the panels that are folded away.
    config
        The hyperparameters last used.
    speed
        Iterations a second; None for as fast as it goes.
    smoothing
        Over how many iterations the loss curve is smoothed; 1 for not at all.
    log_axis
        Whether the loss axis is logarithmic.
    gradient_of_minibatch
        Whether gradients shown are those of the whole minibatch, instead of one sample.
    hold_scale
        Whether the scale of the colours is held.
    observations
        Whether a line under the curves says what is going on.
    data_dir
        Folder with the MNIST files; empty for the usual places.
    mnist_offer_hidden
        Whether the offer to download MNIST was turned down.
    folder
        Where a file was opened or written last; empty for the person's documents.
    recent
        Files of runs that were opened or saved, the last one first.
    short_names
        Whether variables are called in words beside their names.
    first_run
        Whether the first run is still to come: the window then says what it shows, and lets that run be followed.
    """

    version: int = VERSION
    scheme: str = "system"
    text_scale: float = 1.0
    language: str = ""
    geometry: str = ""
    splitters: dict[str, list[int]] = field(default_factory=dict)
    folded: list[str] = field(default_factory=list)
    config: TrainingConfig = field(default_factory=TrainingConfig)
    speed: float | None = None
    smoothing: int = 1
    log_axis: bool = False
    gradient_of_minibatch: bool = False
    hold_scale: bool = False
    observations: bool = True
    data_dir: str = ""
    mnist_offer_hidden: bool = False
    folder: str = ""
    recent: list[str] = field(default_factory=list)
    short_names: bool = True
    first_run: bool = False


def default_path() -> Path:
    """Where the settings lie: in the folder that `FOLDER_VARIABLE` names, else where the platform wants them."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder, FILE_NAME)


def is_first_start(path: Path | None = None) -> bool:
    """Whether nothing is remembered of an earlier start."""
    return not os.path.lexists(path or default_path())


def language(path: Path | None = None) -> str:
    """The language that the file asks for; empty where it cannot be told. What is wrong with the rest is said in it."""
    try:
        return _CHECKS["language"](_read(path or default_path()).get("language", ""))
    except (OSError, ValueError, RecursionError):
        return ""


def load(path: Path | None = None) -> tuple[Settings, str | None]:
    """Read the settings; what cannot be used falls back to its default.

    Parameters
    ----------
    path
        The file; `default_path` if None.

    Returns
    -------
    Settings
        The defaults where there is no file.
    str or None
        What was wrong with the file and where it was kept, in one line to show; None if all was well.
    """
    path = path or default_path()
    settings = Settings()
    seen = _stat(path)
    try:
        damage = _fill(settings, _read(path))
    except FileNotFoundError:
        return settings, None
    except (OSError, ValueError, RecursionError) as error:
        logger.warning("%s cannot be read: %s", path, error)
        damage = translate("Settings", "The settings could not be read, so those of the first start are used.")
    if not damage:
        return settings, None
    return settings, f"{damage} {_keep_aside(path, seen, settings)}".strip()


def save(settings: Settings, path: Path | None = None) -> str | None:
    """Write the settings: the file is the old one or the new one, never half of it.

    Returns
    -------
    str or None
        Why they could not be written, in one line to show; None if all went well.
    """
    path = path or default_path()
    text = json.dumps(asdict(settings), indent=1, allow_nan=False) + "\n"
    try:
        write_file(path, lambda file: file.write(text.encode()), through_links=True)
    except (OSError, ValueError) as error:  # a ValueError for a name that no file can have
        logger.warning("%s cannot be written: %s", path, error)
        words = translate("Settings", "The settings cannot be kept in {folder} ({reason}): make it writable.")
        return words.format(folder=printable(path.parent), reason=reason_of(error))
    return None


# --- the file ------------------------------------------------------------------------------------------------------

def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (OSError, ValueError):
        return None  # whoever reads the file will say why


def _read(path: Path) -> dict:
    """The JSON object in a file; ValueError if there is anything else."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("it is not a file")  # a pipe would never end
    with open(path, "rb") as file:
        content = file.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise ValueError("it is too large")
    values = json.loads(content.decode("utf-8-sig"))
    if not isinstance(values, dict):
        raise ValueError("it is not a JSON object")
    return values


def _keep_aside(path: Path, seen: os.stat_result | None, mended: Settings) -> str:
    """Give a damaged file another name, put the mended settings in its place, and say where it went.

    Two windows may find the same damage: the one that comes later finds a file that is not what it has `seen`.
    """
    try:
        with locked(path.parent):
            if _identity(path.stat()) != _identity(seen):
                return ""
            kept = _free_name(path)
            path.rename(kept)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        logger.warning("%s cannot be kept aside: %s", path, error)
        text = translate("Settings", "The file cannot be kept aside ({reason}): {file}")
        return text.format(reason=reason_of(error), file=printable(path))
    save(mended, path)
    return translate("Settings", "The old file was kept as {file}").format(file=printable(kept))


def _free_name(path: Path) -> Path:
    """``settings.json.old``, or with the first number that is free."""
    kept = path.with_name(f"{path.name}.old")
    number = 1
    while os.path.lexists(kept):
        number += 1
        kept = path.with_name(f"{path.name}.old.{number}")
    return kept


def _identity(found: os.stat_result | None) -> tuple | None:
    """Another one for each file that is put there."""
    return (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size) if found else None


# --- the values ----------------------------------------------------------------------------------------------------

def _fill(settings: Settings, values: dict) -> str:
    """Take over what can be used; return what is wrong in words, or nothing."""
    version = values.get("version")
    if _is_int(version) and version > VERSION:
        return translate("Settings", "The settings are from a newer version, so those of the first start are used.")
    damaged = [] if version == VERSION and _is_int(version) else ["version"]
    for name, check in _CHECKS.items():
        if name in values:
            try:
                setattr(settings, name, check(values[name]))
            except ValueError:
                damaged.append(name)
    config = values.get("config", {})
    if isinstance(config, dict):
        settings.config, unusable = from_plain(config)
        damaged += [f"config.{name}" for name in unusable]
    else:
        damaged.append("config")
    if not damaged:
        return ""
    logger.warning("settings that cannot be used: %s", ", ".join(damaged))
    text = translate("Settings", "Some settings could not be used and are as at the first start: {names}.")
    return text.format(names=", ".join(damaged))


def _checked(value: Any, is_usable: object) -> Any:
    if not is_usable:
        raise ValueError(f"{value!r} cannot be used")
    return value


def _is_int(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> float:
    _checked(value, isinstance(value, float) or _is_int(value))
    try:
        return float(value)
    except OverflowError as error:
        raise ValueError("beyond what a float can hold") from error


def _choice(*choices: str) -> Callable[[Any], Any]:
    return lambda value: _checked(value, value in choices)


def _bool(value: Any) -> Any:
    return _checked(value, isinstance(value, bool))


def _text_scale(value: Any) -> Any:
    return _checked(_number(value), SMALLEST_TEXT <= value <= LARGEST_TEXT)


def _language(value: Any) -> Any:
    return _checked(value, isinstance(value, str) and re.fullmatch(r"([A-Za-z]{2,3}([_-][A-Za-z0-9]+)*)?", value))


def _base64(value: Any) -> Any:
    _checked(value, isinstance(value, str))
    base64.b64decode(value, validate=True)  # its error is a ValueError
    return value


def _length(value: Any) -> Any:
    return _checked(value, _is_int(value) and 0 <= value <= _LARGEST_INT)


def _smoothing(value: Any) -> Any:
    return _checked(value, _is_int(value) and 1 <= value <= MAX_ITERATIONS)


def _splitters(value: Any) -> Any:
    _checked(value, isinstance(value, dict) and all(isinstance(sizes, list) for sizes in value.values()))
    return {name: [_length(size) for size in sizes] for name, sizes in value.items()}


def _names(value: Any) -> Any:
    return _checked(value, isinstance(value, list) and all(isinstance(name, str) for name in value))


def _speed(value: Any) -> Any:
    return None if value is None else _checked(_number(value), math.isfinite(value) and value > 0)


def _folder(value: Any) -> Any:
    _checked(value, isinstance(value, str) and "\0" not in value)
    os.fsencode(value)  # a name that no file can have: UnicodeEncodeError, a ValueError
    return value


def _files(value: Any) -> Any:
    return [_folder(each) for each in _names(value)][:MOST_RECENT]


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "scheme": _choice(*SCHEMES),
    "text_scale": _text_scale,
    "language": _language,
    "geometry": _base64,
    "splitters": _splitters,
    "folded": _names,
    "speed": _speed,
    "smoothing": _smoothing,
    "log_axis": _bool,
    "gradient_of_minibatch": _bool,
    "hold_scale": _bool,
    "observations": _bool,
    "data_dir": _folder,
    "mnist_offer_hidden": _bool,
    "folder": _folder,
    "recent": _files,
    "short_names": _bool,
    "first_run": _bool,
}
