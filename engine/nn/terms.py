"""What variables are called in words, for whoever does not know the letters yet.

Each variable is given its term where it is made. What follows from that is found here: the gradient of anything, what
anything is after the update, and which weighted sums are the scores, being the last.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.nn.variables import Variable


@dataclass(frozen=True, slots=True)
class Term:
    """A word or two for a variable, and what that means.

    Parameters
    ----------
    short
        To stand beside its name.
    says
        A sentence or two.
    book
        The section of the book that explains it.
    lesson
        The lesson that shows it.
    """

    short: Problem
    says: Problem
    book: str
    lesson: str = ""


INPUT = Term(
    Problem("input"), Problem("What the network is given of a sample: nothing but numbers."), "3.6.2", "first-look")
WEIGHTS = Term(
    Problem("weights"), Problem("How much each input counts in each sum. They and the biases are all that is learnt."),
    "3.4.2", "pixels-to-numbers")
BIASES = Term(
    Problem("biases"), Problem("What is added to each sum, whatever comes in. They are learnt, as the weights are."),
    "3.4.2", "why-db-is-a-sum")
SUMS = Term(
    Problem("weighted sums"), Problem("For each unit: all its inputs, each times its weight, added up, and its bias."),
    "3.4.2", "pixels-to-numbers")
SCORES = Term(
    Problem("scores"), Problem("One number for each class, also called logits: the largest is the answer. They are the "
                               "last weighted sums, and softmax makes probabilities of them."),
    "5.6.3", "pixels-to-numbers")
PROBABILITIES = Term(
    Problem("probabilities"), Problem("The scores, made positive and sharing 1 among them: how sure the network is of "
                                      "each class."),
    "3.5", "ten-numbers-one-loss")
ANSWERS = Term(
    Problem("right answers"), Problem("1 for the class of the label, 0 for all others: what y should be."), "4.2.1",
    "ten-numbers-one-loss")
LOSSES = Term(
    Problem("losses"), Problem("How wrong the network is about each sample of the minibatch: −log of the probability "
                               "that it gives to the right class."),
    "4.2.2", "ten-numbers-one-loss")
LOSS = Term(
    Problem("loss"), Problem("How wrong the network is: the cross entropy error, a mean over the minibatch. Learning "
                             "makes it smaller."),
    "4.2.2", "ten-numbers-one-loss")

RATES = Term(
    Problem("learning rates"), Problem("How long a step is, for each weight and bias its own."), "6.1.5",
    "five-ways-downhill")


def outputs(title: str) -> Term:
    """What comes out of an activation function that is called so."""
    return Term(
        Problem("{activation} outputs", {"activation": title}),
        Problem("What each hidden unit passes on: its sum, put through the activation function."), "3.2", "the-mask")


def remembered(short: Problem | None) -> Term | None:
    """What an optimizer remembers and calls so."""
    return None if short is None else Term(
        short, Problem("What the optimizer remembers from step to step, for each weight and bias."), "6.1",
        "five-ways-downhill")


def term_of(variable: "Variable", known: "Mapping[str, Variable]") -> Term | None:
    """What a variable is called; None if it has no name in words.

    Parameters
    ----------
    variable
        Which.
    known
        The variables of its network, by name.
    """
    if variable.was is not None:
        return _updated(term_of(variable.was, known))
    if variable.is_gradient:
        return _gradient(variable, term_of(variable.of, known))  # type: ignore[arg-type]  # it is of something
    y = known.get("y")
    is_last = y is not None and y.cells is not None and variable.name in (one.name for one in y.cells.variables)
    return SCORES if is_last else variable.term


def _updated(before: Term | None) -> Term | None:
    return before and Term(
        Problem("new {what}", {"what": before.short}), Problem("The same, once the weights and biases were corrected."),
        "4.5.1", before.lesson)


def _gradient(variable: "Variable", of: Term | None) -> Term | None:
    if of is None:
        return None
    short = Problem("gradient of {what}", {"what": of.short})
    if variable.learnt:
        return Term(short, Problem("How the loss changes with each of these numbers. Learning moves each of them "
                                   "the other way, to make the loss smaller."), "4.4.2", "chain-rule")
    if of is SCORES:
        return Term(short, Problem("How the loss changes with each score: a score with a gradient above 0 should be "
                                   "lower, one below 0 higher. The way back begins here."), "5.6.3", "y-minus-t")
    return Term(short, Problem("How the loss changes with each of these numbers: it is found from behind, layer by "
                               "layer, by the chain rule."), "5.2", "chain-rule")
