"""A lesson as its author can read it through: what is seen at each step, what is answered, and what is said to it."""

from collections.abc import Iterator

from engine.lessons.attempt import Outcome
from engine.lessons.lesson import Kind, Step
from engine.lessons.player import Phase, Player
from engine.lessons.text import Text
from engine.problem import filled

_OUTCOMES = {
    Outcome.DONE: "done", Outcome.PREDICTED: "predicted", Outcome.RIGHT: "right", Outcome.SHOWN: "done for the learner",
}


def seen(player: Player) -> str:
    """What is seen of a step: as it is asked, or what is added once it is done."""
    is_done = player.phase is Phase.DONE and player.step.kind is not Kind.SAY
    lines = [*_done(player)] if is_done else [*(() if player.number else _heading(player)), *_asked(player)]
    return "".join(f"{line}\n" for line in lines)


def ending(player: Player) -> str:
    """What stands at the end."""
    return "".join(f"{line}\n" for line in ("", "--- the end", *_each(player, player.lesson.goes_on)))


def _heading(player: Player) -> Iterator[str]:
    lesson = player.lesson
    yield from _each(player, lesson.title, lesson.about)
    yield ", ".join(filter(None, (f"section {lesson.book}" if lesson.book else "", filled(
        "{count} {count:minute|minutes}", count=lesson.minutes) if lesson.minutes else "", filled(
        "{count} {count:step|steps}", count=len(lesson.steps)))))


def _asked(player: Player) -> Iterator[str]:
    step = player.step
    yield f"\n--- {player.number + 1} of {len(player.lesson.steps)}: {step.kind.value} {_marks(step)}".rstrip()
    yield from _each(player, step.text)
    yield from _each(player, step.ask)
    yield from (f"  ( ) {player.text(option.text)}" for option in step.options)
    yield from (f"  [ ] {player.text(step.items[each])}" for each in player.shuffled)
    yield from (f"  hint: {player.text(hint)}" for hint in step.hints)
    if step.kind is Kind.SAY:
        yield from _completed(player)


def _marks(step: Step) -> str:
    """What is seen and ringed, in brackets."""
    show = "" if step.show is None else f"shows {', '.join(step.show) or 'nothing'}"
    found = [*(act.text for act in step.before), show, f"rings {step.highlight}" if step.highlight else ""]
    return f"[{'; '.join(filter(None, found))}]" if any(found) else ""


def _done(player: Player) -> Iterator[str]:
    step, feedback = player.step, player.feedback
    outcome = "" if feedback is None else f" ({_OUTCOMES.get(feedback.outcome, feedback.outcome.value)})"
    yield f"> {_answer(player, step)}{outcome}"
    if feedback is not None:
        yield from _each(player, feedback.said)
        yield from [str(feedback.problem)] if feedback.problem else []
    yield from _completed(player)


def _completed(player: Player) -> Iterator[str]:
    """What is seen once a step is completed, whatever was answered."""
    recalled = player.recalled
    if recalled:
        yield f"You answered: {recalled[0]}"
        yield from filter(None, recalled[1:])
    yield from _each(player, player.step.after)
    yield from (f"  [{act.text}]" for act in player.step.reveal)


def _answer(player: Player, step: Step) -> str:
    if step.kind is Kind.CHOICE and player.given:
        return player.text(step.options[int(player.given)].text)
    if step.kind is Kind.ORDER:
        return " → ".join(player.text(item) for item in step.items)
    return player.given or "; ".join(act.text for act in step.do_it)


def _each(player: Player, *texts: Text | None) -> Iterator[str]:
    return (player.text(text).strip() for text in texts if text is not None)
