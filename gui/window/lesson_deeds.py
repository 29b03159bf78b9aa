"""The acts of a lesson in the window: what menus, keys and controls do, done without a hand."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.place import Place
from engine.inspection.proof.breakage import BREAKAGES
from engine.lessons.acts import PAGES, Act
from engine.lessons.drawing import drawing_of
from engine.lessons.expressions.evaluate import place_of
from engine.lessons.expressions.values import NotUsableError
from engine.lessons.headless import RUN
from engine.lessons.view import NEW, SAMPLE, View
from gui.panels.curves.buttons import SMOOTHINGS
from gui.panels.iteration.proof.cell_check_box import LARGEST, SMALLEST

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

Done = Callable[[], bool | None]  # asked while training rests: True once it is done, None where it never will be


class CannotError(Exception):
    """What the window says to why an act cannot be done."""


class LessonDeeds:
    """Does one act at a time.

    Parameters
    ----------
    window
        In which it is done.

    Attributes
    ----------
    place : str
        The cell that was shown last.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.place = ""

    def do(self, act: Act, view: View) -> Done:
        """Begin an act. Returns what says whether it is done.

        Raises
        ------
        CannotError, NotYetError, NotUsableError
            If it cannot be done as things stand.
        """
        found = getattr(self, f"_{act.name.replace(' ', '_')}", None)
        return (self._step(act) if found is None else found(act, view)) or _at_once

    # --- training --------------------------------------------------------------------------------------------------

    def _step(self, act: Act) -> None:
        """A command of training that has a key; where it cannot be used, that is why."""
        window = self._window
        action = window.actions_[act.name]
        if not action.isEnabled():
            raise CannotError(f"{act.text}: {window.actions_.why_not(action)}")
        window.session.step(act.name)

    def _train_to(self, iteration: int) -> Done:
        """The person may break it off, the run may end or go wrong before: then it is as far as it goes."""
        session = self._window.session
        target = min(iteration, session.standing.iterations)
        diverged: list[object] = []
        session.diverged.connect(diverged.append)

        def is_there() -> bool | None:
            if session.standing.iteration < target and not diverged:
                return None
            return True

        session.train_to(target)
        return is_there

    def _run(self, act: Act, view: View) -> Done:
        return self._train_to(view.iteration + RUN)

    def _pause(self, act: Act, view: View) -> None:
        """An act begins at rest, so it has been done."""

    def _run_to(self, act: Act, view: View) -> Done:
        return self._train_to(act.given["number"])

    def _step_iterations(self, act: Act, view: View) -> Done:
        return self._train_to(view.iteration + act.given["number"])

    def _go_to(self, act: Act, view: View) -> Done:
        """Where that iteration has not been run yet, it is trained up to."""
        session, number = self._window.session, act.given["number"]
        if (view.iteration, view.position) == (number, 0):
            return _at_once
        recorded = session.standing.recorded
        session.go_to(min(number, recorded))
        if number <= recorded:
            return _at_once
        way: list[Done] = []

        def is_there() -> bool | None:
            if way:
                return way[0]()
            way.append(self._train_to(number))
            return False

        return is_there

    def _go_to_operation(self, act: Act, view: View) -> Done:
        """In the iteration that follows, after an operation of it."""
        if (view.iteration, view.operation) == (act.given["number"], act.given["operation"]) and view.position:
            return _at_once
        ways = [self._go_to(act, view)]

        def is_there() -> bool | None:
            found = ways[-1]()
            if found and len(ways) == 1:
                ways.append(self._step_until(act, view))
                return ways[-1]()
            return found

        return is_there

    def _step_until(self, act: Act, view: View) -> Done:
        """Operation after operation: each is done and shown before the next."""
        session, name = self._window.session, act.given["operation"]
        names = [operation.name for operation in session.run.operations]
        if name not in names:
            raise NotUsableError("{act}: there is no operation {name}. There are {names}.", act=act.text, name=name,
                                 names=", ".join(names))
        left = (names.index(name) - session.standing.position) % len(names) + 1

        def is_there() -> bool | None:
            nonlocal left
            if not left:
                return True
            if not session.can_go_on:
                return None
            left -= 1
            session.step("step operation")
            return False

        return is_there

    def _set(self, act: Act, view: View) -> None:
        for name, value in act.given["settings"].items():
            if name == "iterations":
                self._window.experiment.show_iterations(value)
            self._window.run_desk.set_live(name, value)

    def _start_again(self, act: Act, view: View) -> Done:
        window = self._window
        before = window.session.run
        window.run_desk.apply(replace(window.run_desk.config, **act.given.get("settings", {})),
                              keeping=act.given["keeping"])
        return lambda: window.session.run is not before

    # --- what is looked at -----------------------------------------------------------------------------------------

    def _sample(self, act: Act, view: View) -> None:
        dataset = self._window.session.run.dataset
        number = min(act.given["number"], len(dataset.split(act.given["split"])) - 1)
        self._window.sample.chooser.look_at(act.given["split"], number)

    def _draw(self, act: Act, view: View) -> None:
        given, dataset = act.given, self._window.session.run.dataset
        drawing: Sample = drawing_of(dataset, given["split"], given["number"], right=given.get("right", 0),
                                     down=given.get("down", 0), thinned=given["thinned"])
        self._window.sample.look_at(drawing)

    def _gradient_of(self, act: Act, view: View) -> None:
        self._window.sample.choose_gradient(act.given["whose"] == "minibatch")

    def _smooth(self, act: Act, view: View) -> None:
        """By the nearest of those that can be chosen."""
        wanted = max(act.given["number"], 1)
        self._window.curves.set_smoothing(min(SMOOTHINGS, key=lambda each: abs(math.log(each / wanted))))

    def _logarithmic(self, act: Act, view: View) -> None:
        self._window.curves.set_logarithmic(act.given["on"] == "on")

    def _show(self, act: Act, view: View) -> None:
        self.show(act.given["panel"])

    def show(self, name: str) -> None:
        """Let a panel or a page be seen."""
        window = self._window
        if name == "experiment":
            window.actions_["experiment"].setChecked(True)
        elif name in PAGES:
            window.workspace.bring_forward(window.iteration)
            window.iteration.show_page(PAGES.index(name))
        else:
            window.workspace.bring_forward(getattr(window, name))

    def _hide(self, act: Act, view: View) -> None:
        name = act.given["panel"]
        if name in PAGES:
            self._window.iteration.show_page(PAGES.index("operation"))
        else:
            self._window.workspace.fold(getattr(self._window, name))

    def _select_operation(self, act: Act, view: View) -> None:
        self.show("operation")
        self._window.iteration.select_operation(act.given["operation"])

    # --- numbers ---------------------------------------------------------------------------------------------------

    def _open(self, act: Act, view: View) -> Place:
        """Have all pages be about the cell that an act names."""
        place = place_of(act.given["place"], view)
        self.place = str(place)
        self.show("where from")  # where the page of checks is seen, it would check what is only opened
        self._window.iteration.open_place(*self._meant(place, view))
        return place

    def _meant(self, place: Place, view: View) -> tuple[Place, Trace | None]:
        """The place as the window has it, with the sample that it is of if that is looked at alone."""
        if place.name.startswith(SAMPLE):
            name, trace = place.name.removeprefix(SAMPLE), view.trace
            of_samples = trace is not None and trace.variables[name].of_samples
            return Place(name, (0, *place.index) if of_samples else place.index), trace
        is_new = place.name.endswith(NEW)
        return Place(f"{place.name.removesuffix(NEW)} new" if is_new else place.name, place.index), None

    def _where_from(self, act: Act, view: View) -> None:
        self._open(act, view)

    def _check(self, act: Act, view: View) -> Done:
        page = self._window.iteration
        self._open(act, view)
        self.show("check")
        step = act.given.get("h")
        if step is not None:
            page.check.cell_box.set_h(min(max(round(-math.log10(step)) if step > 0 else SMALLEST, LARGEST), SMALLEST))
        return lambda: not page.check.inquiry.is_asking("cell")

    def _check_all(self, act: Act, view: View) -> Done:
        page = self._window.iteration.check
        self.show("check")
        page.check_all()
        return lambda: not page.asking.is_under_way

    def _what_if(self, act: Act, view: View) -> None:
        place = self._open(act, view)
        self.show("what if")
        self._window.iteration.what_if.try_out(place, act.given["value"])

    def _break(self, act: Act, view: View) -> Done:
        page, name = self._window.iteration.breaking, act.given["mistake"]
        if name not in BREAKAGES:
            raise NotUsableError("{act}: there is no mistake {name}. There are {names}.", act=act.text, name=name,
                                 names=", ".join(BREAKAGES))
        self.show("break it")
        button = page.choice.buttons[name]
        if page.snapshot is None or not button.isEnabled():
            raise CannotError(f"{act.text}: {page.about if page.snapshot is None else button.accessibleDescription()}")
        button.click()
        return lambda: not page.checking.is_under_way

    def _break_nothing(self, act: Act, view: View) -> None:
        self.show("break it")
        self._window.iteration.breaking.reset()

    def _short_run(self, act: Act, view: View) -> Done:
        page = self._window.iteration.breaking
        if page.choice.name is None:
            raise NotUsableError("{act}: make a mistake first, with break NAME.", act=act.text)
        self.show("break it")
        page.run()
        return lambda: not page.asking.is_under_way


def _at_once() -> bool:
    return True
