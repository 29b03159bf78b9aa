"""The engine's sentences in the language of the window.

The engine knows nothing of languages: it raises an English template with the values that go into it. The template is
translated first and filled in afterwards. Those who translate find all of them listed here, since the tool that
collects texts does not see them where they are raised; a test finds those that are missing.
"""

import logging
import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.data.download import DownloadError
from engine.problem import EngineError, Problem, listed
from engine.training.config import ConfigError

logger = logging.getLogger(__name__)


def phrase(problem: Problem) -> str:
    """A problem in the language of the window.

    Values that are names known here, as ``"Batch size"``, are translated too, and so is a value that is itself a
    problem, or several.
    """
    values = {key: _value(value) for key, value in problem.values.items()}
    template = translated(problem.text)
    try:
        return template.format(**values)
    except (LookupError, ValueError, TypeError, AttributeError):
        logger.error("a translation has places that the original has not: %r of %r", template, problem.text)
        return str(problem)


def phrase_error(error: EngineError) -> str:
    """An exception of the engine in the language of the window, with the problems that it is made of."""
    if isinstance(error, ConfigError):
        return " ".join(phrase(problem) for problem in error.problems.values())
    problem = error.problem
    if isinstance(error, DownloadError):
        answers = "; ".join(f"{host}: {phrase(answer)}" for host, answer in error.answers)
        problem = Problem(problem.text, {**problem.values, "answers": answers})
    return phrase(problem)


def translated(text: str) -> str:
    """A text of the engine that is listed here, such as the title of a data set; any other text as it is."""
    return QCoreApplication.translate("engine", text)


def operation_name(name: str) -> str:
    """The name of an operation, as ``"Affine1 forward"``. What it works on is called the same in every language."""
    for template in OPERATIONS:
        found = re.fullmatch(template.replace("{part}", "(?P<part>.+)"), name)
        if found:
            return translated(template).format(**found.groupdict())
    return name


def _value(value: object) -> object:
    return translated(value) if isinstance(value, str) and value in NAMES else listed(value, phrase)


NAMES = frozenset((
    # engine/training/config.py
    QT_TRANSLATE_NOOP("engine", "Activation"),
    QT_TRANSLATE_NOOP("engine", "Batch size"),
    QT_TRANSLATE_NOOP("engine", "First weights"),
    QT_TRANSLATE_NOOP("engine", "Hidden units"),
    QT_TRANSLATE_NOOP("engine", "Data set"),
    QT_TRANSLATE_NOOP("engine", "Iterations"),
    QT_TRANSLATE_NOOP("engine", "Learning rate"),
    QT_TRANSLATE_NOOP("engine", "Number type"),
    QT_TRANSLATE_NOOP("engine", "Seed"),
    # engine/data: titles, and what stands in place of something not found
    QT_TRANSLATE_NOOP("engine", "Built-in digits"),
    QT_TRANSLATE_NOOP("engine", "MNIST"),
    QT_TRANSLATE_NOOP("engine", "nothing"),
    QT_TRANSLATE_NOOP("engine", "unknown"),
))

HYPERPARAMETERS = frozenset((
    # engine/training/config.py: as the form shows them, and the names of kept runs
    QT_TRANSLATE_NOOP("Experiment", "Data set"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "What the network learns from. The book uses MNIST; the built-in digits are smaller and need no "
        "download."),
    QT_TRANSLATE_NOOP("Experiment", "Hidden units"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "Units of each hidden layer; the book has 50. One number for all layers, or one each, as in 100, 50. "
        "More can tell more images apart, and take more time; with few, training and test accuracy stay low."),
    QT_TRANSLATE_NOOP("Experiment", "Activation"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "The function applied to every hidden unit; the book's training program uses ReLU. Sigmoid and tanh "
        "flatten out for large values, where hardly any of the gradient gets through. Sigmoid, whose slope is"
        " at most 1/4, learns more slowly at first; tanh starts about as fast as ReLU."),
    QT_TRANSLATE_NOOP("Experiment", "First weights"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "How large the first random weights are; the book's training program draws them from 0.01 · N(0, 1). "
        "n is the number of inputs of a layer. Too small, and signals fade from layer to layer; too large, "
        "and units saturate. Xavier suits sigmoid and tanh, He suits ReLU."),
    QT_TRANSLATE_NOOP("Experiment", "Batch size"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "N, how many training images are drawn for one iteration; the book has 100. Larger gives a smoother "
        "loss and slower iterations; smaller a noisier gradient."),
    QT_TRANSLATE_NOOP("KeptRun", "batch {value}"),
    QT_TRANSLATE_NOOP("Experiment", "Learning rate"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "How far each update goes against the gradient; the book has 0.1. Smaller learns more slowly; larger "
        "learns faster until the loss oscillates or diverges. What is entered is used from the next update "
        "on."),
    QT_TRANSLATE_NOOP("KeptRun", "lr {value}"),
    QT_TRANSLATE_NOOP("Experiment", "Iterations"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "How many updates a run makes; the book has 10,000. More lets the loss fall further, and takes "
        "longer. A change takes effect at once."),
    QT_TRANSLATE_NOOP("KeptRun", "{value} it"),
    QT_TRANSLATE_NOOP("Experiment", "Seed"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "Decides all random draws: the first weights and every minibatch. The same seed gives the same run "
        "again, to the last bit on the same kind of processor; another one a run that differs by chance. No "
        "seed is better than another."),
    QT_TRANSLATE_NOOP("KeptRun", "seed {value}"),
    QT_TRANSLATE_NOOP("Experiment", "Numbers"),
    QT_TRANSLATE_NOOP(
        "Experiment",
        "How each number is kept: float32 has some 7 digits, float64 some 16 and takes about twice the time. "
        "The book's program computes in float64; the curves look the same."),
))

DESCRIPTIONS = frozenset((
    QT_TRANSLATE_NOOP("engine", "1,797 handwritten digits of 8×8 pixels. They come with the program."),
    QT_TRANSLATE_NOOP("engine", "70,000 handwritten digits of 28×28 pixels, the data of the book."),
))

OPERATIONS = (
    # engine/nn/operations.py
    QT_TRANSLATE_NOOP("engine", "{part} forward"),
    QT_TRANSLATE_NOOP("engine", "{part} backward"),
    # engine/training/iteration.py
    QT_TRANSLATE_NOOP("engine", "draw"),
    QT_TRANSLATE_NOOP("engine", "update {part}"),
    QT_TRANSLATE_NOOP("engine", "loss after update"),
)

TEMPLATES = frozenset((
    # engine/data/catalogue.py
    QT_TRANSLATE_NOOP("engine", "There is no data set named {name}; choose one of {names}."),
    # engine/data/dataset.py
    QT_TRANSLATE_NOOP("engine", "{images} images but {labels} labels: each image needs its own label."),
    QT_TRANSLATE_NOOP("engine", "There is no image in this data set: nothing can be learnt from it."),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: an image has {found} pixels, where {height} × {width} = {expected} were expected.",
    ),
    QT_TRANSLATE_NOOP("engine", "{title}: found a label {found}; labels go from 0 to {last}."),
    # engine/data/digits.py
    QT_TRANSLATE_NOOP("engine", "it is too large"),
    QT_TRANSLATE_NOOP("engine", "it has {size:,} of {expected:,} bytes"),
    QT_TRANSLATE_NOOP("engine", "its content is another"),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {path} is not as it came with the program ({reason}). Fetch it again: with git checkout -- resources "
        "in the folder of the program, or as a fresh copy of the program.",
    ),
    # engine/data/download.py
    QT_TRANSLATE_NOOP("engine", "stopped at {received:,} of {size:,} bytes"),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title} could not be downloaded: no mirror gave {name}. {answers}. Check the connection and try "
        "again later, or choose a folder that holds the files.",
    ),
    QT_TRANSLATE_NOOP("engine", "was too slow: {received:,} bytes in {seconds:g} seconds"),
    QT_TRANSLATE_NOOP("engine", "failed ({kind})"),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title} cannot be kept in {folder}: {reason}. Choose another folder, or make this one writable with enough "
        "free space.",
    ),
    QT_TRANSLATE_NOOP("engine", "answered {status} {reason}"),
    QT_TRANSLATE_NOOP("engine", "answered with a web page instead of the file"),
    QT_TRANSLATE_NOOP("engine", "offered {length} bytes instead of {size:,}"),
    QT_TRANSLATE_NOOP("engine", "gave no answer within {seconds:g} seconds"),
    QT_TRANSLATE_NOOP("engine", "the proxy on the way to it could not be reached"),
    QT_TRANSLATE_NOOP("engine", "its certificate could not be verified"),
    QT_TRANSLATE_NOOP("engine", "could not be reached"),
    QT_TRANSLATE_NOOP("engine", "sent more than the {size:,} bytes of the file"),
    QT_TRANSLATE_NOOP("engine", "sent other content than was published (SHA-256 differs)"),
    # engine/data/idx.py
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} has {size:,} bytes, where at most {most:,} are expected. Check that it is the right file, or get a "
        "fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} has {found} dimensions instead of {expected} (labels have 1, images 3). Check that images and"
        " labels are not mixed up.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} promises {shape} values, where at most {limits} are expected. Check that it is the right "
        "file, or get a fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP("engine", "{file} is empty. Get a fresh copy of it."),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} promises {shape} values = {expected} bytes, but is too small to hold them. It is cut off, or "
        "its header is wrong: get a fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} promises {shape} values = {expected} bytes, but ends after {found}. It is cut off, or its "
        "header is wrong: get a fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} promises {shape} values = {expected} bytes, but goes on after them. Its header is wrong, or "
        "something was added: get a fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} ends inside its header, after {found} of {expected} bytes. Get a fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} has its bytes in little-endian order (it begins with {found}, where {expected} was expected)."
        " Get a copy in the published form.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} is not an IDX file: it begins with {found}, where {expected} was expected. Check that it is "
        "the right file, or get a fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} holds values of type 0x{type:02X} ({name}), where unsigned bytes (0x08) were expected. Get a "
        "copy in the published form.",
    ),
    QT_TRANSLATE_NOOP("engine", "{file} holds nothing: its header says {shape} values. Get a fresh copy of it."),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} has its sizes in little-endian order: its header says {shape}, but means {swapped}. Get a "
        "copy in the published form.",
    ),
    QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}. Check the folder and the rights to read it."),
    QT_TRANSLATE_NOOP("engine", "{file} is cut off: its gzip data has no end. Get a fresh copy of it."),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} goes on after its gzip data (a second part, or something added). Get a fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} is damaged: its gzip data cannot be unpacked ({reason}). Get a fresh copy of it.",
    ),
    # engine/data/mnist.py
    QT_TRANSLATE_NOOP(
        "engine",
        "{images_file} holds {images} images, but {labels_file} holds {labels} labels: they do not belong "
        "together. Get fresh copies of both.",
    ),
    QT_TRANSLATE_NOOP("engine", "{file} holds a label {found}; labels go from 0 to {last}. Get a fresh copy of it."),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} is {form}, not an IDX file. Check that it is the right file, or get a fresh copy of it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{problem} A download puts nothing in the place of a file of yours: choose another folder for it, or move "
        "that file elsewhere first.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} is in the way of a download: it is a folder, or a link that leads nowhere. Choose another folder "
        "for the download, or move it elsewhere first.",
    ),
    # engine/data/mnist_problems.py
    QT_TRANSLATE_NOOP(
        "engine",
        "{title} is not on this computer (looked in {folders}). Download it ({size:.1f} MB), or choose the folder "
        "with its files; the variable MNIST_DIR can name it, too.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {folder} cannot be looked into ({reason}). Make it readable, choose another folder with the four "
        "files, or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {folder} has no {names} (nor the same with .gz). Choose the folder with the four files, or download "
        "them.",
    ),
    QT_TRANSLATE_NOOP("engine", "{file} ({form})"),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {folder} has none of the four files ({name} and so on). What was seen there: {seen}. Unpack it, "
        "and choose the folder with the four files; or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {folder} has none of the four files ({name} and so on). What was seen there: {seen}. No form but "
        "the four files is read: choose the folder that has them, or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {folder} has none of the four files ({name} and so on), nor have the folders in it. Choose the "
        "folder with the four files, or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {folder} is a link that leads nowhere. Choose the folder with the four files, or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {folder} does not exist. Choose the folder with the four files, or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {file} is one of the four files itself: choose the folder that it lies in, or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {file} is {form}, not a folder. Unpack it, and choose the folder with the four files; or download "
        "them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {file} is {form}, not a folder. No form but the four files is read: choose the folder that has them, "
        "or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{title}: {file} is a file, not a folder. Choose the folder with the four files, or download them.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{file} is whole, but it is not MNIST's {name}: {what}. It is left as it is. Choose the folder with MNIST's "
        "own files, or download them to a folder of their own.",
    ),
    QT_TRANSLATE_NOOP("engine", "it is MNIST's {name}, under another name"),
    QT_TRANSLATE_NOOP(
        "engine",
        "with its {count:,} images of {height}×{width} pixels it seems to belong to {title}",
    ),
    QT_TRANSLATE_NOOP("engine", "a valid IDX file of {count:,} images of {height}×{width} pixels"),
    QT_TRANSLATE_NOOP("engine", "with its {count:,} labels it seems to belong to {title}"),
    QT_TRANSLATE_NOOP("engine", "a valid IDX file of {count:,} labels"),
    QT_TRANSLATE_NOOP("engine", "a valid IDX file of {shape} values"),
    # engine/data/sightings.py
    QT_TRANSLATE_NOOP("engine", "a ZIP archive"),
    QT_TRANSLATE_NOOP("engine", "a tar archive"),
    QT_TRANSLATE_NOOP("engine", "an archive"),
    QT_TRANSLATE_NOOP("engine", "an archive of NumPy, as Keras keeps MNIST"),
    QT_TRANSLATE_NOOP("engine", "an array of NumPy"),
    QT_TRANSLATE_NOOP("engine", "a pickle, as the book's own program keeps MNIST"),
    QT_TRANSLATE_NOOP("engine", "a packed pickle, as some courses hand MNIST out"),
    QT_TRANSLATE_NOOP("engine", "a file of PyTorch"),
    QT_TRANSLATE_NOOP("engine", "a file of TensorFlow"),
    QT_TRANSLATE_NOOP("engine", "a file of MATLAB"),
    QT_TRANSLATE_NOOP("engine", "an HDF5 file"),
    QT_TRANSLATE_NOOP("engine", "a Parquet file"),
    QT_TRANSLATE_NOOP("engine", "a CSV table"),
    QT_TRANSLATE_NOOP("engine", "an ARFF table"),
    QT_TRANSLATE_NOOP("engine", "an IDX file under another name"),
    QT_TRANSLATE_NOOP("engine", "a pointer of Git LFS"),
    QT_TRANSLATE_NOOP("engine", "a web page"),
    QT_TRANSLATE_NOOP("engine", "a picture"),
    # engine/inspection/provenance/givens.py
    QT_TRANSLATE_NOOP("engine", "Pixel ({down}, {across}) of {image}: from 0 for paper to 1 for ink."),
    QT_TRANSLATE_NOOP("engine", "Pixel ({down}, {across}) of {image}: {level} of {brightest} in its file."),
    QT_TRANSLATE_NOOP("engine", "The label of {image} is {name}: t is 1 in its place, and 0 in all others."),
    QT_TRANSLATE_NOOP("engine", "the drawing"),
    QT_TRANSLATE_NOOP("engine", "training image {number:,}"),
    QT_TRANSLATE_NOOP("engine", "test image {number:,}"),
    QT_TRANSLATE_NOOP("engine", "As it stood in iteration {iteration}, after {position} of its operations."),
    QT_TRANSLATE_NOOP("engine", "As the update of iteration {iteration} left it."),
    QT_TRANSLATE_NOOP("engine", "Every bias is 0 before training."),
    QT_TRANSLATE_NOOP("engine", "Drawn at random before training."),
    QT_TRANSLATE_NOOP(
        "engine",
        "Drawn at random before training: normally distributed about 0, with standard deviation {std}.",
    ),
    # engine/inspection/provenance/origins.py
    QT_TRANSLATE_NOOP(
        "engine",
        "{name} has not been computed yet. Go on operation by operation until it is, or finish the iteration.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "At {a} = {value} the slope of {title} is {slope}: a small change there, times {slope}, is the change "
        "here.",
    ),
    QT_TRANSLATE_NOOP("engine", "{a} = {value} is not above 0: {title} silences the unit."),
    QT_TRANSLATE_NOOP("engine", "{a} = {value} is above 0: {title} lets it through."),
    QT_TRANSLATE_NOOP(
        "engine",
        "{a} = {value} is not above 0: the unit is silent, its slope is 0 (at 0 itself too), and no gradient "
        "gets through.",
    ),
    QT_TRANSLATE_NOOP("engine", "{a} = {value} is above 0: the slope is {slope}, and the gradient gets through."),
    QT_TRANSLATE_NOOP(
        "engine",
        "At {a} = {value} {title} is so flat that its slope {formula} is 0 in {dtype}: no gradient gets through.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "At {a} = {value} {title} is nearly flat: its slope {formula} is {slope}, and hardly any of the gradient "
        "gets through.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "At {a} = {value} the slope of {title}, {formula}, is {slope}: so much of the gradient gets through.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The largest logit, m = {largest}, is subtracted from all of them first. That changes nothing in the "
        "result, and exp cannot overflow.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "In exact arithmetic the same as −log {y}: the network gave the right class, {name}, the probability "
        "{probability}.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{y} is {t} to the last digit that {dtype} keeps, as it should be: this sample has nothing to change in "
        "this logit.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "This is the right class, and {y} falls short of 1 by {missing}: a larger logit would lower the loss.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "This is a wrong class, and its probability {y} is too much: a smaller logit would lower the loss.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The step, {step}, is smaller than the last digit that is kept of {value}: nothing changes.",
    ),
    # engine/inspection/provenance/provenance.py
    QT_TRANSLATE_NOOP("engine", "{name} is not computed here."),
    QT_TRANSLATE_NOOP("engine", "There is no {place}: {name} has the shape {shape}. Choose a cell of it."),
    QT_TRANSLATE_NOOP(
        "engine",
        "This is no longer a number that {dtype} can hold: the steps of the training were too long. A smaller "
        "learning rate helps.",
    ),
    QT_TRANSLATE_NOOP(
        "engine", "Exact arithmetic gives {total}; {dtype}, which rounds after every step, came to {value}."),
    QT_TRANSLATE_NOOP("engine", "(…) is the one term that is not written out."),
    QT_TRANSLATE_NOOP("engine", "(…) is the sum of the {count:,} terms that are not written out."),
    QT_TRANSLATE_NOOP(
        "engine",
        "{dtype} keeps the new number with about {digits} digits, so it can differ from what one gets by hand by "
        "{size}.",
    ),
    QT_TRANSLATE_NOOP("engine", "Computed again, it is the same number to the last digit."),
    QT_TRANSLATE_NOOP(
        "engine",
        "What is added and taken away nearly cancels: all of it together is {scale}, what is left is {total}. "
        "{dtype} keeps about {digits} digits of the large numbers, so fewer of the small rest are right: the "
        "difference is {difference}.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{dtype} has fewer and fewer digits for numbers below {smallest}, and in the end none: the difference of "
        "{difference} is rounding.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The difference of {difference} ({relative} of the number) is rounding: {dtype} keeps about {digits} "
        "digits after every step.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The difference of {difference} ({relative} of the number) is rounding: {dtype} keeps about {digits} "
        "digits after every step, and the terms may have been added in another order.",
    ),
    # engine/inspection/provenance/why_zero.py
    QT_TRANSLATE_NOOP("engine", "{cells} is 0 throughout, so every term is 0."),
    QT_TRANSLATE_NOOP("engine", "Pixel ({down}, {across}) is blank in this image, so the term is 0."),
    QT_TRANSLATE_NOOP(
        "engine",
        "Pixel ({down}, {across}) is blank in all {count:,} images of this minibatch, so every term is 0. Of all "
        "{all:,} training images, {inked:,} have ink there.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Pixel ({down}, {across}) is blank in all {all:,} training images. So every term is 0 in any minibatch: the "
        "weights from this pixel never learn, and stay as they were drawn.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Unit {unit} of layer {layer} is silent in all {count:,} samples ({cells} is not above 0), so every term is 0.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "In every one of the {count:,} terms a factor is 0: {first} in {some:,}, {second} in {others:,} of them.",
    ),
    # engine/inspection/typed_place.py
    QT_TRANSLATE_NOOP("engine", "There is no {typed}. {name} has the shape {shape}: type {range}."),
    QT_TRANSLATE_NOOP("engine", "Type a variable and the index of a cell in it, as {example}."),
    QT_TRANSLATE_NOOP(
        "engine",
        "There is no variable {name} here. There are {names}; type one with an index, as {example}.",
    ),
    # engine/inspection/written.py
    QT_TRANSLATE_NOOP(
        "engine",
        "Each row is rounded to the digits shown: their sum by hand can be off by up to {size}.",
    ),
    # engine/inspection/proof/breakage.py
    QT_TRANSLATE_NOOP(
        "engine",
        "This network has no hidden layer, so no gradient goes back through a W. Add two hidden layers with the "
        "same number of units to see this.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "No W behind the first layer is square here ({shapes}): numpy refuses the product without the transpose, "
        "and the mistake shows at once. Give two hidden layers the same number of units to see it pass "
        "unnoticed.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "With a single sample N is 1, and this mistake changes nothing. Look at a minibatch to see it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The activation function of this network is {activation}. Choose {names} to see this.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "This network has no hidden layer, so it has no activation function. Add a hidden layer to see this.",
    ),
    QT_TRANSLATE_NOOP("engine", "ReLU without its mask"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The backward pass of ReLU lets every gradient pass, as if no unit had been silent. Units that had no "
        "part in the result are changed too.",
    ),
    QT_TRANSLATE_NOOP("engine", "Activation without its slope"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The backward pass of the activation leaves out its slope, as if it were a straight line of slope 1. The "
        "curve is never steeper, so gradients come out too large wherever it is less steep.",
    ),
    QT_TRANSLATE_NOOP("engine", "No division by N"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The backward pass starts with y − t instead of (y − t)/N. Every gradient is N times too large, as if the "
        "learning rate were.",
    ),
    QT_TRANSLATE_NOOP("engine", "W without its transpose"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The gradient goes back through W instead of Wᵀ. Where W is square the shapes fit, and nothing "
        "complains; the layers before it learn from wrong gradients.",
    ),
    QT_TRANSLATE_NOOP("engine", "No sum in db"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The gradient of each bias is taken from the first sample alone instead of the sum over the minibatch. "
        "The weights are right, the biases follow one image out of N.",
    ),
    # engine/inspection/proof/check.py
    QT_TRANSLATE_NOOP("engine", "The step h is {h}; choose a number above 0 and at most {longest:g}, as 1e-4."),
    QT_TRANSLATE_NOOP("engine", "The loss or its gradient is no finite number with any h."),
    QT_TRANSLATE_NOOP("engine", "No error with any h: both are exactly 0."),
    # engine/inspection/proof/influence.py
    QT_TRANSLATE_NOOP(
        "engine",
        "Both are exactly 0: the pixel {cell} is blank in every sample, so this weight has nothing to pass on.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Both are exactly 0: the unit {cell} is silent in every sample, so this weight has nothing to pass on.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Both are exactly 0: {cell} is 0 in every sample, so this weight has nothing to pass on.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Both are exactly 0: in every sample in which it could have counted, y is equal to t here, to the last "
        "digit of float64. There is nothing left to learn.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Both are exactly 0: the unit {cell} behind it is silent in every sample in which it could have counted, "
        "so it has no influence on the loss.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Both are exactly 0: the unit {cell} behind it is so far out on the flat part of {activation} that its "
        "slope is 0, to the last digit of float64, in every sample in which it could have counted.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Both are exactly 0: in every sample in which it could have counted, the gradient that comes back to it "
        "is 0, so it has no influence on the loss.",
    ),
    # engine/inspection/proof/whereabouts.py
    QT_TRANSLATE_NOOP(
        "engine",
        "All {cells} cells that were compared and are not 0 are right, in every parameter.",
    ),
    QT_TRANSLATE_NOOP("engine", "Whether the gradients are right cannot be told: {why}."),
    QT_TRANSLATE_NOOP(
        "engine",
        "No mistake shows in the {cells} cells that could be compared and are not 0, but of {names} too little can "
        "be told: {why}.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "b{number} is wrong, but W{number} is right: look at db in the backward of Affine{number}.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{right}: right. {wrong}: wrong. Look at d{z} in the backward of Affine{behind}, and at the backward of "
        "{activation}{number}.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{right}: right. {wrong}: wrong. Look at d{z} in the backward of Affine{behind}, at the backward of "
        "{activation}{number}, and at that of Affine{number}.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{wrong}: wrong. What lies behind cannot be told ({why}), so the mistake is in the backward of "
        "Affine{number} or of any layer behind it.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Wrong from the start of the backward pass ({wrong}): look at the backward of Softmax+Loss, and of "
        "Affine{number}.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Wrong from the start of the backward pass ({wrong}): look at the backward of Softmax+Loss, and of "
        "Affine{number}. Which of the two it is, {untold} cannot tell: {why}.",
    ),
    QT_TRANSLATE_NOOP("engine", "no cell was looked at"),
    QT_TRANSLATE_NOOP("engine", "of {count} cells {what}"),
    QT_TRANSLATE_NOOP("engine", "{one}, {rest}"),
    QT_TRANSLATE_NOOP("engine", "{count} are 0 both ways"),
    QT_TRANSLATE_NOOP("engine", "{count} are at a kink of ReLU"),
    QT_TRANSLATE_NOOP("engine", "{count} are hidden by rounding or by the step"),
    QT_TRANSLATE_NOOP("engine", "{count} are not finite"),
    QT_TRANSLATE_NOOP("engine", "{count} agree"),
    # engine/inspection/proof/verdict.py
    QT_TRANSLATE_NOOP(
        "engine",
        "On a kink: an input of ReLU is exactly 0 here, and moves off to either side of it (units that switch: "
        "{units}, samples: {samples}). There is no derivative to compare with, whatever h is.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "At a kink: from one loss to the other ReLU switches between silent and active (units: {units}, samples: "
        "{samples}), so the two losses do not tell the slope in between. Try a smaller h.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Too coarse to tell: with h = {h:g} the curvature of the loss may put the numeric value off by {bend:.0e}, and "
        "the larger of the two is {size:.0e}. Try a smaller h.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The loss or its gradient is no finite number here, so nothing can be compared. Go back to an iteration "
        "before the run diverged.",
    ),
    QT_TRANSLATE_NOOP("engine", "The two agree: relative error {error:.0e}. Backpropagation computes the derivative."),
    QT_TRANSLATE_NOOP(
        "engine",
        "The two disagree: relative error {error:.0e}. Look at the backward of {layer}, and of the layers behind "
        "it that its gradient has come through.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The two agree as far as h = {h:g} can tell: relative error {error:.0e}, which rounding and the curvature of "
        "the loss explain.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Too small to tell: with h = {h:g} the rounding of the two losses may put the numeric value off by "
        "{rounding:.0e}, and the larger of the two is {size:.0e}. A larger h may show more digits.",
    ),
    # engine/inspection/proof/effect.py
    QT_TRANSLATE_NOOP(
        "engine",
        "The loss fell, by {share}% of what the gradient promised: the loss is curved, and over a step of "
        "this length it shows.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "A sample that is looked at alone is not learnt from, so there is no update. Look at an iteration "
        "instead.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The gradient is exactly 0: it shows no way down, and the update changes nothing.",
    ),
    QT_TRANSLATE_NOOP("engine", "The loss is no finite number even before the step: the run has diverged."),
    QT_TRANSLATE_NOOP("engine", "After the step the loss is no finite number: the step is far too long."),
    QT_TRANSLATE_NOOP("engine", "What the step does to the loss is so little that rounding hides it."),
    QT_TRANSLATE_NOOP(
        "engine",
        "The step was so long that it went up on the other side: the loss rose. A smaller learning rate follows "
        "the slope.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The loss fell about as the gradient promised: for a step of this length it is nearly straight.",
    ),
    # engine/inspection/proof/exact_copy.py
    QT_TRANSLATE_NOOP("engine", "There is no {place}: {name} has the shape {shape}. Choose a cell of it."),
    QT_TRANSLATE_NOOP("engine", "This drawing has no label, so it has no loss and no gradient. Say which digit it is."),
    QT_TRANSLATE_NOOP("engine", "{place} is not a parameter of this network; choose a cell of {names}."),
    # engine/inspection/proof/what_if.py
    QT_TRANSLATE_NOOP(
        "engine",
        "L is the loss of sample {row} of the minibatch alone. The loss that training uses is the mean over all "
        "{count} samples.",
    ),
    QT_TRANSLATE_NOOP("engine", "{place}: {value} is not a finite number. Type one such as 0.25 or -1e-3."),
    QT_TRANSLATE_NOOP("engine", "The label is {label}; choose a class from 0 to {last}."),
    QT_TRANSLATE_NOOP("engine", "L is the loss of this sample."),
    QT_TRANSLATE_NOOP(
        "engine",
        "The loss of this sample is no finite number even without a change: the run has diverged. Go back to an "
        "iteration before that.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "In the type of numbers that this network is trained with ({largest:.1e} at most), this would be "
        "infinite; here it is computed in float64.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{place} belongs to another sample than the one shown, which is number {row} of the minibatch. Choose "
        "that sample first.",
    ),
    QT_TRANSLATE_NOOP("engine", "{place}: {value} is not a number. Type one such as 0.25 or -1e-3."),
    QT_TRANSLATE_NOOP(
        "engine",
        "These changes lead out of what numbers can hold: {name} is the first that is not finite. L is {loss}; a "
        "smaller change, or Restore, leads back.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "{place} is computed, not given. Change {name} or a pixel, and see what becomes of it.",
    ),
    # engine/training/kinds.py
    QT_TRANSLATE_NOOP("engine", "{name} is {value}; choose one of {choices}."),
    QT_TRANSLATE_NOOP("engine", "{name} is {value}; it must be a whole number."),
    QT_TRANSLATE_NOOP("engine", "{name} is {value}; choose from {lowest} to {highest}."),
    QT_TRANSLATE_NOOP("engine", "Hidden units are {value}; give a whole number for each hidden layer."),
    QT_TRANSLATE_NOOP("engine", "{count} hidden layers; at most {highest} can be shown and trained here."),
    QT_TRANSLATE_NOOP(
        "engine", "Hidden units: {count:,} weights between the hidden layers; with more than {highest:,} a single "
                  "iteration would take seconds. Choose fewer units."),
    QT_TRANSLATE_NOOP(
        "engine",
        "Batch size is {value}, but there are only {train_size} training images; a minibatch is drawn without"
        " replacement, so choose at most {train_size}.",
    ),
    QT_TRANSLATE_NOOP("engine", "{name} is {value}; it must be a number."),
    QT_TRANSLATE_NOOP(
        "engine",
        "{name} is {value}; it must be above {lowest:g} and at most {highest:g}, as {book:g} in the book.",
    ),
    QT_TRANSLATE_NOOP("engine", "{name}: choose one."),
    # engine/typed_numbers.py
    QT_TRANSLATE_NOOP("engine", "{typed} is not a number. Write one such as 0.05 or 1e-3."),
    QT_TRANSLATE_NOOP("engine", "{typed} is no whole number. Write one such as 100 or 10000."),
    QT_TRANSLATE_NOOP("engine", "{typed} is far too large."),
    QT_TRANSLATE_NOOP("engine", "There is no {typed}: write a number from 0 to {last}."),
    QT_TRANSLATE_NOOP("engine", "{typed}: write whole numbers, such as 100, 50."),
    QT_TRANSLATE_NOOP("engine", "{typed} can mean {one} or {other}: write {one} or {other}."),
    # engine/training/divergence.py
    QT_TRANSLATE_NOOP(
        "engine",
        "The loss has been above {limit} for {patience} iterations, worse than guessing: the steps are too "
        "long, and lead away from where the loss is low. A smaller learning rate helps.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "The loss of iteration {iteration} is no longer a number: the steps are too long, and the weights "
        "grew beyond all bounds. A smaller learning rate helps.",
    ),
    # engine/training/silence.py
    QT_TRANSLATE_NOOP(
        "engine",
        "All units of hidden layer {layer} have fallen silent: 0 for every training sample, so that all get the same "
        "prediction. Since iteration {iteration} no gradient comes back through the layer: it cannot wake up again. A "
        "smaller learning rate from the start helps; first weights “he” or more units may.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "All units of hidden layer {layer} are saturated: for every training sample their slopes are below "
        "10⁻¹⁴. Since iteration {iteration} no gradient to speak of has come back through the layer, and it no "
        "longer learns, nor does what lies before it. A smaller learning rate from the start helps.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Nearly all of hidden layer {layer} has fallen silent: only {few:,} of {all:,} training samples still get "
        "anything but 0 from any of its units, all others get the same prediction, and no gradient comes back from "
        "them through it. A smaller learning rate from the start helps; first weights “he” or more units may.",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Nearly all of hidden layer {layer} is saturated: for all but {few:,} of {all:,} training samples the slopes "
        "of all its units are below 10⁻¹⁴, so that no gradient to speak of comes back from them through it. A smaller "
        "learning rate from the start helps.",
    ),
))
