"""Which samples are opened, and what they are called."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from engine.inspection.learned.answers import Answers
from engine.inspection.learned.comparison import Comparison
from engine.inspection.learned.confusion import Confusion, read_as
from gui.widgets.confusion_map import Group
from gui.words import formatting

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Moved:
    """The samples that were right, or not, in the one network, and are in the other."""

    was_right: bool
    is_right: bool


Opened = Group | Moved


def most_often(confusion: Confusion) -> Group:
    """The error that is made most often; all that is wrong where there is none."""
    pair = confusion.most_confused
    return Group(None, None, wrong=True) if pair is None else Group(*pair)


def which(opened: Opened, answers: Answers, comparison: Comparison | None) -> np.ndarray | None:
    """Which samples these are, (n,) bool; None while the other network is not known."""
    if isinstance(opened, Moved):
        return None if comparison is None else comparison.which(opened.was_right, opened.is_right)
    found = read_as(answers, opened.label, opened.predicted)
    return found & ~answers.right if opened.wrong else found


def is_one_pair(opened: Opened) -> bool:
    """Whether they have one label and one predicted class."""
    return isinstance(opened, Group) and opened.label is not None and opened.predicted is not None


def title(opened: Opened, amount: int, names: tuple[str, ...]) -> str:
    """What they are, and how many."""
    what = _what_moved(opened) if isinstance(opened, Moved) else _what(opened, names)
    return translate("ConfusionView", "{what}: {count}").format(what=what, count=formatting.integer(amount))


def order(amount: int) -> str:
    """In which order so many of them stand."""
    return translate("ConfusionView", "the surest first") if amount > 1 else ""


def why_none(opened: Opened, confusion: Confusion) -> str:
    """What is said where there are none."""
    if isinstance(opened, Group) and opened.label is not None and not confusion.of_label[opened.label]:
        return translate("ConfusionView", "There is no sample with this label.")
    return translate("ConfusionView", "There is no such sample.")


def _what(group: Group, names: tuple[str, ...]) -> str:
    label = "" if group.label is None else names[group.label]
    if group.predicted is not None:
        words = translate("ConfusionView", "{label} read as {predicted}") if label else (
            translate("ConfusionView", "All read as {predicted}"))
        return words.format(label=label, predicted=names[group.predicted])
    if group.wrong:
        words = translate("ConfusionView", "{label} read wrong") if label else (
            translate("ConfusionView", "All read wrong"))
    else:
        words = translate("ConfusionView", "All with label {label}") if label else (
            translate("ConfusionView", "All samples"))
    return words.format(label=label)


def _what_moved(moved: Moved) -> str:
    return {
        (True, True): translate("ConfusionView", "Right then and now"),
        (True, False): translate("ConfusionView", "Wrong anew"),
        (False, True): translate("ConfusionView", "Right anew"),
        (False, False): translate("ConfusionView", "Wrong then and now"),
    }[moved.was_right, moved.is_right]
