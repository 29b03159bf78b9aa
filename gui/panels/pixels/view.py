"""What is in the panel."""

from PySide6.QtWidgets import QWidget


class PixelsView(QWidget):
    """Where in a sample it is decided."""
