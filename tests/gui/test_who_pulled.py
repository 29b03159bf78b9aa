"""Who pulled a weight, in the whole window: from the tab to the sample that moved it most."""

import pytest
from lab import LEFT, Key
from PySide6.QtCore import QSize

from bench.rest import come_to_rest
from engine.inspection.place import Place
from gui.look.theme import theme
from gui.panels.iteration.panel import PULLS, WHERE
from gui.window import projector


def test_from_the_page_to_the_sample_and_its_operations(lab):
    lab.ready()
    iteration, session = lab.window.iteration, lab.session
    lab.window.workspace.bring_forward(iteration)
    iteration.show_page(PULLS)
    page = iteration.pulls
    assert page.about.startswith("No iteration has been run yet")
    for number in (1, 2):
        lab.press(Key.Key_Right)
        lab.until(lambda number=number: page.found is not None and page.found.last == number)
        lab.settle()
        assert not session._awaiting  # nothing is asked in circles
    iteration.open_place(Place("W2", (7, 3)))
    lab.qtbot.mouseClick(iteration.tab_of(PULLS), LEFT)
    lab.until(lambda: page.found is not None and page.found.place == Place("W2", (7, 3)))
    lab.qtbot.mouseClick(page.stretches.pill(2), LEFT)
    lab.until(lambda: page.found is not None and page.found.first == 1)
    grid = page.view.up.thumbnails
    strongest = int(page.found.pulls.argmax())
    at = grid.rect_of(0).center().toPoint()
    lab.qtbot.mouseClick(grid, LEFT, pos=at)
    lab.settle()
    chosen = lab.window.sample.chooser.sample
    assert (chosen.split, chosen.index) == ("train", strongest)
    lab.qtbot.mouseDClick(grid, LEFT, pos=at)
    lab.until(lambda: iteration.page == WHERE)
    assert iteration.place.name == session.run.operations[3].makes[0].name == "a2"
    lab.press(Key.Key_Right)  # while that sample is looked at alone, as it was
    lab.settle()
    lab.qtbot.mouseClick(iteration.tab_of(PULLS), LEFT)
    lab.until(lambda: page.found is not None and page.found.last == 3)
    assert "Iterations 1 to 3: W2[7, 3] went" in page.view.said.text()
    assert iteration.place.name == "a2"
    page.which.setFocus()
    page.which.selectAll()
    lab.qtbot.keyClicks(page.which, "b2[4]")
    lab.qtbot.keyClick(page.which, Key.Key_Return)
    lab.until(lambda: page.found is not None and page.found.place == Place("b2", (4,)))
    assert iteration.place == Place("b2", (4,))  # on the other pages, too
    assert iteration.page == PULLS


@pytest.mark.parametrize("large", [False, True])
def test_the_way_of_the_weight_is_seen_beside_who_pulled_it(open_lab, monkeypatch, large):
    lab = open_lab(1280, 720)
    lab.train_to(30)  # for which the experiment is opened
    iteration = lab.window.iteration
    lab.window.workspace.bring_forward(iteration)
    iteration.show_page(PULLS)
    lab.until(lambda: iteration.pulls.found is not None)
    if large:  # as on a screen of 1920 × 1080
        monkeypatch.setattr(projector, "LARGE", QSize(400, 400))
        lab.press(Key.Key_F5)
        lab.window.showNormal()
        lab.resize(1920, 1080)
        assert theme().text_scale == 2
        lab.window.workspace.bring_forward(iteration)
    come_to_rest(lab.window)
    view = iteration.pulls.view
    for part in (view.plot, view.up):
        seen = part.visibleRegion().boundingRect()
        assert seen.width() == part.width() and seen.height() >= theme().scaled(60)
    said = view.said.visibleRegion().boundingRect()  # with what it adds up to
    assert "in all, and down by" in view.said.text() and said.height() == view.said.height()
