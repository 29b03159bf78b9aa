"""What the panel asks the engine, in another thread."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.data.look import Look
from engine.inspection.frozen.trace import Trace
from engine.inspection.learned.pixels import Decided, Patch, Target, decided, is_quick, occlusion


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What was found at once; what occlusion finds, (D,), is not there where it makes no sense or takes long."""

    decided: Decided
    falls: np.ndarray | None


def look_over(trace: Trace, target: Target, look: Look, patch: Patch, cancelled: Callable[[], bool]) -> Looked:
    """All that can be found at once."""
    at_once = look.is_picture and is_quick(trace)
    return Looked(decided(trace, target),
                  occlusion(trace, target, look, patch, cancelled=cancelled) if at_once else None)
