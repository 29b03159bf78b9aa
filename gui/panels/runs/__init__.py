"""The runs beside each other, in a table, and the queue of those that are trained in turn."""

from gui.panels.runs.panel import RunsPanel

__all__ = ["RunsPanel"]
