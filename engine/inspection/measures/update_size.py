"""How far a step goes, against the size of what it changes."""

import math

from engine.inspection.measures.measure import Measure, by_layer, length


class UpdateSize(Measure):
    """‖W after − W before‖ / ‖W before‖ of the iteration's update, for each layer. Biases begin at 0: without them."""

    title = "Update over weight"
    reads = ("How long each step is, against the weights that it changes. About 0.001 is usual: far above, steps throw"
             " away what was learnt; far below, hardly anything moves.")
    scale = "step / weights"
    logarithmic = True

    def found_rows(self) -> tuple[str, ...]:
        network = self.trainer.network
        return tuple(next((name for name in names if len(network.variables[name].axes) > 1), names[0])
                     for names in by_layer(network).values())

    def numbers(self) -> list[float]:
        trainer = self.trainer
        if not trainer.values:
            return [math.nan] * len(self.rows)
        before, after = trainer.state().arrays, trainer.network.params
        sizes = [length(before[name]) for name in self.rows]
        return [length(after[name].astype(float) - before[name]) / size if size else math.nan
                for name, size in zip(self.rows, sizes, strict=True)]
