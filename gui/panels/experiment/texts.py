"""What the fields of the experiment are called, and what each one is, in a sentence or two."""

from PySide6.QtCore import QCoreApplication

from engine.training.config import HYPERPARAMETERS

translate = QCoreApplication.translate


def words() -> dict[str, tuple[str, str]]:
    """(label, tooltip) of each row, by its key; those of a hyperparameter are declared with it."""
    return {
        "train": (translate("Experiment", "Training"), translate("Experiment",
            "Images that are learnt from × pixels of an image. Each pixel is one input of the network.")),
        "test": (translate("Experiment", "Test"), translate("Experiment",
            "Images that are never learnt from. How many of them the network gets right shows whether it has learnt "
            "digits or only these images.")),
        "hidden_layers": (translate("Experiment", "Hidden layers"), translate("Experiment",
            "How many layers of units lie between input and output; the book has 1. More can form finer features, "
            "but are slower and harder to train; 0 leaves one Affine layer. ↑ and ↓ change it.")),
        "layers": (translate("Experiment", "Layers"), translate("Experiment",
            "How many numbers go in, stand in each hidden layer, and come out: one for each class.")),
        "parameters": (translate("Experiment", "Parameters"), translate("Experiment",
            "How many numbers are learnt: all weights and biases. The book's network on MNIST has 39,760.")),
        **{name: (translate("Experiment", declared.label), translate("Experiment", declared.tip))
           for name, declared in HYPERPARAMETERS.items()},
    }


def book() -> str:
    """What the button for the values of the book does."""
    return translate("Experiment",
        "The values of the book's training program (section 5.7.4): MNIST, one hidden layer of 50 units, ReLU, first "
        "weights 0.01 · N(0, 1), learning rate 0.1, minibatches of 100, 10,000 iterations, float64. The seed stays: "
        "the book sets none.")
