"""The list of keyboard shortcuts, read from the actions themselves, so that it cannot differ from what the keys do."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.widgets.labels import SectionLabel


class ShortcutsDialog(Guarded, QDialog):
    """What each key does, group by group. Actions without a key are left out.

    Parameters
    ----------
    actions
        (name of the group, its actions), in the order to show. They are read anew each time the dialog is shown.
    """

    def __init__(self, actions: Sequence[tuple[str, Sequence[QAction]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._actions = [(group, list(members)) for group, members in actions]
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QDialogButtonBox()
        box.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._area, 1)
        self._layout.addWidget(box)
        theme().changed.connect(self._update_list)
        self._update_list()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the actions anew: texts change with what they would do next."""
        self._update_list()
        super().showEvent(event)

    def rows(self) -> list[tuple[str, str, str]]:
        """Group, text and keys of each action that has a key."""
        return [(group, plain_text(action), key_text(action))
                for group, members in self._actions for action in members if key_text(action)]

    @Slot()
    def _update_list(self) -> None:
        edge = theme().scaled(16)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(theme().scaled(12))
        page = self._page()
        self._area.setWidget(page)  # which deletes the one before
        # Everything at once where the screen has room for it; else it scrolls.
        wanted = page.sizeHint()
        room = self.screen().availableSize() * 0.8
        self._area.setMinimumWidth(min(max(wanted.width() + theme().scaled(24), theme().scaled(400)), room.width()))
        self._area.setMinimumHeight(min(wanted.height(), theme().scaled(200)))
        self.resize(self.minimumSizeHint().width(), min(wanted.height() + theme().scaled(90), room.height()))

    def _page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("scrolled")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, theme().scaled(12), 0)
        grid.setHorizontalSpacing(theme().scaled(40))
        grid.setVerticalSpacing(theme().scaled(6))
        grid.setColumnStretch(0, 1)
        last = None
        for group, text, keys in self.rows():
            if group != last:
                self._add_group(grid, group, is_first=last is None)
                last = group
            row = grid.rowCount()
            grid.addWidget(QLabel(text), row, 0)
            grid.addWidget(_key_label(text, keys), row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(grid.rowCount(), 1)
        return page

    @staticmethod
    def _add_group(grid: QGridLayout, group: str, *, is_first: bool) -> None:
        if not is_first:
            grid.setRowMinimumHeight(grid.rowCount(), theme().scaled(6))
        grid.addWidget(SectionLabel(group), grid.rowCount(), 0, 1, 2)


def plain_text(action: QAction) -> str:
    """The action's text without the mark of its menu letter and without the dots that announce a dialog."""
    text = re.sub(r"\s*\(&.\)", "", action.text())  # as translations into Japanese have it: 終了(&Q)
    return re.sub(r"&(.)", r"\1", text).removesuffix("...").removesuffix("…")


def key_text(action: QAction) -> str:
    """The keys of an action as this platform writes them: ``Ctrl+R``, or ``⌘R`` on a Mac."""
    keys = [sequence for sequence in action.shortcuts() if sequence and not _is_special(sequence)]
    return ",  ".join(sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in keys)


def _is_special(sequence: QKeySequence) -> bool:
    """Whether it is a key that few keyboards have, as the one called Zoom In."""
    return Qt.Key.Key_Back <= sequence[0].key() <= Qt.Key.Key_MediaLast


def _key_label(text: str, keys: str) -> QLabel:
    label = QLabel(keys)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "title")
    label.setAccessibleName(f"{text}: {keys}")
    return label
