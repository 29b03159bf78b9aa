"""From the start window to what becomes of the network without a unit, with a real mouse."""

import numpy as np
import pytest
from lab import CTRL, LEFT, Key

from engine.inspection.unit import Unit


@pytest.fixture
def view(lab):
    """What is in the Units panel, which is seen, with its second page forward."""
    lab.ready()
    lab.press(Key.Key_U, CTRL)
    lab.until(lambda: lab.window.units.contents is not None and lab.window.units.contents.isVisible())
    lab.click("Without it")
    return lab.window.units.contents


def test_a_unit_is_switched_off_from_its_detail_and_by_a_click(lab, view):
    lab.train_to(40)
    page = view.pages[1].contents

    def idle() -> bool:
        return not page.inquiry._questions and bool(page.switches.outcome.text())

    lab.until(idle)
    cells = page.switches.map
    lab.qtbot.mouseClick(cells, LEFT, pos=cells.rect_of((7,)).center())
    lab.until(idle)
    params, split = lab.params(), lab.session.run.dataset.test
    z = np.maximum(split.x[:] @ params["W1"] + params["b1"], 0)
    z[:, 7] = 0
    accuracy = ((z @ params["W2"] + params["b2"]).argmax(axis=1) == split.labels).mean()
    lab.until(idle)
    assert f" → {accuracy:.4f} · this sample: " in page.switches.outcome.text()
    view.switch_off(Unit(1, 3))
    lab.until(idle)
    assert page.switches.off == {1: {3}}
    assert view.pills.current == 1


def test_what_is_off_stays_off_while_another_panel_is_seen_and_training_goes_on(lab, view):
    page = view.pages[1].contents
    lab.until(lambda: bool(page.switches.outcome.text()) and not page.inquiry._questions)
    page.select_units(1, {2, 4})
    lab.click("Pixels")
    lab.train_to(20)
    assert page._learned.iteration == 0  # what nobody sees is told nothing
    lab.press(Key.Key_U, CTRL)
    lab.until(lambda: page._learned.iteration == 20 and not page.inquiry._questions)
    assert page.switches.off == {1: {2, 4}}
