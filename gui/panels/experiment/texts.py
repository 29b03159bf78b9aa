"""What the fields of the experiment are called, and what each one is, in a sentence or two."""

from PySide6.QtCore import QCoreApplication

from engine.training.config import ACTIVATIONS, WEIGHT_INITS

translate = QCoreApplication.translate


def labels() -> dict[str, str]:
    """The label of each field, by its key."""
    return {
        "dataset": translate("Experiment", "Data set"),
        "train": translate("Experiment", "Training"),
        "test": translate("Experiment", "Test"),
        "hidden_layers": translate("Experiment", "Hidden layers"),
        "hidden_sizes": translate("Experiment", "Hidden units"),
        "layers": translate("Experiment", "Layers"),
        "activation": translate("Experiment", "Activation"),
        "weight_init": translate("Experiment", "First weights"),
        "parameters": translate("Experiment", "Parameters"),
        "optimizer": translate("Experiment", "Optimizer"),
        "learning_rate": translate("Experiment", "Learning rate"),
        "batch_size": translate("Experiment", "Batch size"),
        "iterations": translate("Experiment", "Iterations"),
        "seed": translate("Experiment", "Seed"),
        "dtype": translate("Experiment", "Numbers"),
    }


def tips() -> dict[str, str]:
    """The tooltip of each field, by its key."""
    return {
        "dataset": translate("Experiment",
            "What the network learns from. The book uses MNIST; the built-in digits are smaller and need no download."),
        "train": translate("Experiment",
            "Images that are learnt from × pixels of an image. Each pixel is one input of the network."),
        "test": translate("Experiment",
            "Images that are never learnt from. How many of them the network gets right shows whether it has learnt "
            "digits or only these images."),
        "hidden_layers": translate("Experiment",
            "How many layers of units lie between input and output; the book has 1. More can form finer features, "
            "but are slower and harder to train; 0 leaves one Affine layer. ↑ and ↓ change it."),
        "hidden_sizes": translate("Experiment",
            "Units of each hidden layer; the book has 50. One number for all layers, or one each, as in 100, 50. "
            "More can tell more images apart, and take more time; with few, training and test accuracy stay low."),
        "layers": translate("Experiment",
            "How many numbers go in, stand in each hidden layer, and come out: one for each class."),
        "activation": translate("Experiment",
            "The function applied to every hidden unit; the book's training program uses ReLU. Sigmoid and tanh "
            "flatten out for large values, where hardly any of the gradient gets through. Sigmoid, whose slope is at "
            "most 1/4, learns more slowly at first; tanh starts about as fast as ReLU."),
        "weight_init": translate("Experiment",
            "How large the first random weights are; the book's training program draws them from 0.01 · N(0, 1). "
            "n is the number of inputs of a layer. Too small, and signals fade from layer to layer; too large, "
            "and units saturate. Xavier suits sigmoid and tanh, He suits ReLU."),
        "parameters": translate("Experiment",
            "How many numbers are learnt: all weights and biases. The book's network on MNIST has 39,760."),
        "optimizer": translate("Experiment",
            "How the gradient changes the parameters. SGD, as in the book: W ← W − learning rate · dW."),
        "learning_rate": translate("Experiment",
            "How far each update goes against the gradient; the book has 0.1. Smaller learns more slowly; larger "
            "learns faster until the loss oscillates or diverges. What is entered is used from the next update on."),
        "batch_size": translate("Experiment",
            "N, how many training images are drawn for one iteration; the book has 100. Larger gives a smoother loss "
            "and slower iterations; smaller a noisier gradient."),
        "iterations": translate("Experiment",
            "How many updates a run makes; the book has 10,000. More lets the loss fall further, and takes longer. "
            "A change takes effect at once."),
        "seed": translate("Experiment",
            "Decides all random draws: the first weights and every minibatch. The same seed gives the same run again, "
            "to the last bit on the same kind of processor; another one a run that differs by chance. No seed is "
            "better than another."),
        "dtype": translate("Experiment",
            "How each number is kept: float32 has some 7 digits, float64 some 16 and takes about twice the time. "
            "The book's program computes in float64; the curves look the same."),
    }


def book() -> str:
    """What the button for the values of the book does."""
    return translate("Experiment",
        "The values of the book's training program (section 5.7.4): MNIST, one hidden layer of 50 units, ReLU, first "
        "weights 0.01 · N(0, 1), learning rate 0.1, minibatches of 100, 10,000 iterations, float64. The seed stays: "
        "the book sets none.")


def activations() -> tuple[tuple[str, str], ...]:
    """(value, words) of each activation."""
    words = {"relu": translate("Experiment", "ReLU"), "sigmoid": translate("Experiment", "sigmoid"),
             "tanh": translate("Experiment", "tanh")}
    return tuple((value, words.get(value, value)) for value in ACTIVATIONS)


def weight_inits() -> tuple[tuple[str, str], ...]:
    """(value, words) of each way to draw the first weights."""
    words = {"std 0.01": translate("Experiment", "0.01 · N(0, 1)"), "xavier": translate("Experiment", "Xavier 1/√n"),
             "he": translate("Experiment", "He √(2/n)")}
    return tuple((value, words.get(value, value)) for value in WEIGHT_INITS)
