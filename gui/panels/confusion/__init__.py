"""What the network makes of a whole data set: a table that opens its samples."""

from gui.panels.confusion.panel import ConfusionPanel

__all__ = ["ConfusionPanel"]
