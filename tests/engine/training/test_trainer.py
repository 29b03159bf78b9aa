"""One run is one sequence of bits, however it is walked: at full speed, by operations, forward, back, or by jumps."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.data.dataset import Dataset, Split
from engine.data.look import ImageLook
from engine.nn.operations import Kind
from engine.training.config import ConfigError, TrainingConfig
from engine.training.trainer import Trainer

HIDDEN = {1: (), 2: (5,), 3: (5, 4), 4: (5, 4, 3)}
EACH_RUN = pytest.mark.parametrize(("depth", "dtype"), [(depth, dtype) for depth in HIDDEN
                                                        for dtype in ("float32", "float64")])
FIRST_UPDATE = 10  # operations of the two-layer network before it changes
LAST_UPDATE = 13   # and before the last of its parameters does


def bits(values) -> dict[str, bytes]:
    return {name: np.asarray(value).tobytes() for name, value in values.items()}


def state(trainer: Trainer) -> tuple:
    return trainer.iteration, trainer.position, bits(trainer.network.params), bits(trainer.values)


def by_operations(trainer: Trainer, count: int) -> None:
    for _ in range(count * len(trainer.operations)):
        trainer.run_operation()


@pytest.fixture(scope="session")
def known_states(tiny_trainer):
    """The state after every operation of 12 iterations of a run that only goes forward, by (iteration, position)."""
    found = {}

    def of(depth: int, dtype: str) -> tuple[dict, list[float]]:
        if (depth, dtype) not in found:
            trainer = tiny_trainer(hidden_sizes=HIDDEN[depth], dtype=dtype)
            states = {(0, 0): state(trainer)}
            for _ in range(12 * len(trainer.operations)):
                trainer.run_operation()
                states[trainer.iteration, trainer.position] = state(trainer)
            found[depth, dtype] = states, trainer.history.losses().tolist()
        return found[depth, dtype]

    return of


# --- the same bits, whichever way ----------------------------------------------------------------------------------


@EACH_RUN
def test_full_speed_is_stepping_by_operations(depth, dtype, tiny_trainer, known_states):
    states, losses = known_states(depth, dtype)
    trainer = tiny_trainer(hidden_sizes=HIDDEN[depth], dtype=dtype)
    for i in range(1, 13):
        trainer.run_iteration()
        assert state(trainer) == states[i, 0]
    assert trainer.history.losses().tolist() == losses
    assert losses[0] != losses[1] != losses[12]
    assert {param.dtype for param in trainer.network.params.values()} == {np.dtype(dtype)}
    assert {value.dtype for name, value in trainer.values.items() if name not in ("iteration", "indices")} == {
        np.dtype(dtype)}


moves = st.lists(st.tuples(st.sampled_from(["iteration", "operation", "operations", "undo", "undos", "go", "chunk"]),
                           st.integers(0, 40)), min_size=5, max_size=30)


@EACH_RUN
@given(moves=moves)
@settings(max_examples=25)
def test_any_walk_passes_through_the_same_states(depth, dtype, tiny_trainer, known_states, moves):
    states, losses = known_states(depth, dtype)
    trainer = tiny_trainer(hidden_sizes=HIDDEN[depth], dtype=dtype)
    for move, number in moves:
        walk(trainer, move, number)
        assert state(trainer) == states[trainer.iteration, trainer.position], move
        assert trainer.history.losses().tolist() == losses[:trainer.history.count]


def walk(trainer: Trainer, move: str, number: int) -> None:
    forward = trainer.iteration < 11
    if move == "iteration" and forward:
        trainer.run_iteration()
    elif move in ("operation", "operations") and forward:
        for _ in range(number if move == "operations" else 1):
            if trainer.iteration < 11:
                trainer.run_operation()
    elif move in ("undo", "undos"):
        for _ in range(number if move == "undos" else 1):
            trainer.undo_operation()
    elif move == "go":
        assert trainer.go_to(number % trainer.history.count)
    elif move == "chunk" and trainer.evaluation:
        trainer.evaluate_chunk()


def test_every_operation_can_be_taken_back(tiny_trainer, known_states):
    states, _ = known_states(2, "float32")
    trainer = tiny_trainer()
    by_operations(trainer, 3)
    for iteration in (2, 1, 0):
        for position in range(14, -1, -1):
            undone = trainer.undo_operation()
            assert undone is trainer.operations[position]
            assert state(trainer) == states[iteration, position]
    assert trainer.undo_operation() is None
    assert state(trainer) == states[0, 0]
    by_operations(trainer, 3)
    assert state(trainer) == states[3, 0]


def test_an_update_taken_back_restores_bits_that_adding_would_not(tiny_trainer):
    trainer = tiny_trainer(learning_rate=0.3)
    while trainer.operations[trainer.position].kind is not Kind.UPDATE:
        trainer.run_operation()
    before = trainer.network.params["W1"].copy()
    trainer.run_operation()
    after = trainer.network.params["W1"].copy()
    trainer.undo_operation()
    assert trainer.network.params["W1"].tobytes() == before.tobytes()
    assert after.tobytes() != before.tobytes()
    assert (after + np.float32(0.3) * trainer.values["dW1"]).tobytes() != before.tobytes()


def test_what_an_operation_taken_back_had_computed_is_gone(tiny_trainer):
    trainer = tiny_trainer()
    for _ in range(3):
        trainer.run_operation()
    assert trainer.values.keys() == {"iteration", "indices", "x", "t", "a1", "z1"}
    trainer.undo_operation()
    assert trainer.values.keys() == {"iteration", "indices", "x", "t", "a1"}
    trainer.undo_operation()
    trainer.undo_operation()
    assert trainer.values == {}


def test_run_iteration_finishes_the_iteration_in_progress(tiny_trainer, known_states):
    states, _ = known_states(2, "float32")
    trainer = tiny_trainer()
    for operations in (1, 9, 12, 14):
        for _ in range(operations):
            trainer.run_operation()
        trainer.run_iteration()
        assert state(trainer) == states[trainer.iteration, 0]
    assert trainer.iteration == 4


def test_a_caller_who_puts_other_arrays_in_does_not_spoil_the_way_back(tiny_trainer, known_states):
    states, _ = known_states(2, "float32")
    trainer = tiny_trainer()
    by_operations(trainer, 2)
    trainer.network.params["W1"] = np.zeros_like(trainer.network.params["W1"])
    trainer.network.params["b2"] = trainer.network.params["b2"] + 1
    assert trainer.go_to(1)
    assert state(trainer) == states[1, 0]
    trainer.run_iteration()
    assert state(trainer) == states[2, 0]


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_far_back_and_forward_past_many_checkpoints(depth, tiny_trainer):
    trainer, params = tiny_trainer(hidden_sizes=HIDDEN[depth]), {}
    for i in range(1, 1501):
        trainer.run_iteration()
        params[i] = bits(trainer.network.params)
    losses = trainer.history.losses().tolist()
    anywhere = np.random.default_rng(depth).integers(1, 1501, 40).tolist()
    for target in (1499, 1498, 5, 4, 250, 249, 128, 129, 1, 1500, *anywhere):
        assert trainer.go_to(target)
        assert trainer.iteration == target
        assert bits(trainer.network.params) == params[target]
        assert float(trainer.values["loss after update"]) == losses[target]
        assert trainer.values["iteration"] == target
        assert trainer.history.count == len(losses)
    assert trainer.history.losses().tolist() == losses


def test_the_same_config_is_the_same_run_and_another_seed_is_not(tiny_trainer):
    first, again, other = tiny_trainer(), tiny_trainer(), tiny_trainer(seed=4)
    for trainer in (first, again, other):
        for _ in range(5):
            trainer.run_iteration()
    assert state(first) == state(again)
    assert first.history.losses().tolist() == again.history.losses().tolist() != other.history.losses().tolist()


# --- going somewhere -----------------------------------------------------------------------------------------------


def test_going_to_an_iteration_that_was_not_run(tiny_trainer):
    trainer = tiny_trainer()
    by_operations(trainer, 2)
    before = state(trainer)
    for iteration in (3, -1):
        with pytest.raises(ValueError, match=f"iteration {iteration} has not been run; the last one was 2"):
            trainer.go_to(iteration)
    assert state(trainer) == before


def test_a_long_way_tells_how_far_it_got_and_can_be_broken_off(tiny_trainer):
    trainer, told = tiny_trainer(), []
    for _ in range(2000):  # checkpoints at every eighth iteration, at last
        trainer.run_iteration()
    assert trainer.go_to(100)
    before = trainer.history.losses().tolist()
    assert not trainer.go_to(1800, cancelled=lambda: len(told) == 2, progress=lambda *numbers: told.append(numbers))
    assert told == [(1, 8), (2, 8)]
    assert (trainer.iteration, trainer.position) == (1794, 0)
    assert trainer.history.losses().tolist() == before
    told.clear()
    assert trainer.go_to(1800, progress=lambda *numbers: told.append(numbers))
    assert trainer.iteration == 1800
    assert told == [(done, 6) for done in range(1, 7)]  # what was run before it was broken off is not run again


def test_no_way_is_long_and_an_early_one_is_short(tiny_trainer):
    """By the number of iterations that are run again, wherever one goes to, and in whatever order."""
    trainer = tiny_trainer()
    for _ in range(10_000):
        trainer.run_iteration()
    for target in np.random.default_rng(0).permutation(10_001)[:400].tolist() + list(range(1, 100)):
        run = []
        assert trainer.go_to(target, progress=lambda done, total: run.append(done))  # noqa: B023 - used at once
        assert len(run) <= min(max(target // 8, 1), 32)


def test_an_epoch_ends_where_it_is_said_to_end(tiny_trainer):
    for batch_size in (1, 7, 10, 60):
        trainer = tiny_trainer(batch_size=batch_size)
        for epoch in range(1, 9):
            end = trainer.epochs.iteration(epoch)
            assert (trainer.epochs.after(end - 1), trainer.epochs.after(end)) == (epoch - 1, epoch)


def test_stepping_back_again_and_again_does_not_run_the_same_iterations_each_time(tiny_trainer):
    """Also late in a run, and after having stepped back at another place."""
    trainer = tiny_trainer()
    for _ in range(4000):  # checkpoints at every 16th iteration, at last
        trainer.run_iteration()
    for start in (300, 600, 3900):
        trainer.go_to(start)
        run = []
        for target in range(start - 1, start - 31, -1):
            trainer.go_to(target, progress=lambda done, total: run.append(done))  # noqa: B023 - used at once
        assert 30 <= len(run) <= 30 + 3 * 16  # one for each step, and once from each checkpoint that is passed


# --- the learning rate ---------------------------------------------------------------------------------------------


def straight_run(tiny_trainer, rates: dict[int, float], iterations: int) -> Trainer:
    """Only ever forward; `rates` by the iteration from which on they hold."""
    trainer = tiny_trainer()
    for i in range(1, iterations + 1):
        if i in rates:
            trainer.set_learning_rate(rates[i])
        trainer.run_iteration()
    return trainer


def assert_same_run(trainer: Trainer, expected: Trainer) -> None:
    assert trainer.history.losses().tolist() == expected.history.losses().tolist()
    assert trainer.history.accuracies() == expected.history.accuracies()
    assert state(trainer) == state(expected)


def test_a_change_reaches_the_next_update(tiny_trainer):
    trainer = tiny_trainer()
    for operations in range(15):
        trainer.go_to(0)
        trainer.set_learning_rate(0.5)
        for _ in range(operations):
            trainer.run_operation()
        trainer.set_learning_rate(0.25)
        assert trainer.learning_rate == 0.25
        while trainer.iteration < 3:
            trainer.run_iteration()
        # Once W1 is updated at the old rate, b1, W2 and b2 are too.
        first = 1 if operations <= FIRST_UPDATE else 2
        assert_same_run(trainer, straight_run(tiny_trainer, {first: 0.25}, 3))


def test_changes_are_kept_on_the_way_back_and_forward(tiny_trainer):
    trainer = straight_run(tiny_trainer, {}, 5)
    for _ in range(3):
        trainer.run_operation()
    trainer.set_learning_rate(0.1)     # from iteration 6 on
    while trainer.iteration < 8:
        trainer.run_iteration()
    for _ in range(12):
        trainer.run_operation()
    trainer.set_learning_rate(0.9)     # from iteration 10 on
    while trainer.iteration < 15:
        trainer.run_iteration()
    expected = straight_run(tiny_trainer, {6: 0.1, 10: 0.9}, 15)
    assert_same_run(trainer, expected)
    assert len(set(expected.history.losses().tolist())) == 16
    for back in (14, 9, 8, 5, 3, 0):
        trainer.go_to(back)
        assert trainer.learning_rate == (0.5 if back < 5 else 0.1 if back < 9 else 0.9)
        while trainer.iteration < 15:
            trainer.run_operation()
        assert_same_run(trainer, expected)
    while trainer.iteration > 4:
        trainer.undo_operation()
    while trainer.iteration < 15:
        trainer.run_iteration()
    assert_same_run(trainer, expected)


def test_a_change_in_the_past_makes_another_future(tiny_trainer):
    trainer = straight_run(tiny_trainer, {8: 0.1}, 13)
    assert [point.iteration for point in trainer.history.accuracies()] == [0, 6, 12]
    trainer.go_to(7)
    trainer.set_learning_rate(0.9)
    assert trainer.history.count == 8
    assert [point.iteration for point in trainer.history.accuracies()] == [0, 6]
    while trainer.iteration < 13:
        trainer.run_iteration()
    assert_same_run(trainer, straight_run(tiny_trainer, {8: 0.9}, 13))


def test_the_same_rate_again_changes_nothing(tiny_trainer):
    trainer = straight_run(tiny_trainer, {}, 9)
    trainer.go_to(4)
    trainer.set_learning_rate(0.5)
    assert trainer.history.count == 10


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), "fast"])
def test_a_rate_that_cannot_be_used_is_refused(tiny_trainer, rate):
    trainer = straight_run(tiny_trainer, {}, 4)
    trainer.go_to(2)
    before = state(trainer)
    with pytest.raises(ConfigError, match=f"Learning rate is {rate}"):
        trainer.set_learning_rate(rate)
    assert (state(trainer), trainer.learning_rate, trainer.history.count) == (before, 0.5, 5)


def assert_says_its_rates(trainer: Trainer, rates: dict[int, float]) -> None:
    """What it says of its learning rates is what the updates to come use; `rates` has those of all iterations."""
    due = trainer.iteration + (1 if trainer.position <= FIRST_UPDATE else 2)
    assert trainer.learning_rate == rates[due]
    later = next((i for i in range(due + 1, 15) if rates[i] != rates[i - 1]), None)
    assert trainer.later == ({} if later is None else {"learning_rate": (later, rates[later])})
    half = FIRST_UPDATE < trainer.position <= LAST_UPDATE
    assert trainer.learning_rate_under_way == (rates[trainer.iteration + 1] if half else None)


def test_a_rate_entered_in_the_past_is_used_for_good(tiny_trainer):
    trainer = straight_run(tiny_trainer, {11: 0.01}, 20)
    trainer.go_to(5)
    assert (trainer.learning_rate, trainer.later) == (0.5, {"learning_rate": (11, 0.01)})
    trainer.set_learning_rate(0.5)  # the one that is used there; that it should change later is what this takes back
    assert (trainer.learning_rate, trainer.later) == (0.5, {})
    assert trainer.history.count == 11  # iterations 6 to 10 had this rate all along
    while trainer.iteration < 20:
        trainer.run_iteration()
    assert_same_run(trainer, straight_run(tiny_trainer, {}, 20))


def test_an_update_takes_the_step_that_is_said(tiny_trainer):
    trainer = straight_run(tiny_trainer, {4: 0.1, 7: 0.9}, 9)
    for back in range(9):
        trainer.go_to(back)
        said, before = trainer.learning_rate, {name: param.copy() for name, param in trainer.network.params.items()}
        trainer.run_iteration()
        for name, param in before.items():
            assert np.array_equal(trainer.network.params[name], param - np.float32(said) * trainer.values[f"d{name}"])


@given(moves=st.lists(st.one_of(
    st.tuples(st.sampled_from(["iteration", "operations", "undos", "go"]), st.integers(0, 20)),
    st.tuples(st.just("rate"), st.sampled_from([0.1, 0.25, 0.5, 0.9]))), min_size=4, max_size=25))
@example(moves=[("iteration", 0), ("operations", 11), ("rate", 0.1), ("undos", 5), ("rate", 0.9), ("iteration", 0)])
@example(moves=[("iteration", 0)] * 5 + [("rate", 0.1)] + [("iteration", 0)] * 5 + [("go", 2), ("rate", 0.5)])
def test_any_walk_with_any_changes_is_the_straight_run_with_the_same_rates(tiny_trainer, moves):
    trainer, rates = tiny_trainer(), dict.fromkeys(range(1, 15), 0.5)
    for move, number in moves:
        if move == "rate":
            first = trainer.iteration + (1 if trainer.position <= FIRST_UPDATE else 2)
            rates |= dict.fromkeys(range(first, 15), number)  # for good
            trainer.set_learning_rate(number)
        else:
            walk(trainer, move, number)
        assert_says_its_rates(trainer, rates)
    if trainer.position:
        trainer.run_iteration()
    recorded = trainer.history.count - 1
    trainer.go_to(recorded)
    trainer.finish_evaluation()
    expected = straight_run(tiny_trainer, rates, recorded)
    expected.finish_evaluation()
    assert_same_run(trainer, expected)


# --- the accuracies ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("batch_size", "iterations"), [
    (100, (0, 15, 29, 44)),      # 15·100 ≥ 1437, 29·100 ≥ 2·1437, 44·100 ≥ 3·1437
    (128, (0, 12, 23, 34)),
    (1, (0, 1437, 2874, 4311)),
    (1437, (0, 1, 2, 3)),
    (1436, (0, 2, 3, 4)),
])
def test_an_epoch_ends_when_as_many_images_as_there_are_were_drawn(digits, batch_size, iterations):
    trainer = Trainer(TrainingConfig(hidden_sizes=(), batch_size=batch_size, learning_rate=0.01), digits)
    while trainer.iteration < iterations[-1]:
        trainer.run_iteration()
    trainer.finish_evaluation()
    assert tuple(point.iteration for point in trainer.history.accuracies()) == iterations
    assert [point.epoch for point in trainer.history.accuracies()] == [0, 1, 2, 3]
    assert trainer.epoch == 3


def test_the_accuracies_are_over_all_images_of_the_network_as_it_then_stood(digits):
    trainer = Trainer(TrainingConfig(hidden_sizes=(10,), learning_rate=0.5, weight_init="he"), digits)
    expected = []
    while trainer.iteration < 44 or trainer.evaluation:
        if trainer.evaluation and trainer.evaluation.fraction == 0:
            network, train, test = trainer.network, digits.train, digits.test
            expected.append((trainer.iteration,
                             (network.predict(train.x).argmax(axis=1) == train.labels).mean(),
                             (network.predict(test.x).argmax(axis=1) == test.labels).mean()))
        trainer.advance()
    assert [(p.iteration, p.train, p.test) for p in trainer.history.accuracies()] == expected
    assert expected[0][1] < 0.3 < 0.5 < expected[-1][1]


@pytest.mark.parametrize("beside_a_chunk", [None, -1, 0, 1])
def test_every_image_is_counted_once_wherever_the_chunks_end(beside_a_chunk):
    """Labels that are the network's own predictions leave no image to hide behind."""
    config = TrainingConfig(hidden_sizes=(5,), batch_size=1, weight_init="he")
    network = Trainer(config, dataset_of(1, lambda x: np.zeros(1, np.int64))).network
    size = 1 if beside_a_chunk is None else network.chunk + beside_a_chunk
    assert (size == 1) == (beside_a_chunk is None)
    trainer = Trainer(config, dataset_of(size, lambda x: network.predict(x).argmax(axis=1)))
    trainer.finish_evaluation()
    (point,) = trainer.history.accuracies()
    assert (point.train, point.test) == (1.0, 1.0)


def dataset_of(size: int, labels_of) -> Dataset:
    """As many images in both splits, those of the test set others, with labels made of the images."""
    images = [np.random.default_rng(seed).random((size, 9), np.float32) for seed in (1, 2)]
    train, test = (Split(x, labels_of(x)) for x in images)
    return Dataset(name="tiny", title="Tiny", train=train, test=test, look=ImageLook((3, 3)), class_names=tuple("0123"),
                   attribution="noise")


def test_a_due_evaluation_is_done_before_anything_changes(tiny_trainer):
    for go_on in (Trainer.run_iteration, Trainer.run_operation):
        trainer = tiny_trainer()
        assert trainer.evaluation is not None
        assert trainer.history.accuracies() == ()
        train = trainer.network.accuracy(trainer.dataset.train.x, trainer.dataset.train.labels)
        go_on(trainer)
        assert trainer.evaluation is None
        (point,) = trainer.history.accuracies()
        assert (point.epoch, point.iteration, point.train) == (0, 0, train)


@pytest.mark.parametrize("chunks", [0, 1, 2])
def test_an_evaluation_broken_off_is_done_when_the_run_comes_by_again(digits, chunks):
    config = TrainingConfig(hidden_sizes=(5,), weight_init="he")
    straight = Trainer(config, digits)
    for _ in range(31):
        straight.run_iteration()
    trainer = Trainer(config, digits)
    for _ in range(15):
        trainer.run_iteration()
    for done in range(chunks):  # of three: two of training images, one of test images
        assert trainer.evaluation.fraction == pytest.approx(done / 3)
        trainer.evaluate_chunk()
    trainer.go_to(7)
    assert trainer.evaluation is None
    assert len(trainer.history.accuracies()) == 1
    while trainer.iteration < 31:
        trainer.run_iteration()
    assert trainer.history.accuracies() == straight.history.accuracies()
    trainer.go_to(15)  # known by now
    assert trainer.evaluation is None


def test_an_evaluation_before_training_can_be_broken_off_too(tiny_trainer):
    trainer = tiny_trainer()
    trainer.evaluate_chunk()
    trainer.go_to(0)
    assert trainer.evaluation.fraction == 0
    trainer.finish_evaluation()
    assert [point.iteration for point in trainer.history.accuracies()] == [0]


# --- when it goes wrong --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rate", "hidden", "dtype", "message"), [
    (1e9, (50,), "float32", "fallen silent"),  # ReLU dies: a plateau, and never a NaN
    (1e9, (50,), "float64", "fallen silent"),
    (1e30, (50,), "float32", "no longer a number"),
    (1e30, (50,), "float64", "fallen silent"),
    (1e30, (20, 20, 20), "float32", "no longer a number"),
    (1e30, (20, 20, 20), "float64", "smaller learning rate"),
])
def test_a_learning_rate_far_too_large_is_a_divergence(digits, rate, hidden, dtype, message):
    trainer = Trainer(TrainingConfig(hidden_sizes=hidden, learning_rate=0.1, dtype=dtype, weight_init="he"), digits)
    for _ in range(7):
        trainer.run_iteration()
    good = state(trainer)
    trainer.set_learning_rate(rate)
    while trainer.divergence is None and trainer.iteration < 300:
        trainer.advance()  # with the evaluations in between
    found = trainer.divergence
    assert found.last_good == 7
    assert message in str(found.problem)
    assert "smaller learning rate" in str(found.problem)
    trainer.go_to(found.last_good)
    assert state(trainer) == good
    assert trainer.divergence is None
    trainer.set_learning_rate(0.1)
    for _ in range(200):
        trainer.run_iteration()
        assert trainer.divergence is None
    assert trainer.history.loss(207) < 1


def test_a_plateau_is_told_from_its_beginning_by_one_who_went_back_into_it(digits):
    trainer = Trainer(TrainingConfig(weight_init="he", activation="tanh"), digits)
    for _ in range(7):
        trainer.run_iteration()
    trainer.set_learning_rate(30.0)
    while trainer.iteration < 80:
        trainer.run_iteration()
    trainer.go_to(60)
    trainer.undo_operation()
    while trainer.divergence is None and trainer.iteration < 300:
        trainer.run_iteration()
    assert (trainer.iteration, trainer.divergence.last_good) == (107, 7)


def test_a_run_that_goes_well_is_no_divergence(digits):
    trainer = Trainer(TrainingConfig(), digits)
    for _ in range(300):
        trainer.run_iteration()
        assert trainer.divergence is None


def test_the_learning_rate_of_each_iteration_is_known(tiny_trainer):
    trainer = tiny_trainer(learning_rate=0.5)
    trainer.run_iteration()
    trainer.set_learning_rate(0.25)
    trainer.run_iteration()
    assert [trainer.learning_rate_of(iteration) for iteration in (1, 2, 3)] == [0.5, 0.25, 0.25]


def test_the_parameters_that_an_iteration_began_with_are_kept(tiny_trainer, same_bits):
    trainer = tiny_trainer()
    first = {name: value.copy() for name, value in trainer.network.params.items()}
    assert same_bits(trainer.state().arrays, first)
    trainer.run_iteration()
    assert same_bits(trainer.state().arrays, first)
    second = {name: value.copy() for name, value in trainer.network.params.items()}
    for _ in trainer.operations:
        trainer.run_operation()
        assert same_bits(trainer.state().arrays, second)
    trainer.run_iteration()
    trainer.go_to(2)
    assert same_bits(trainer.state().arrays, second)
    trainer.undo_operation()
    assert same_bits(trainer.state().arrays, second)
    trainer.go_to(1)
    assert same_bits(trainer.state().arrays, first)
    with pytest.raises(ValueError, match="read-only"):
        trainer.state().arrays["W1"][...] = 0


@EACH_RUN
def test_a_state_is_stood_at_again_with_the_same_bits(depth, dtype, tiny_trainer, known_states):
    states, _ = known_states(depth, dtype)
    trainer = tiny_trainer(hidden_sizes=HIDDEN[depth], dtype=dtype)
    kept = [(trainer.state(), state(trainer))]
    while trainer.iteration < 4:
        trainer.run_operation()
        kept.append((trainer.state(), state(trainer)))
    for one, known in kept[::-1] + kept:
        trainer.restore(one)
        assert state(trainer) == known
    last = len(trainer.operations) - 1
    trainer.restore(kept[len(trainer.operations) + 3][0])
    for _ in range(4):  # and back from there, across the border of the iteration
        trainer.undo_operation()
    assert state(trainer) == states[0, last]
    trainer.run_operation()
    by_operations(trainer, 2)
    assert state(trainer) == states[3, 0]


def test_a_state_is_that_of_a_run_so_far(tiny_trainer):
    trainer, other = tiny_trainer(), tiny_trainer()
    for _ in range(3):
        trainer.run_iteration()
    with pytest.raises(ValueError, match="iteration 3 has not been run"):
        other.restore(trainer.state())
    other.history = trainer.history
    other.restore(trainer.state())
    assert state(other) == state(trainer)
    for each in (trainer, other):
        each.run_iteration()
    assert state(other) == state(trainer)
