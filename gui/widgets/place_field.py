"""A line into which the cell to ask about is typed: dW1[391, 7]."""

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from engine.inspection.typed_place import Known, example, names_from, place_from
from engine.problem import EngineError, Problem
from gui.widgets.value_edit import ValueEdit


class PlaceField(ValueEdit):
    """A cell of the snapshot, by name and index; its names are offered while one types.

    Signals
    -------
    place_typed(Place): a cell that is there, after Enter
    refused(Problem or None): there is no such cell; None: what was wrong is being mended
    """

    place_typed = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(str, str, parent, smallest="dW1[391, 7]")
        self._snapshot: Known | None = None
        self._names = QStringListModel(self)
        self._completer = _Names(self._names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._completer)
        self.setAccessibleName(self.tr("Go to a cell"))
        self.setToolTip(self.tr("Type a variable and an index, and press Enter (Ctrl+L leads here)"))
        self.set_value("")
        self.typing.connect(self._on_typing)
        self.set_snapshot(None)

    def set_snapshot(self, snapshot: Known | None) -> None:
        """Where cells are looked for; None: nothing has been computed."""
        self._snapshot = snapshot
        self._names.setStringList([] if snapshot is None else names_from("", snapshot))
        self.setPlaceholderText("W1[3, 7]" if snapshot is None else example(snapshot))

    @Slot()
    def _on_typing(self) -> None:
        self._refuse(None)

    def _go(self) -> None:
        if self._snapshot is None:
            self._refuse(Problem(self.tr("Nothing has been computed yet.")))
            return
        try:
            place = place_from(self.text(), self._snapshot)
        except EngineError as error:
            self._refuse(error.problem)
            return
        self._end()
        self.place_typed.emit(place)

    def _refuse(self, problem: object) -> None:
        self.set_invalid(problem is not None)
        self.refused.emit(problem)

    def _end(self) -> None:
        """The next key is meant for training."""
        self.take_back()
        self._refuse(None)
        self.clearFocus()

    def leave(self) -> None:
        """To leave it leads nowhere: a cell is no value that holds, and only Enter goes there."""

    def _update_hint(self) -> None:
        """Its tooltip says it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self._go()
        else:
            super().keyPressEvent(event)


class _Names(QCompleter):
    """Offers ``dW1[0…783, 0…49]``, and writes as much of it as is the same for all cells: ``dW1[``."""

    def pathFromIndex(self, index: QModelIndex) -> str:
        name, bracket, _ = super().pathFromIndex(index).partition("[")
        return name + bracket
