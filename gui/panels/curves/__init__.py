"""The two curves of a run, as in the book: cross entropy error by iteration, accuracy by epoch.

The history brings the line for the pixels there are; here it is put on the screen.
"""

from gui.panels.curves.panel import CurvesPanel

__all__ = ["CurvesPanel"]
