"""Three columns of any two networks: what goes together is subtracted, and the rest is seen or said."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.frozen.beside import Beside
from engine.inspection.frozen.trace import Sample, Trace, trace
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.panels.sample.columns import Columns

DIGITS = load_digits()
SHAPES = ((), (5,), (7,), (7, 5), (5, 6, 7))


def looked_at(hidden: tuple[int, ...], index: int, activation: str = "relu") -> Trace:
    trainer = Trainer(TrainingConfig(hidden_sizes=hidden, weight_init="he", activation=activation), DIGITS)
    return trace(trainer.network, Sample(DIGITS.test.x[index], int(DIGITS.test.labels[index]), "test", index))


@pytest.fixture
def columns(qtbot, light):
    made = Columns()
    qtbot.addWidget(made)
    made.resize(600, 1200)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize("a", SHAPES)
@pytest.mark.parametrize("b", SHAPES)
def test_any_two_networks(columns, qtbot, a, b):
    beside, said = Beside(looked_at(a, 0), looked_at(b, 1, "sigmoid")), []
    columns.hovered.connect(lambda side, cell: said.append((side, cell)))
    for layer in range(1, len(b) + 1) or (0,):
        columns.build(DIGITS, (64, *b, 10), layer)
        columns.show_pairs(beside)
        come_to_rest(columns)
        for name in columns.names:
            pair = beside.pair(name)
            for side, values in enumerate((pair.a, pair.b, pair.difference)):
                widget = columns._rows[name].views[side].widget
                assert (widget.message == "") == (values is not None and (side < 2 or bool(values.any()))), name
                said.clear()
                qtbot.mouseMove(widget, QPoint(3, 3))
                found = [each for each in said if each[1] is not None]
                for at, cell in found:
                    assert (at, cell.name, cell.value) == (side, name, pytest.approx(values[cell.index]))
                    assert list(columns.values_at(cell))[side] == cell.value
                assert bool(found) == (widget.message == "")


def test_nothing_is_left_of_what_was_shown(columns):
    columns.build(DIGITS, (64, 5, 10), 1)
    columns.show_pairs(Beside(looked_at((5,), 0), looked_at((5,), 1)))
    columns.say("gone")
    assert {view.widget.message for row in columns._rows.values() for view in row.views} == {"gone"}
    assert not columns.differs and columns.scale_of("a1", 1) is None


def test_values_that_are_no_numbers(columns):
    """After a divergence."""
    trainer = Trainer(TrainingConfig(hidden_sizes=(5,), weight_init="he"), DIGITS)
    sample = Sample(DIGITS.test.x[0], int(DIGITS.test.labels[0]), "test", 0)
    good = trace(trainer.network, sample)
    trainer.network.params["W1"] = np.full_like(trainer.network.params["W1"], np.nan)
    columns.build(DIGITS, (64, 5, 10), 1)
    columns.show_pairs(Beside(good, trace(trainer.network, sample)))
    come_to_rest(columns)
    columns.grab()
    scale = columns.scale_of("a1", 0)
    assert (scale.limit, scale.kind) == (pytest.approx(np.abs(good.values["a1"]).max()), "diverging")
    assert columns.scale_of("a1", 2).limit == 0
