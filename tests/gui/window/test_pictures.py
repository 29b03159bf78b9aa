"""Pictures of maps, plots and panels: what is in them is what the window shows, with its name."""

import os
from xml.etree import ElementTree

import pytest
from lab import CTRL, Key, no_room
from PySide6.QtCore import QByteArray, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QMouseEvent, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QMenu

from gui.look.theme import theme
from gui.widgets import picture
from gui.widgets.picture import FINENESS, drawing_of, image_of
from gui.widgets.tensor_view import TensorView
from gui.window.actions import PICTURES
from gui.window.pictures import subject_of

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def lab(open_lab):
    lab = open_lab(1920, 1080)
    for _ in range(3):
        lab.session.step("step iteration")
    lab.settle()
    yield lab
    theme().set_scheme("light")


def view(lab, name: str) -> TensorView:
    return next(each for each in lab.window.sample.findChildren(TensorView) if each.name == name)


def shown_in(image: QImage, widget) -> bool:
    """Whether what the widget shows is there, below what is written above, but for the seams between its cells."""
    edge, area = theme().scaled(12), widget.grab().toImage()
    top = image.height() // FINENESS - edge - widget.height()
    places = [(x, y) for x in range(3, area.width(), 7) for y in range(3, area.height(), 7)]
    same = sum(alike(image.pixelColor(FINENESS * (edge + x) + 1, FINENESS * (top + y) + 1), area.pixelColor(x, y))
               for x, y in places)
    return same > 0.8 * len(places)


def alike(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 8 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def rendered(drawing: bytes) -> QImage:
    """As another program shows it: as large as its view box says."""
    renderer = QSvgRenderer(QByteArray(drawing))
    image = QImage(renderer.viewBox().size() * FINENESS, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def texts(drawing: bytes) -> list[str]:
    return ["".join(each.itertext()).strip() for each in ElementTree.fromstring(drawing).iter(
        "{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["a1", "dW2", "dz1", "dx"])
def test_a_map_is_as_in_the_window_under_its_name(lab, name, scheme):
    theme().set_scheme(scheme)
    QApplication.processEvents()
    map_ = view(lab, name).widget
    subject = subject_of(map_)
    assert (subject.title, subject.note) == (name, view(lab, name).note)
    image = image_of(subject)
    assert image.pixelColor(0, 0) == QColor(theme().palette.card)
    assert shown_in(image, map_)
    drawing = drawing_of(subject)
    assert shown_in(rendered(drawing), map_) and name in texts(drawing)


def test_plots_are_drawn_as_lines_and_letters(lab):
    for plot, title, words in ((lab.window.curves.loss_plot, "Cross Entropy Error", {"iteration", "loss"}),
                               (lab.window.curves.accuracy_plot, "Accuracy", {"epochs", "acc"})):
        drawing = drawing_of(subject_of(plot.viewport()))
        said = " ".join(texts(drawing))
        assert title in said and all(word in said for word in words)
        assert b"<image" not in drawing and b"<path" in drawing


def test_of_the_graph_all_is_seen(lab):
    view_ = lab.window.iteration.graph.view
    view_.zoom_by(4)
    drawing = drawing_of(subject_of(view_.viewport()))
    said = " ".join(texts(drawing))
    assert all(word in said for word in ("Computational graph", "Affine1", "ReLU1", "dW1", "update b2"))
    assert subject_of(view_).size.width() >= view_.scene().itemsBoundingRect().width()


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("end", ["png", "svg"])
def test_they_are_saved_by_the_menu(lab, asked, tmp_path, name, end):
    asked.answer = tmp_path / f"picture.{end}"
    lab.window.do(name)
    lab.until(lambda: lab.notice == f"Written: {asked.answer}")
    assert asked.offered[-1].startswith("digits-3-") and asked.offered[-1].endswith(".png")
    found = QImage(str(asked.answer)) if end == "png" else rendered(asked.answer.read_bytes())
    assert found.width() > 200 and found.height() > 100


@pytest.mark.skipif(os.name == "nt", reason="limits are others there")
def test_without_room_it_is_said(lab, asked, tmp_path):
    asked.answer = tmp_path / "picture.png"
    asked.answer.write_text("old")
    for name in ("picture of losses", "export script", "export parameters"):
        with no_room():
            lab.window.do(name)
            lab.until(lambda: "could not be saved: File too large" in lab.notice)
        assert asked.answer.read_text() == "old"
        lab.window.notices.clear()


def menu_at(lab, widget, point: QPoint) -> list:
    """What the right button offers there."""
    lab.qtbot.mouseClick(widget, Qt.MouseButton.RightButton, pos=point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, widget.mapToGlobal(point))
    QApplication.sendEvent(widget, event)
    return [menu for menu in lab.window.findChildren(QMenu) if menu.isVisible()]


def test_the_right_button_offers_it(lab, asked, tmp_path):
    clipboard = QGuiApplication.clipboard()
    for widget in (view(lab, "dW1").widget, lab.window.curves.loss_plot.viewport(),
                   lab.window.iteration.graph.view.viewport()):
        clipboard.clear()
        menu, = menu_at(lab, widget, widget.rect().center())
        copy, save = menu.actions()
        assert (copy.text(), save.text()) == ("Copy picture", "Save picture…")
        copy.trigger()
        menu.close()
        assert clipboard.image() == image_of(subject_of(widget))
        asked.answer = tmp_path / "picture.svg"
        save.trigger()
        lab.until(lambda: "Written" in lab.notice)
        QApplication.processEvents()


def test_dragged_with_the_right_button_a_plot_offers_nothing(lab):
    plot = lab.window.curves.loss_plot
    viewport, centre = plot.viewport(), plot.area().center()
    button, none = Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
    for kind, step, held in ((QEvent.Type.MouseButtonPress, 0, button),
                             *((QEvent.Type.MouseMove, step, button) for step in range(4, 44, 4)),
                             (QEvent.Type.MouseButtonRelease, 40, none)):
        point = centre - QPoint(step, 0)
        which = none if kind is QEvent.Type.MouseMove else button
        QApplication.sendEvent(viewport, QMouseEvent(
            kind, QPointF(point), QPointF(viewport.mapToGlobal(point)), which, held, Qt.KeyboardModifier.NoModifier))
    assert [menu for menu in lab.window.findChildren(QMenu) if menu.isVisible()] == []


def test_what_was_clicked_last_is_copied_or_what_the_keys_have_reached(lab):
    clipboard = QGuiApplication.clipboard()
    for name in ("dW2", "a1"):
        lab.qtbot.mouseClick(view(lab, name).widget, Qt.MouseButton.LeftButton)
    lab.press(Key.Key_C, CTRL | SHIFT)
    assert lab.notice == "The picture is copied: a1"
    assert clipboard.image() == image_of(subject_of(view(lab, "a1").widget))
    view(lab, "dx").widget.setFocus(Qt.FocusReason.TabFocusReason)
    lab.press(Key.Key_C, CTRL | SHIFT)
    assert lab.notice == "The picture is copied: dx"


def test_with_nothing_clicked_it_is_said_how(open_lab, monkeypatch):
    monkeypatch.setattr(picture, "_clicked", None)
    lab = open_lab()
    lab.window.do("copy picture")
    assert lab.notice == "Click a map or a plot first: the picture will be of that."


def test_of_what_is_no_map_there_is_a_picture_of_its_panel(lab):
    assert subject_of(None) is None and subject_of(lab.window.controls) is None
    subject = subject_of(lab.window.sample.findChild(TensorView))
    assert (subject.title, subject.widget) == (lab.window.sample.title, lab.window.sample)
