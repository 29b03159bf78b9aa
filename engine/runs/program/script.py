"""A run as a plain numpy script: one file, which anybody can start who has Python and numpy."""

from textwrap import fill, indent

from engine.runs.program.about import about, introduction
from engine.runs.program.borrowed import joined
from engine.runs.program.data import WIDTH
from engine.runs.program.parts import FOLDER, call, folder_needed, parts_of
from engine.training.trainer import Trainer

_RULE = "# " + "-" * (WIDTH - 2)


def script_of(trainer: Trainer) -> str:
    """The text of a script that does what this run has done, and prints its losses."""
    parts = sorted(parts_of(trainer), key=lambda part: part.data)
    return joined([_beginning(trainer), *(f"{_heading(part.words)}\n\n{part.code}" for part in parts),
                   'if __name__ == "__main__":\n' + indent(_start(trainer), "    ")], 2) + "\n"


def _beginning(trainer: Trainer) -> str:
    way = f"It is started with {FOLDER}, as in: python3 run.py FOLDER" if folder_needed(trainer.dataset) else ""
    facts = about(trainer)
    width = max(map(len, facts))
    table = joined([fill(f"{name:<{width}}  {value}", WIDTH, subsequent_indent=" " * (width + 2))
                    for name, value in facts.items()], 0)
    paragraphs = [fill(text, WIDTH) for text in (*introduction("a program"), way) if text]
    return '"""' + joined([*paragraphs, table]) + '\n"""'


def _heading(words: str) -> str:
    return f"{_RULE}\n" + fill(words, WIDTH, initial_indent="# ", subsequent_indent="# ")


def _start(trainer: Trainer) -> str:
    run = call(trainer.dataset, "sys.argv[1]")
    if not folder_needed(trainer.dataset):
        return run
    return f'if len(sys.argv) != 2:\n    sys.exit(f"Usage: python3 {{sys.argv[0]}} FOLDER, which is {FOLDER}.")\n{run}'
