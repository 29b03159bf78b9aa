"""Taking a part of the window down."""

from PySide6.QtWidgets import QWidget


def take_down(part: QWidget) -> None:
    """Delete it with the next events, and let nobody see it, click it or hear of it until then."""
    part.blockSignals(True)
    part.hide()
    part.deleteLater()
