"""Nothing that is written by hand is cut off or lies on top of another, on any page, in any font and language."""

import pytest
from PySide6.QtCore import Qt

from bench.rest import PAGES, come_to_rest, operations, show_place
from engine.inspection.place import Place
from gui.look.theme import theme
from tests.gui import painted

ARRANGEMENTS = [("en", (1280, 720), 1.0), ("en", (1920, 1080), 1.3), ("ja", (1280, 720), 1.6)]


@pytest.mark.layout
@pytest.mark.parametrize("language, size, text_scale", ARRANGEMENTS)
def test_nothing_is_written_over_another_or_over_the_edge(
        in_any_font, language, open_lab, size, text_scale, monkeypatch):
    theme().set_text_scale(text_scale)
    lab = open_lab(*size)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right):
        lab.press(key)
    lab.settle()
    window = lab.window
    window.workspace.bring_forward(window.iteration)
    window.iteration.open_place(Place("dW1", (30, 5)))
    assert faults(lab, monkeypatch) == []
    for operation in operations(window)[::4]:
        show_place(window, operation, 0)
        assert faults(lab, monkeypatch) == [], operation
    for page in range(1, PAGES):
        show_place(window, "Affine1 backward", page)
        assert faults(lab, monkeypatch) == [], page


def faults(lab, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    come_to_rest(lab.window)
    with painted.recorded(monkeypatch) as texts:
        lab.window.grab()
    assert texts
    return painted.faults(texts)


def test_what_is_cut_or_lies_over_another_is_found(qtbot, monkeypatch):
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtWidgets import QWidget

    from gui.qt.guarded import Guarded, painting

    class Bad(Guarded, QWidget):
        def paintEvent(self, event) -> None:
            with painting(self) as painter:
                painter.drawText(QRectF(0, 0, 30, 20), int(Qt.AlignmentFlag.AlignLeft), "beginning")
                painter.drawText(QRectF(20, 0, 80, 20), int(Qt.AlignmentFlag.AlignLeft), "end")
                painter.drawText(QPointF(95, 40), "edge")
                painter.drawText(QRectF(0, 60, 100, 20), int(Qt.AlignmentFlag.AlignCenter), "all well")

    widget = Bad()
    qtbot.addWidget(widget)
    widget.resize(100, 100)
    with painted.recorded(monkeypatch) as texts:
        widget.grab()
    assert [fault.split(": ", 1)[1].split(",")[0] for fault in painted.faults(texts)] == [
        "'edge' is cut", "'end' lies on 'beginning'"]
