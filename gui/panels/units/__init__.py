"""The hidden units, one by one."""

from gui.panels.units.panel import UnitsPanel

__all__ = ["UnitsPanel"]
