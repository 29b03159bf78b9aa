"""The set-up of .venv, with a real pip, real environments and packages of a few bytes.

Each test works in a little project of its own, which has the real front door and needs two packages
that lie as wheels in a folder beside it: nothing is fetched.
"""

import hashlib
import http.server
import importlib.metadata
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import tomllib
import zipfile
from pathlib import Path

import pytest

import bootstrap
from bootstrap import Condition, Environment, Requirement, SetupError, Stamp

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = """
[project]
name = "little"
version = "1"
dependencies = [{dependencies}]
[project.optional-dependencies]
test = ["checker"]
program = ["matplotlib"]
"""
LITTLE_TERMINAL = """
import sys
def main(arguments):
    import grain
    print(grain.VERSION, sys.prefix, arguments)
    return 7
"""


def make_wheel(folder: Path, name: str, version: str, forgotten: str = "") -> None:
    """Write the smallest wheel there is: one module that knows its version, and something like a library.

    A file that is forgotten is in the record only.
    """
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{name}.libs/lib{name}.so.6": "compiled " * 9,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{path},,{len(text)}\n" for path, text in files.items()]
    rows += [f"{info}/RECORD,,\n", *([f"{forgotten},,9\n"] if forgotten else [])]
    files[f"{info}/RECORD"] = "".join(rows)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)


class LittleProject:
    """A project folder with the real front door."""

    def __init__(self, folder: Path, name: str = "the project") -> None:
        self.root = folder / name
        self.wheels = folder / "wheels"
        for made in (self.root / "engine" / "terminal", self.root / "resources", self.wheels):
            made.mkdir(parents=True)
        for name in ("main.py", "bootstrap.py", "engine/terminal/streams.py"):
            (self.root / name).write_bytes((ROOT / name).read_bytes())
        (self.root / "engine" / "terminal" / "run.py").write_text(LITTLE_TERMINAL)
        for name, version in (("grain", "1.0"), ("grain", "1.5"), ("checker", "3.0"), ("matplotlib", "9.0")):
            make_wheel(self.wheels, name, version)
        self.ask_for('"grain>=1"', "grain==1.0\nchecker==3.0\n")
        self.variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))},
            "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels),
        }

    def ask_for(self, dependencies: str, pins: str) -> None:
        """Set what the project needs."""
        (self.root / "pyproject.toml").write_text(PYPROJECT.format(dependencies=dependencies))
        (self.root / "resources" / "constraints.txt").write_text(pins)
        self.publish()

    def publish(self) -> None:
        """Take the wheels that are there for those that were published."""
        digests = {wheel: hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in self.wheels.iterdir()}
        lines = [f"{wheel.name.partition('-')[0]}==0 --hash=sha256:{digest}\n" for wheel, digest in digests.items()]
        (self.root / "resources" / "hashes.txt").write_text("".join(lines))

    @property
    def environment(self) -> Environment:
        return Environment(self.root)

    def command(self, *arguments: str) -> list[str]:
        """The command line of a start by a person, with a Python that is in no environment."""
        return [bootstrap.base_python(), str(self.root / "main.py"), *arguments]

    def start(self, *arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess:
        """Start, beside the project's folder if in no other, and wait for the end."""
        return subprocess.run(
            self.command(*(arguments or ("--headless",))), env={**self.variables, **variables},
            capture_output=True, text=True, errors="surrogateescape", cwd=cwd or self.root.parent,
        )

    def version_of(self, package: str) -> str | None:
        """Which version of a package is in .venv."""
        found = list(self.site_packages.glob(f"{package}-*.dist-info"))
        return found[0].name.removesuffix(".dist-info").partition("-")[2] if found else None

    @property
    def site_packages(self) -> Path:
        return Path(self.environment.site_packages())


@pytest.fixture
def project(tmp_path) -> LittleProject:
    return LittleProject(tmp_path)


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory) -> LittleProject:
    """A project after its first start; tests get copies, for an environment may be moved."""
    project = LittleProject(tmp_path_factory.mktemp("once"))
    assert project.start().returncode == 7
    return project


@pytest.fixture
def set_up(project, set_up_once) -> LittleProject:
    """A project after its first start."""
    shutil.copytree(set_up_once.root / ".venv", project.root / ".venv", symlinks=True)
    assert project.environment.condition([]) is Condition.READY
    return project


@pytest.fixture
def ready(project) -> LittleProject:
    """A project whose .venv is complete, as far as the stamp and the packages' records tell."""
    environment = project.environment
    environment.folder.mkdir()
    environment.start_anew(Stamp())
    for package in ("grain-1.0",):
        (project.site_packages / f"{package}.dist-info").mkdir()
        (project.site_packages / f"{package}.dist-info" / "METADATA").write_text("Name: grain\nVersion: 1.0\n")
    stamp = Stamp(True, bootstrap.python_identity(), (), environment.fingerprint(()))
    stamp.write(environment.stamp_file)
    return project


@pytest.fixture(scope="session", autouse=True)
def host_can_install():
    """The tests with pip need one that works outside of environments."""
    if bootstrap.pip_version(bootstrap.base_python()) < bootstrap.OLDEST_PIP:
        pytest.skip(f"{bootstrap.base_python()} has no pip to install with")


# What a start does


def test_first_start_sets_up_and_runs_inside(project):
    start = project.start("--headless", "--a", "b c")
    assert start.stdout == f"1.0 {project.root / '.venv'} ['--a', 'b c']\n"
    assert start.returncode == 7
    assert f"it makes the folder {project.root / '.venv'}\nand installs into it grain.\n" in start.stderr
    assert "Successfully installed grain-1.0" in start.stderr


def test_second_start_says_nothing_and_installs_nothing(set_up):
    start = set_up.start(PIP_FIND_LINKS="nowhere")
    assert start.stdout.startswith("1.0 ")
    assert start.stderr == ""


def test_changed_list_brings_up_to_date_and_keeps_the_rest(set_up):
    kept = set_up.root / ".venv" / "kept"
    kept.touch()
    set_up.ask_for('"grain>=1.2"', "grain==1.5\n")
    start = set_up.start()
    assert start.stdout.startswith("1.5 ")
    assert "up to date" in start.stderr
    assert kept.exists()


def test_extras_come_when_they_are_first_needed_and_stay(set_up):
    assert set_up.version_of("checker") is None
    set_up.start("--test")  # there is no pytest in this little project, only the set-up matters
    assert set_up.version_of("checker") == "3.0"
    assert set_up.start(PIP_FIND_LINKS="nowhere").stderr == ""
    assert set_up.environment.condition(["test"]) is Condition.READY


def test_failed_install_is_one_sentence_and_is_redone(project):
    start = project.start(PIP_FIND_LINKS="nowhere")
    assert start.returncode == 1
    assert start.stdout == ""
    assert "Traceback" not in start.stderr
    assert "there is no network" in start.stderr.splitlines()[-1]
    assert project.environment.condition([]) is Condition.UNFINISHED
    start = project.start()
    assert start.stdout.startswith("1.0 ")
    assert Condition.UNFINISHED.value in start.stderr


def test_closed_index_is_the_same_sentence(project):
    start = project.start(PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="0")
    assert start.returncode == 1
    assert "Traceback" not in start.stderr
    assert "there is no network" in start.stderr.splitlines()[-1]


@pytest.fixture
def silent_index():
    """A server that lets pip connect and then says nothing, so that a test can act in the middle of an install."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        yield server


def held_up_by(server: socket.socket, project: LittleProject) -> dict[str, str]:
    """Variables under which pip asks that server for packages."""
    index = f"http://127.0.0.1:{server.getsockname()[1]}/"
    return {**project.variables, "PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": index, "PIP_RETRIES": "0"}


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl+C to a group of processes")
def test_ctrl_c_during_the_install(project, silent_index):
    with subprocess.Popen(
        project.command("--headless"), env=held_up_by(silent_index, project), text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:
        connection, _ = silent_index.accept()
        with connection:
            os.killpg(process.pid, signal.SIGINT)
            _, messages = process.communicate()
    assert process.returncode == 130
    assert messages.endswith("\nStopped.\n")
    assert project.environment.condition([]) is Condition.UNFINISHED
    assert project.start().stdout.startswith("1.0 ")


@pytest.mark.skipif(os.name != "posix", reason="kills as only POSIX does")
def test_second_start_waits_for_the_first_and_for_a_pip_that_survives_it(project, silent_index):
    # The messages of the first go nowhere: its pip would hold a pipe open.
    variables = held_up_by(silent_index, project)
    with subprocess.Popen(project.command("--headless"), env=variables, stderr=subprocess.DEVNULL) as first:
        connection, _ = silent_index.accept()
        first.kill()
    with subprocess.Popen(
        project.command("--headless"), env=project.variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as second:
        assert "another start" in second.stderr.readline()
        assert second.poll() is None
        connection.close()
        output, messages = second.communicate()
    assert output.startswith("1.0 ")
    assert Condition.UNFINISHED.value in messages


def test_environment_of_somebody_else_is_used_if_it_has_everything(set_up):
    (set_up.root / ".venv" / "backprop-lab.json").unlink()
    start = set_up.start(PIP_FIND_LINKS="nowhere")
    assert start.stdout.startswith("1.0 ")
    assert start.stderr == ""
    assert set_up.environment.condition([]) is Condition.FOREIGN


def test_environment_of_somebody_else_is_never_changed(ready):
    ready.environment.stamp_file.unlink()
    ready.ask_for('"grain>=1.2"', "grain==1.5\n")
    before = sorted(ready.environment.folder.rglob("*"))
    start = ready.start()
    assert start.returncode == 1
    assert "was not made by Backprop Lab" in start.stderr
    assert "it lacks grain>=1.2" in start.stderr
    assert "Traceback" not in start.stderr
    assert sorted(ready.environment.folder.rglob("*")) == before


def test_running_environment_is_used_as_it_is(set_up, tmp_path):
    (set_up.root / ".venv").rename(tmp_path / "elsewhere")
    python = tmp_path / "elsewhere" / set_up.environment.python.relative_to(set_up.root / ".venv")
    run = subprocess.run([python, set_up.root / "main.py", "--headless"], capture_output=True, text=True)
    assert run.stdout == f"1.0 {tmp_path / 'elsewhere'} []\n"
    assert not (set_up.root / ".venv").exists()


def test_file_in_the_way(project):
    (project.root / ".venv").write_text("mine")
    start = project.start()
    assert start.returncode == 1
    assert "is in the way" in start.stderr
    assert "Traceback" not in start.stderr
    assert (project.root / ".venv").read_text() == "mine"


def test_package_whose_files_are_gone(set_up):
    (set_up.site_packages / "grain.py").unlink()
    start = set_up.start()
    assert start.returncode == 1
    damaged = f"The packages of Backprop Lab in {set_up.root / '.venv'} are damaged: "
    advice = "Delete that folder and start again.\n"
    assert start.stderr == f"{damaged}grain.py is missing. {advice}"
    (set_up.site_packages / "grain-1.0.dist-info" / "RECORD").unlink()
    start = set_up.start()
    assert start.stderr == f"{damaged}grain cannot be imported (No module named 'grain'). {advice}"


def test_python_that_does_not_run_inside_its_environment_is_not_tried_for_ever(set_up):
    (set_up.root / ".venv" / "pyvenv.cfg").unlink()
    start = set_up.start()
    assert start.returncode == 1
    assert "damaged: its Python does not run inside it" in start.stderr


def test_missing_file_of_the_project(project):
    (project.root / "resources" / "constraints.txt").unlink()
    start = project.start()
    assert start.returncode == 1
    assert "constraints.txt" in start.stderr
    assert "Traceback" not in start.stderr


# What others bring


def test_what_variables_lead_to_does_not_come_before_what_is_in_the_environment(set_up, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "grain.py").write_text("raise RuntimeError('the grain of others')")
    variables = {"PYTHONPATH": str(tmp_path / "other"), "PYTHONHOME": sys.base_prefix, "PYTHONOPTIMIZE": "2"}
    start = set_up.start("--headless", "x", **variables)
    assert start.stdout == f"1.0 {set_up.root / '.venv'} ['x']\n"
    assert start.stderr == ""
    inside = subprocess.run(
        [set_up.environment.python, set_up.root / "main.py", "--headless"], env={**set_up.variables, **variables},
        capture_output=True, text=True,
    )
    assert inside.stdout == f"1.0 {set_up.root / '.venv'} []\n"
    assert inside.stderr == ""


def test_own_modules_are_found_however_python_is_started(set_up, tmp_path):
    (tmp_path / "link.py").symlink_to(set_up.root / "main.py")
    for options, variables in ((["-I"], {}), (["-P"], {}), ([], {"PYTHONSAFEPATH": "1"})):
        start = subprocess.run(
            [bootstrap.base_python(), *options, tmp_path / "link.py", "--headless"],
            env={**set_up.variables, **variables}, capture_output=True, text=True,
        )
        assert start.stdout == f"1.0 {set_up.root / '.venv'} []\n"
        assert start.stderr == ""


def test_settings_of_pip_and_python_that_lead_elsewhere(project, tmp_path):
    elsewhere, settings = tmp_path / "elsewhere", tmp_path / "pip.conf"
    settings.write_text(
        f"[global]\ntarget = {elsewhere}\nroot = {elsewhere}\ndry-run = true\nrequire-virtualenv = true\n"
        f"no-index = true\nfind-links = nowhere\nconstraint = {tmp_path}/none.txt\n"
        f"[install]\nprefix = {elsewhere}\nuser = true\nno-binary = :all:\nno-deps = true\n"
        f"find-links = {project.wheels}\n"
    )
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS"):
        del project.variables[name]
    start = project.start(
        PIP_CONFIG_FILE=str(settings), PIP_TARGET=str(elsewhere), PIP_DRY_RUN="1", PIP_NO_DEPS="1", PIP_QUIET="3",
        PIP_REQUIRE_VIRTUALENV="1", PIP_PYTHON="nowhere", PIP_USER="1", PIP_REQUIRE_HASHES="1", PYTHONWARNINGS="error",
    )
    assert start.stdout.startswith("1.0 "), start.stderr
    assert project.environment.condition([]) is Condition.READY
    assert not elsewhere.exists()


def test_settings_of_pip_that_cannot_be_read(project, tmp_path):
    (tmp_path / "pip.conf").write_text("no section = 1\n")
    start = project.start(PIP_CONFIG_FILE=str(tmp_path / "pip.conf"))
    assert start.returncode == 1
    last = start.stderr.splitlines()[-1]
    assert last.startswith("pip cannot read its own settings (")
    assert last.endswith(f"mend the file, or start with the variable PIP_CONFIG_FILE={os.devnull} set.")
    assert "Traceback" not in start.stderr


def test_what_pip_says_is_looked_at(project):
    make_wheel(project.wheels, "grain", "1.0", forgotten="grain_rest.py")
    project.publish()
    start = project.start()
    assert start.returncode == 1
    assert "pip says that the packages are installed, and yet grain_rest.py is missing." in start.stderr
    assert project.environment.condition([]) is Condition.UNFINISHED


def test_file_that_was_not_published_is_not_used(project):
    with open(project.wheels / "grain-1.0-py3-none-any.whl", "ab") as wheel:
        wheel.write(b"!")
    start = project.start()
    assert start.returncode == 1
    assert "/grain-1.0-py3-none-any.whl is not a file that the authors of grain published" in start.stderr
    assert project.environment.condition([]) is Condition.UNFINISHED


@pytest.fixture
def strict_proxy():
    """A proxy that lets nobody through who does not say a name and a password."""
    class Refusal(http.server.BaseHTTPRequestHandler):
        def answer(self):
            self.send_error(407)

        do_GET = do_CONNECT = answer  # noqa: N815

        def log_message(self, format, *values):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusal) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://me:secret@127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def failed_set_up(project: LittleProject, **variables: str) -> str:
    """What is said at the end of a set-up that asks an index and fails."""
    for name in list(project.variables):
        if name.lower().endswith("_proxy") or name in bootstrap.CERTIFICATE_VARIABLES:
            del project.variables[name]
    index = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_RETRIES": "0", "PIP_INDEX_URL": "https://packages.invalid/"}
    start = project.start(**{**index, **variables})
    assert start.returncode == 1
    assert "Traceback" not in start.stderr
    return start.stderr.splitlines()[-1]


def test_proxy_that_asks_for_a_password(project, strict_proxy):
    last = failed_set_up(project, HTTPS_PROXY=strict_proxy)
    shown = strict_proxy.replace("me:secret", "...")
    assert f"The proxy (HTTPS_PROXY={shown}) asks for a name and a password: " in last


def test_index_whose_address_is_not_secure(project):
    last = failed_set_up(project, PIP_INDEX_URL="http://packages.invalid/")
    assert "pip takes nothing from packages.invalid, because its address begins with http: " in last


def test_proxy_that_is_not_there(project):
    last = failed_set_up(project, PIP_PROXY="http://127.0.0.1:9")
    assert "The proxy (PIP_PROXY=http://127.0.0.1:9) does not answer: correct or unset what names it" in last


def test_proxy_that_speaks_socks(project):
    without = "import sys; sys.modules['socks'] = None; import pip._vendor.urllib3.contrib.socks"
    if subprocess.run([bootstrap.base_python(), "-c", without], capture_output=True).returncode == 0:
        pytest.skip("this pip can speak SOCKS")
    last = failed_set_up(project, ALL_PROXY="socks5://127.0.0.1:9")
    assert "The proxy (ALL_PROXY=socks5://127.0.0.1:9) speaks SOCKS, for which pip lacks the package PySocks: " in last


def test_certificates_that_are_not_there(project, tmp_path):
    last = failed_set_up(project, REQUESTS_CA_BUNDLE=str(tmp_path / "ca.pem"))
    assert f"The certificates that pip was told to trust are not at {tmp_path / 'ca.pem'}: " in last
    assert f"(REQUESTS_CA_BUNDLE={tmp_path / 'ca.pem'}) and start again." in last


@pytest.mark.skipif(os.name != "posix", reason="Windows allows no such names")
def test_folder_with_an_odd_name(tmp_path):
    project = LittleProject(tmp_path, "a,b;c\"d\\e\n 日本%41 'f' $HOME {g} -")
    assert project.start().returncode == 7
    assert project.start(PIP_FIND_LINKS="nowhere").stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows allows no such names")
@pytest.mark.parametrize(("name", "cause"), [("a:b", "it has : in it"), ("a\udcffb", "it is not in UTF-8")])
def test_folder_with_a_name_that_no_environment_takes(tmp_path, name, cause):
    try:
        project = LittleProject(tmp_path, name)
    except OSError:
        pytest.skip("this file system takes no such name")
    start = project.start()
    assert start.returncode == 1
    shown = str(project.root).encode(errors="backslashreplace").decode()
    assert start.stderr == (
        f"No environment can be made in {shown}, because Python's venv does not take the name: {cause}. "
        f"Rename the folder and start again.\n"
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("stream", ["2>/dev/full", "2>&1 >/dev/null | true"])
def test_messages_of_the_set_up_that_cannot_be_written(project, stream):
    line = " ".join(map(shlex.quote, project.command("--headless"))) + " " + stream
    subprocess.run(["sh", "-c", line], env=project.variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert project.environment.condition([]) is Condition.READY


def test_library_that_was_cut_short_is_noticed_before_it_is_loaded(set_up):
    library = set_up.site_packages / "grain.libs" / "libgrain.so.6"
    library.write_text("compiled")
    assert set_up.environment.condition([]) is Condition.DAMAGED
    start = set_up.start()
    assert start.stdout.startswith("1.0 ")
    assert Condition.DAMAGED.value in start.stderr
    assert library.stat().st_size == 81


def test_module_that_was_cut_short_is_named_and_the_advice_helps(set_up):
    (set_up.site_packages / "grain.py").write_text("VERSION = (")
    start = set_up.start()
    assert start.returncode == 1
    assert start.stderr == (
        f"The packages of Backprop Lab in {set_up.root / '.venv'} are damaged: grain.py has 11 bytes in place of 16. "
        f"Delete that folder and start again.\n"
    )
    shutil.rmtree(set_up.root / ".venv")  # as advised
    assert set_up.start().stdout.startswith("1.0 ")


def test_python_of_the_environment_that_leads_nowhere(set_up):
    set_up.environment.python.unlink()
    set_up.environment.python.symlink_to("nowhere")
    assert set_up.environment.condition([]) is Condition.DAMAGED


# What .venv is good for


def test_complete_environment_is_ready(ready):
    assert ready.environment.condition([]) is Condition.READY


def test_empty_folder_counts_as_absent(project):
    assert project.environment.condition([]) is Condition.ABSENT
    project.environment.folder.mkdir()
    assert project.environment.condition([]) is Condition.ABSENT
    project.environment.lock_file.touch()
    assert project.environment.condition([]) is Condition.ABSENT


def test_folder_with_anything_in_it_is_foreign(project):
    project.environment.folder.mkdir()
    (project.environment.folder / "notes.txt").touch()
    assert project.environment.condition([]) is Condition.FOREIGN


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"complete": true}', "\x00\xff"])
def test_unreadable_stamp_counts_as_unfinished(ready, text):
    ready.environment.stamp_file.write_text(text)
    assert ready.environment.condition([]) is Condition.UNFINISHED


def test_other_python(ready):
    values = json.loads(ready.environment.stamp_file.read_text())
    ready.environment.stamp_file.write_text(json.dumps({**values, "python": "cpython-39 in /opt"}))
    assert ready.environment.condition([]) is Condition.OTHER_PYTHON


def test_python_gone(ready):
    ready.environment.python.unlink()
    assert ready.environment.condition([]) is Condition.DAMAGED


def test_package_gone(ready):
    (ready.site_packages / "grain-1.0.dist-info" / "METADATA").unlink()
    (ready.site_packages / "grain-1.0.dist-info").rmdir()
    assert ready.environment.condition([]) is Condition.DAMAGED


def test_changed_requirements_and_changed_pins(ready):
    ready.ask_for('"grain>=1.0"', "grain==1.0\nchecker==3.0\n")
    assert ready.environment.condition([]) is Condition.OUTDATED
    ready.ask_for('"grain>=1"', "grain==1.5\nchecker==3.0\n")
    assert ready.environment.condition([]) is Condition.OUTDATED
    ready.ask_for('"grain>=1"', "grain==1.0\nchecker==3.0\n")
    assert ready.environment.condition([]) is Condition.READY


def test_extras_that_are_not_there_yet(ready):
    assert ready.environment.condition(["test"]) is Condition.OUTDATED


def test_starting_anew_removes_all_but_the_lock(ready, tmp_path):
    environment = ready.environment
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").touch()
    (environment.folder / "link").symlink_to(outside)
    environment.lock_file.write_text("held")
    environment.start_anew(Stamp())
    assert not (environment.folder / "link").exists()
    assert (outside / "file").exists()
    assert environment.lock_file.read_text() == "held"
    assert list(ready.site_packages.iterdir()) == []
    assert environment.condition([]) is Condition.UNFINISHED


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_that_cannot_be_written_to(project):
    project.root.chmod(0o555)
    try:
        with pytest.raises(SetupError, match="cannot be written to: copy the project"):
            project.environment.python_for()
    finally:
        project.root.chmod(0o755)


# Requirements


@pytest.mark.parametrize(("line", "met"), [
    ("grain", True), ("Grain>=1", True), ("grain>=1.0,<2", True), ("grain==1", True), ("grain != 2", True),
    ("grain>1", False), ("grain<1.0.0", False), ("grain>=0.5, <1", False), ("grain==1.0.1", False),
    ("absent", False),
])
def test_requirement_is_met(ready, line, met):
    assert Requirement.read(line).is_met([str(ready.site_packages)]) is met


def test_marker_decides_whether_a_requirement_applies():
    version = "{}.{}".format(*sys.version_info[:2])
    assert Requirement.read(f'grain; python_version >= "{version}"').applies
    assert not Requirement.read(f'grain; python_version < "{version}"').applies
    assert Requirement.read('grain>=1,<2; python_version >= "3.9"').applies


@pytest.mark.parametrize("line", ["grain~=1.0", "grain[extra]", "grain @ file:///x", 'grain; os_name == "nt"'])
def test_what_is_not_understood_is_said(line):
    with pytest.raises(ValueError, match="does not understand"):
        Requirement.read(line)


def test_requirements_and_pins_of_this_project_agree():
    environment = Environment(ROOT)
    pins = [line for line in environment.pins.splitlines() if not line.startswith("#")]
    pinned = {bootstrap.normal(pin.name): pin for pin in map(Requirement.read, pins) if pin.applies}
    for line in environment.requirements(["test", "program"]):
        wanted = Requirement.read(line)
        [(operator, version)] = pinned[bootstrap.normal(wanted.name)].clauses
        assert operator == "=="
        assert all(bootstrap.compare(version, *clause) for clause in wanted.clauses), line


def test_uv_is_given_the_same_pins():
    pins = [line for line in Environment(ROOT).pins.splitlines() if not line.startswith("#")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["uv"]["constraint-dependencies"] == pins


def test_every_pin_has_the_hashes_of_its_files():
    text = (ROOT / "resources" / "hashes.txt").read_text(encoding="utf-8")
    pins = [line for line in Environment(ROOT).pins.splitlines() if not line.startswith("#")]
    listed = [line.removesuffix("\\").rstrip() for line in text.splitlines() if line and line[0] not in " #"]
    assert [line.replace(" ;", ";") for line in listed] == pins
    blocks = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins)
    assert all("--hash=sha256:" in block for block in blocks)


def test_pins_hold_everything_that_the_requirements_bring():
    environment = Environment(ROOT)
    pins = {bootstrap.normal(line.partition("==")[0]) for line in environment.pins.splitlines()}
    waiting = [Requirement.read(line).name for line in environment.requirements(["test"])]
    seen = set()
    while waiting:
        name = bootstrap.normal(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        for line in importlib.metadata.requires(name) or []:
            brought = re.match(r"[\w.-]+", line)[0]
            if "extra ==" not in line and is_installed(brought):
                waiting.append(brought)
    assert seen <= pins


def is_installed(name: str) -> bool:
    """Whether a package is there; what a marker excludes is not."""
    return Requirement.read(name).is_met()


# Programs of the reader's own


def test_a_program_that_draws_gets_what_it_draws_with(set_up, tmp_path):
    """And no other does: nothing is fetched for it."""
    program = tmp_path / "train.py"
    program.write_text("import sys, grain\nprint(grain.VERSION, sys.argv[1:])\n")
    start = set_up.start("--program", "train.py", "7", cwd=tmp_path)
    assert (start.stdout, start.stderr, start.returncode) == ("1.0 ['7']\n", "", 0)
    program.write_text("import sys, matplotlib\nprint(matplotlib.VERSION, sys.argv[1:])\n")
    start = set_up.start("--program", str(program), "7")
    assert (start.stdout, start.returncode) == ("9.0 ['7']\n", 0), start.stderr
    assert "(grain, matplotlib)" in start.stderr
    start = set_up.start("--program", str(program), "7")
    assert (start.stdout, start.stderr, start.returncode) == ("9.0 ['7']\n", "", 0)


def test_where_a_module_beside_the_program_draws_it_begins_anew(set_up, tmp_path):
    (tmp_path / "train.py").write_text("import sys\nprint('begun')\nimport figures\n")
    (tmp_path / "figures.py").write_text("import matplotlib\nprint(matplotlib.VERSION)\n")
    start = set_up.start("--program", str(tmp_path / "train.py"))
    assert (start.stdout, start.returncode) == ("begun\nbegun\n9.0\n", 0), start.stderr


# Handing over


def test_exit_code_is_passed_on_where_a_process_cannot_be_replaced():
    before = signal.getsignal(signal.SIGINT)
    assert bootstrap.run_to_end([sys.executable, "-c", "raise SystemExit(42)"]) == 42
    assert signal.getsignal(signal.SIGINT) is before


def test_modules_of_the_packages_are_known():
    environment = Environment(ROOT)
    assert all(map(environment.is_package, ("numpy", "numpy.linalg", "PySide6.QtGui", "shiboken6", "pytest")))
    assert not any(map(environment.is_package, ("engine.nn", "gui.app", "", None, "tkinter")))


def test_pip_is_found_and_its_absence_too(tmp_path):
    assert bootstrap.pip_version(bootstrap.base_python()) >= bootstrap.OLDEST_PIP
    assert bootstrap.pip_version(str(tmp_path / "python")) == ()
