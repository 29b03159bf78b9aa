"""A number that is 0 for a reason: the reason is said, and it is so."""

from itertools import product

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.inspection.frozen.snapshot import snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.inspection.provenance.provenance import Way, provenance
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

DIGITS = load_digits()


def trained(iterations: int = 3, **changed) -> Trainer:
    trainer = Trainer(TrainingConfig(**{"hidden_sizes": (12, 6), **changed}), DIGITS)
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


def said(snapshot, name: str, *index: int) -> str | None:
    found = provenance(snapshot, Place(name, index)).why_zero
    return None if found is None else str(found)


def test_a_pixel_that_is_never_inked():
    snapshot, images = snapshot_of(trained()), np.asarray(DIGITS.train.x)
    never = int(np.flatnonzero(~images.any(axis=0))[0])
    assert snapshot.value("dW1")[never, 7] == 0
    assert said(snapshot, "dW1", never, 7) == (
        f"Pixel {divmod(never, 8)} is blank in all {len(images):,} training images. So every term is 0 in any "
        "minibatch: the weights from this pixel never learn, and stay as they were drawn.")
    first = Trainer(TrainingConfig(hidden_sizes=(12, 6)), DIGITS).network.params["W1"]
    assert (trained(20).network.params["W1"][never] == first[never]).all()


def test_a_pixel_that_is_blank_in_this_minibatch_only():
    snapshot, images = snapshot_of(trained(batch_size=5)), np.asarray(DIGITS.train.x)
    blank = int(np.flatnonzero(images.any(axis=0) & ~snapshot.value("x").any(axis=0))[0])
    assert said(snapshot, "dW1", blank, 3) == (
        f"Pixel {divmod(blank, 8)} is blank in all 5 images of this minibatch, so every term is 0. Of all "
        f"{len(images):,} training images, {np.count_nonzero(images[:, blank]):,} have ink there.")


def test_a_sample_alone():
    looked = trace(trained().network, Sample(DIGITS.test.x[0], int(DIGITS.test.labels[0]), "test", 0))
    snapshot = snapshot_of_sample(looked, DIGITS)
    assert said(snapshot, "dW1", 0, 0) == "Pixel (0, 0) is blank in this image, so the term is 0."


@pytest.mark.parametrize("name, index", [("dW1", (28, 2)), ("db1", (2,)), ("dW2", (2, 4))])
def test_a_unit_that_is_silent_in_all_samples(name, index):
    trainer = trained(1)
    trainer.network.params["b1"] = np.where(np.arange(12) == 2, -100, 0).astype(np.float32)
    trainer.run_iteration()
    assert said(snapshot_of(trainer), name, *index) == (
        "Unit 2 of layer 1 is silent in all 100 samples (a1[:, 2] is not above 0), so every term is 0.")


def test_every_reason_is_so_and_only_zeros_have_one():
    reasons = 0
    for changed in ({"batch_size": 3}, {"activation": "tanh", "batch_size": 2}, {"learning_rate": 5.0, "batch_size": 9},
                    {"activation": "sigmoid", "batch_size": 1}):
        snapshot = snapshot_of(trained(12, **changed))
        for name in snapshot.names():
            if snapshot.value(name) is None:
                continue
            for index in list(product(*map(range, snapshot.shape(name))))[::7]:
                found = provenance(snapshot, Place(name, index))
                if found.why_zero is None:
                    assert found.way is not Way.SUM or len(found.terms) == 0 or found.terms.values.any() or (
                        len(found.terms[0].factors) != 2)
                else:
                    assert found.value == found.total == 0 and not found.terms.values.any()
                    check(snapshot, found.why_zero)
                    reasons += 1
    assert reasons > 50


def check(snapshot, reason) -> None:
    """The claim, computed from the arrays."""
    values, text = reason.values, reason.text
    if "training images" in text:
        pixel = values["down"] * snapshot.look.shape[1] + values["across"]
        assert not snapshot.value("x")[:, pixel].any()
        assert np.count_nonzero(DIGITS.train.x[:, pixel]) == values.get("inked", 0)
        assert (values["all"], values["count"]) == (len(DIGITS.train), snapshot.batch_size)
    elif "in this image" in text:
        assert snapshot.batch_size == 1
        assert snapshot.value("x")[0, values["down"] * snapshot.look.shape[1] + values["across"]] == 0
    elif "silent" in text:
        assert (snapshot.value(values["cells"].split("[")[0])[:, values["unit"]] <= 0).all()
        assert values["cells"].startswith(f"a{values['layer']}") and snapshot.network.activation.silences
    elif "throughout" in text:
        assert not row_of(snapshot, values["cells"]).any()
    else:
        first, second = row_of(snapshot, values["first"]), row_of(snapshot, values["second"])
        assert ((first == 0) | (second == 0)).all() and len(first) == values["count"]
        assert ((first == 0).sum(), (second == 0).sum()) == (values["some"], values["others"])


def row_of(snapshot, written: str) -> np.ndarray:
    name, _, index = written.removesuffix("]").partition("[")
    return snapshot.value(name)[tuple(slice(None) if each == ":" else int(each) for each in index.split(", "))]
