"""What is written as large as there is room for is inside, and numbers are whole, in any font and at any text size."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from engine.inspection.place import Place
from engine.inspection.provenance.provenance import provenance
from gui.look.theme import theme
from gui.panels.iteration.parts.box import Figures
from gui.panels.iteration.where_from.update_view import UpdateView

WIDTHS = range(120, 260, 9)
SCALES = (0.7, 1.0, 1.21, 1.5)


@pytest.fixture
def show(qtbot):
    def show_widget(widget: QWidget, width: int) -> QWidget:
        qtbot.addWidget(widget)
        widget.setStyleSheet("background: white")
        widget.resize(theme().scaled(width), widget.sizeHint().height())
        return widget
    return show_widget


def touches_the_edge(widget: QWidget) -> bool:
    """Whether anything is drawn at the right edge, as a number is that goes on beyond it."""
    picture = widget.grab().toImage()
    paper = QColor("white").rgb()
    return any(picture.pixel(picture.width() - 1, y) != paper for y in range(picture.height()))


@pytest.mark.layout
@pytest.mark.parametrize("scale", SCALES)
def test_numbers_beside_their_names(in_any_font, show, scale):
    theme().set_text_scale(scale)
    for width in WIDTHS:
        figures = Figures()
        figures.show_rows(("numerical gradient", "−0.0012345678"), ("analytic", "−0.0012345679"))
        assert not touches_the_edge(show(figures, width)), width


@pytest.mark.layout
@pytest.mark.parametrize("scale", SCALES)
def test_the_three_rows_of_an_update(in_any_font, show, snapshot, scale):
    theme().set_text_scale(scale)
    found = provenance(snapshot, Place("W1 new", (20, 3)))
    for width in WIDTHS:
        view = UpdateView()
        view.show_provenance(found)
        show(view, width)
        assert view._natural_width(view._size()) <= view.width() or view._size() < 0.45, width
