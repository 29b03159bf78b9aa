"""What becomes of the network without some of its units."""

from collections.abc import Collection

from PySide6.QtWidgets import QWidget


class WithoutPage(QWidget):
    """Switches units off in a copy."""

    def select_units(self, layer: int, units: Collection[int]) -> None:
        """Switch these off."""
