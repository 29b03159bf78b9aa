"""What the engine says about operations, listed for those who translate; a test finds what is missing.

`gui.words.engine_texts.translated` looks them up, each as the whole text that an operation has.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP

WHAT = frozenset((
    # engine/nn/operations.py
    QT_TRANSLATE_NOOP("engine", "Each unit adds up all its inputs, each times its weight, and its bias."),
    QT_TRANSLATE_NOOP("engine", "Applies the activation function to each number by itself: negative ones become 0."),
    QT_TRANSLATE_NOOP(
        "engine",
        "Applies the activation function to each number by itself: large ones are squeezed towards the ends of a "
        "range."),
    QT_TRANSLATE_NOOP("engine", "Turns the logits of each sample into probabilities that sum to 1."),
    QT_TRANSLATE_NOOP(
        "engine",
        "The cross entropy: −log of the probability of the right class, on average over the minibatch."),
    QT_TRANSLATE_NOOP(
        "engine",
        "What the network said minus what it should have said, for each sample and class, divided by N."),
    QT_TRANSLATE_NOOP(
        "engine",
        "How the loss changes with each weight: its input times the gradient of its output, summed over the "
        "minibatch."),
    QT_TRANSLATE_NOOP(
        "engine",
        "How the loss changes with each weight: its input times the gradient of its output, summed over the "
        "minibatch. And how it changes with each input: the gradient goes back through the same weights."),
    QT_TRANSLATE_NOOP(
        "engine",
        "Multiplies each gradient by the slope of the activation function at that place: 1 where the unit was "
        "active, 0 where it was silent."),
    QT_TRANSLATE_NOOP("engine", "Multiplies each gradient by the slope of the activation function at that place."),
    # engine/training/iteration.py
    QT_TRANSLATE_NOOP("engine", "Draws the minibatch: N different training images, at random, with their labels."),
    QT_TRANSLATE_NOOP("engine", "Moves each number against its gradient, by the learning rate times the gradient."),
    QT_TRANSLATE_NOOP("engine", "The loss of the same minibatch with the updated parameters."),
))

WHY = frozenset((
    # engine/nn/operations.py
    QT_TRANSLATE_NOOP("engine", "The weights decide what a unit reacts to; they are what is learnt."),
    QT_TRANSLATE_NOOP(
        "engine", "Without a nonlinear function between them, two Affine layers would be no more than one."),
    QT_TRANSLATE_NOOP(
        "engine", "Probabilities can be compared with the right answer, which has probability 1."),
    QT_TRANSLATE_NOOP("engine", "Learning needs one number to make smaller."),
    QT_TRANSLATE_NOOP(
        "engine", "Backpropagation starts here: the gradient of the loss with respect to the logits."),
    QT_TRANSLATE_NOOP("engine", "The update needs one number for each weight and bias."),
    QT_TRANSLATE_NOOP(
        "engine",
        "The update needs one number for each weight and bias. The layer before needs the gradient of what it put "
        "out."),
    QT_TRANSLATE_NOOP(
        "engine", "Where the function is flat, a small change of its input changes neither its output nor the loss."),
    # engine/training/iteration.py
    QT_TRANSLATE_NOOP(
        "engine",
        "A few images at a time give a rough gradient quickly; many rough steps get further than one exact one."),
    QT_TRANSLATE_NOOP(
        "engine", "The gradient points to where the loss grows fastest; a small step the other way lowers it."),
    QT_TRANSLATE_NOOP(
        "engine", "It shows whether the step went down, and it is what the loss curve draws."),
))

FORMULAS = frozenset((
    # engine/training/iteration.py: said in words
    QT_TRANSLATE_NOOP("engine", "x, t = N random training images and their labels"),
    QT_TRANSLATE_NOOP("engine", "L, once more, with the new weights"),
))
