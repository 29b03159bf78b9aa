"""The ring is where what it is around is seen, takes no click and no time, and ends with it."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from bench.rest import come_to_rest
from gui.widgets.ring import Ring
from gui.widgets.still_scroll import StillScroll


class Page(QWidget):
    """Labels that scroll, and a button beneath."""

    def __init__(self) -> None:
        super().__init__()
        content = QWidget()
        column = QVBoxLayout(content)
        self.labels = [QLabel(f"label {number}") for number in range(30)]
        for label in self.labels:
            column.addWidget(label)
        self.scroll, self.button = StillScroll(content), QPushButton("press")
        outer = QVBoxLayout(self)
        outer.addWidget(self.scroll)
        outer.addWidget(self.button)
        self.resize(300, 200)


@pytest.fixture
def page(qtbot):
    page = Page()
    qtbot.addWidget(page)
    page.show()
    come_to_rest(page)
    return page


def still(page: QWidget, ring: Ring) -> Ring:
    """Once it has closed in."""
    ring._pulse.setCurrentTime(ring._pulse.duration())
    come_to_rest(page)
    return ring


def place(part: QWidget, page: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint(0, 0)), part.size())


def test_it_closes_in_once_and_then_costs_nothing(page, qtbot):
    ring = Ring(page.button)
    first = ring.geometry()
    qtbot.waitUntil(lambda: ring._pulse.state() == ring._pulse.State.Stopped)
    come_to_rest(page)
    assert first.width() > ring.width() > page.button.width()
    assert ring.geometry().center() == place(page.button, page).center()
    assert not ring._pulse.loopCount() > 1


def test_it_follows_what_it_is_around(page):
    ring = still(page, Ring(page.button))
    page.resize(500, 400)
    come_to_rest(page)
    assert ring.geometry().center() == place(page.button, page).center()
    assert ring.width() - page.button.width() < 20
    page.button.hide()
    come_to_rest(page)
    assert not ring.isVisible()
    page.button.show()
    come_to_rest(page)
    assert ring.isVisible()


def test_what_is_scrolled_away_has_no_ring(page):
    ring = still(page, Ring(page.labels[0]))
    assert ring.isVisible()
    page.scroll.verticalScrollBar().setValue(page.scroll.verticalScrollBar().maximum())
    come_to_rest(page)
    assert not ring.isVisible()
    page.scroll.verticalScrollBar().setValue(0)
    come_to_rest(page)
    assert ring.isVisible()


def test_it_is_around_a_part_and_around_that_where_it_has_gone(page):
    areas = [QRect(5, 5, 20, 10)]
    ring = still(page, Ring(page.button, lambda: areas[0]))
    corner = page.button.mapTo(page, QPoint(0, 0))
    assert ring.geometry().center() == areas[0].translated(corner).center()
    areas[0] = QRect(40, 8, 20, 10)
    page.button.update()  # a view that scrolls within itself paints, and nothing else
    page.button.repaint()
    come_to_rest(page)
    assert ring.geometry().center() == areas[0].translated(corner).center()
    areas[0] = None
    page.button.repaint()
    come_to_rest(page)
    assert not ring.isVisible()


def test_a_click_goes_through_it(page, qtbot):
    still(page, Ring(page.button))
    assert page.childAt(place(page.button, page).center()) is page.button


def test_it_ends_with_what_it_is_around(page, qtbot):
    ring = Ring(page.button)
    with qtbot.waitSignal(ring.ended):
        page.button.deleteLater()
    assert ring.target is None
    assert not ring.isVisible()
    come_to_rest(page)
