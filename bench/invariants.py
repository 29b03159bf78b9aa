"""What always holds in the window, whatever was done: everything shown belongs to the run that is there."""

from collections.abc import Iterator

import numpy as np

from engine.training.config import HYPERPARAMETERS, ConfigError, TrainingConfig
from gui.panels.iteration.panel import OPERATION
from gui.panels.sample.chooser import SPLITS
from gui.training.reports import RunStarted, State
from gui.window.main_window import MainWindow


def broken(window: MainWindow) -> list[str]:
    """What does not hold now, in words; empty where all is well."""
    run = window.session.run
    found = [*_actions(window), *_form(window)]
    if run is not None:
        found += [*_run(window, run), *_choice(window, run), *_sample(window, run), *_iteration(window, run)]
        if window.iteration._filled:
            found += [*_pages(window), *_parts(window, run)]
    return found


def set_aside(window: MainWindow) -> tuple | None:
    """All there is to the person's run while a lesson has the window; None where it is not aside, or not at rest yet.

    Its worker waits for commands then, and its trainer can be looked at from here.
    """
    own = window.own
    session, standing = own.session, own.session.standing
    if window.bench is own or standing is None or not session.is_settled or own.run_desk.is_loading:
        return None
    trainer, form, chooser = session._worker._trainer, own.experiment._form, own.sample.chooser
    values = {name: each for name, each in trainer.values.items() if isinstance(each, np.ndarray)}
    arrays = {**trainer.arrays(), **values}
    return (
        id(session.run), session.state, standing.iteration, standing.position, standing.iterations,
        trainer.iteration, trainer.position, trainer.history.version, own.run_desk.config, form.draft, form.pending,
        tuple(edit.text() for edit in form._edits.values()), id(chooser.sample), chooser.split,
        own.sample.forward.pad.ink().tobytes(), tuple((run.key, run.name, run.note) for run in own.run_desk.kept_runs),
        own.run_desk.kept_runs.name, tuple(own.files.words.items()), own.files.path, own.files.is_modified,
        own.stop_desk.breakpoints, own.run_desk.stopwatch.seconds, own.speed, own.curves.smoothing,
        tuple((name, array.tobytes()) for name, array in arrays.items()))


def _said(**true: bool) -> Iterator[str]:
    """The names of those that are not true."""
    yield from (name.replace("_", " ") for name, is_so in true.items() if not is_so)


def _actions(window: MainWindow) -> Iterator[str]:
    """What can be pressed is what can be done, as far as it has been told: while training runs, some times a second."""
    actions, session = window.actions_, window.session
    if session._untold:
        return
    standing = session.standing
    there = standing is not None
    on = there and standing.iteration < standing.iterations
    back = there and standing.iteration + standing.position > 0
    running = session.state is State.RUNNING
    yield from _said(
        run_can_be_pressed_when_it_can_be_run_or_offers_more=actions["run"].isEnabled() == (running or there),
        steps_forward_are_offered_when_there_are_any=actions["step iteration"].isEnabled() == on
        and actions["step operation"].isEnabled() == actions["forward 100"].isEnabled() == on,
        steps_back_are_offered_when_there_are_any=actions["back iteration"].isEnabled() == back
        and actions["back operation"].isEnabled() == actions["back epoch"].isEnabled() == back,
        what_was_run_can_be_gone_to=actions["go to iteration"].isEnabled() == (
            there and standing.recorded + standing.position > 0),
        reset_is_offered_when_there_is_a_run=actions["reset"].isEnabled() == there,
        the_bar_says_the_state_of_the_session=window.controls._state is session.state,
        training_did_not_fail=session.state is not State.ERROR)


def _form(window: MainWindow) -> Iterator[str]:
    """The fields are of the run in training, and what they say together can be used or is marked."""
    form, run = window.experiment._form, window.session.run
    try:
        draft = form.draft
    except ConfigError as error:
        yield f"a draft that cannot be used has a marked field: {error}"
        return
    yield from _said(
        a_draft_without_problems_is_a_config=isinstance(draft, TrainingConfig) != bool(form._problems),
        marked_fields_say_why=all(form._row_of[key]._message.text() for key in form._problems
                                  if key not in form._edits or not form._edits[key].is_being_typed))
    session = window.session
    known = session.standing is not None and session.knows_settings and not session._untold
    if run is not None:
        yield from _said(the_form_knows_the_run=all(
            getattr(form._running, name) == getattr(run.config, name)
            for name, declared in HYPERPARAMETERS.items() if not declared.live and not declared.on_the_way))
    if known:
        yield from _said(the_form_knows_what_is_in_use=all(
            getattr(form._running, name) == getattr(session.standing.in_use, name)
            for name, declared in HYPERPARAMETERS.items() if declared.on_the_way and not declared.live))
        yield from _said(the_form_shows_what_the_next_update_uses=all(
            form._edits[key].typed_value == getattr(session.standing, key) for key in ("learning_rate", "iterations")
            if key not in form._problems and not form._edits[key].is_being_typed))


def _run(window: MainWindow, run: RunStarted) -> Iterator[str]:
    """Curves and standing are of the run."""
    session = window.session
    standing = session.standing
    topic, asked = window.notices.topic, window.notices.bar
    yield from _said(
        the_curves_are_of_the_run=all(plot.history is run.history for plot in window.curves._plots),
        a_reset_is_asked_about_a_run_that_is_there=topic != "reset" or asked.isHidden() or window.session.is_trained)
    if standing is not None:
        yield from _said(
            the_standing_is_within_the_run=0 <= standing.iteration <= max(standing.iterations, standing.recorded)
            and 0 <= standing.position < standing.operations == len(run.operations),
            no_loss_is_missing=standing.iteration <= standing.recorded)


def _choice(window: MainWindow, run: RunStarted) -> Iterator[str]:
    """The sample that is chosen is there, and all that is said of it is of it."""
    chooser = window.sample.chooser
    shelf, sample, drawn = chooser._shelf, chooser.sample, chooser.split == "drawn"
    count = len(shelf.split)
    yield from _said(
        one_chooses_among_the_data_of_the_run=shelf.dataset is run.dataset and window.sample._dataset is run.dataset,
        the_number_is_of_the_split=0 <= shelf.index < count,
        what_the_filter_lets_through_is_of_the_split=not len(shelf.indices) or int(shelf.indices.max()) < count,
        the_strip_begins_where_there_are_samples=0 <= shelf.first < max(len(shelf.indices), 1),
        the_pill_says_the_place=SPLITS[chooser.places.current] == chooser.split,
        the_pad_is_there_to_draw=window.sample.forward.pad.isVisibleTo(window.sample) == drawn
        and (chooser._pages.currentIndex() == 1) == drawn,
        the_drawing_has_the_size_of_the_data=chooser._drawing is None
        or len(chooser._drawing) == run.dataset.input_size)
    if sample is None:
        yield from _said(only_a_drawing_can_be_missing=drawn and chooser._drawing is None)
    elif drawn:
        yield from _said(the_drawing_is_looked_at=sample.split == "drawn" and sample.x is chooser._drawing)
    else:
        yield from _said(
            the_sample_is_that_of_the_number=(sample.split, sample.index) == (shelf.name, shelf.index)
            and np.array_equal(sample.x, shelf.split.x[shelf.index]),
            the_label_is_its_own=sample.label == shelf.split.labels[shelf.index],
            it_is_that_of_the_place=shelf.name == chooser.split)


def _sample(window: MainWindow, run: RunStarted) -> Iterator[str]:
    """The values of the sample are those of the network that is there."""
    panel, hidden = window.sample, len(run.sizes) - 2
    trace, pills = panel._trace, panel._layer_pills
    yield from _said(
        the_views_are_of_the_network=panel.forward._sizes == panel.backward._sizes == run.sizes,
        the_layer_is_one_of_the_network=min(hidden, 1) <= panel._layer <= hidden,
        the_pills_are_its_layers=(pills is None) == (hidden < 2)
        and (pills is None or (len(pills._group.buttons()) == hidden and pills.current == panel._layer - 1)))
    if trace is not None:
        shapes = [trace.params[f"W{layer}"].shape for layer in range(1, len(run.sizes))]
        yield from _said(
            the_trace_is_of_the_chosen_sample=panel.chooser.is_chosen(trace.sample),
            the_trace_is_of_the_network=len(trace.params) == 2 * len(shapes)
            and shapes == list(zip(run.sizes[:-1], run.sizes[1:], strict=True)))


def _iteration(window: MainWindow, run: RunStarted) -> Iterator[str]:
    """The iteration that is taken apart is one of the run, and the pages are about it or about one sample."""
    panel = window.iteration
    snapshot, context = panel._snapshot, panel._context
    yield from _said(
        the_snapshot_is_of_the_run=snapshot is None or snapshot.network.sizes == run.sizes,
        the_context_is_the_snapshot_or_a_sample_alone=context is snapshot
        or (context is not None and context.iteration == 0 and context.network.sizes == run.sizes),
        the_panel_has_the_run=panel._run is run,
        slow_motion_ends_when_training_runs=not (panel._filled and panel._ticks.isActive()
                                                 and window.session.state is State.RUNNING))


def _pages(window: MainWindow) -> Iterator[str]:
    """All pages are about the same iteration; what they keep of another one is not seen."""
    panel = window.iteration
    context, what_if, place = panel._context, panel.what_if, panel.where.place
    for page in (panel.check, panel.what_if, panel.breaking):
        yield from _said(pages_are_about_the_context=page.snapshot is context,
                         a_page_that_is_seen_is_not_stale=not (page.isVisible() and page._stale))
    if context is None:
        yield from _said(
            without_an_iteration_no_page_asks=not any(
                inquiry._questions for page in (panel.check, what_if, panel.breaking) for inquiry in page._inquiries),
            without_an_iteration_there_is_no_place=panel.where._provenance is None,
            without_an_iteration_nothing_is_tried=what_if.what_if is None,
            without_an_iteration_nothing_is_broken=panel.breaking.choice.name is None)
    if panel.where._provenance is not None:
        at = panel.where._provenance.place
        shape = panel.where._snapshot.shape(at.name)
        yield from _said(the_place_is_one_of_the_iteration=at == place and len(at.index) == len(shape)
                         and all(index is None or index < size for index, size in zip(at.index, shape, strict=True)),
                         where_from_is_about_the_context=panel.where._snapshot is context)
    yield from _said(the_tab_says_the_page=panel.tabs.current == panel._page,
                     the_page_is_in_front=not panel.pages[panel._page].isHidden(),
                     the_operation_is_seen_where_it_has_room=panel.operation.isHidden() == (
                         not panel._wide and panel._page != OPERATION))


def _parts(window: MainWindow, run: RunStarted) -> Iterator[str]:
    """Graph and operation are of the run, and so is the row that is looked at."""
    panel = window.iteration
    graph, page, rows = panel.graph, panel.operation, panel.operation.rows
    yield from _said(
        the_graph_is_of_the_run=set(graph.nodes) == {one.name for one in (panel._snapshot or run).operations},
        the_graph_shows_the_snapshot=graph._snapshot is panel._snapshot,
        the_operation_is_one_of_the_snapshot=page._operation is None
        or (page._snapshot is panel._snapshot and page._operation in (page._snapshot or run).operations))
    if page._operation is not None:
        yield from _said(
            the_row_is_one_of_the_minibatch=rows._snapshot is page._snapshot
            and 0 <= rows.row < page._snapshot.batch_size and 0 <= rows._first < page._snapshot.batch_size)
