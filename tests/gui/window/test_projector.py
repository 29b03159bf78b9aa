"""For a whole class to read: everything large, and then everything as it was."""

import pytest
from lab import CTRL, Key
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from bench.rest import arrangement, come_to_rest
from gui import settings
from gui.look.theme import theme
from gui.settings import Settings
from gui.window import projector

SIZES = [(1280, 720), (1500, 900)]
LARGE = projector.LARGE  # as it is


def lies(lab) -> dict:
    """Where everything is that is seen."""
    come_to_rest(lab.window)
    return {each: place for each, place in arrangement(lab.window).items() if place[0]}


@pytest.fixture(autouse=True)
def large(monkeypatch) -> float:
    """A screen that everything is large on, whatever the platform says."""
    monkeypatch.setattr(projector, "LARGE", QSize(500, 400))
    screen = QApplication.primaryScreen().size()
    yield min(screen.width() / 500, screen.height() / 400, settings.LARGEST_TEXT)
    theme().set_text_scale(1.0)


def project(lab) -> None:
    lab.press(Key.Key_F5)
    come_to_rest(lab.window)


def by_hand(lab) -> None:
    """Move the edges, open what is folded, write larger."""
    lab.press(Key.Key_E, CTRL)
    come_to_rest(lab.window)
    splitter = lab.window.workspace.splitter
    splitter.moveSplitter(splitter.widget(2).x() - 60, 2)
    middle = lab.window.workspace.middle.splitter
    if middle.widget(1).isVisible() and middle.widget(0).isVisible():
        middle.moveSplitter(middle.widget(1).y() + 40, 1)
    come_to_rest(lab.window)


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_large_and_the_rest_folded_away(lab, size, large):
    lab.resize(*size)
    lab.press(Key.Key_T, CTRL)
    lab.press(Key.Key_E, CTRL)
    project(lab)
    window = lab.window
    assert window.isFullScreen() and window.actions_["projector"].isChecked()
    assert theme().text_scale == large >= 1.6
    assert [each.isVisible() for each in (window.experiment, window.runs, window.curves.line)] == [False] * 3
    assert not any(window.actions_[name].isChecked() for name in ("experiment", "remarks"))
    assert window.curves.isVisible() or window.iteration.isVisible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", [Key.Key_F5, Key.Key_Escape])
@pytest.mark.parametrize("changed", [False, True])
def test_then_everything_is_as_it_was(lab, size, key, changed):
    lab.resize(*size)
    lab.press(Key.Key_Right)
    lab.settle()
    if changed:
        by_hand(lab)
    state, scale, before = lab.window.windowState(), theme().text_scale, lies(lab)
    project(lab)
    assert lies(lab) != before
    lab.press(key)
    assert lies(lab) == before
    assert (lab.window.windowState(), theme().text_scale) == (state, scale)
    assert not lab.window.actions_["projector"].isChecked() and lab.window.actions_["remarks"].isChecked()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_panel_has_its_room_beside_the_sample(lab, language):
    window = lab.window
    if language == "ja":
        window.actions_.languages["ja"].trigger()
        window._speak()
    lab.resize(1280, 720)
    for panel in (window.curves, window.iteration, window.confusion, window.units, window.pixels):
        window.workspace.bring_forward(panel)
        come_to_rest(window)
        beside = 24 + window.sample.minimumSizeHint().width()  # with what is around panels, and between them
        assert panel.minimumSizeHint().width() + beside <= LARGE.width(), panel.title


def test_on_a_small_screen_it_is_large_all_the_same(lab, monkeypatch):
    monkeypatch.setattr(projector, "LARGE", QSize(5000, 4000))
    project(lab)
    assert theme().text_scale == projector.LEAST


def test_what_was_changed_meanwhile_does_not_stay(lab):
    before = lies(lab)
    project(lab)
    by_hand(lab)
    lab.press(Key.Key_0, CTRL)
    lab.press(Key.Key_T, CTRL)
    lab.press(Key.Key_F5)
    assert lies(lab) == before and theme().text_scale == 1


def test_it_is_never_remembered(open_lab):
    settings.save(Settings(folded=["shown"], text_scale=1.1, observations=True))
    theme().set_text_scale(1.1)
    lab = open_lab()
    lab.close()
    before = settings.load()[0]
    theme().set_text_scale(1.1)
    again = open_lab(None, None)
    project(again)
    again.window.actions_.schemes["dark"].trigger()
    again.close()
    after = settings.load()[0]
    assert (after.text_scale, after.folded, after.observations, after.splitters, after.scheme) == (
        1.1, ["shown"], True, before.splitters, "dark")
    theme().set_text_scale(after.text_scale)
    third = open_lab(None, None)
    assert not third.window.isFullScreen() and third.window.experiment.isVisible()


def test_it_stays_in_another_language_and_leads_back_from_there(lab):
    before = [each.isVisible() for each in lab.window.panels], lab.window.workspace.splitter.sizes()
    project(lab)
    lab.window.actions_.languages["ja"].trigger()
    lab.window._speak()
    come_to_rest(lab.window)
    assert lab.window.projector.is_on and lab.window.actions_["projector"].isChecked()
    assert not lab.window.curves.line.isVisible() and not lab.window.experiment.isVisible()
    lab.press(Key.Key_F5)
    come_to_rest(lab.window)
    assert ([each.isVisible() for each in lab.window.panels], lab.window.workspace.splitter.sizes()) == before


def test_reset_layout_leaves_it(lab):
    project(lab)
    lab.trigger("View", "Reset layout")
    come_to_rest(lab.window)
    assert not lab.window.projector.is_on and theme().text_scale == 1 and not lab.window.isFullScreen()
    assert lab.window.curves.is_observing


def test_a_window_that_was_full_stays_full(lab):
    lab.press(Key.Key_F11)
    project(lab)
    lab.press(Key.Key_F5)
    assert lab.window.windowState() & Qt.WindowState.WindowFullScreen


def test_the_graph_is_as_large_as_the_text(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.workspace.bring_forward(lab.window.iteration)
    come_to_rest(lab.window)
    zoom = lab.window.iteration.graph.view.zoom
    project(lab)
    assert lab.window.iteration.graph.view.zoom >= 1
    lab.press(Key.Key_F5)
    come_to_rest(lab.window)
    assert lab.window.iteration.graph.view.zoom == pytest.approx(zoom)


def test_training_goes_on_meanwhile(lab):
    lab.press(Key.Key_Space)
    project(lab)
    lab.until(lambda: lab.session.standing.iteration > 10)
    lab.press(Key.Key_Escape)
    assert not lab.window.projector.is_on
    lab.press(Key.Key_Space)
    lab.settle()
