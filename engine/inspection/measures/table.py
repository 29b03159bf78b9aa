"""The measures that are offered, by name. A further one is a class, and a row here."""

from engine.inspection.measures.activations import Activations
from engine.inspection.measures.gradient_norm import GradientNorm
from engine.inspection.measures.life import Life
from engine.inspection.measures.measure import Measure
from engine.inspection.measures.silent_units import SilentUnits
from engine.inspection.measures.update_size import UpdateSize

MEASURES: dict[str, type[Measure]] = {
    "gradient norm": GradientNorm, "update size": UpdateSize, "silent units": SilentUnits, "activations": Activations,
    "life": Life}
