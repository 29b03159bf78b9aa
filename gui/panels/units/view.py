"""What is in the panel."""

from PySide6.QtWidgets import QWidget


class UnitsView(QWidget):
    """The hidden units, one by one."""
