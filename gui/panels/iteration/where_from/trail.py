"""The way from the first number that was asked about to the one that is shown, as pills that lead back."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from engine.inspection.place import Place
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.qt.take_down import take_down

_HEIGHT, _GAP = 22, 4  # of the row, and between two parts of it, in pixels at normal text size
_LONGEST = 200  # places remembered; those before are forgotten


class Trail:
    """The places that were looked at one after the other.

    An operand of the last one lengthens it. A place of it that is chosen shortens it. Any other place begins anew.
    """

    def __init__(self) -> None:
        self.places: tuple[Place, ...] = ()
        self._follows: Place | None = None

    @property
    def last(self) -> Place | None:
        """The place that is shown."""
        return self.places[-1] if self.places else None

    @property
    def before(self) -> Place | None:
        """The place that "back" leads to."""
        return self.places[-2] if len(self.places) > 1 else None

    def follow(self, place: Place) -> None:
        """An operand of the last place was chosen: if it is shown next, it belongs to this trail."""
        self._follows = place

    def show(self, place: Place) -> None:
        """A place is shown now."""
        follows, self._follows = self._follows, None
        if place in self.places:
            self.places = self.places[:self.places.index(place) + 1]
        elif follows == place:
            self.places = (*self.places, place)[-_LONGEST:]
        else:
            self.places = (place,)

    def clear(self) -> None:
        """Nothing is shown."""
        self.places, self._follows = (), None


class TrailBar(Guarded, QWidget):
    """Draws a trail: dW1 › dW1[236, 14] › da1[53, 14]. What has no room at the left is in a menu under "…".

    Signals
    -------
    place_chosen(Place): an earlier place
    variable_chosen(str): the variable as a whole that the trail began in
    """

    place_chosen = Signal(object)
    variable_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: tuple[Place, ...] = ()
        self._arranging = Later(self, self._arrange)
        self._pills: list[QPushButton] = []
        self._marks: list[QLabel] = []
        self._more = QToolButton(self)
        self._more.setText("…")
        self._more.setProperty("role", "flat")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setAccessibleName(self.tr("Earlier steps"))
        self._more.setToolTip(self.tr("Earlier steps"))
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._on_menu)
        self._more.clicked.connect(self._open_menu)
        self._more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The way to this number"))
        theme().changed.connect(self._on_theme_changed)

    @property
    def texts(self) -> tuple[str, ...]:
        """What all pills say, those without room too."""
        return tuple(pill.property("full") for pill in self._pills)

    @property
    def shown_texts(self) -> tuple[str, ...]:
        """What the pills say that have room."""
        return tuple(pill.property("full") for pill in self._pills if not pill.isHidden())

    def pill(self, text: str) -> QPushButton:
        """The pill that says so."""
        return next(pill for pill in self._pills if pill.property("full") == text)

    def show_places(self, places: tuple[Place, ...]) -> None:
        """Show these places, the last of them as the present one."""
        if places == self._places:
            return
        self._places = places
        focused = any(pill.hasFocus() for pill in self._pills)
        for old in (*self._pills, *self._marks):
            take_down(old)
        self._pills, self._marks = [], []
        if places and places[0].index:
            self._add(places[0].name, places[0].name)
        for place in places:
            self._add(str(place), place)
        if self._pills:
            self._pills[-1].setChecked(True)
        self._arrange()
        if focused and self._pills:
            self._pills[-1].setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, text: str, leads_to: Place | str) -> None:
        pill = QPushButton(text, self)
        pill.setProperty("role", "pill")
        pill.setProperty("full", text)
        pill.setProperty("leads_to", len(self._pills))
        pill.setCheckable(True)
        pill.setAutoDefault(False)
        pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        pill.setAccessibleName(text)
        pill.setToolTip(text if isinstance(leads_to, Place) else self.tr("All of {name}").format(name=text))
        pill.clicked.connect(self._on_clicked)
        if self._pills:
            mark = QLabel("›", self)
            mark.setProperty("role", "dim")
            self._marks.append(mark)
        self._pills.append(pill)

    @Slot()
    def _on_clicked(self) -> None:
        self._go(self.sender().property("leads_to"))

    @Slot()
    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(QAction)
    def _on_menu(self, action: QAction) -> None:
        self._go(action.data())

    def _go(self, position: int) -> None:
        pill = self._pills[position]
        pill.setChecked(position == len(self._pills) - 1)  # it is the way that changes, not the mark
        whole = len(self._pills) - len(self._places)
        if position < whole:
            self.variable_chosen.emit(self._places[0].name)
        elif position < len(self._pills) - 1:
            self.place_chosen.emit(self._places[position - whole])

    # Where the pills are --------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arranging.ask()

    def _arrange(self) -> None:
        """From the right: the last one always, and as many before it as there is room for."""
        gap, mark = theme().scaled(_GAP), theme().scaled(8)
        widths = [_whole_width(pill) for pill in self._pills]
        room, first = self.width(), len(widths)
        needed = 0
        while first > 0:
            more = self._more_width() + gap if first > 1 else 0
            longer = needed + widths[first - 1] + (2 * gap + mark if needed else 0)
            if longer + more > room and first < len(widths):
                break
            needed, first = longer, first - 1
        self._place(first, widths, gap, mark)

    def _more_width(self) -> int:
        return theme().scaled(22)

    def _place(self, first: int, widths: list[int], gap: int, mark_width: int) -> None:
        height, x = theme().scaled(_HEIGHT), 0
        self._more.setVisible(first > 0)
        if first > 0:
            self._more.setGeometry(0, 0, self._more_width(), height)
            x = self._more_width() + gap
        for position, pill in enumerate(self._pills):
            shown = position >= first
            pill.setVisible(shown)
            if position > 0:
                self._marks[position - 1].setVisible(shown and position > first)
            if not shown:
                continue
            if position > first:
                self._marks[position - 1].setGeometry(x, 0, mark_width, height)
                x += mark_width + gap
            width = min(widths[position], max(self.width() - x, 0))
            self._write(pill, width)
            pill.setGeometry(x, 0, width, height)
            x += width + gap
        self._fill_menu(first)

    def _write(self, pill: QPushButton, width: int) -> None:
        """The text, cut off where even one pill has no room."""
        full = pill.property("full")
        room = width - theme().scaled(22)
        text = full
        if width < _whole_width(pill):
            text = QFontMetrics(pill.font()).elidedText(full, Qt.TextElideMode.ElideMiddle, max(room, 1))
        if pill.text() != text:
            pill.setText(text)

    def _fill_menu(self, first: int) -> None:
        self._menu.clear()
        for position in range(first):
            self._menu.addAction(self._pills[position].property("full")).setData(position)

    @Slot()
    def _on_theme_changed(self) -> None:
        for pill in self._pills:
            pill.setText(pill.property("full"))
            pill.ensurePolished()
        self.updateGeometry()
        self._arrange()

    def sizeHint(self) -> QSize:
        gap, mark = theme().scaled(_GAP), theme().scaled(8)
        width = sum(map(_whole_width, self._pills)) + len(self._marks) * (2 * gap + mark)
        return QSize(width, theme().scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(60), theme().scaled(_HEIGHT))


def _whole_width(pill: QPushButton) -> int:
    """What a pill needs for all of its text, of which it may show a part."""
    pill.ensurePolished()
    width = pill.fontMetrics().horizontalAdvance
    measured = pill.text() or "XXXX"  # what Qt takes for a button that says nothing
    return pill.sizeHint().width() - width(measured) + width(pill.property("full"))
