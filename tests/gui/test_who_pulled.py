"""Who pulled a weight, in the whole window: from the tab to the sample that moved it most."""

from lab import LEFT, Key

from engine.inspection.place import Place
from gui.panels.iteration.panel import PULLS, WHERE


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
