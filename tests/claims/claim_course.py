"""What breakpoints and observations say of the course of a run, judged by the run itself, all of it looked at again."""

from collections.abc import Callable
from functools import partial

import claim_words
import numpy as np
from claim_reference import IGNORED
from claim_words import read, written
from course_worlds import CourseCase

JUDGES: dict[str, Callable] = {}
says = partial(claim_words.says, among=JUDGES)
GATHERED = 300  # losses that are compared with as many before


def mean(case: CourseCase, count: int, iteration: int | None = None) -> float:
    end = (case.iteration if iteration is None else iteration) + 1
    losses = np.array(case.losses[max(end - count, 0):end])
    return float(losses[np.isfinite(losses)].mean())  # as everywhere: what is not finite is a gap


def norm(case: CourseCase, name: str, iteration: int | None = None) -> float:
    return float(np.linalg.norm(case.values(iteration)[name].astype(float)))


# --- breakpoints -----------------------------------------------------------------------------------------------------


@says("Iteration {iteration:,} is done: its loss is {loss}.")
def iteration_is_done(case: CourseCase, iteration: int, loss: str) -> None:
    assert iteration == case.iteration
    written(loss, case.losses[iteration])


@says("Epoch {epoch:,} has ended, with iteration {iteration:,}.")
def epoch_has_ended(case: CourseCase, epoch: int, iteration: int) -> None:
    drawn, size = iteration * case.config.batch_size, len(case.dataset.train)
    assert iteration == case.iteration
    assert drawn // size == epoch > (drawn - case.config.batch_size) // size


@says("With iteration {iteration:,} the loss has fallen below {limit}: the mean of the last {count:,} is {loss}.")
def loss_has_fallen(case: CourseCase, iteration: int, limit: str, count: int, loss: str) -> None:
    assert iteration == case.iteration and count == min(60, iteration + 1)
    written(loss, mean(case, 60), slack=1e-9)
    assert mean(case, 60) < case.limit <= mean(case, 60, iteration - 1)
    written(limit, case.limit)


@says("With iteration {iteration:,} the loss has risen above {limit}: the mean of the last {count:,} is {loss}.")
def loss_has_risen(case: CourseCase, iteration: int, limit: str, count: int, loss: str) -> None:
    assert iteration == case.iteration and count == min(60, iteration + 1)
    written(loss, mean(case, 60), slack=1e-9)
    assert mean(case, 60) > case.limit >= mean(case, 60, iteration - 1)
    written(limit, case.limit)


@says("With iteration {iteration:,} the prediction of the chosen sample has changed from {before} to {now}.")
def prediction_has_changed(case: CourseCase, iteration: int, before: int, now: int) -> None:
    assert iteration == case.iteration
    assert (case.predicted(iteration - 1), case.predicted(iteration)) == (before, now) and before != now


@says("Unit {unit} of hidden layer {layer} has died: in all of epoch {epoch:,} no gradient came back through it from "
      "any sample.")
def unit_has_died(case: CourseCase, unit: int, layer: int, epoch: int, others: int) -> None:
    assert others == 0
    some_units_have_died(case, unit, layer, epoch, others)


@says("Unit {unit} of hidden layer {layer} and {others:,} {others:other|others} have died: in all of epoch {epoch:,} "
      "no gradient came back through them from any sample.")
def some_units_have_died(case: CourseCase, unit: int, layer: int, epoch: int, others: int) -> None:
    silent, before = case.silent_in(epoch), case.silent_in(epoch - 1) if epoch > 1 else set()
    assert min(silent - before) == (layer, unit)
    assert len(silent - before) == others + 1


@says("In iteration {iteration:,} the norm of {gradient} is {norm}, above {limit}.")
def norm_is_above(case: CourseCase, iteration: int, gradient: str, norm: str, limit: str) -> None:
    assert iteration == case.iteration
    norms = {name: np.linalg.norm(value.astype(float)) for name, value in case.values().items()
             if name.startswith(("dW", "db"))}
    assert norms[gradient] == max(norms.values()) > case.limit
    written(norm, norms[gradient], slack=1e-4 * norms[gradient])
    written(limit, case.limit)


@says("In iteration {iteration:,} a value is not finite.")
@IGNORED
def some_value_is_not_finite(case: CourseCase, iteration: int) -> None:
    assert not all(np.isfinite(value).all() for value in case.values(iteration).values())


@says("“{operation}” of iteration {iteration:,} made the first value that is not finite: {count:,} of {all:,} in "
      "{name}, {nan:,} of them NaN.")
@IGNORED
def made_what_is_not_finite(case: CourseCase, operation: str, iteration: int, name: str, count: int, nan: int,
                            **rest: int) -> None:
    found = case.first_not_finite(iteration)
    assert found[:2] == (operation, name)
    assert (int((~np.isfinite(found[2])).sum()), int(np.isnan(found[2]).sum()), found[2].size) == (
        count, nan, rest["all"])


@says("{count:,} {count:breakpoint was|breakpoints were} left out: nothing that is known here, or with a value that "
      "cannot be used.")
def some_were_left_out(case: CourseCase, count: int) -> None:
    assert count == case.limit


# --- observations ----------------------------------------------------------------------------------------------------


@says("All units of hidden layer {layer} silent in this minibatch: ‖{gradient}‖ = {norm}.")
def units_are_silent(case: CourseCase, layer: int, gradient: str, norm: str) -> None:
    values = case.values()
    assert not (values[f"a{layer}"] > 0).any()
    assert all((values[f"a{before}"] > 0).any() for before in range(1, layer))
    written(norm, np.linalg.norm(values[gradient].astype(float)), digits=2, slack=1e-12)


@says("All units of hidden layer {layer} saturated in this minibatch: ‖{gradient}‖ = {norm}.")
def units_are_saturated(case: CourseCase, layer: int, gradient: str, norm: str) -> None:
    assert (case.slopes(case.values(), layer) <= 1e-14).all()
    written(norm, np.linalg.norm(case.values()[gradient].astype(float)), digits=2, slack=1e-12)


@says("Vanishing gradient: ‖{first}‖ = {small}, ‖{last}‖ = {large}.")
def gradient_vanishes(case: CourseCase, first: str, small: str, last: str, large: str) -> None:
    assert (first, last) == ("dW1", f"dW{len(case.config.hidden_sizes) + 1}")
    for said, name in ((small, first), (large, last)):
        written(said, norm(case, name), digits=2, slack=1e-4 * norm(case, name))
    assert norm(case, first) < 0.04 * norm(case, last)


def accuracies(case: CourseCase, epoch: int, train: str, test: str) -> None:
    now = case.accuracies()[-1]
    assert epoch == now.epoch
    assert (train, test) == (f"{now.train:.4f}", f"{now.test:.4f}") and now.train - now.test > 0.02


@says("Overfitting after epoch {epoch:,}: train acc {train}, test acc {test}.")
def overfits(case: CourseCase, epoch: int, train: str, test: str, **best: object) -> None:
    accuracies(case, epoch, train, test)
    assert case.accuracies()[-1].test > max(point.test for point in case.accuracies()[:-1])


@says("Overfitting after epoch {epoch:,}: train acc {train}, test acc {test} ({best} after epoch {then:,}).")
def overfits_and_was_better(case: CourseCase, epoch: int, train: str, test: str, best: str, then: int) -> None:
    accuracies(case, epoch, train, test)
    assert best == f"{case.accuracies()[then].test:.4f}"
    assert case.accuracies()[then].test == max(point.test for point in case.accuracies())


@says("Finished: loss {loss} (mean of 60), test acc {test} after epoch {epoch:,}.")
def has_finished(case: CourseCase, loss: str, test: str, epoch: int) -> None:
    written(loss, mean(case, 60), slack=1e-9)
    now = case.accuracies()[-1]
    assert (test, epoch) == (f"{now.test:.4f}", now.epoch)


@says("Plateau: loss {now} (mean of {count}), {before} in the {count} before.")
def stands_still(case: CourseCase, now: str, count: int, before: str) -> None:
    assert count == GATHERED
    written(now, mean(case, count), slack=1e-9)
    written(before, mean(case, count, case.iteration - count), slack=1e-9)
    assert abs(mean(case, count) / mean(case, count, case.iteration - count) - 1) < 0.03


@says("Off the scale: loss {loss} (mean of 60), at its highest {highest}.")
def is_off_the_scale(case: CourseCase, loss: str, highest: str) -> None:
    losses = np.array(case.losses[:case.iteration + 1])
    written(loss, mean(case, 60), digits=2, slack=1e-9)
    written(highest, losses[np.isfinite(losses)].max(), digits=2)
    assert read(loss) < 0.011 * read(highest)
