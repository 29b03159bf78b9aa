"""What a small plot says in place of curves."""

from PySide6.QtGui import QColor

from gui.look.theme import theme
from gui.panels.iteration.proof.small_plot import Scale, SmallPlot


def test_no_line_goes_through_what_is_said_in_place_of_curves(qtbot):
    plot = SmallPlot("relative error")
    qtbot.addWidget(plot)
    plot.resize(300, 160)
    plot.set_scales(Scale(0.0, 1.0, name="h"), Scale(0.0, 1.0, name="error"))
    plot.show_mark(0.5)
    plot.show_lines()
    plot.show()
    with_line = mark_colours(plot)
    plot.show_lines(message="said in place of curves")
    assert len(mark_colours(plot)) < len(with_line)


def mark_colours(plot: SmallPlot) -> list[int]:
    """The rows in which the mark is seen, in the middle of the plot."""
    image, area = plot.grab().toImage(), plot.area()
    colour, x = QColor(theme().palette.axis).rgb(), round(plot.point(0.5, 0.0).x())
    middle = range(int(area.center().y()) - 12, int(area.center().y()) + 12)
    return [y for y in middle if any(image.pixel(x + near, y) == colour for near in (-1, 0, 1))]
