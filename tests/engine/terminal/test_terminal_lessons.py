"""Lessons in the terminal: checked, played through, explained; and what is said where that cannot be done."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import resources
from engine.data.digits import load_digits
from engine.lessons.page import page
from engine.runs.run import run_of
from engine.runs.run_file import save_run
from engine.terminal import lessons as terminal
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

REPOSITORY = Path(__file__).resolve().parents[3]
TEMPLATE = resources.path("lessons/template.lesson.toml")
HEAD = 'format = 1\nid = "mine"\ntitle.en = "Mine"\n'
SAY = '[[step]]\nkind = "say"\ntext.en = "It is {= iteration :int}."\n'


def run(capsys, *arguments: object) -> tuple[int, list[str], str]:
    """The exit code, the lines that are printed, and what is complained about."""
    code = terminal.main(list(map(str, arguments)))
    printed = capsys.readouterr()
    return code, printed.out.splitlines(), printed.err


def written(folder: Path, text: str, name: str = "mine.lesson.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_lesson_that_is_right(capsys):
    assert run(capsys, "check", TEMPLATE) == (
        0, ["template.lesson.toml: right: each of its 6 steps can be completed, in en."], "")


def test_a_lesson_that_is_none(capsys, tmp_path):
    file = written(tmp_path, HEAD + '[[step]]\nkind = "sing"\n[[step]]\nkind = "say"\ntxt.en = "."\n')
    code, lines, complaint = run(capsys, "check", file)
    assert (code, complaint) == (1, "")
    assert [line.split(":")[0] for line in lines] == [f"mine.lesson.toml, line {number}" for number in (5, 6, 8)]


def test_faults_and_remarks(capsys, tmp_path):
    file = written(tmp_path, HEAD + SAY + '[[step]]\nkind = "do"\nname = "go"\ntask.en = "."\ndone = "true"\n'
                   'do_it = "run"\n')
    code, lines, complaint = run(capsys, "check", file)
    assert (code, complaint) == (1, "")
    assert lines[0].startswith("mine.lesson.toml, line 7, step 2 (go): This is done before it is asked for: true is ")
    assert all(line.endswith("(a remark)") for line in lines[1:-1]) and len(lines) == 6
    assert lines[-1] == "mine.lesson.toml: 1 fault."


def test_remarks_alone_are_no_fault(capsys, tmp_path):
    code, lines, _ = run(capsys, "check", written(tmp_path, HEAD + SAY))
    assert code == 0
    assert lines[-1] == "mine.lesson.toml: right: its step can be completed, in en."


@pytest.mark.parametrize("name", ["mine.toml", "mine.lesson.toml.txt"])
def test_a_name_by_which_it_is_not_found_is_remarked_on(capsys, tmp_path, name):
    code, lines, _ = run(capsys, "check", written(tmp_path, HEAD + SAY, name))
    assert code == 0
    assert lines[0] == f"{name}: its name must end with .lesson.toml, or it is not found among the lessons. (a remark)"


def test_a_language_that_is_missing_somewhere_is_remarked_on(capsys, tmp_path):
    code, lines, _ = run(capsys, "check", written(tmp_path, HEAD.replace("Mine", 'Mine"\ntitle.ja = "私の') + SAY))
    assert code == 0 and "not written in “ja”" in lines[0] and lines[0].endswith("(a remark)")


def test_several_lessons_and_folders(capsys, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        written(folder, HEAD + SAY, "b.lesson.toml")
    written(one, HEAD + SAY, "a.lesson.toml")
    written(one, "garbage", "notes.toml")
    code, lines, _ = run(capsys, "check", one, other)
    assert code == 0
    assert [line.split(":")[0] for line in lines if ": right" in line] == [
        "a.lesson.toml", "b.lesson.toml", "b.lesson.toml"]
    assert lines[-1] == "All 3 lessons are right."
    written(other, "garbage", "b.lesson.toml")
    assert run(capsys, "check", one, other)[1][-1] == "1 of 3 lessons has faults."


def test_a_lesson_in_a_zip_with_its_run(capsys, tmp_path):
    trainer = Trainer(TrainingConfig(hidden_sizes=(5,), batch_size=10, iterations=20), load_digits())
    for _ in range(7):
        trainer.run_iteration()
    trainer.finish_evaluation()
    save_run(tmp_path / "saved.npz", run_of(trainer))
    with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
        archive.write(tmp_path / "saved.npz", "saved.npz")
        archive.writestr("mine.lesson.toml", HEAD + '[setup]\nrun = "saved.npz"\n' + SAY)
    assert run(capsys, "check", tmp_path / "mine.zip")[0] == 0
    code, lines, _ = run(capsys, "play", tmp_path / "mine.zip")
    assert code == 0 and "It is 7." in lines


def test_what_is_not_there(capsys, tmp_path):
    missing, empty = tmp_path / "none.lesson.toml", tmp_path / "empty"
    empty.mkdir()
    assert run(capsys, "check", missing) == (2, [], f"main.py --lesson: there is no {missing} here.\n")
    assert run(capsys, "check", empty) == (2, [], "main.py --lesson: there is no lesson here.\n")
    assert run(capsys, "play", missing)[0] == 1


def test_data_that_are_not_here(capsys, tmp_path, own_cache):
    file = written(tmp_path, HEAD + '[setup]\nconfig = { dataset = "mnist" }\n' + SAY)
    for command in ("check", "play"):
        code, lines, complaint = run(capsys, command, file)
        assert (code, lines) == (2, []) and complaint.startswith("main.py --lesson: MNIST is not on this computer")


@pytest.mark.parametrize("arguments", [
    (), ("sing",), ("play",), ("play", "a", "b"), ("check", ""), ("check", "--x"), ("play", "a", "--language", "fr")])
def test_what_is_not_understood(capsys, arguments):
    with pytest.raises(SystemExit) as end:
        terminal.main(list(arguments))
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: main.py --lesson")


def test_a_lesson_is_played_for_its_author_to_read(capsys):
    code, lines, complaint = run(capsys, "play", TEMPLATE)
    assert (code, complaint) == (0, "")
    assert lines[:3] == ["What one update does", "One step against the gradient, worked out by hand.",
                         "section 4.4.2, 4 minutes, 6 steps"]
    assert [line for line in lines if line.startswith("---")] == [
        "--- 1 of 6: say", "--- 2 of 6: choice", "--- 3 of 6: do [rings step iteration]", "--- 4 of 6: say",
        "--- 5 of 6: number [rings variable db2]",
        "--- 6 of 6: do [shows experiment, curves; rings field learning_rate]", "--- the end"]
    assert [line for line in lines if line.startswith(">")] == [
        "> It falls. (predicted)", "> step iteration (done for the learner)", "> -0.009999 (right)",
        "> start again with learning_rate = 100; step iteration (done for the learner)"]
    assert "  [where from db2[3]]" in lines and "You answered: It falls." in lines
    assert "The loss of these four was 2.303. Now it is 2.275." in lines


def test_it_is_played_in_its_language(capsys, tmp_path):
    both = SAY.replace("text.en", 'text.ja = "{= iteration }回"\ntext.en')
    file = written(tmp_path, HEAD + 'title.ja = "私の"\n' + both)
    assert run(capsys, "play", file, "--language", "ja")[1][:4] == ["私の", "1 step", "", "--- 1 of 1: say"]
    assert run(capsys, "play", file)[1][0] == "Mine"


def test_where_it_does_not_go_on_that_is_said(capsys, tmp_path):
    file = written(tmp_path, HEAD + '[[step]]\nkind = "do"\ntask.en = "."\ndone = "iteration == 9"\ndo_it = "pause"\n')
    code, _, complaint = run(capsys, "play", file)
    assert code == 1
    assert complaint == ("mine.lesson.toml, line 4, step 1 (do): What do_it does is not what is asked for: "
                         "iteration == 9 is not true after it: iteration = 0.\n")


def test_the_page_is_printed(capsys):
    assert run(capsys, "page") == (0, page().splitlines(), "")


# --- through the front door -----------------------------------------------------------------------------------------

def start(*arguments: str, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-W", "error", str(REPOSITORY / "main.py"), "--lesson", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=REPOSITORY, **options)


def test_the_front_door_leads_here():
    ran = start("check", str(TEMPLATE))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "template.lesson.toml: right: each of its 6 steps can be completed, in en.\n"


def test_an_encoding_without_the_letters_is_no_reason_to_fail():
    ran = start("play", str(TEMPLATE), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "b2 \\u2190 b2 \\u2212 lr" in ran.stdout


def test_a_reader_who_leaves_is_no_error():
    command = f'"{sys.executable}" "{REPOSITORY / "main.py"}" --lesson page | head -1'
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, encoding="utf-8")
    assert (ran.stdout, ran.stderr) == ("# How a lesson is written\n", "")
