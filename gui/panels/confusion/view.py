"""What is in the panel."""

from PySide6.QtWidgets import QWidget


class ConfusionView(QWidget):
    """What the network makes of a whole data set: a table that opens its samples."""
