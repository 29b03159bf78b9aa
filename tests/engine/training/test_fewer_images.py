"""Fewer images: which ones, of what the rest is kept out, and that a run with all of them is as it was."""

from itertools import pairwise

import numpy as np
import pytest

from engine.data.mnist import load_dataset
from engine.runs.fingerprint import of_dataset
from engine.runs.run import run_of
from engine.training.config import ConfigError, TrainingConfig, images_for, problem_of
from engine.training.evaluation import Evaluation, epochs_between
from engine.training.fewer_images import dataset_of, drawn_images
from engine.training.trainer import Trainer


def numbers(of, whole) -> list[int]:
    """Where in the whole training set the images of a split are; no two there are the same."""
    place = {image.tobytes(): number for number, image in enumerate(whole.train.x.levels)}
    assert len(place) == len(whole.train)
    found = [place[image.tobytes()] for image in of.x.levels]
    assert np.array_equal(whole.train.labels[found], of.labels)
    return found


def part(digits, **config):
    return dataset_of(TrainingConfig(**config), digits)


def run(trainer: Trainer, iterations: int) -> Trainer:
    for _ in range(iterations):
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


# --- which ones ----------------------------------------------------------------------------------------------------

def test_all_of_them_are_the_data_set_itself(digits):
    """So a run that takes all is, to the last bit, what it was before there was a choice."""
    assert part(digits) is part(digits, seed=9) is Trainer(TrainingConfig(), digits).dataset is digits
    assert part(digits, images=1437) is digits, "as many as there are, in figures"


def test_it_is_the_same_for_a_seed_whatever_else_is_chosen(digits):
    usual = numbers(part(digits, images=300).train, digits)
    assert usual == sorted(usual) and len(set(usual)) == 300
    for other in ({"batch_size": 10}, {"hidden_sizes": (7, 7)}, {"learning_rate": 1.0}, {"optimizer": "adam"},
                  {"dtype": "float64"}, {"weight_init": "he"}, {"activation": "tanh"}, {"iterations": 5}):
        assert numbers(part(digits, images=300, **other).train, digits) == usual
    assert numbers(part(digits, images=300, seed=1).train, digits) != usual
    few, more = (set(numbers(part(digits, images=count).train, digits)) for count in (100, 1000))
    assert few < set(usual) < more


def test_what_is_kept_back_is_neither_learnt_nor_tested(digits):
    some = part(digits, images=300, validation=0.2)
    learnt, kept_back = (set(numbers(split, digits)) for split in (some.train, some.validation))
    assert (len(learnt), len(kept_back), learnt & kept_back) == (240, 60, set())
    assert learnt | kept_back == set(numbers(part(digits, images=300).train, digits))
    assert some.test is digits.test and some.split("validation") is some.validation and some.whole is digits
    whole = part(digits, validation=0.1)
    assert (len(whole.train), len(whole.validation)) == (1293, 144)


def test_every_image_is_drawn_as_often_as_any_other():
    drawn = np.concatenate([drawn_images(seed, 20, 5, 5)[0] for seed in range(2000)])
    counts = np.bincount(drawn, minlength=20)
    assert abs(counts - 500).max() < 5 * np.sqrt(2000 * 0.25 * 0.75)  # five deviations of the binomial distribution


def test_runs_of_one_config_share_their_images(digits):
    one, other = (Trainer(TrainingConfig(images=500, validation=0.5, seed=seed), digits) for seed in (1, 2))
    assert part(digits, images=500, validation=0.5, seed=1) is one.dataset is not other.dataset
    assert Trainer(one.config, one.dataset).dataset is one.dataset, "of a part it is that part of the whole"
    assert Trainer(other.config, one.dataset).dataset is other.dataset
    assert of_dataset(one.dataset) == of_dataset(digits)


@pytest.mark.parametrize("images", [2, 3, 10, 1437])
@pytest.mark.parametrize("share", [0.01, 0.29, 0.5, 0.9])
def test_one_at_least_is_kept_back_and_one_is_left(digits, images, share):
    some = part(digits, images=images, validation=share, batch_size=1)
    assert len(some.train) + len(some.validation) == images
    assert abs(len(some.validation) - share * images) <= 1


# --- what cannot be ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("config", "field", "said"), [
    ({"images": 1438}, "images",
     "Training images: 1,438 are wanted, but the data set has 1,437. Choose at most so many, or all."),
    ({"images": 99}, "batch_size", "Batch size is 100, but there are only 99 training images; a minibatch is drawn "
                                   "without replacement, so choose at most 99."),
    ({"images": 1}, "batch_size", "Batch size is 100, but there is only 1 training image; a minibatch is drawn without "
                                  "replacement, so choose at most 1."),
    ({"images": 100, "validation": 0.2}, "batch_size", "Batch size is 100, but there are only 80 training images;"),
    ({"images": 1, "validation": 0.1, "batch_size": 1}, "validation",
     "Validation share: of a single image nothing can be kept back. Choose more images, or none here."),
])
def test_what_a_data_set_has_not_enough_images_for(digits, config, field, said):
    with pytest.raises(ConfigError) as caught:
        Trainer(TrainingConfig(**config), digits)
    assert list(caught.value.problems) == [field]
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(("field", "value", "said"), [
    ("images", -1, "Training images is -1; choose from 0 to 10000000."),
    ("images", 2.5, "Training images is 2.5; it must be a whole number."),
    ("validation", 1.0, "Validation share is 1.0; choose from 0 to 0.9."),
    ("validation", -0.1, "Validation share is -0.1; choose from 0 to 0.9."),
    ("validation", float("nan"), "Validation share is nan; choose from 0 to 0.9."),
])
def test_what_can_never_be(field, value, said):
    assert str(problem_of(field, value)) == said


def test_what_cannot_be_used_takes_no_images():
    """So that one wrong field is one problem."""
    sizes = images_for({"images": 2000, "validation": 7.0}, 1437)
    assert (sizes["images"], sizes["validation"], sizes["batch_size"]) == (1437, 1437, 1437)
    assert images_for({"images": "empty", "validation": 0.5}, 100)["batch_size"] == 50
    assert images_for({"images": 10, "validation": 0.5}, None)["batch_size"] is None


# --- what a run does with them -------------------------------------------------------------------------------------

def test_it_learns_from_these_and_from_no_others(digits):
    trainer = Trainer(TrainingConfig(images=30, validation=0.5, batch_size=7), digits)
    allowed = {image.tobytes() for image in trainer.dataset.train.x[:]}
    for _ in range(40):
        trainer.run_iteration()
        assert {image.tobytes() for image in trainer.values["x"]} <= allowed
    assert trainer.epoch == 40 * 7 // 15


def test_the_third_accuracy_is_that_on_what_was_kept_back(digits):
    trainer = run(Trainer(TrainingConfig(images=300, validation=0.2), digits), 53)
    network, data = trainer.network, trainer.dataset
    point = trainer.history.accuracies()[-1]
    assert (point.iteration, point.epoch) == (53, 22)
    for accuracy, split in ((point.train, data.train), (point.test, data.test), (point.validation, data.validation)):
        assert accuracy == network.accuracy(split.x, split.labels)
    assert Evaluation(network, data).run() == (point.train, point.test, point.validation)
    assert {each.validation for each in run(Trainer(TrainingConfig(), digits), 30).history.accuracies()} == {None}


def test_gone_back_and_resumed_it_is_the_straight_run(digits, same_bits):
    config = TrainingConfig(images=50, validation=0.2, batch_size=20, optimizer="adam", learning_rate=0.01)
    straight = run(Trainer(config, digits), 120)
    other = run(Trainer(config, digits), 70)
    other.go_to(3)
    run(other, 20)
    kept = run_of(other)
    again = Trainer(kept.config, kept.dataset)
    again.resume(kept.course)
    run(again, 97)
    assert same_bits(again.arrays(), straight.arrays())
    assert again.history.losses().tolist() == straight.history.losses().tolist()
    assert again.history.accuracies() == straight.history.accuracies()


def test_few_are_soon_known_by_heart(digits):
    """What the choice is there for: of 300 all are right, of those never seen not."""
    few, many = (run(Trainer(TrainingConfig(images=images), digits), 2000) for images in (300, 0))
    train, test = Evaluation(few.network, few.dataset).run()
    assert train == 1.0 and train - test > 0.06
    train, test = Evaluation(many.network, many.dataset).run()
    assert train - test < 0.03


# --- when they are measured ----------------------------------------------------------------------------------------

@pytest.mark.parametrize(("config", "epochs"), [
    ({}, 1), ({"batch_size": 1}, 1), ({"batch_size": 1437}, 1), ({"validation": 0.2}, 3), ({"images": 1000}, 3),
    ({"images": 300}, 9), ({"images": 100}, 25), ({"images": 100, "batch_size": 10}, 3),
    ({"images": 20, "batch_size": 1}, 2), ({"images": 10, "batch_size": 10}, 25), ({"images": 1, "batch_size": 1}, 25)])
def test_accuracies_are_due_each_epoch_or_with_fewer_images_far_enough_apart(digits, config, epochs):
    config = TrainingConfig(**config)
    assert epochs_between(dataset_of(config, digits), config.batch_size) == epochs
    trainer = run(Trainer(config, digits), 130)
    points = trainer.history.accuracies()
    assert [point.epoch for point in points] == list(range(0, trainer.epoch + 1, epochs))
    assert epochs == 1 or all(b.iteration - a.iteration >= 24 for a, b in pairwise(points))


@pytest.mark.parametrize(("config", "epochs"), [
    ({}, 1), ({"validation": 0.2}, 1), ({"images": 1000}, 3), ({"images": 100, "batch_size": 10}, 3)])
def test_on_mnist(mnist_folder, config, epochs):
    config = TrainingConfig(dataset="mnist", **config)
    assert epochs_between(dataset_of(config, load_dataset(mnist_folder)), config.batch_size) == epochs
