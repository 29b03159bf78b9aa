"""The training of a program: the loop of the book's section 5.7.4, and the optimizer in it."""

from engine.nn.optimizers import Optimizer
from engine.runs.program.network import name_of
from engine.training.trainer import Trainer

_TRAINING = '''\
def train(x_train, t_train, x_test, t_test):
    """Train a network, print each loss, and the accuracies at the end of each epoch. Returns the network."""
{fewer}    network = {network}()
    optimizer = {optimizer}({rate})
    minibatches = Minibatches(SEED, len(x_train), BATCH_SIZE)
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
            {step} = optimizer.update({needed})

        # the loss of the same minibatch with the new parameters
        print(f"iter {{i}} ({{100 * i / ITERATIONS:.1f}}%) : loss {{network.loss(x, t)!s}}")

        # an epoch is over once as many samples were drawn as there are{every}
        if i * BATCH_SIZE % len(x_train) < BATCH_SIZE{due}:
            print_accuracies(i * BATCH_SIZE // len(x_train))
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

_CHANGE = '''\
        if i in LEARNING_RATES:
            optimizer = {optimizer}(LEARNING_RATES[i])

'''


def training_function(trainer: Trainer, x: str, *, rates_change: bool) -> str:
    """The function that trains; `x` is the expression for the samples of the minibatch, as they go in."""
    optimizer = trainer.optimizer
    name, step, needed, slots = type(optimizer).__name__, "network.params[name]", "param, grads[name]", ""
    if optimizer.slots:
        step, needed = f"{step}, *slots[name]", f"{needed}, *slots[name]"
        slots = _SLOTS.format(names=", ".join(optimizer.first_slots(next(iter(trainer.network.params.values())))))
    return _TRAINING.format(
        network=name_of(trainer.network), optimizer=name, step=step, needed=needed, slots=slots, x=x,
        rate="LEARNING_RATES[1]" if rates_change else "LEARNING_RATE", **_of_data(trainer),
        change=_CHANGE.format(optimizer=name) if rates_change else "")


def _of_data(trainer: Trainer) -> dict[str, str]:
    """What there is to do about the data, where there are few to learn from."""
    dataset, between = trainer.dataset, trainer.epochs_between
    return {
        "fewer": _FEWER if dataset.part_of else "", "validated": _VALIDATED if dataset.validation else "",
        "every": f"; after every {between}" if between > 1 else "",
        "due": f" and i * BATCH_SIZE // len(x_train) % {between} == 0" if between > 1 else ""}


def from_optimizer(optimizer: Optimizer) -> tuple[str, ...]:
    """What the training asks of it."""
    return ("first_slots", "update") if optimizer.slots else ("update",)


def start_of(optimizer: Optimizer) -> str:
    """How it begins: with the learning rate, in those of its two forms that its update uses."""
    forms = {"learning_rate": "learning_rate",
             "rate": "np.array(learning_rate, DTYPE)     # of another type it would change that of the parameters"}
    used = type(optimizer).update.__code__.co_names
    return "def __init__(self, learning_rate):\n" + "\n".join(
        f"    self.{name} = {form}" for name, form in forms.items() if name in used)
