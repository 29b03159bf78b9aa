"""What is said of samples and of the inputs that they are made of: of images and their pixels, of points.

Whole sentences, side by side, since what can be said of one cannot always be said of the other with another noun.
"""

from dataclasses import dataclass

from engine.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said where a network learns from samples of one kind. Values are filled in by `Problem.given`."""

    learns: Problem  # what a network learns from them
    samples: Problem
    input: Problem  # what a sample is made of
    test_sample: Problem  # one of them, by its number
    training_sample: Problem
    never_learnt: Problem  # all of the test data
    learnt: Problem
    only_class: Problem
    only_of_class: Problem
    all_classes: Problem
    alone: Problem  # one row of a minibatch
    x: Problem  # what the views of these are
    dx: Problem
    of_minibatch: Problem
    weights_from_all: Problem
    dx_not_computed: Problem
    minibatch: Problem  # the operation that draws one: its formula, what it does, and why
    draws: Problem
    why_few: Problem
    zero_here: Problem  # why a gradient is 0
    zero_in_minibatch: Problem
    zero_throughout: Problem
    nothing_came_in: Problem
    what_if: Problem  # another one came in
    chosen_input: Problem
    how_to_choose: Problem
    can_be_changed: Problem
    other_size: Problem  # a fault of a data set


IMAGES = Words(
    learns=Problem("This network learns to read handwritten digits."),
    samples=Problem("images"),
    input=Problem("pixel"),
    test_sample=Problem("test image {number:,}"),
    training_sample=Problem("training image {number:,}"),
    never_learnt=Problem("Images that the network never learns from"),
    learnt=Problem("Images that the network learns from"),
    only_class=Problem("Only this digit"),
    only_of_class=Problem("Show only samples of one digit"),
    all_classes=Problem("all digits"),
    alone=Problem("Show only the row that is looked at, as the network sees this digit alone"),
    x=Problem("The input: the pixels, from 0 to 1"),
    dx=Problem("The gradient of the pixels: where more ink would raise the loss (orange) or lower it (blue)"),
    of_minibatch=Problem("The gradient of the loss of the minibatch, as training computed it for its last update; "
                         "of values that each image has for itself, the mean"),
    weights_from_all=Problem("the weights from all pixels to unit {unit}"),
    dx_not_computed=Problem("not computed: learning does not need the gradient of the pixels"),
    minibatch=Problem("x, t = N random training images and their labels"),
    draws=Problem("Draws the minibatch: N different training images, at random, with their labels."),
    why_few=Problem("A few images at a time give a rough gradient quickly; many rough steps get further than one exact "
                    "one."),
    zero_here=Problem("Pixel ({down}, {across}) is blank in this image, so the term is 0."),
    zero_in_minibatch=Problem(
        "Pixel ({down}, {across}) is blank in all {count:,} images of this minibatch, so every term is 0. Of all "
        "{all:,} training images, {inked:,} {inked:has|have} ink there."),
    zero_throughout=Problem(
        "Pixel ({down}, {across}) is blank in all {all:,} training images. So every term is 0 in any minibatch: the "
        "weights from this pixel never learn, and stay as they were drawn."),
    nothing_came_in=Problem("Both are exactly 0: the pixel {cell} is blank in every sample, so this weight has nothing "
                            "to pass on."),
    what_if=Problem("Change a parameter, a pixel or the label on a copy, and see what follows"),
    chosen_input=Problem("Value of the chosen pixel"),
    how_to_choose=Problem("Click a pixel to choose it; drag to draw, with the right button to erase."),
    can_be_changed=Problem("{place} is computed, not given. Change {name} or a pixel, and see what becomes of it."),
    other_size=Problem("{title}: an image has {found} {found:pixel|pixels}, where {height} × {width} = {expected} were "
                       "expected."),
)

POINTS = Words(
    learns=Problem("This network learns to tell which class a point belongs to."),
    samples=Problem("points"),
    input=Problem("input"),
    test_sample=Problem("test point {number:,}"),
    training_sample=Problem("training point {number:,}"),
    never_learnt=Problem("Points that the network never learns from"),
    learnt=Problem("Points that the network learns from"),
    only_class=Problem("Only this class"),
    only_of_class=Problem("Show only samples of one class"),
    all_classes=Problem("all classes"),
    alone=Problem("Show only the row that is looked at, as the network sees this point alone"),
    x=Problem("The input: the coordinates of the point"),
    dx=Problem("The gradient of the inputs: where a larger one would raise the loss (orange) or lower it (blue)"),
    of_minibatch=Problem("The gradient of the loss of the minibatch, as training computed it for its last update; "
                         "of values that each point has for itself, the mean"),
    weights_from_all=Problem("the weights from all inputs to unit {unit}"),
    dx_not_computed=Problem("not computed: learning does not need the gradient of the inputs"),
    minibatch=Problem("x, t = N random training points and their labels"),
    draws=Problem("Draws the minibatch: N different training points, at random, with their labels."),
    why_few=Problem("A few points at a time give a rough gradient quickly; many rough steps get further than one exact "
                    "one."),
    zero_here=Problem("Input {name} is 0 at this point, so the term is 0."),
    zero_in_minibatch=Problem(
        "Input {name} is 0 at all {count:,} points of this minibatch, so every term is 0. Of all {all:,} training "
        "points, {inked:,} {inked:has|have} another value there."),
    zero_throughout=Problem(
        "Input {name} is 0 at all {all:,} training points. So every term is 0 in any minibatch: the weights from this "
        "input never learn, and stay as they were drawn."),
    nothing_came_in=Problem("Both are exactly 0: the input {cell} is 0 in every sample, so this weight has nothing to "
                            "pass on."),
    what_if=Problem("Change a parameter, an input or the label on a copy, and see what follows"),
    chosen_input=Problem("Value of the chosen input"),
    how_to_choose=Problem("Click an input to choose it."),
    can_be_changed=Problem("{place} is computed, not given. Change {name} or an input, and see what becomes of it."),
    other_size=Problem("{title}: a point has {found} {found:coordinate|coordinates}, where {expected} were expected."),
)
