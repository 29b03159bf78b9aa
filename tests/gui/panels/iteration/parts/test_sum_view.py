"""A sum that has little width takes the height that it needs."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bench.rest import come_to_rest
from gui.panels.iteration.parts.sum_view import Part, SumView


@pytest.mark.layout
@pytest.mark.parametrize("width", [400, 260, 180, 120])
def test_no_part_of_a_sum_is_cut_off(in_any_font, qtbot, width):
    page, view = QWidget(), SumView()
    column = QVBoxLayout(page)
    column.addWidget(view)
    column.addStretch(1)
    qtbot.addWidget(page)
    view.show_parts(Part("", "−0.012460304", "old"), Part("−", "0.1", "lr"), Part("×", "−0.00040335636", "gradient"),
                    Part("=", "−0.01241997", "new"))
    page.resize(width, 400)
    page.show()
    come_to_rest(page)
    assert view.height() >= view.heightForWidth(view.width())
