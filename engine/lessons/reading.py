"""A lesson is read from its file, strictly: what is not understood is no lesson, and all that is wrong is said."""

import re
import tomllib
from collections.abc import Collection, Iterable
from typing import Any

from engine.lessons.faults import Fault, LessonError
from engine.lessons.keys import KNOWN, OF_EVERY_STEP, OF_LESSON, OF_SETUP, OF_STEP, unknown, values_of
from engine.lessons.lesson import Kind, Lesson, Setup, Step
from engine.lessons.lines import DEEPEST, lines_of, too_deep
from engine.lessons.tables import Source, Table, plain
from engine.lessons.text import LANGUAGES
from engine.lessons.toml_slips import meant
from engine.lessons.view import SAMPLE
from engine.problem import Problem, shortened

FORMAT = 1
LARGEST_FILE = 256 * 1024  # bytes
MOST_STEPS = 100

_VARIABLE = re.compile(r"indices|[a-z]?[A-Za-z]\d{0,2}(?:_new)?")  # those there are, depend on the network
_LINE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


def read_lesson(content: bytes, file: str, beside: Collection[str] = ()) -> tuple[Lesson, tuple[Fault, ...]]:
    """The lesson that a file holds.

    Parameters
    ----------
    content
        Of the file.
    file
        Its name, for what is said of it.
    beside
        The names of the saved run and of the pictures that came with it.

    Returns
    -------
    Lesson
    tuple of Fault
        What should be mended, and keeps nobody from using it.

    Raises
    ------
    LessonError
        With everything that is wrong.
    """
    text, values = _parsed(content, file)
    source = Source(file, lines_of(text), beside)
    lesson = _lesson(Table(source, values))
    if source.faults or lesson is None:
        raise LessonError(faults=source.faults)
    return lesson, tuple(_half_translated(source))


def _parsed(content: bytes, file: str) -> tuple[str, dict[str, Any]]:
    """The file as text, and what `tomllib` makes of it."""
    if len(content) > LARGEST_FILE:
        raise _fault(file, 0, Problem("it is larger than {most} KB, and no lesson is: is this the right file?"),
                     most=LARGEST_FILE // 1024)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _fault(file, content.count(b"\n", 0, error.start) + 1,
                     Problem("this is no text in UTF-8: save it as UTF-8 in the editor.")) from error
    deep = too_deep(text)
    if deep is not None:
        raise _fault(file, deep, Problem(
            "brackets are nested here, or names dotted, more than {most} deep: take it apart."),
                     most=DEEPEST)
    try:
        return text, tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line, reason = _told(error, text)
        raise _fault(file, line, Problem(
            "this is not TOML: {reason}. Mend it here, or just before."), reason=reason) from error


def _fault(file: str, line: int, problem: Problem, **values: object) -> LessonError:
    return LessonError(faults=[Fault(file, line, problem.given(**values))])


def _told(error: Exception, text: str) -> tuple[int, Problem | str]:
    """The line that `tomllib` complains about, and what is meant there, or else what it says."""
    found, says = _LINE.search(str(error)), _LINE.sub("", str(error))
    if not found or not found[1]:
        return text.rstrip("\n").count("\n") + 1, meant(says, "", "") or shortened(says)
    line, column = int(found[1]), int(found[2]) - 1
    stands = (*text.split("\n"), "")[line - 1]
    return line, meant(says, stands[:column], stands[column:]) or shortened(says)


def _half_translated(source: Source) -> Iterable[Fault]:
    """Of a language in which some texts are written and others are not, how many, and where the first is missing."""
    used = {language for _, text in source.texts for language in text.words}
    for language in LANGUAGES:
        missing = [line for line, text in source.texts if not text.has(language)]
        if language in used and missing:
            yield Fault(source.file, min(missing), Problem(
                "{count:one text|{count:,} texts} of the lesson {count:is|are} not written in “{language}”, the first "
                "of them here; what there is in another language is shown instead.", {
                    "count": len(missing), "language": language}))


# --- the whole -------------------------------------------------------------------------------------------------------

def _lesson(table: Table) -> Lesson | None:
    if not _is_of_this_format(table):
        return None
    values = values_of(table, OF_LESSON)
    inner = table.table("setup")
    setup = Setup() if inner is None else _setup(inner)
    steps = _steps(table)
    table.close()
    _check_names(table.source)
    if table.source.faults:
        return None
    used = {language for _, text in table.source.texts for language in text.words}
    return Lesson(**values, steps=steps, setup=setup, languages=tuple(each for each in LANGUAGES if each in used))


def _is_of_this_format(table: Table) -> bool:
    """Whether it is in the format that is read here; if not, nothing else of it is judged."""
    table.needs("format")
    found = table.value("format", int)
    if found is not None and found > FORMAT:
        table.wrong("format", Problem(
            "this lesson is of format {found}, and this program reads up to {most}: get a newer version of "
            "the program."), found=plain(found), most=FORMAT)
    elif found is not None and found < 1:
        table.wrong("format", Problem(
            "there is no format {found}: write format = {most}."), found=plain(found), most=FORMAT)
    return not table.source.faults


def _setup(table: Table) -> Setup:
    values = values_of(table, OF_SETUP)
    table.close()
    if table.has("config") and table.has("run"):
        table.wrong("run", Problem("a saved run has its config with it: leave out run or config."))
    run = values.get("run", "")
    if run and run not in table.source.beside:
        table.wrong("run", Problem("the saved run {run} did not come with it: put both into one zip."), run=run)
    sample = values.pop("sample", None)
    if sample is not None:
        values["before"] = (*values.get("before", ()), sample)
    return Setup(**values)


def _steps(table: Table) -> tuple[Step, ...]:
    table.needs("step")
    tables = table.tables("step", MOST_STEPS)
    steps = [_step(each) for each in tables]
    names: set[str] = set()
    for each, step in zip(tables, steps, strict=True):
        if step is None:
            continue
        if step.recall and step.recall not in names:
            each.wrong("recall", Problem("no step before this one is called {recall}: write name = {quoted} there."),
                       recall=step.recall, quoted=f'"{step.recall}"')
        if step.name in names:
            each.wrong("name", Problem("two steps are called {found}: give this one another name."), found=step.name)
        names |= {step.name} - {""}
    return tuple(step for step in steps if step is not None)


def _step(table: Table) -> Step | None:
    """One step; None if nothing can be made of it."""
    table.needs("kind")
    said = table.value("kind", str)
    kinds = {kind.value: kind for kind in Kind}
    if said not in kinds:
        if said is not None:
            table.wrong("kind", Problem("there is no kind {found}. There are {names}."), found=shortened(said),
                        names=", ".join(kinds))
        return None
    kind = kinds[said]
    values = values_of(table, {**OF_EVERY_STEP, **OF_STEP[kind]})
    if kind is Kind.SAY:
        table.needs("text")
    table.close()
    return Step(kind, line=table.line, **values)


def _check_names(source: Source) -> None:
    """Note what expressions look up and what nobody knows. Which variables there are is seen when it is played."""
    known = {*KNOWN, *source.notes}
    for line, expression in source.expressions:
        for name in sorted(expression.names):
            if name not in known and not _VARIABLE.fullmatch(name.removeprefix(SAMPLE)):
                source.faults.append(Fault(source.file, line, unknown(name, sorted(known))))
