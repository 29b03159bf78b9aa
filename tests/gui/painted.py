"""What is written by hand, as it is painted: whether all of it is inside, and nothing lies on top of another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QScrollBar, QWidget

from gui.qt import guarded

TOUCH = 1.5  # pixels that two texts may have in common, which is what is blank around letters


@dataclass(frozen=True, slots=True)
class Text:
    """A text on a widget, and where it is there."""

    device: object
    text: str
    area: QRectF
    needed: QRectF


class Recorder(QPainter):
    """A painter that remembers what it was told to write."""

    texts: ClassVar[list[Text]] = []

    def drawText(self, *arguments: object) -> None:
        super().drawText(*arguments)
        device = self.device()
        found = _measured(self, arguments)
        if found is not None and isinstance(device, QWidget):
            text, area, needed = found
            turned = self.combinedTransform()
            self.texts.append(Text(device, text, turned.mapRect(area), turned.mapRect(needed)))


def _measured(painter: QPainter, arguments: tuple) -> tuple[str, QRectF, QRectF] | None:
    """The text, the area it was given, and the area that it takes."""
    where, *rest = arguments
    if isinstance(where, QRectF | QRect):
        flags, text = rest[0], rest[1]
        area = QRectF(where)
        if not isinstance(flags, int):
            flags = int(getattr(flags, "value", flags))
        if not text.strip():
            return None
        return text, area, painter.boundingRect(area, flags | int(Qt.TextFlag.TextDontClip.value), text)
    if isinstance(where, QPointF) and rest[0].strip():
        metrics = QFontMetricsF(painter.font())
        needed = QRectF(where.x(), where.y() - metrics.ascent(), metrics.horizontalAdvance(rest[0]), metrics.height())
        return rest[0], needed, needed
    return None


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Text]]:
    """All texts that are painted by hand meanwhile."""
    Recorder.texts = []
    with monkeypatch.context() as patch:
        patch.setattr(guarded, "QPainter", Recorder)
        yield Recorder.texts


def faults(texts: list[Text]) -> list[str]:
    """What is cut by the edge of its widget, and what lies on top of another."""
    found = []
    by_device: dict[int, list[Text]] = {}
    for each in texts:
        by_device.setdefault(id(each.device), []).append(each)
    for group in by_device.values():
        device, name = group[0].device, f"{type(group[0].device).__name__} {group[0].device.accessibleName()}"
        inside = QRectF(device.rect()).adjusted(-TOUCH, -TOUCH, TOUCH, TOUCH)
        if _scrolls(device):  # then a line that is half to be seen shows that there is more
            inside.adjust(0, -device.height(), 0, device.height())
        latest = {(each.text, each.needed.toRect().getRect()): each for each in group}.values()
        for each in latest:
            if not inside.contains(each.needed):
                found.append(f"{name}: {each.text!r} is cut, {each.needed.getRect()} in {device.rect().getRect()}")
        found += [f"{name}: {one.text!r} lies on {other.text!r}"
                  for i, one in enumerate(latest) for other in tuple(latest)[:i] if _overlap(one.needed, other.needed)]
    return found


def _scrolls(device: QWidget) -> bool:
    around = device.parentWidget() or device
    beside = around.findChildren(QScrollBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(bar.isVisible() for bar in (*device.findChildren(QScrollBar), *beside))


def _overlap(one: QRectF, other: QRectF) -> bool:
    common = one.intersected(other)
    return common.width() > TOUCH and common.height() > 3 * TOUCH
