"""The experiment: everything that decides a run, how the run stands, and the runs kept for comparison."""

from gui.panels.experiment.panel import ExperimentPanel

__all__ = ["ExperimentPanel"]
