"""A form for a narrow column: label left, field right, and what is wrong with a field in a line under it.

Where a field does not fit beside its label, as with large text, it stands under it. Nothing is ever cut off.
"""


from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.qt.later import Later
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.tips import wrapped

GUTTER = 10  # left of the labels, for the dot of a field that was changed


class FormRow(Guarded, QWidget):
    """One field with its label.

    Parameters
    ----------
    label
        Also the accessible name of the field.
    field
        What is set or shown.
    tip
        The tooltip of label and field: what this is.
    entry
        The part of the field that takes the focus, where the field has more parts.
    """

    def __init__(
        self, label: str, field: QWidget, tip: str = "", entry: QWidget | None = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field = field
        self._entry = entry or field
        self._tip = tip
        self._marked = False
        self._label = DimLabel(label)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._message = QLabel()
        self._message.setProperty("role", "warning")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._message.hide()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.addWidget(self._label)
        self._pair.addWidget(field, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._pair)
        self._column.addWidget(self._message)
        self._label.setBuddy(self._entry)
        if not isinstance(field, QLabel):  # a label is read out as what it says
            self._entry.setAccessibleName(label)
        self._update_tips("")

    @property
    def label_width(self) -> int:
        """How wide the label is."""
        free = QLabel(self._label.text())  # the label's own hint repeats the width that `fit` has set
        free.setFont(self._label.font())
        return free.sizeHint().width()

    @property
    def field_width(self) -> int:
        """How wide the field must be at least."""
        return self._field.minimumSizeHint().width()

    @property
    def _wanted_width(self) -> int:
        """How wide the field must be to stand beside the label: a text goes there if it fits into one line."""
        if isinstance(self._field, QLabel):
            return self._field.fontMetrics().horizontalAdvance(self._field.text())
        return self.field_width

    @property
    def message(self) -> str:
        """What is said under the field."""
        return self._message.text()

    @property
    def is_marked(self) -> bool:
        """Whether there is a dot before the label."""
        return self._marked

    def show_message(self, text: str, *, warning: bool = True) -> None:
        """Say something under the field: what is wrong with it, or something quieter; nothing if the text is empty."""
        role = "warning" if warning else "dim"
        if role != self._message.property("role"):
            self._message.setProperty("role", role)
            self._message.style().unpolish(self._message)
            self._message.style().polish(self._message)
        self._message.setMinimumHeight(0)
        if text != self._message.text() or not text:
            self._message.setText(text)
            self._message.setVisible(bool(text))
            self._entry.setAccessibleDescription(text)

    def clear_message(self) -> None:
        """Say nothing under the field for now, and keep the room for it: what is below stays where it is."""
        if self._message.isVisibleTo(self) and self._message.text():
            self._message.setMinimumHeight(self._message.height())
            self._message.setText("")
            self._entry.setAccessibleDescription("")

    def mark(self, reason: str) -> None:
        """Put a dot before the label, with the reason in the tooltip; none if the reason is empty."""
        self._marked = bool(reason)
        self._update_tips(reason)
        self.update()

    def fit(self, column: int, width: int) -> None:
        """Lay out for this width in all, the labels being `column` wide."""
        gutter, gap = theme().scaled(GUTTER), theme().scaled(7)
        beside = gutter + column + gap + self._wanted_width <= width
        self._pair.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(gap if beside else theme().scaled(2))
        wanted = column if beside else max(width - gutter, 1)
        if wanted != self._label.minimumWidth():
            self._label.setFixedWidth(wanted)
            self._label.setIndent(self._label.indent())  # or its hints would go on repeating the width before
        self._column.setContentsMargins(gutter, 0, 0, 0)
        self._column.setSpacing(theme().scaled(3))
        self._message.setFont(theme().caption_font())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._marked:
            with painting(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme().palette.accent))
                middle = self._label.geometry().center().y() + 1
                painter.drawEllipse(QPointF(theme().scaled(GUTTER) * 0.4, middle), *[2.5 * theme().text_scale] * 2)

    def _update_tips(self, reason: str) -> None:
        tip = "\n\n".join(part for part in (reason, self._tip) if part)
        rich = wrapped(tip)
        for widget in (self._label, self._field, self._entry):
            widget.setToolTip(rich)


class Form(Guarded, QWidget):
    """Rows below each other, with captions over groups of them.

    Parameters
    ----------
    aligned
        Whether all fields begin at the same place; otherwise each begins after its label.
    """

    def __init__(self, parent: QWidget | None = None, *, aligned: bool = True) -> None:
        super().__init__(parent)
        self._aligned = aligned
        self._fitting = Later(self, self.fit)
        self._rows: list[FormRow] = []
        self._sections: list[SectionLabel] = []
        self._buttons: QHBoxLayout | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # `fit` makes it as narrow
        theme().changed.connect(self.fit)

    @property
    def least_width(self) -> int:
        """How narrow it can be with nothing cut off."""
        return max((max(row.field_width, row.label_width) for row in self._rows), default=0) + theme().scaled(GUTTER)

    def add_section(self, text: str) -> SectionLabel:
        """A caption over the rows that follow."""
        label = SectionLabel(text)
        self._sections.append(label)
        self._layout.addWidget(label)
        return label

    def add_row(self, label: str, field: QWidget, tip: str = "", entry: QWidget | None = None) -> FormRow:
        """A field with its label; see `FormRow`."""
        row = FormRow(label, field, tip, entry)
        self._rows.append(row)
        self._layout.addWidget(row)
        return row

    def add_button(self, button: QWidget) -> None:
        """A button for all that is above, flush with the labels."""
        row = QWidget()
        self._buttons = QHBoxLayout(row)
        self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._layout.addWidget(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    @Slot()
    def fit(self) -> None:
        """Lay out for the width there is."""
        gutter, between = theme().scaled(GUTTER), theme().scaled(7)
        self._layout.setSpacing(between)
        for i, section in enumerate(self._sections):
            section.setContentsMargins(gutter, between if i else 0, 0, 0)
        if self._buttons is not None:
            self._buttons.setContentsMargins(gutter, 0, 0, 0)
        column = max((row.label_width for row in self._rows), default=0)
        for row in self._rows:
            row.fit(column if self._aligned else row.label_width, self.width())
