"""Another theme at once: all is painted as in a window that was opened in it."""

from collections import Counter

import numpy as np
import pytest
from lab import Lab
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from test_language import (
    WAYS,
    answered,
    on_the_page_of_checks,
    taken_down,
    with_a_drawing,
    zoomed_into_the_curves,
)

from bench.rest import come_to_rest
from gui import settings
from gui.look.theme import theme

A_WORD = 600  # pixels; what is written may be a moment older
# Not where the shares of the panels are those of the way there.
NEEDS_LOOK = [use for use in WAYS if use.__name__ not in ("at_the_start", "with_values_half_typed", "with_kept_runs")]


@pytest.fixture(autouse=True)
def as_before():
    yield
    theme().set_scheme("system")


def both(lab: Lab) -> list:
    """The window with either of the two panels that share a place."""
    pictures = []
    for panel in (lab.window.curves, lab.window.iteration):
        lab.window.workspace.bring_forward(panel)
        lab.window.centralWidget().setFocus()
        come_to_rest(lab.window)
        lab.settle()
        for page in (lab.window.iteration.check, lab.window.iteration.what_if, lab.window.iteration.breaking):
            answered(lab, page)  # a page that is seen again may have asked again
        pictures.append(lab.window.grab().toImage())
    return pictures


def are_alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures differ in no more than a word: a box of the graph in other colours is far more."""
    found = [np.frombuffer(each.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
             for each in (one, other)]
    return one.size() == other.size() and int((found[0] != found[1]).sum()) <= A_WORD


@pytest.mark.parametrize("use", NEEDS_LOOK, ids=lambda use: use.__name__)
def test_a_window_that_switched_is_painted_as_one_that_was_opened_so(open_lab, use):
    theme().set_scheme("dark")
    lab = open_lab()
    lab.window.actions_.schemes["dark"].trigger()
    use(lab)
    both(lab)
    lab.window.actions_.schemes["light"].trigger()
    come_to_rest(lab.window)
    switched = both(lab)
    cost = lab.window.iteration.check._cost
    lab.close()
    taken_down()
    settings.default_path().unlink(missing_ok=True)
    other = open_lab()
    other.window.actions_.schemes["light"].trigger()
    use(other)
    if use is on_the_page_of_checks:  # it is measured
        answered(other, other.window.iteration.check)
        other.window.iteration.check.cost_view.show_cost(cost)
    assert all(map(are_alike, switched, both(other)))


def test_the_system_s_choice_is_followed_at_once(open_lab):
    theme().set_scheme("system")
    lab = open_lab()
    with_a_drawing(lab)
    seen = {}
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        QGuiApplication.styleHints().setColorScheme(scheme)
        come_to_rest(lab.window)
        pictures = both(lab)
        before = seen.setdefault(scheme, pictures)
        assert all(map(are_alike, before, pictures))
    assert theme().palette.name == "light"
    QGuiApplication.styleHints().unsetColorScheme()


def tooltip(at: QWidget) -> QWidget:
    """The tooltip of a widget, as it is shown."""
    QToolTip.hideText()
    QApplication.processEvents()
    QToolTip.showText(at.mapToGlobal(QPoint(1, 1)), "some words", at)
    QApplication.processEvents()
    return next(each for each in QApplication.topLevelWidgets()
                if each.metaObject().className() == "QTipLabel" and each.isVisible())


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_every_tooltip_is_opaque_and_in_the_colours_of_the_theme(open_lab, scheme):
    theme().set_scheme("light" if scheme == "dark" else "dark")
    lab = open_lab()
    zoomed_into_the_curves(lab)
    theme().set_scheme(scheme)
    own = [each for each in lab.window.findChildren(QWidget) if each.styleSheet()]
    graph = lab.window.iteration.graph.view
    assert graph in own
    for at in (*own, graph.viewport(), lab.window.sample, lab.window.controls._line):
        tip = tooltip(at)
        assert not tip.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        picture = tip.grab().toImage()
        colours = Counter(QColor(picture.pixel(x, y)).name()
                          for x in range(picture.width()) for y in range(picture.height()))
        assert colours.most_common(1)[0][0] == theme().palette.field, at
        assert theme().palette.text in colours, at
        assert picture.pixelColor(0, 0).alpha() == 255
    QToolTip.hideText()
