"""The sample panel: choose one, and see what the network makes of it and what it would learn from it."""

from gui.panels.sample.panel import SamplePanel

__all__ = ["SamplePanel"]
