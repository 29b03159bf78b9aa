"""The parts of a program, in the order in which they are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import fill

from engine.data.dataset import Dataset
from engine.data.pixels import Pixels
from engine.nn import first_weights
from engine.runs.program import data
from engine.runs.program.about import recorded
from engine.runs.program.borrowed import Borrowed, joined, title_of
from engine.runs.program.network import FROM_LAYERS, network_class
from engine.runs.program.training import from_optimizers, optimizers_of, start_of, training_function
from engine.training.fewer_images import drawn_images
from engine.training.minibatch import Minibatches
from engine.training.trainer import Trainer

FOLDER = "the folder that has the four files of MNIST"

_ONE_THREAD = """
# Before numpy is imported, which looks at these once: one thread, for several would add up in another order.
for library in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "BLIS"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
os.environ["VECLIB_MAXIMUM_THREADS"] = "1"

import numpy as np"""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a program.

    Parameters
    ----------
    words
        What it is, in a sentence or two.
    code
        Its lines.
    data
        Whether nobody wants to read these: a script has them at its end, a notebook folded.
    """

    words: str
    code: str
    data: bool = False


def folder_needed(dataset: Dataset) -> bool:
    """Whether the program has to be told where the data set is."""
    return data.reader_of(dataset) is not None


def call(dataset: Dataset, folder: str) -> str:
    """The expression that runs it all, given one for the folder of the data set."""
    reader = data.reader_of(dataset)
    return f"train(*{reader.__name__}({folder}))" if reader else "train(*load_data())"


def parts_of(trainer: Trainer) -> list[Part]:
    """All that is defined, up to the function that trains."""
    dataset, network = trainer.dataset, trainer.network
    pieces, std = _borrowed(trainer)
    x, some = (data.as_input(dataset, network.dtype, samples) for samples in ("x_train[indices]", "x[some]"))
    later = {Minibatches.__module__, drawn_images.__module__, *(
        each.__module__ for each in optimizers_of(trainer).values())}
    borrowed = {module: Part(title_of(module), pieces.text(module)) for module in pieces.modules()}
    return [
        Part("What is needed.", _imports(pieces, dataset)),
        Part("The settings of the run.", _settings(trainer)),
        *_packed(dataset),
        *(part for module, part in borrowed.items() if module not in later),
        Part("The network: a stack of layers, gone through forward, and backward for the gradient (book, 5.7.2).",
             joined([*data.scaling(dataset, network.dtype), network_class(network, std, some)], 2)),
        *(part for module, part in borrowed.items() if module in later),
        Part("The training (book, 5.7.4).", training_function(trainer, x)),
    ]


def _borrowed(trainer: Trainer) -> tuple[Borrowed, str]:
    """What is taken of the engine, and its expression for the standard deviation of the first weights."""
    pieces, reader = Borrowed(), data.reader_of(trainer.dataset)
    if reader:
        pieces.take(reader)
    for kind in dict.fromkeys(trainer.network.kinds):
        pieces.take_members(kind, FROM_LAYERS)
    for optimizer in dict.fromkeys(optimizers_of(trainer).values()):
        pieces.take_members(optimizer, from_optimizers(trainer), start_of(optimizer))
    pieces.take(Minibatches)
    if trainer.dataset.part_of is not None:
        pieces.take(drawn_images)
    return pieces, pieces.chosen(first_weights.__name__, "WEIGHT_SCALES", trainer.config.weight_init)


def _packed(dataset: Dataset) -> Iterator[Part]:
    """The data set within the program, unless it is read from files."""
    if not folder_needed(dataset):
        yield Part(f"The data set, packed into letters: {dataset.title}. {dataset.attribution}", data.packed(dataset),
                   data=True)
        yield Part("The data set, unpacked.", data.unpacking(dataset))


def _imports(pieces: Borrowed, dataset: Dataset) -> str:
    needed = pieces.imports | {"import os"} | (
        {"import sys"} if folder_needed(dataset) else {"import base64", "import io"})
    standard = sorted(needed - {"import numpy as np"}, key=lambda line: (line.startswith("from"), line))
    return joined([*standard, _ONE_THREAD], 0)


def _settings(trainer: Trainer) -> str:
    settings, network, dataset = recorded(trainer), trainer.network, trainer.dataset
    rates, sizes = dict(settings.of("learning_rate")), dict(settings.of("batch_size"))
    lines = {
        f"SEED = {settings.start.seed}": "decides the first weights and all minibatches",
        f"SIZES = {network.sizes}": "D inputs, units of the hidden layers, C classes",
        f"DTYPE = np.{network.dtype}": "of all numbers",
        **({f"BATCH_SIZE = {sizes[1]}": "N"} if len(sizes) == 1 else
           {f"BATCH_SIZES = {sizes}": "N, from which iteration on"}),
        **({f"LEARNING_RATE = {rates[1]}": "lr"} if len(rates) == 1 else
           {f"LEARNING_RATES = {rates}": "lr, from which iteration on"}),
        f"ITERATIONS = {settings.iterations}": "updates",
        f"CHUNK = {network.chunk}": "samples that go through the network together where accuracies are measured",
    }
    if dataset.part_of is not None:
        lines[f"LEARNT = {len(dataset.train)}"] = "training samples that are learnt from"
        lines[f"VALIDATED = {len(dataset.validation or ())}"] = "and that are kept back for validation"
    if isinstance(dataset.train.x, Pixels):
        lines[f"BRIGHTEST = {dataset.train.x.brightest}"] = "of the pixels as they are kept"
    inside = " " * len("LEARNING_RATES = {")  # where there are many
    return joined([f"{fill(code, 85, subsequent_indent=inside, break_on_hyphens=False):<31} # {comment}"
                   for code, comment in lines.items()], 0)
