"""Where in a sample it is decided."""

from gui.panels.pixels.panel import PixelsPanel

__all__ = ["PixelsPanel"]
