"""The training of a program: the loop of the book's section 5.7.4, and the optimizer in it."""

from textwrap import fill, indent

import numpy as np

from engine.nn.optimizers import OPTIMIZERS, Optimizer
from engine.runs.program.about import recorded
from engine.runs.program.network import name_of
from engine.training.config import ON_THE_WAY
from engine.training.trainer import Trainer

_TRAINING = '''\
def train(x_train, t_train, x_test, t_test):
    """Train a network, print each loss, and the accuracies at the end of each epoch. Returns the network."""
{fewer}    network = {network}()
{start}
    targets = np.eye(SIZES[-1], dtype=DTYPE)                            # column k is the target of class k
{slots}
    def print_accuracies(epoch):
        print("epoch", epoch)
        print("train acc :", network.accuracy(x_train, t_train))
        print("test acc :", network.accuracy(x_test, t_test))
{validated}
    print_accuracies(0)
    for i in range(1, ITERATIONS + 1):
{change}        # the minibatch
        indices = minibatches.indices(i)                                # (N,)
        x = {x:<59} # (N, D)
        t = targets.take(t_train[indices], axis=1).T                    # (N, C), one-hot

        # a step downhill
        grads = network.gradient(x, t)
        for name, param in network.params.items():
{step}

        # the loss of the same minibatch with the new parameters
        print(f"iter {{i}} ({{100 * i / ITERATIONS:.1f}}%) : loss {{network.loss(x, t)!s}}")

        # an epoch is over once as many samples were drawn as there are{every}
{epoch}
    return network'''

_FEWER = '''\
    # of the training samples those that the seed draws
    learnt, kept_back = drawn_images(SEED, len(x_train), LEARNT, VALIDATED)
    x_val, t_val = x_train[kept_back], t_train[kept_back]
    x_train, t_train = x_train[learnt], t_train[learnt]
'''

_VALIDATED = '''\
        print("val acc :", network.accuracy(x_val, t_val))
'''

_SLOTS = '''
    # what the optimizer remembers of each parameter: {names}
    slots = {{name: optimizer.first_slots(param).values() for name, param in network.params.items()}}
'''

_STEP = '''\
            network.params[name] = optimizer.update(param, grads[name])'''
_STEP_WITH_SLOTS = '''\
            network.params[name], *slots[name] = optimizer.update(param, grads[name], *slots[name])'''
_STEP_OF_EITHER = '''\
            found = optimizer.update(param, grads[name], *slots[name])
            network.params[name], *slots[name] = found if slots[name] else (found,)'''

_EPOCH = '''\
        if i * BATCH_SIZE % len(x_train) < BATCH_SIZE{due}:
            print_accuracies({epoch})'''
_EPOCH_COUNTED = '''\
        drawn += len(indices)
        if drawn % len(x_train) < len(indices){due}:
            print_accuracies({epoch})'''

_OTHER_SIZE = '''\
        if i in BATCH_SIZES:
            minibatches = Minibatches(SEED, len(x_train), BATCH_SIZES[i])
'''
_OTHER_RATE = '''\
        if i in LEARNING_RATES:
            optimizer = {optimizer}(LEARNING_RATES[i])
'''
_OTHER_OPTIMIZER = '''\
        if i in optimizers:                                             # it has nothing to remember yet
            optimizer = optimizers[i](LEARNING_RATE)
            slots = {name: [*optimizer.first_slots(param).values()] for name, param in network.params.items()}
'''
_OTHER_OPTIMIZER_OR_RATE = '''\
        if i in optimizers or i in LEARNING_RATES:
            rate = LEARNING_RATES.get(i, rate)
            optimizer = optimizers.get(i, type(optimizer))(rate)
        if i in optimizers:                                             # it has nothing to remember yet
            slots = {name: [*optimizer.first_slots(param).values()] for name, param in network.params.items()}
'''


def optimizers_of(trainer: Trainer) -> dict[int, type[Optimizer]]:
    """The optimizers, each with the first iteration whose update is made by it."""
    return {first: OPTIMIZERS[name] for first, name in recorded(trainer).of("optimizer")}


def from_optimizers(trainer: Trainer) -> tuple[str, ...]:
    """What the training asks of them."""
    return ("first_slots", "update") if _slots(trainer) or "optimizer" in _changed(trainer) else ("update",)


def _slots(trainer: Trainer) -> tuple[str, ...]:
    """What the first optimizer remembers of a parameter."""
    return tuple(optimizers_of(trainer)[1]({"": np.zeros(1)}).slots)


def _changed(trainer: Trainer) -> set[str]:
    """The hyperparameters that were changed on the way."""
    return {name for name in ON_THE_WAY if len(recorded(trainer).of(name)) > 1}


def training_function(trainer: Trainer, x: str) -> str:
    """The function that trains; `x` is the expression for the samples of the minibatch, as they go in."""
    changed, slots = _changed(trainer), _slots(trainer)
    step, told = (_STEP_WITH_SLOTS, _SLOTS.format(names=", ".join(slots))) if slots else (_STEP, "")
    if "optimizer" in changed:
        step, told = _STEP_OF_EITHER, ""
    return _TRAINING.format(
        network=name_of(trainer.network), x=x, start=_start(trainer, changed), slots=told, step=step,
        change=_change(trainer, changed), **_of_data(trainer), epoch=_end_of_epoch(trainer, changed))


def _of_data(trainer: Trainer) -> dict[str, str]:
    """What there is to do about the data, where there are few to learn from."""
    dataset, between = trainer.dataset, trainer.epochs_between
    return {"fewer": _FEWER if dataset.part_of else "", "validated": _VALIDATED if dataset.validation else "",
            "every": f"; after every {between}" if between > 1 else ""}


def _end_of_epoch(trainer: Trainer, changed: set[str]) -> str:
    """When the accuracies are printed."""
    between = trainer.epochs_between
    counted, epoch = _EPOCH, "i * BATCH_SIZE // len(x_train)"
    if "batch_size" in changed:
        counted, epoch = _EPOCH_COUNTED, "drawn // len(x_train)"
    return counted.format(epoch=epoch, due=f" and {epoch} % {between} == 0" if between > 1 else "")


def _start(trainer: Trainer, changed: set[str]) -> str:
    """What there is before the first iteration, beside the network."""
    optimizers, rate = optimizers_of(trainer), "LEARNING_RATE"
    found = ["drawn = 0" if "batch_size" in changed else "minibatches = Minibatches(SEED, len(x_train), BATCH_SIZE)"]
    if "learning_rate" in changed:
        rate = "LEARNING_RATES[1]"
    if changed >= {"optimizer", "learning_rate"}:
        found.insert(0, f"rate = {rate}")
    if "optimizer" in changed:
        each = ", ".join(f"{first}: {kind.__name__}" for first, kind in optimizers.items())
        found.insert(0, fill(f"optimizers = {{{each}}}", 100, subsequent_indent=" " * len("optimizers = {")))
    return indent("\n".join([f"optimizer = {optimizers[1].__name__}({rate})", *found]), "    ")


def _change(trainer: Trainer, changed: set[str]) -> str:
    """What is changed on the way, within the loop."""
    found = [_OTHER_SIZE] if "batch_size" in changed else []
    if changed >= {"optimizer", "learning_rate"}:
        found.append(_OTHER_OPTIMIZER_OR_RATE)
    elif "optimizer" in changed:
        found.append(_OTHER_OPTIMIZER)
    elif "learning_rate" in changed:
        found.append(_OTHER_RATE.format(optimizer=optimizers_of(trainer)[1].__name__))
    return "".join([*found, "\n"] if found else [])


def start_of(optimizer: type[Optimizer]) -> str:
    """How it begins: with the learning rate, in those of its two forms that its update uses."""
    forms = {"learning_rate": "learning_rate",
             "rate": "np.array(learning_rate, DTYPE)     # of another type it would change that of the parameters"}
    used = optimizer.update.__code__.co_names
    return "def __init__(self, learning_rate):\n" + "\n".join(
        f"    self.{name} = {form}" for name, form in forms.items() if name in used)
