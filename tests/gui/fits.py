"""Whether what is written has its room."""

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton


def too_narrow(window) -> list[str]:
    """Labels and buttons that have not the room that their text needs."""
    found = []
    for kind in (QLabel, QToolButton, QPushButton):
        for each in window.findChildren(kind):
            if not each.isVisibleTo(window) or not each.text() or each.text().isspace():
                continue
            if isinstance(each, QLabel):
                # A width that was set stands over the hint, as in layouts; the hint may be of the width before it.
                least = each.minimumWidth() or each.minimumSizeHint().width()
                needed = 0 if each.wordWrap() else each.sizeHint().width() if is_ignored(each) else least
            else:
                needed = each.fontMetrics().horizontalAdvance(each.text())
            if each.width() < needed:
                found.append(f"{each.text()!r}: {each.width()} < {needed}")
    return found


def is_ignored(label) -> bool:
    """Whether the layout gives a label what is left over."""
    return label.sizePolicy().horizontalPolicy() == label.sizePolicy().Policy.Ignored


def outside(window) -> list[str]:
    """Labels and buttons that stick out of what they lie in."""
    found = []
    for kind in (QLabel, QToolButton, QPushButton, QLineEdit, QComboBox):
        for each in window.findChildren(kind):
            parent = each.parentWidget()
            if isinstance(each, QLabel) and not each.text() and each.size().isEmpty():
                continue  # nothing, with no room
            if each.isVisibleTo(window) and parent is not None and parent is not window and not (
                    0 <= each.x() and each.x() + each.width() <= parent.width()
                    and 0 <= each.y() and each.y() + each.height() <= parent.height()):
                found.append(f"{getattr(each, 'text', str)()!r} {each.geometry()} in {parent.size()}")
    return found
