"""One iteration, 784-50-10 with 100 images: ours against the program of the text, PyTorch, and the floor."""

import importlib.util
from collections.abc import Callable, Iterator

from bench.floor import Floor
from bench.measure import Conditions, Contender, Figure, interleaved, microseconds, ratio, seconds
from bench.text_program import TextProgram
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

TURN = 200  # iterations a turn, a divisor of the 600 of an epoch: accuracies come due between two turns only


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield the ratios."""
    dataset = conditions.dataset
    config = TrainingConfig(dataset=dataset.name, iterations=10_000_000)
    turn = conditions.patient(TURN, 10)
    floor = Floor(config, dataset)
    contenders: dict[str, Contender] = {
        "ours": ours(Trainer(config, dataset), turn),
        "text": repeated(TextProgram(dataset).iterate, turn),
        "floor": lambda: floor.seconds(turn),
    }
    has_torch = importlib.util.find_spec("torch") is not None
    if has_torch:
        from bench.torch_program import TorchProgram

        contenders["torch"] = repeated(TorchProgram(dataset).iterate, turn)
        contenders["torch, each minibatch drawn anew"] = repeated(
            TorchProgram(dataset, shuffle_once=False).iterate, turn)
    found = {name: [total / turn for total in totals] for name, totals
             in interleaved(contenders, conditions.patient(25, 2)).items()}
    yield against(found, "text", "one iteration, against text: times faster", 4, 5.5)
    if has_torch:
        yield against(found, "torch", "one iteration, against torch: times faster", 1.8, 2.5)
        yield against(found, "torch, each minibatch drawn anew",
                      "one iteration, against torch with a randperm for each: times faster")
    else:
        yield Figure("one iteration, against torch: times faster", None, at_least=1.8, aim=2.5, more_is_better=True,
                     note="PyTorch is not installed here")
    yield Figure("one iteration, over the floor", ratio(found["ours"], found["floor"]), "×", 1.5, 1.25,
                 samples={f"{name}, µs": microseconds(found[name]) for name in ("ours", "floor")})


def against(
    found: dict[str, list[float]], other: str, what: str, at_least: float | None = None, aim: float | None = None
) -> Figure:
    """How many times faster ours is."""
    samples = {f"{name}, µs": microseconds(found[name]) for name in ("ours", other)}
    return Figure(what, ratio(found[other], found["ours"]), "×", at_least, aim, more_is_better=True, samples=samples)


def ours(trainer: Trainer, turn: int) -> Contender:
    """So many iterations of a trainer; the accuracies that are due before or after them are not counted."""
    def contender() -> float:
        trainer.finish_evaluation()
        return seconds(lambda: trainer.advance(turn))

    return contender


def repeated(iterate: Callable[[], None], turn: int) -> Contender:
    """So many calls."""
    def run() -> None:
        for _ in range(turn):
            iterate()

    return lambda: seconds(run)
