"""A formula, set as in a book. What has not been set is shown as the plain text that it is."""

import json
import logging
import re
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

import resources
from gui.look.theme import theme
from gui.panels.iteration.parts.figures import fixed_font
from gui.qt.guarded import Guarded, painting
from gui.words.engine_texts import translated

logger = logging.getLogger(__name__)

_LETTER = 24  # pixels of a letter in the files
_LARGER = 1.22  # a formula's letters against those of running text: its indices must be readable


def parts(formula: str) -> list[str]:
    """The formulas of an operation one by one: they are written in one line, three spaces apart."""
    return re.split(" {2,}", formula)


@cache
def _index() -> dict[str, str]:
    try:
        return json.loads(resources.path("formulas/index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        logger.warning("the index of formulas cannot be read; they are shown as plain text", exc_info=True)
        return {}


@cache
def _outlines(formula: str) -> bytes | None:
    """The SVG of a formula; None if there is none."""
    try:
        return resources.path(f"formulas/{_index()[formula]}").read_bytes()
    except KeyError:
        return None
    except OSError:
        logger.warning("the drawing of %r cannot be read; it is shown as plain text", formula, exc_info=True)
        return None


class FormulaView(Guarded, QWidget):
    """One formula in the ink of the theme, sharp at every size. It becomes smaller where it has no room.

    Parameters
    ----------
    formula
        Plain text, as `Operation.formula` has it; also what a screen reader reads.
    """

    def __init__(self, formula: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formula = ""
        self._renderer: QSvgRenderer | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._draw_anew)
        self.show_formula(formula)

    @property
    def formula(self) -> str:
        """The plain text."""
        return self._formula

    @property
    def is_drawn(self) -> bool:
        """Whether there is a drawing of it, or only its plain text."""
        return self._renderer is not None

    def show_formula(self, formula: str) -> None:
        """Show another formula."""
        self._formula = formula
        self.setAccessibleName(translated(formula))
        self._draw_anew()

    def _in_ink(self) -> QSvgRenderer | None:
        drawing = _outlines(self._formula)
        if drawing is None:
            return None
        ink = theme().palette.text.encode()
        return QSvgRenderer(QByteArray(drawing.replace(b"currentColor", ink)), self)

    @Slot()
    def _draw_anew(self) -> None:
        old = self._renderer
        self._renderer = self._in_ink()
        if old is not None:
            old.deleteLater()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._renderer is None:
            metrics = QFontMetricsF(fixed_font(1.0))
            return QSize(int(metrics.horizontalAdvance(self._formula)) + 2, int(metrics.height()) + 2)
        scale = QFontInfo(theme().font()).pixelSize() * _LARGER / _LETTER
        size = self._renderer.viewBoxF().size() * scale
        return QSize(int(size.width()) + 2, int(size.height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(40), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            if self._renderer is None:
                painter.setFont(fixed_font(1.0))
                painter.setPen(QColor(theme().palette.text))
                text = painter.fontMetrics().elidedText(self._formula, Qt.TextElideMode.ElideRight, self.width())
                painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)
            else:
                whole = QRectF(self._renderer.viewBoxF())
                scale = min(self.sizeHint().width() / whole.width(), self.width() / whole.width(),
                            self.height() / whole.height())
                height = whole.height() * scale
                self._renderer.render(painter, QRectF(0, (self.height() - height) / 2, whole.width() * scale, height))
