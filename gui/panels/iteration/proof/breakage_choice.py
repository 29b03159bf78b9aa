"""The mistakes that can be made on purpose, as switches of which one at most is on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.proof.breakage import BREAKAGES
from gui.look.theme import theme
from gui.panels.iteration.parts.box import Note
from gui.qt.guarded import Guarded
from gui.widgets.tips import wrapped
from gui.words.engine_texts import phrase

_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left)


class BreakageChoice(Guarded, QWidget):
    """"Nothing broken", and one switch for each mistake. What cannot be broken here says why.

    Once one is chosen the others go, so that what follows from it is near; *Nothing broken* brings them back, and arrow
    keys go through all of them.

    Signals
    -------
    chosen(str or None): a mistake by its name; None: nothing is to be broken
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name: str | None = None
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.buttons: dict[str | None, QRadioButton] = {None: self._button(self.tr("Nothing broken"))}
        self.notes: dict[str, Note] = {}
        for name, breakage in BREAKAGES.items():
            self.buttons[name] = self._button(phrase(breakage.title))
            self.notes[name] = Note(phrase(breakage.what))
            self._column.addWidget(self.notes[name])
        self.buttons[None].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)
        theme().changed.connect(self._indent)
        self._indent()

    @property
    def name(self) -> str | None:
        """The mistake that is chosen."""
        return self._name

    def choose(self, name: str | None) -> None:
        """Choose one. Emits nothing."""
        self._name = name
        self.buttons[name].setChecked(True)
        self._show_words()

    def show_network(self, snapshot: Snapshot) -> None:
        """Offer what can be broken here, and say of the rest why it cannot."""
        for name, breakage in BREAKAGES.items():
            why_not = breakage.applies(snapshot.network, snapshot.batch_size)
            self.buttons[name].setEnabled(why_not is None)
            text = phrase(breakage.what if why_not is None else why_not)
            self.notes[name].setText(text)
            self.buttons[name].setToolTip(wrapped(text))
            self.buttons[name].setAccessibleDescription(text)

    def _button(self, text: str) -> QRadioButton:
        button = QRadioButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.installEventFilter(self)
        self._group.addButton(button)
        self._column.addWidget(button)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys go from switch to switch, and are no shortcut of the window meanwhile."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _ARROWS:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in _ARROWS:
            self._go(1 if event.key() in _ARROWS[:2] else -1)
            return True
        return super().eventFilter(watched, event)

    def _go(self, by: int) -> None:
        """On to the next switch that can be chosen, also to one that is not seen."""
        names = [name for name, button in self.buttons.items() if button.isEnabled()]
        button = self.buttons[names[(names.index(self._name) + by) % len(names)]]
        button.show()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()

    @Slot()
    def _on_clicked(self) -> None:
        name = next(name for name, button in self.buttons.items() if button.isChecked())
        if name != self._name:
            self._name = name
            self._show_words()
            self.chosen.emit(name)

    def _show_words(self) -> None:
        """Once one is chosen the others go, and what follows from it comes near."""
        for name, note in self.notes.items():
            for part in (self.buttons[name], note):
                part.setVisible(self._name in (None, name))

    @Slot()
    def _indent(self) -> None:
        for note in self.notes.values():
            note.setContentsMargins(theme().scaled(22), 0, 0, theme().scaled(4))
