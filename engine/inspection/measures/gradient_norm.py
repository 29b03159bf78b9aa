"""How long the gradient is in each layer."""

import math

from engine.inspection.measures.measure import Measure, by_layer, length


class GradientNorm(Measure):
    """‖(dW, db)‖ = √(Σ dW² + Σ db²), of the minibatch of the iteration, for each layer that learns."""

    title = "Gradient norms"
    reads = ("How strongly the loss pulls at each layer. A layer far below the others hardly learns; where the curves "
             "sink towards the first layer, the gradient vanishes on its way back.")
    scale = "length"
    logarithmic = True

    def found_rows(self) -> tuple[str, ...]:
        variables = self.trainer.network.variables
        self._gradients = [[variables.gradient(name).name for name in names]
                           for names in by_layer(self.trainer.network).values()]
        return tuple(", ".join(names) for names in self._gradients)

    def numbers(self) -> list[float]:
        values = self.trainer.values
        return [length(*(values[name] for name in names)) if names[0] in values else math.nan
                for names in self._gradients]
