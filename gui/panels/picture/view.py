"""What is in the panel."""

from PySide6.QtWidgets import QWidget


class PictureView(QWidget):
    """A picture of one's own on its way to the network."""
