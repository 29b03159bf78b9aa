"""A run as a file: opened it goes on with the same bits; killed, cut off or made up it does no harm, and says why."""

import io
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from test_files import posix, sweep

from engine.data.dataset import Dataset
from engine.nn.optimizers import OPTIMIZERS
from engine.runs.npz import RunFileError
from engine.runs.run import run_of
from engine.runs.run_file import open_run, save_run
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from tests.engine.toy_optimizer import Rolling

REPOSITORY = Path(__file__).resolve().parents[3]
KINDS = {"float32": {}, "float64": {"dtype": "float64"}, "deep tanh": {"hidden_sizes": (6, 5, 4), "activation": "tanh"}}


def everything(trainer: Trainer) -> tuple:
    """Where a trainer stands, what it has recorded and what it plans, to the last bit."""
    values = {name: np.asarray(value).tobytes() for name, value in {**trainer.arrays(), **trainer.values}.items()}
    return (trainer.iteration, trainer.position, values, trainer.history.losses().tobytes(),
            trainer.history.accuracies(), trainer.settings(), trainer.planned, trainer.learning_rate)


def run(trainer: Trainer, iterations: int) -> Trainer:
    for _ in range(iterations):
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


def with_changes(trainer: Trainer) -> Trainer:
    """Some 50 iterations with other learning rates in between, and another plan."""
    run(trainer, 20).set_learning_rate(0.05)
    run(trainer, 20).set_learning_rate(0.2)
    trainer.plan(500)
    return run(trainer, 13)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "a run.npz"


@pytest.fixture
def saved(path, tiny_trainer) -> Path:
    """A file with a run."""
    save_run(path, run_of(with_changes(tiny_trainer()), note="mine"))
    return path


def opened(path: Path, dataset: Dataset) -> Trainer:
    trainer, told = open_run(path).trainer(dataset)
    assert told is None
    return trainer


def why_not(path: Path, dataset: Dataset | None = None) -> str:
    """Why a file is not opened, without its name."""
    with pytest.raises(RunFileError) as caught:
        found = open_run(path)
        assert dataset is not None, "its header is read"
        found.trainer(dataset)
    said = str(caught.value)
    assert said.startswith(f"{path} ")
    return said.removeprefix(f"{path} ")


def damage(what: str) -> str:
    return (f"is not a run as this program saves it: {what}. Nothing of it was opened; take another copy of the file.")


# --- it goes on ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operations", [0, 1, 7, -1])
def test_saved_opened_and_gone_on_with_it_is_the_straight_run(path, tiny, tiny_trainer, kind, operations):
    straight = with_changes(tiny_trainer(**KINDS[kind]))
    for _ in range(operations % len(straight.operations)):
        straight.run_operation()
    save_run(path, run_of(straight))
    found = opened(path, tiny)
    assert everything(found) == everything(straight)
    for _ in range(100):
        straight.run_iteration()
        found.run_iteration()
        assert everything(found) == everything(straight)
    for iteration in (0, 1, 19, 53, 54, 100, 153):
        straight.go_to(iteration)
        found.go_to(iteration)
        assert everything(found) == everything(straight)


@pytest.mark.parametrize("config", [{"images": 100}, {"images": 100, "validation": 0.2, "batch_size": 20},
                                    {"validation": 0.5}], ids=str)
def test_a_run_that_learnt_from_fewer_images(path, digits, config):
    straight = run(Trainer(TrainingConfig(**config), digits), 75)
    save_run(path, run_of(straight))
    found = opened(path, digits)
    assert found.dataset is straight.dataset
    assert everything(run(found, 60)) == everything(run(straight, 60))
    save_run(path, run_of(found))
    with np.load(path) as arrays:
        kept = [(point.validation for point in straight.history.accuracies())] if "validation" in config else []
        assert arrays["accuracies"][:, 4:].T.tolist() == list(map(list, kept))


def test_a_file_from_before_there_was_a_choice_of_images(path, tiny, tiny_trainer):
    straight = run(tiny_trainer(), 53)
    save_run(path, run_of(straight))
    config = json.loads(members(path)["run.json"])["config"]
    with_header(path, config={name: value for name, value in config.items() if name not in ("images", "validation")})
    assert everything(opened(path, tiny)) == everything(straight)


def test_it_stands_in_the_past_where_it_was_left_there(path, tiny, tiny_trainer):
    straight = with_changes(tiny_trainer())
    straight.go_to(25)
    straight.undo_operation()
    save_run(path, run_of(straight))
    found = opened(path, tiny)
    assert everything(found) == everything(straight) and found.history.count == 54
    assert found.later == straight.later == {"learning_rate": (41, 0.2)}
    for step in ("undo_operation", "run_operation", "run_iteration"):
        for _ in range(20):
            getattr(straight, step)()
            getattr(found, step)()
            assert everything(found) == everything(straight)


@pytest.mark.parametrize("iterations", [0, 1, 6])
def test_a_run_that_has_hardly_begun(path, tiny, tiny_trainer, iterations):
    straight = tiny_trainer()
    for _ in range(iterations):
        straight.run_iteration()
    assert straight.evaluation or iterations == 1  # accuracies are due
    save_run(path, run_of(straight))
    found = opened(path, tiny)
    assert bool(found.evaluation) == bool(straight.evaluation)
    assert everything(run(found, 20)) == everything(run(straight, 20))


def test_slots_of_an_optimizer_come_along(path, tiny, tiny_trainer, monkeypatch):
    monkeypatch.setitem(OPTIMIZERS, "rolling", Rolling)
    straight = run(tiny_trainer(optimizer="rolling", learning_rate=0.05), 30)
    save_run(path, run_of(straight))
    found = opened(path, tiny)
    assert "vW1" in found.arrays() and everything(run(found, 30)) == everything(run(straight, 30))


def test_opened_it_keeps_no_more_checkpoints_than_before(path, tiny, tiny_trainer):
    straight = run(tiny_trainer(), 701)
    save_run(path, run_of(straight))
    found = run(opened(path, tiny), 300)
    assert len(found.course().checkpoints) <= max(len(run(straight, each).course().checkpoints) for each in (0, 300))


def test_a_run_that_has_diverged_is_saved_too(path, tiny, tiny_trainer):
    straight = run(tiny_trainer(learning_rate=1e30), 8)
    assert not np.isfinite(straight.history.losses()).all()
    assert any(np.isnan(array).any() for state in straight.course().checkpoints for array in state.arrays.values())
    save_run(path, run_of(straight))
    assert everything(opened(path, tiny)) == everything(straight)


def test_a_layer_that_has_died_is_not_told_again(path, digits):
    straight = Trainer(TrainingConfig(learning_rate=20.0), digits)
    while straight.divergence is None:
        straight.run_iteration()
    straight.divergence = None
    save_run(path, run_of(straight))
    found = opened(path, digits)
    run(found, 40)
    assert found.divergence is None and everything(found) == everything(run(straight, 40))


def test_words_and_breakpoints_come_back(path, tiny_trainer):
    words = {"note": "学習率 0.5, \ud800", "comment": "well done\n", "breakpoints": ({"at": 3, "on": True}, ["x", 1.5])}
    save_run(path, run_of(tiny_trainer(), **words))
    said = open_run(path).said
    assert {name: said[name] for name in words} == words
    assert said["dataset"]["title"] == "Tiny" and open_run(path).config.dataset == "tiny"


def test_the_same_run_is_the_same_file_and_any_program_with_numpy_reads_it(path, tiny_trainer):
    trainer = with_changes(tiny_trainer())
    save_run(path, run_of(trainer))
    content = path.read_bytes()
    save_run(path, run_of(trainer))
    assert path.read_bytes() == content
    with np.load(path, allow_pickle=False) as arrays:
        assert json.loads(arrays["run.json"])["config"]["learning_rate"] == 0.5
        assert np.array_equal(arrays["losses"], trainer.history.losses())
        at = json.loads(arrays["run.json"])["checkpoints"].index(0)
        assert np.array_equal(arrays["checkpoints/W1"][at], trainer.course().checkpoints[0].arrays["W1"])


# --- another machine -----------------------------------------------------------------------------------------------

OTHER = """
import main; main.use_one_blas_thread()
import sys
from pathlib import Path
from engine.data.digits import load_digits
from engine.runs.run import run_of
from engine.runs.run_file import open_run, save_run
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
digits = load_digits()
if sys.argv[2] == "save":
    trainer = Trainer(TrainingConfig(), digits)
    for _ in range(300):
        trainer.run_iteration()
    save_run(Path(sys.argv[1]), run_of(trainer))
else:
    saved = open_run(Path(sys.argv[1]))
    trainer, told = saved.trainer(digits)
    print(told)
    losses = trainer.history.losses()
    for iteration in (7, 200, 299, 0, 300):
        trainer.go_to(iteration)
    for _ in range(40):
        trainer.run_iteration()
    assert trainer.history.losses()[:len(losses)].tobytes() == losses.tobytes()
    save_run(Path(sys.argv[1]), run_of(trainer))
    print(open_run(Path(sys.argv[1])).trainer(digits)[1])
"""


def elsewhere(path: Path, act: str, kernel: str) -> list[str]:
    done = subprocess.run([sys.executable, "-W", "error", "-c", OTHER, str(path), act], cwd=REPOSITORY, text=True,
                          capture_output=True, timeout=120, env={**os.environ, "OPENBLAS_CORETYPE": kernel})
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_on_another_kind_of_processor_it_says_so_once_and_goes_on(path):
    """The kernels of OpenBLAS for two of them, which both run on any of today."""
    elsewhere(path, "save", "Nehalem")
    if json.loads(members(path)["run.json"])["machine"]["name"].count(", ") < 2:
        pytest.skip("numpy's BLAS library is not OpenBLAS, or does not tell its kernel")
    assert elsewhere(path, "open", "Nehalem") == ["None", "None"]
    told, again = elsewhere(path, "open", "Haswell")
    assert "Nehalem; here numpy" in told and told.endswith("The curves stay as they were recorded.")
    assert again == "None", "once: saved anew, it is a run of this machine"


# --- saving --------------------------------------------------------------------------------------------------------

SAVING = """
    import numpy as np
    from conftest import make_tiny
    from engine.runs import fingerprint
    from engine.runs.run import run_of
    from engine.runs.run_file import save_run
    from engine.training.config import TrainingConfig
    from engine.training.trainer import Trainer
    tiny = make_tiny()
    config = TrainingConfig(dataset="tiny", hidden_sizes=(5,), batch_size=10)
    old, new = Trainer(config, tiny), Trainer(config, tiny)
    new.run_iteration()
    old, new = run_of(old, note="old"), run_of(new, note="new")
    fingerprint.of_sums()  # once, before all
"""


def stands(path: Path) -> str:
    return open_run(path).said["note"]


@posix
def test_killed_at_any_step_of_a_save(tmp_path, tiny):
    *killed, whole = sweep(tmp_path, SAVING + """
    sweep(sys.argv[1], lambda folder: save_run(folder / "a", old), lambda folder: save_run(folder / "a", new))
    """)
    found = [stands(folder / "a") for folder in killed]
    assert stands(whole / "a") == "new"
    assert len(found) > 5 and set(found) == {"old", "new"}
    for folder in killed:
        save_run(folder / "a", run_of(opened(folder / "a", tiny)))
        assert [each.name for each in folder.iterdir()] == ["a"], "nothing is left over"


@posix
@pytest.mark.parametrize("what", ["kill", "full"])
def test_killed_or_without_room_at_any_write_of_a_save(tmp_path, tiny, what):
    """The system refuses every write beyond so many bytes, up to the last; or the program is killed right there."""
    program = textwrap.dedent(SAVING) + textwrap.dedent("""
        import os, resource, signal
        path = Path(sys.argv[1], "a")
        save_run(path, new)
        size = path.stat().st_size
        save_run(path, old)
        before = path.read_bytes()
        for room in {0, 1, 100, *range(0, size, 97), size - 1}:
            child = os.fork()
            if not child:
                act = (lambda *_: os.kill(os.getpid(), signal.SIGKILL)) if sys.argv[2] == "kill" else signal.SIG_IGN
                signal.signal(signal.SIGXFSZ, act)
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
                try:
                    save_run(path, new)
                except Exception as error:
                    os._exit(str(error) == f"{path} could not be saved: File too large. What was there before is "
                             "unchanged; make room, or save to another place.")
                os._exit(0)
            status = os.waitpid(child, 0)[1]
            assert status == (signal.SIGKILL if sys.argv[2] == "kill" else 256), (room, status)
            assert path.read_bytes() == before
            assert sys.argv[2] == "kill" or os.listdir(sys.argv[1]) == ["a"]
        save_run(path, new)
        print(os.listdir(sys.argv[1]))
    """)
    head = "import sys; sys.path[:0] = ['tests/engine']\nfrom pathlib import Path\n"
    done = subprocess.run([sys.executable, "-c", head + program, str(tmp_path), what], cwd=REPOSITORY, text=True,
                          capture_output=True, timeout=240)
    assert (done.stdout, done.stderr) == ("['a']\n", "")
    assert stands(tmp_path / "a") == "new"


def test_cancelled_anywhere_it_leaves_the_old_file(saved, tiny_trainer):
    before, whole = saved.read_bytes(), run_of(run(tiny_trainer(), 60))
    told: list[tuple[int, int]] = []
    for most in range(1000):
        asked = iter(range(most))
        del told[:]
        try:
            save_run(saved, whole, cancelled=lambda asked=asked: next(asked, None) is None,
                     progress=lambda *now: told.append(now))
        except RunFileError as error:
            assert "it was cancelled" in str(error)
            assert saved.read_bytes() == before and [each.name for each in saved.parent.iterdir()] == [saved.name]
        else:
            break
    assert most > 20 and saved.read_bytes() != before
    assert told == sorted(told) and {total for _, total in told} == {told[-1][0]}, "it ends with the whole"


def test_a_run_that_was_taken_has_a_trainer_of_its_own(tiny_trainer):
    straight = with_changes(tiny_trainer())
    straight.run_operation()
    taken = run_of(straight)
    assert everything(taken.trainer()) == everything(straight)
    run(taken.trainer(), 5)
    assert everything(taken.trainer()) == everything(straight)


def test_what_is_not_read_back_as_it_was_written_does_not_replace_the_old_file(saved, tiny_trainer, monkeypatch):
    """A disk that forgets: a byte is another one once it is written."""
    before = saved.read_bytes()
    flush_of = zipfile.ZipFile.close

    def close(archive: zipfile.ZipFile) -> None:
        file = archive.fp
        flush_of(archive)
        if file and archive.mode == "w":
            file.seek(5000)
            file.write(b"\xff\x00\xff")

    monkeypatch.setattr(zipfile.ZipFile, "close", close)
    with pytest.raises(RunFileError, match="could not be saved: what was written cannot be read back"):
        save_run(saved, run_of(run(tiny_trainer(), 60)))
    monkeypatch.undo()
    assert saved.read_bytes() == before and [each.name for each in saved.parent.iterdir()] == [saved.name]


@posix
@pytest.mark.parametrize("name", ["with spaces.npz", "実行の記録.npz", "n" * 251 + ".npz", "tab\tand\nline.npz"])
def test_names(tmp_path, tiny, tiny_trainer, name):
    trainer = tiny_trainer()
    save_run(tmp_path / name, run_of(trainer))
    assert everything(opened(tmp_path / name, tiny)) == everything(trainer)
    assert os.listdir(tmp_path) == [name]


@posix
@pytest.mark.parametrize(("name", "reason"), [("n" * 256, "File name too long"), ("a\0b", "embedded null byte")])
def test_a_name_that_no_file_can_have(tmp_path, tiny_trainer, name, reason):
    with pytest.raises(RunFileError, match=f"could not be saved: {reason}. What was there"):
        save_run(tmp_path / name, run_of(tiny_trainer()))
    assert os.listdir(tmp_path) == []
    with pytest.raises(RunFileError, match=f"cannot be opened: {reason}. Check its name"):
        open_run(tmp_path / name)


@posix
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path, saved, tiny_trainer):
    link = tmp_path / "link"
    link.symlink_to(saved)
    save_run(link, run_of(tiny_trainer(), note="through it"))
    assert link.is_symlink() and stands(saved) == stands(link) == "through it"


@posix
def test_a_folder_that_cannot_be_written_to():
    """One that anybody may look into, so that it is the writing that fails."""
    program = textwrap.dedent(SAVING) + textwrap.dedent("""
        path = Path(sys.argv[1], "a")
        save_run(path, old)
        path.parent.chmod(0o555)
        before = path.read_bytes()
        if os.geteuid() == 0:
            os.seteuid(65534)  # the superuser may write anywhere
        try:
            save_run(path, new)
        except Exception as error:
            print(str(error).removeprefix(f"{path} "))
        print(path.read_bytes() == before, os.listdir(sys.argv[1]))
    """)
    head = "import os, sys; sys.path[:0] = ['tests/engine']\nfrom pathlib import Path\n"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([sys.executable, "-c", head + program, folder], cwd=REPOSITORY, text=True,
                              capture_output=True, timeout=120)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "could not be saved: Permission denied. What was there before is unchanged; make room, or save to another "
        "place.", "True ['a']"]


def test_a_folder_in_its_place(tmp_path, tiny_trainer):
    (tmp_path / "a").mkdir()
    with pytest.raises(RunFileError, match="could not be saved: Is a directory"):
        save_run(tmp_path / "a", run_of(tiny_trainer()))
    assert why_not(tmp_path / "a") == "is no saved run. Open a file that was saved with this program."


# --- other files ---------------------------------------------------------------------------------------------------

def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path: Path, contents: dict[str, bytes], **how) -> None:
    with zipfile.ZipFile(path, "w", **how) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)


def with_header(path: Path, **changes) -> None:
    contents = members(path)
    said = {**json.loads(contents["run.json"]), **changes}
    rewritten(path, {**contents, "run.json": json.dumps(said).encode()})


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=(1, 0))
    return file.getvalue()


def with_array(path: Path, name: str, change) -> None:
    with np.load(path) as arrays:
        array = arrays[name]
    contents = members(path)
    head = contents[f"{name}.npy"][:-array.nbytes]
    changed = change(array)
    whole = npy(changed) if (changed.dtype, changed.shape) != (array.dtype, array.shape) else head + changed.tobytes()
    rewritten(path, {**contents, f"{name}.npy": whole})


def test_rewritten_as_it_was_it_is_opened(saved, tiny):
    """So that it is the change that is refused in what follows."""
    with_header(saved)
    with_array(saved, "checkpoints/W1", lambda array: array)
    opened(saved, tiny)


class Trap:
    """A pickle that would make a file."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple:
        return os.mkdir, (str(self.place),)


@pytest.mark.parametrize("form", ["plain", "in an array", "in place of an array", "beside the arrays"])
def test_a_pickle_is_refused_and_nothing_is_executed(tmp_path, saved, tiny, form):
    trap = tmp_path / "trapped"
    array = npy(np.array([Trap(trap)], object))
    if form == "plain":
        saved.write_bytes(pickle.dumps(Trap(trap)))
        said = "is no saved run. Open a file that was saved with this program."
    elif form == "in an array":
        saved.write_bytes(array)
        said = "is no saved run. Open a file that was saved with this program."
    elif form == "in place of an array":
        rewritten(saved, {**members(saved), "checkpoints/W1.npy": array})
        said = damage("checkpoints/W1 is not float32 of the shape (54, 9, 5)")
    else:
        rewritten(saved, {**members(saved), "checkpoints/evil.npy": array})
        said = damage("checkpoints/evil.npy does not belong in it")
    assert why_not(saved, tiny) == said
    assert not trap.exists()
    pickle.loads(pickle.dumps(Trap(trap)))
    assert trap.exists(), "it would have been"


def peak(path: Path, limit: int) -> str:
    """Why a file is not opened by a program that may take only so many bytes more than it has."""
    program = textwrap.dedent(f"""
        import sys; sys.path[:0] = ["tests/engine"]
        from pathlib import Path
        import resource
        from conftest import make_tiny
        from engine.data.digits import load_digits
        from engine.runs import fingerprint
        from engine.runs.run_file import open_run
        from engine.problem import EngineError
        digits, tiny = load_digits(), make_tiny()
        fingerprint.of_sums()
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + {limit}, taken + {limit}))
        try:
            saved = open_run(Path(sys.argv[1]))
            saved.trainer(tiny if saved.config.dataset == "tiny" else digits)
        except EngineError as error:
            print(error)
    """)
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=REPOSITORY, text=True, capture_output=True,
                          timeout=120)
    assert done.stderr == ""
    return done.stdout.removesuffix("\n").removeprefix(f"{path} ")


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs limits of a process that are kept")


@linux
def test_what_would_unpack_to_a_thousand_times_its_size(saved):
    zeros = npy(np.zeros(4 * 10**8 // 8))
    rewritten(saved, {**members(saved), "losses.npy": zeros}, compression=zipfile.ZIP_DEFLATED)
    del zeros
    assert saved.stat().st_size < 3 * 10**6
    assert peak(saved, 50 * 10**6) == damage("run.json is packed")


@linux
def test_a_header_that_declares_a_million_million_numbers(saved):
    """In the header of the array, in that of the run, and in the directory of the zip."""
    contents = members(saved)
    lie = np.lib.format.magic(1, 0) + (118).to_bytes(2, "little")
    lie += b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }".ljust(117) + b"\n"
    rewritten(saved, {**contents, "losses.npy": lie + contents["losses.npy"][128:]})
    assert peak(saved, 50 * 10**6) == damage("losses is not float64 of the shape (54,)")
    rewritten(saved, contents)
    with_header(saved, losses=10**12)
    assert peak(saved, 50 * 10**6) == damage("“losses” in run.json cannot be used")
    with_header(saved, losses=10**7)
    assert peak(saved, 50 * 10**6) == damage("losses is not float64 of the shape (10000000,)")
    whole = bytearray(saved.read_bytes())
    place = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"losses.npy"))
    whole[place + 20:place + 28] = (2**32 - 2).to_bytes(4, "little") * 2
    saved.write_bytes(whole)
    assert peak(saved, 50 * 10**6) == damage("it says to hold more than it is long")


@linux
def test_a_hundred_thousand_members(saved):
    rewritten(saved, {**members(saved), **{f"{number}.npy": b"" for number in range(100_000)}})
    assert peak(saved, 50 * 10**6) == damage("there is too much in it")


@linux
def test_a_network_too_large_for_the_memory_that_is_left(path, digits):
    save_run(path, run_of(Trainer(TrainingConfig(hidden_sizes=(2000, 2000), dtype="float64"), digits)))
    said = peak(path, 60 * 10**6)
    assert said.startswith("holds a network of 4,152,010 parameters. It takes 167 MB of memory, and ")
    assert said.endswith(" MB are free: close other programs, or open it on a machine with more memory.")


@linux
def test_a_config_of_a_network_that_is_not_in_the_file(saved):
    config = json.loads(members(saved)["run.json"])["config"]
    with_header(saved, config={**config, "hidden_sizes": [2200] * 5})
    assert peak(saved, 50 * 10**6) == damage("there are fewer numbers in it than its network has")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_are_there_twice_unknown_missing_or_lead_elsewhere(saved, tiny):
    contents = members(saved)
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("losses.npy", contents["losses.npy"])
    assert why_not(saved) == damage("losses.npy is in it twice")
    rewritten(saved, {**contents, "../../evil.npy": b"", "/etc/evil": b"", "a\x1b[2J": b"", "b" * 200: b""})
    assert why_not(saved, tiny) == damage("../../evil.npy, /etc/evil, a\\x1b[2J, … does not belong in it")
    rewritten(saved, {name: content for name, content in contents.items() if "W2" not in name})
    assert why_not(saved, tiny) == damage("checkpoints/W2.npy is missing")


@pytest.mark.parametrize(("name", "change", "said"), [
    ("checkpoints/W1", lambda a: a[:, :, :4], "checkpoints/W1 is not float32 of the shape (54, 9, 5)"),
    ("checkpoints/b1", lambda a: a[:1], "checkpoints/b1 is not float32 of the shape (54, 5)"),
    ("checkpoints/W1", lambda a: a.reshape(54, 5, 9), "checkpoints/W1 is not float32 of the shape (54, 9, 5)"),
    ("checkpoints/W1", lambda a: a.astype(">f4"), "checkpoints/W1 is not float32 of the shape (54, 9, 5)"),
    ("checkpoints/W1", lambda a: a.astype("f8"), "checkpoints/W1 is not float32 of the shape (54, 9, 5)"),
    ("checkpoints/W1", lambda a: a.view("i4"), "checkpoints/W1 is not float32 of the shape (54, 9, 5)"),
    ("checkpoints/W1", lambda a: np.where(a == a[3, 2, 1], np.float32("nan"), a), "W1 holds what is not a number"),
    ("checkpoints/b2", lambda a: a * np.float32("nan"), "b2 holds what is not a number"),
    ("accuracies", lambda a: a * np.nan, "accuracies holds what cannot be"),
    ("accuracies", lambda a: a + np.array([0, 0, 0, 1.5]), "accuracies holds what cannot be"),
    ("accuracies", lambda a: a + np.array([0, 1, 0, 0]), "accuracies holds what cannot be"),
    ("losses", lambda a: a[:-1], "losses is not float64 of the shape (54,)"),
])
def test_arrays_that_are_not_those_of_the_run(saved, tiny, name, change, said):
    with_array(saved, name, change)
    assert why_not(saved, tiny) == damage(said)


def test_a_loss_that_does_not_come_again_is_told(saved, tiny):
    """As it is where bits differ, for whatever reason: the curve is left as it is."""
    with_array(saved, "losses", lambda a: a * 1.5)
    trainer, told = open_run(saved).trainer(tiny)
    assert str(told).startswith("This run was saved where sums are rounded in another way (numpy ")
    losses = trainer.history.losses().tobytes()
    trainer.go_to(3)
    run(trainer, 60)
    assert trainer.history.losses()[:54].tobytes() == losses


@pytest.mark.parametrize(("changes", "field"), [
    ({"iteration": 54}, "iteration"), ({"iteration": -1}, "iteration"), ({"iteration": 1.0}, "iteration"),
    ({"position": 16}, "position"), ({"iteration": 53, "position": 15}, "position"), ({"position": True}, "position"),
    ({"checkpoints": []}, "checkpoints"), ({"checkpoints": [1, 2]}, "checkpoints"),
    ({"checkpoints": list(range(53, -1, -1))}, "checkpoints"), ({"checkpoints": 3}, "checkpoints"),
    ({"losses": 0}, "losses"), ({"accuracies": 99}, "accuracies"),
    ({"changes": [[1, {"learning_rate": -1.0}]]}, "changes"), ({"changes": [[2, {"learning_rate": 0.1}]]}, "changes"),
    ({"changes": [[1, {}], [1, {"learning_rate": 0.2}]]}, "changes"), ({"changes": [[1]]}, "changes"),
    ({"changes": [[1, {"seed": 1}]]}, "changes"), ({"changes": [[1, {"optimizer": "best"}]]}, "changes"),
    ({"changes": [[1, 0.1]]}, "changes"), ({"changes": []}, "changes"),
    ({"changes": [[1, {}], [9, {"batch_size": 61}]]}, "config"),
    ({"version": 1, "learning_rates": [[1]]}, "learning_rates"), ({"version": 1}, "learning_rates"),
    ({"changes": [[1, {"learning_rate": 10**400}]]}, "changes"),
    ({"plans": [[1, 0]]}, "plans"), ({"plans": []}, "plans"),
    ({"silence": [99, None]}, "silence"), ({"silence": "no"}, "silence"), ({"note": 3}, "note"),
    ({"breakpoints": {}}, "breakpoints"), ({"dataset": "tiny"}, "dataset"), ({"machine": None}, "machine"),
    ({"config": 1}, "config"), ({"config": {"dataset": 3}}, "config"), ({"version": 0}, "version"),
    ({"config": {"dataset": "tiny", "activation": "evil"}}, "config"),
    ({"config": {"dataset": "tiny", "beyond": 1}}, "config"), ({"config": {"seed": 1}}, "config"),
    ({"config": {"dataset": "tiny", "hidden_sizes": [10**9]}}, "config"),
    ({"config": {"dataset": "tiny", "hidden_sizes": [5], "batch_size": 61}}, "config"),
    ({"config": {"dataset": "tiny", "hidden_sizes": [5], "batch_size": 10, "images": 61}}, "config"),
    ({"config": {"dataset": "tiny", "hidden_sizes": [5], "batch_size": 10, "validation": 0.9}}, "config"),
    ({"config": {"dataset": "tiny", "validation": 1.0}}, "config"),
    ({"config": {"dataset": "tiny", "images": -1}}, "config"),
])
def test_a_header_with_what_cannot_be(saved, tiny, changes, field):
    with_header(saved, **changes)
    assert why_not(saved, tiny) == damage(f"“{field}” in run.json cannot be used")


@pytest.mark.parametrize("text", [
    b"", b"{", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"format": NaN}', b'{"losses": 1e999}',
    b'{"losses": ' + b"9" * 10_000 + b"}"])
def test_a_header_that_is_none(saved, text):
    rewritten(saved, {**members(saved), "run.json": text})
    assert why_not(saved) == damage("run.json is missing or damaged")


def test_of_the_first_version(saved, tiny, tiny_trainer):
    """It knew of no other changes than those of the learning rate."""
    contents = members(saved)
    said = json.loads(contents["run.json"])
    changes = said.pop("changes")
    assert changes == [[1, {"optimizer": "sgd", "learning_rate": 0.5, "batch_size": 10}], [21, {"learning_rate": 0.05}],
                       [41, {"learning_rate": 0.2}]]
    rates = [[first, change["learning_rate"]] for first, change in changes]
    rewritten(saved, {**contents, "run.json": json.dumps({**said, "version": 1, "learning_rates": rates}).encode()})
    assert everything(opened(saved, tiny)) == everything(with_changes(tiny_trainer()))


def test_of_a_newer_version(saved):
    with_header(saved, version=3, config="of another form")
    assert why_not(saved) == ("was saved by a newer version of this program: its format is 3, and this one reads up to "
                              "2. Get the newer version.")


def test_encrypted(saved):
    """As other programs make it: the first bit of the flags says so."""
    whole = bytearray(saved.read_bytes())
    whole[whole.rindex(b"PK\x01\x02") + 8] |= 1
    whole[whole.index(b"PK\x03\x04") + 6] |= 1
    saved.write_bytes(whole)
    assert why_not(saved) == damage("checkpoints/b2.npy is encrypted")


def test_truncated_anywhere(saved):
    whole = saved.read_bytes()
    for length in (4, 100, len(whole) // 2, len(whole) - 22, len(whole) - 1):
        saved.write_bytes(whole[:length])
        assert why_not(saved) == damage("its end is missing")
    saved.write_bytes(b"")
    assert why_not(saved) == "is no saved run. Open a file that was saved with this program."


def test_numbers_that_have_changed_on_the_disk(saved, tiny):
    whole = bytearray(saved.read_bytes())
    whole[whole.index(b"checkpoints/W1.npy") + 400] ^= 1
    saved.write_bytes(whole)
    assert why_not(saved, tiny) == damage("the numbers of checkpoints/W1 are not all right")


def test_any_byte_that_has_changed(saved, tiny):
    """Whatever it does, it says so or does no harm."""
    whole, rng = saved.read_bytes(), np.random.default_rng(5)
    places = [*rng.integers(len(whole) - 700, len(whole), 150), *rng.integers(0, len(whole), 50)]
    for place in places:
        saved.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << rng.integers(8))]) + whole[place + 1:])
        with suppress(RunFileError):
            open_run(saved).trainer(tiny)


def test_not_a_run_at_all(path, tmp_path):
    for content in (b"GIF89a", b"{}", "文字".encode(), bytes(1000)):
        path.write_bytes(content)
        assert why_not(path) == "is no saved run. Open a file that was saved with this program."
    np.savez(path, W1=np.zeros(3))
    assert why_not(path) == damage("run.json is missing or damaged")
    path.unlink()
    assert why_not(path) == "cannot be opened: No such file or directory. Check its name, and the rights to read it."


@posix
def test_a_pipe_is_not_waited_for(path):
    os.mkfifo(path)
    signal.alarm(5)
    try:
        assert why_not(path) == "is no saved run. Open a file that was saved with this program."
    finally:
        signal.alarm(0)


def test_other_data(saved, tiny):
    labels = tiny.train.labels.copy()
    labels[7] += 1 if labels[7] == 0 else -1
    other = replace(tiny, train=replace(tiny.train, labels=labels))
    assert why_not(saved, other) == (
        "was trained on other data than Tiny is here. Get the data set that it was trained on, or train anew on this "
        "one.")


def test_replaced_between_the_two_readings(saved, tiny, tiny_trainer):
    found = open_run(saved)
    save_run(saved, run_of(tiny_trainer()))
    with pytest.raises(RunFileError, match="it has just been replaced"):
        found.trainer(tiny)
