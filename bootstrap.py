"""The environment that the program runs in: the folder .venv beside this file, made once from pyproject.toml.

Nothing is here before this file has done its work, so it uses the standard library only.

A file of ours in .venv, the stamp, says whether the set-up was finished and what it was made of. It is written
before the first package is installed and completed after the last, so that a set-up that was interrupted, at
whatever point, is known for what it is and made anew. A .venv without a stamp was made by somebody else, for
instance by uv: it is used if it has what is needed, and never changed.

A person's settings of pip, in files and variables, can send packages elsewhere than to .venv, or keep them out of it,
while pip reports success. So those that say how packages are come by are handed on, and no others.
"""

import ast
import contextlib
import csv
import enum
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOM_NEEDED = 1_000_000_000  # bytes: packages, test tools and what pip unpacks on the way
HANDED_OVER = "BACKPROP_LAB_HANDED_OVER"
# These lead to other code, or have pip and the packages run in another way than they were tried in.
PYTHON_SETTINGS_TO_DROP = (
    "PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH", "PYTHONEXECUTABLE", "PYTHONOPTIMIZE", "PYTHONWARNINGS",
)
LIBRARY_PATH = "LD_LIBRARY_PATH"
OTHER_QT = ("libQt6*.so*", "libpyside6*.so*", "libshiboken6*.so*")
LIBRARY = re.compile(r"\.(so|pyd|dll|dylib)(\.[\w.]+)?$")

OLDEST_PIP = (22, 3)  # the first that can install into another interpreter's environment (--python)

# What a person tells pip about how to come by packages. All else that pip can be told (target, prefix, dry-run,
# no-deps, constraint, ...) says where they go, which ones, or whether at all: for pyproject.toml and .venv to say.
PIP_SETTINGS_TO_KEEP = frozenset({
    "index-url", "pypi-url", "extra-index-url", "find-links", "no-index", "proxy", "cert", "client-cert",
    "trusted-host", "timeout", "default-timeout", "retries", "resume-retries", "keyring-provider", "use-feature",
    "use-deprecated", "cache-dir", "no-cache-dir",
})
PROXY_VARIABLES = ("PIP_PROXY", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
CERTIFICATE_VARIABLES = ("PIP_CERT", "PIP_CLIENT_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")

NO_NETWORK_ADVICE = (
    "Most often this means that there is no network, whatever pip concludes from that above: connect and start again. "
    "Where there is none to be had, bring a folder with the packages (wheels), and start with the variables "
    "PIP_NO_INDEX=1 and PIP_FIND_LINKS=FOLDER set."
)


# What pip writes to its log, and what to do then.
ADVICE = {
    r"invalid path: ([^\n]+)":
        "The certificates that pip was told to trust are not at {}: correct or unset what names them ({certificates})",
    r"failed: 407|: 407 Client Error|Proxy Authentication Required":
        "The proxy ({proxy}) asks for a name and a password: put them into its address, as in "
        "HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT,",
    r"Missing dependencies for SOCKS":
        "The proxy ({proxy}) speaks SOCKS, for which pip lacks the package PySocks: name a proxy that speaks HTTP, or "
        "install PySocks for the Python that you start with,",
    r"ProxyError":
        "The proxy ({proxy}) does not answer: correct or unset what names it",
    r"The repository located at (\S+) is not a trusted or secure host":
        "pip takes nothing from {}, because its address begins with http: give the address with https, or name that "
        "host in the variable PIP_TRUSTED_HOST,",
    r"CERTIFICATE_VERIFY_FAILED":
        "The certificate of the server is not trusted; often a company's network puts its own in between: name the "
        "file with that certificate in the variable PIP_CERT,",
}


class SetupError(Exception):
    """The environment cannot be made. The message says what is wrong and what to do."""


class Condition(enum.Enum):
    """What a .venv is good for."""

    ABSENT = "there is none yet"
    UNFINISHED = "its set-up was interrupted"
    OTHER_PYTHON = "it was made by another Python"
    DAMAGED = "some of it is missing or damaged"
    OUTDATED = "the list of packages has changed"
    READY = "it can be used"
    FOREIGN = "somebody else made it"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What .venv was made of, and whether that came to its end.

    Attributes
    ----------
    libraries
        The size of each compiled file of the packages. One that was cut short does not fail, it kills the process,
        so that nothing can be said any more; this is looked at before.
    """

    complete: bool = False
    python: str = ""
    extras: tuple[str, ...] = ()
    packages: str = ""
    libraries: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> "Stamp":
        """The stamp in a file; an unreadable one counts as that of an unfinished set-up."""
        try:
            values = json.loads(file.read_text(encoding="utf-8"))
            return cls(
                values["complete"] is True, str(values["python"]), tuple(values["extras"]), str(values["packages"]),
                dict(values.get("libraries", {})),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, file: Path) -> None:
        """Put the stamp into a file: the whole of it, or the old one stays."""
        values = {name: getattr(self, name) for name in self.__slots__}
        new = file.with_suffix(".new")
        new.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
        os.replace(new, file)


class Environment:
    """The .venv of a project folder.

    Parameters
    ----------
    root
        The folder with pyproject.toml and resources/constraints.txt.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root).resolve()
        self.folder = self.root / ".venv"
        self.stamp_file = self.folder / "backprop-lab.json"
        self.lock_file = self.folder / "backprop-lab.lock"
        self.constraints = self.root / "resources" / "constraints.txt"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        try:
            self.project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            self.pins = self.constraints.read_text(encoding="utf-8")
        except (OSError, ValueError, KeyError) as error:
            raise SetupError(
                f"A file of Backprop Lab cannot be read ({error}): fetch the whole project again, "
                f"for instance with: git checkout -- pyproject.toml resources"
            ) from error

    def requirements(self, extras: Sequence[str]) -> list[str]:
        """What pyproject.toml asks for on this version of Python, together with the named extras."""
        optional = self.project.get("optional-dependencies", {})
        lines = [*self.project["dependencies"], *(line for extra in sorted(extras) for line in optional[extra])]
        return [line for line in lines if Requirement.read(line).applies]

    def pinned(self) -> set[str]:
        """The names of all packages that the set-up may install."""
        lines = [line for line in self.pins.splitlines() if line and not line.startswith("#")]
        return {normal(Requirement.read(line).name) for line in lines}

    def is_package(self, module: str | None) -> bool:
        """Whether a module comes with one of the packages, so that its absence means a damaged environment."""
        names = self.pinned()
        top = normal((module or "").partition(".")[0])
        return top in names or top in {name.partition("-")[0] for name in names}

    def recorded(self, site_packages: str) -> Iterator[tuple[str, int]]:
        """The files of our packages, as paths below that folder, with the sizes that they were installed with.

        Without what is beside that folder, the commands, and what Python writes anew by itself.
        """
        for record in sorted(Path(site_packages).glob("*.dist-info/RECORD")):
            if normal(record.parent.name.partition("-")[0]) in self.pinned():
                with open(record, encoding="utf-8", newline="") as rows:
                    for path, _, size in csv.reader(rows):
                        if size and not path.startswith("..") and not path.endswith(".pyc"):
                            yield path, int(size)

    def broken_file(self, site_packages: str) -> str | None:
        """The first file of our packages that is not there, or not as it was installed, in words; None without any."""
        for path, size in self.recorded(site_packages):
            found = size_of(os.path.join(site_packages, path))
            if found is None:
                return f"{path} is missing"
            if found != size:
                return f"{path} has {found} bytes in place of {size}"
        return None

    def damage_behind(self, error: Exception) -> str | None:
        """The message where an error comes of packages that are not whole; None where they are."""
        try:
            what = self.broken_file(sysconfig.get_path("purelib"))
        except (OSError, ValueError) as unreadable:
            what = f"their records cannot be read ({unreadable})"
        if what is None and isinstance(error, ModuleNotFoundError) and self.is_package(error.name):
            what = f"{error.name} cannot be imported ({error})"
        if what is None:
            return None
        if is_same_folder(sys.prefix, self.folder) and self.stamp_file.exists():
            return damaged(self.folder, what)
        return (
            f"The packages that Backprop Lab needs are damaged in {sys.prefix}: {what}. Install them anew with what "
            f"made that environment, for instance uv sync --reinstall, or start outside of it."
        )

    def python_for(self, extras: Sequence[str] = ()) -> Path | None:
        """The interpreter that has everything, after making .venv where that is needed.

        Parameters
        ----------
        extras
            Which of the optional dependencies are needed too: ``["test"]``.

        Returns
        -------
        Path or None
            None where the running interpreter is the one.

        Raises
        ------
        SetupError
            If there is no such interpreter and none can be made.
        """
        try:
            return self.find_or_make(extras)
        except OSError as error:
            reason = error.strerror or error
            what = f"The set-up of {self.folder} stopped: {reason}."
            raise SetupError(self.trouble(what, "Delete or rename it and start again.")) from error

    def find_or_make(self, extras: Sequence[str]) -> Path | None:
        """Do what `python_for` says; the file system may refuse."""
        handed_over = os.environ.pop(HANDED_OVER, None)
        inside = is_same_folder(sys.prefix, self.folder)
        if not (inside and self.stamp_file.exists()) and in_virtual_environment() and not self.lacking(extras):
            return None
        condition = self.condition(extras)
        if condition is Condition.FOREIGN:
            self.check_foreign(extras)
        elif condition is not Condition.READY:
            self.make_ready(extras)
        elif inside:
            return None
        if handed_over == str(self.python):
            raise SetupError(damaged(self.folder, "its Python does not run inside it"))
        return self.python

    def lacking(self, extras: Sequence[str], folders: list[str] | None = None) -> list[str]:
        """The requirements that are not met, by the running interpreter or by packages in the given folders."""
        return [line for line in self.requirements(extras) if not Requirement.read(line).is_met(folders)]

    def condition(self, extras: Sequence[str]) -> Condition:
        """Look at .venv as it now is."""
        if not self.stamp_file.exists():
            if not self.folder.exists():
                return Condition.ABSENT
            is_empty = self.folder.is_dir() and set(os.listdir(self.folder)) <= {self.lock_file.name}
            return Condition.ABSENT if is_empty else Condition.FOREIGN
        stamp = Stamp.read(self.stamp_file)
        if not stamp.complete:
            return Condition.UNFINISHED
        if stamp.python != python_identity():
            return Condition.OTHER_PYTHON
        if not self.python.exists():
            return Condition.DAMAGED
        if stamp.packages != self.fingerprint(stamp.extras):
            return Condition.OUTDATED
        if self.lacking(stamp.extras, [self.site_packages()]) or not are_whole(self.site_packages(), stamp.libraries):
            return Condition.DAMAGED
        return Condition.READY if set(extras) <= set(stamp.extras) else Condition.OUTDATED

    def fingerprint(self, extras: Sequence[str]) -> str:
        """A short name for one set of requirements and pins."""
        text = json.dumps([self.requirements(extras), self.pins])
        return hashlib.sha256(text.encode()).hexdigest()

    def site_packages(self) -> str:
        """Where the packages lie in .venv, if the running version of Python made it."""
        places = {"base": str(self.folder), "platbase": str(self.folder)}
        return sysconfig.get_path("purelib", scheme="venv", vars=places)

    def check_foreign(self, extras: Sequence[str]) -> None:
        """Make sure that a .venv of somebody else has what is needed."""
        if not self.python.exists():
            raise SetupError(
                f"{self.folder} is in the way: it is not an environment that Python runs in, and Backprop Lab did not "
                f"make it. Rename it and start again."
            )
        probe = [str(self.python), "-E", "-s", str(Path(__file__).resolve()), str(self.root), *extras]
        answer = subprocess.run(probe, capture_output=True, text=True, encoding="utf-8", errors="replace")
        if answer.returncode == 0:
            return
        found = answer.stdout.strip() or answer.stderr.strip().rpartition("\n")[2] or "its Python does not run"
        with_extras = "".join(f" --extra {extra}" for extra in extras)
        raise SetupError(
            f"{self.folder} was not made by Backprop Lab and cannot be used as it is ({found}). If it belongs to uv, "
            f"start with: uv run{with_extras} main.py. Otherwise rename it and start again; a new one is then made."
        )

    def make_ready(self, extras: Sequence[str]) -> None:
        """Make .venv, or bring it up to date; waits where another start is doing so."""
        self.folder.mkdir(exist_ok=True)
        with only_one_at_a_time(self.lock_file) as lock:
            condition = self.condition(extras)
            if condition is not Condition.READY:
                self.install(condition, sorted({*extras, *Stamp.read(self.stamp_file).extras}), lock)

    def install(self, condition: Condition, extras: Sequence[str], lock: int) -> None:
        """Bring .venv from the given condition to what pyproject.toml asks for."""
        self.check_name()
        self.announce(condition, extras)
        if condition is Condition.OUTDATED:
            stamp = replace(Stamp.read(self.stamp_file), complete=False)
            stamp.write(self.stamp_file)
        else:
            stamp = Stamp(python=python_identity(), extras=tuple(extras))
            self.start_anew(stamp)
        self.install_packages(extras, lock)
        libraries = {path: size for path, size in self.recorded(self.site_packages()) if LIBRARY.search(path)}
        replace(
            stamp, complete=True, extras=tuple(extras), packages=self.fingerprint(extras), libraries=libraries
        ).write(self.stamp_file)
        say("Set-up is complete.")

    def check_name(self) -> None:
        """Make sure that a folder of this name can hold an environment."""
        cause = f"it has {os.pathsep} in it" if os.pathsep in str(self.root) else None
        try:
            str(self.root).encode()
        except UnicodeEncodeError:
            cause = "it is not in UTF-8"
        if cause:
            raise SetupError(
                f"No environment can be made in {self.root}, because Python's venv does not take the name: {cause}. "
                f"Rename the folder and start again."
            )

    def install_packages(self, extras: Sequence[str], lock: int) -> None:
        """Have pip install what is needed, and look whether it did."""
        log, report = self.folder / "backprop-lab-pip.log", self.folder / "backprop-lab-pip.json"
        log.unlink(missing_ok=True)
        command = [*self.pip(), "install", "--disable-pip-version-check", "--no-input", "--only-binary=:all:"]
        command += ["--log", str(log), "--report", str(report)]
        command += ["--constraint", str(self.constraints), *self.requirements(extras)]
        settings = pip_settings(command[0])
        if run_pip(command, pip_variables(settings), lock) != 0:
            raise SetupError(self.trouble("The packages could not be installed.", advice_after(log, settings)))
        self.check_origin(report)
        missing = self.lacking(extras, [self.site_packages()])
        what = f"{missing[0]} is not there" if missing else self.broken_file(self.site_packages())
        if what:
            raise SetupError(self.trouble(
                f"pip says that the packages are installed, and yet {what}.",
                f"Start again; if that does not help, see what pip did in {log}.",
            ))
        log.unlink(missing_ok=True)
        report.unlink(missing_ok=True)

    def check_origin(self, report: Path) -> None:
        """Make sure that pip took the files that were published, and no others, before anything in them is run."""
        hashes = read_hashes((self.root / "resources" / "hashes.txt").read_text(encoding="utf-8"))
        for name, url, digest in read_report(report):
            if digest not in hashes.get(normal(name), ()):
                raise SetupError(
                    f"{without_password(url)} is not a file that the authors of {name} published for the version in "
                    f"resources/constraints.txt: let pip take it from another index, or make {self.folder} yourself, "
                    f"and start again."
                )

    def announce(self, condition: Condition, extras: Sequence[str]) -> None:
        """Say beforehand what is going to happen."""
        names = ", ".join(Requirement.read(line).name for line in self.requirements(extras))
        if condition is Condition.OUTDATED:
            say(f"Backprop Lab: bringing {self.folder} up to date ({names}).")
            return
        if condition is Condition.ABSENT:
            say(f"Backprop Lab sets itself up, once: it makes the folder {self.folder}")
        else:
            say(f"Backprop Lab makes the folder {self.folder} anew, because {condition.value},")
        say(f"and installs into it {names}.")
        say("About 100 MB are downloaded, which takes a minute or a few. Deleting the folder undoes it all.")

    def start_anew(self, stamp: Stamp) -> None:
        """Empty the folder, all but the lock, and put a bare environment there."""
        import venv

        stamp.write(self.stamp_file)
        keep = {self.stamp_file.name, self.lock_file.name}
        for entry in list(self.folder.iterdir()):
            if entry.name in keep:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        # Without pip, for which venv would need ensurepip: Debian has that in a package of its own.
        venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt", prompt="backprop-lab").create(self.folder)

    def pip(self) -> list[str]:
        """The command that installs into .venv: the pip of the Python that we run on, else one of .venv's own."""
        for host in dict.fromkeys((sys.executable, base_python())):
            if pip_version(host) >= OLDEST_PIP:
                return [host, "-P", "-m", "pip", "--python", str(self.python)]
        ensured = subprocess.run([str(self.python), "-P", "-m", "ensurepip", "--default-pip"], capture_output=True)
        if ensured.returncode == 0:
            return [str(self.python), "-P", "-m", "pip"]
        raise SetupError(
            f"This Python ({base_python()}) has no pip {'.'.join(map(str, OLDEST_PIP))} or newer to install packages "
            f"with. Install it and start again: on Debian and Ubuntu with sudo apt-get install python3-pip, on Fedora "
            f"with sudo dnf install python3-pip, on Arch with sudo pacman -S python-pip, elsewhere with "
            f"{base_python()} -m ensurepip --upgrade"
        )

    def trouble(self, what: str, advice: str) -> str:
        """What went wrong, and what to do: the advice, unless the disk explains it."""
        existing = self.folder if self.folder.exists() else self.root
        free = shutil.disk_usage(existing).free
        if free < ROOM_NEEDED:
            return (
                f"{what} There are only {free // 1_000_000} MB free where {self.folder} lies: make room "
                f"(1 GB is plenty) and start again."
            )
        if not os.access(existing, os.W_OK):
            return f"{what} {existing} cannot be written to: copy the project to a folder of your own and start there."
        return f"{what} {advice}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of pyproject.toml's dependencies, as ``name>=1.2,<3; python_version < "3.12"``."""

    name: str
    clauses: tuple[tuple[str, tuple[int, ...]], ...]
    applies: bool

    @classmethod
    def read(cls, line: str) -> "Requirement":
        """Parse a line; what pyproject.toml does not use is not understood, and said so."""
        shape = r'([\w.-]+)\s*([^;]*?)\s*(?:;\s*python_version\s*([<>=!]+)\s*["\']([\d.]+)["\'])?\s*'
        parts = re.fullmatch(shape, line)
        texts = [text for text in parts[2].split(",") if text] if parts else []
        clauses = [re.fullmatch(r"\s*(>=|<=|==|!=|<|>)\s*([\d.]+)\s*", text) for text in texts]
        if not parts or None in clauses:
            raise ValueError(f"bootstrap.py does not understand the requirement {line!r}")
        applies = parts[3] is None or compare(sys.version_info[:2], parts[3], release(parts[4]))
        return cls(parts[1], tuple((clause[1], release(clause[2])) for clause in clauses), applies)

    def is_met(self, folders: list[str] | None = None) -> bool:
        """Whether a package of a version that will do is installed, in the given folders or on the import path."""
        version = installed_version(self.name, sys.path if folders is None else folders)
        return version is not None and all(compare(release(version), *clause) for clause in self.clauses)


def installed_version(name: str, folders: list[str]) -> str | None:
    """The version of a package that is installed in one of the folders; None where it is not.

    What pip and uv install has a record ``name-version.dist-info``. Only a package without is left to
    `importlib.metadata`, which takes longer to load than all the rest of this file.
    """
    for folder in folders:
        with contextlib.suppress(OSError):  # the import path may name what is no folder, or is not there
            for entry in os.listdir(folder or "."):
                stem, kind = os.path.splitext(entry)
                found, _, version = stem.partition("-")
                if (version and kind == ".dist-info" and normal(found) == normal(name)
                        and os.path.isfile(os.path.join(folder, entry, "METADATA"))):
                    return version
    import importlib.metadata

    found = next(iter(importlib.metadata.distributions(name=name, path=folders)), None)
    return found.metadata["Version"] if found else None


def compare(left: tuple[int, ...], operator: str, right: tuple[int, ...]) -> bool:
    """Two versions by one of the operators of a requirement."""
    return {
        ">=": left >= right, "<=": left <= right, ">": left > right,
        "<": left < right, "==": left == right, "!=": left != right,
    }[operator]


def normal(name: str) -> str:
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def python_identity() -> str:
    """Which Python an environment of the running one belongs to: its version and where it is installed."""
    return f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')} in {sys.base_prefix}"


def in_virtual_environment() -> bool:
    """Whether the running interpreter is that of a virtual environment."""
    return sys.prefix != sys.base_prefix


def base_python() -> str:
    """The interpreter that the running one's environment was made from, or itself where it is in none."""
    return getattr(sys, "_base_executable", None) or sys.executable


def is_same_folder(one: str | os.PathLike[str], other: str | os.PathLike[str]) -> bool:
    """Whether two paths lead to one existing folder."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def size_of(file: str) -> int | None:
    """How long a file is; None where there is none."""
    try:
        return os.stat(file).st_size
    except OSError:
        return None


def are_whole(folder: str, sizes: dict[str, int]) -> bool:
    """Whether all these files of a folder have these sizes."""
    return all(size_of(f"{folder}/{path}") == size for path, size in sizes.items())


@contextlib.contextmanager
def only_one_at_a_time(file: Path) -> Iterator[int]:
    """Hold a lock file for as long as the block lasts; says so where it has to wait for it."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not try_lock(descriptor):
            say("Backprop Lab is being set up by another start of it; waiting until that is done.")
            while not try_lock(descriptor):
                time.sleep(0.2)
        yield descriptor
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Take the lock on an open file, which its closing gives back; False where another process has it."""
    if os.name == "nt":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    # A file system that knows no locks raises another OSError; then two starts at once are on their own.
    with contextlib.suppress(OSError):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def leave_what_others_bring() -> None:
    """Start anew without the variables that bring other code in before that of .venv, where there are any.

    Unset they are also for all processes that this one starts.
    """
    changed = os.environ.keys() & set(PYTHON_SETTINGS_TO_DROP)
    for name in changed:
        del os.environ[name]
    folders = os.environ.get(LIBRARY_PATH, "").split(os.pathsep)
    kept = [folder for folder in folders if not brings_another_qt(folder)]
    if kept != folders:
        changed.add(LIBRARY_PATH)
        os.environ[LIBRARY_PATH] = os.pathsep.join(kept)
    if changed and sys.executable:
        run_instead(sys.executable)


def brings_another_qt(folder: str) -> bool:
    """Whether the system's loader would find a Qt in a folder before that of PySide6, and nothing that Python needs."""
    if not folder or any(Path(folder).glob("libpython*")):
        return False
    return any(file for pattern in OTHER_QT for file in Path(folder).glob(pattern))


def hand_over(python: str | os.PathLike[str]) -> None:
    """Run the present command line in the interpreter of .venv, to its end. Does not return."""
    os.environ[HANDED_OVER] = str(python)
    try:
        run_instead(str(python))
    except OSError as error:
        raise SetupError(damaged(Path(python).parent.parent, f"its Python does not start: {error.strerror}")) from error


def run_instead(python: str) -> None:
    """Run the present command line in an interpreter, to its end. Does not return."""
    command = [python, *sys.orig_argv[1:]]
    if os.name == "posix":
        os.execv(command[0], command)
    sys.exit(run_to_end(command))


def run_to_end(command: list[str]) -> int:
    """Run a command and return its exit code; Ctrl+C is left to it, and it is waited for."""
    with subprocess.Popen(command) as process:
        previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return process.wait()
        finally:
            signal.signal(signal.SIGINT, previous)


def damaged(folder: str | os.PathLike[str], what: str) -> str:
    """The message about an environment that looks complete and is not."""
    return f"The packages of Backprop Lab in {folder} are damaged: {what}. Delete that folder and start again."


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    print(text, file=sys.stderr, flush=True)


# --- pip -----------------------------------------------------------------------------------------------------------

def pip_version(python: str) -> tuple[int, ...]:
    """The version of an interpreter's pip; () where it has none."""
    command = [python, "-P", "-m", "pip", "--version"]
    try:
        answer = subprocess.run(command, env=pip_variables({}), capture_output=True, text=True, errors="replace")
    except OSError:
        return ()
    found = re.match(r"pip ([\d.]+)", answer.stdout)
    return release(found[1]) if found and answer.returncode == 0 else ()


def pip_settings(python: str) -> dict[str, str]:
    """What the person has told pip in its files and variables about how to come by packages."""
    named = {name[4:].lower().replace("_", "-"): value for name, value in os.environ.items() if name.startswith("PIP_")}
    file = named.pop("config-file", None)
    found = {} if file == os.devnull else pip_file_settings(python, file)
    found |= {name: value for name, value in named.items() if value}
    return {name: value for name, value in found.items() if name in PIP_SETTINGS_TO_KEEP}


def pip_file_settings(python: str, file: str | None) -> dict[str, str]:
    """What pip's files say for an install, those that pip itself finds and the given one."""
    variables = {**pip_variables({}), "PYTHONIOENCODING": "utf-8:surrogateescape"}
    del variables["PIP_CONFIG_FILE"]
    if file is not None:
        variables["PIP_CONFIG_FILE"] = file
    answer = subprocess.run(
        [python, "-P", "-m", "pip", "config", "list"], env=variables, capture_output=True, encoding="utf-8",
        errors="surrogateescape",
    )
    if answer.returncode != 0:
        reason = (answer.stderr.strip() or answer.stdout.strip()).rpartition("\n")[2]
        raise SetupError(
            f"pip cannot read its own settings ({reason}): mend the file, or start with the variable "
            f"PIP_CONFIG_FILE={os.devnull} set."
        )
    found = {"global": {}, "install": {}}
    for section, name, value in re.findall(r"^(\w+)\.([\w-]+)=(.*)$", answer.stdout, re.MULTILINE):
        if section in found:
            found[section][name] = str(ast.literal_eval(value))
    return found["global"] | found["install"]


def pip_variables(settings: dict[str, str]) -> dict[str, str]:
    """The environment in which pip knows these settings and no others."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    ours = {"PIP_" + name.upper().replace("-", "_"): value for name, value in settings.items()}
    return {**others, **ours, "PIP_CONFIG_FILE": os.devnull, "PIP_USER": "0"}


def run_pip(command: list[str], variables: dict[str, str], lock: int) -> int:
    """Run pip, its progress shown; returns its exit code.

    pip holds the lock too: should this process be killed, the next start waits until pip has ended. What it prints goes
    to the stream of messages: the standard output belongs to what the program was asked for. A terminal gets it from
    pip itself, with a bar; anything else may be full or have no reader, which must not end pip.
    """
    keep = {"pass_fds": (lock,)} if os.name == "posix" else {}
    if sys.stderr.isatty():
        return subprocess.run(command, env=variables, stdout=2, **keep).returncode
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, env=variables, encoding="utf-8", errors="replace", **pipes, **keep) as process:
        try:
            for line in process.stdout:
                sys.stderr.write(line)
                sys.stderr.flush()
        except BaseException:
            process.kill()
            raise
    return process.returncode


def read_hashes(text: str) -> dict[str, set[str]]:
    """The SHA-256 of all files of each package, from the lines of a requirements file of pip."""
    hashes: dict[str, set[str]] = {}
    for name, digest in re.findall(r"^([\w.-]+)==|--hash=sha256:([0-9a-f]{64})", text, re.MULTILINE):
        if name:
            known = hashes.setdefault(name, set())
        else:
            known.add(digest)
    return hashes


def read_report(file: Path) -> Iterator[tuple[str, str, str]]:
    """What pip says that it installed: of each package the name, the address of its file, and the file's SHA-256."""
    for item in json.loads(file.read_text(encoding="utf-8"))["install"]:
        url, archive = item["download_info"]["url"], item["download_info"].get("archive_info", {})
        digest = archive.get("hashes", {}).get("sha256") or archive.get("hash", "").removeprefix("sha256=")
        if not digest and url.startswith("file:"):  # pip looks at a hash where an index gives one, not in a folder
            import urllib.request  # seldom wanted, and slow to load

            path = urllib.request.url2pathname(url.partition("//")[2])
            digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
        yield item["metadata"]["name"], url, digest


def advice_after(log: Path, settings: dict[str, str]) -> str:
    """What to do after pip failed, by what it wrote to its log; `settings` are those that it was given."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    for pattern, advice in ADVICE.items():
        found = re.search(pattern, text)
        if found:
            proxy = named_among(PROXY_VARIABLES, settings, "proxy")
            certificates = named_among(CERTIFICATE_VARIABLES, settings, "cert")
            return advice.format(*found.groups(), proxy=proxy, certificates=certificates) + " and start again."
    return NO_NETWORK_ADVICE


def named_among(names: Sequence[str], settings: dict[str, str], setting: str) -> str:
    """Those of the variables that are set, else pip's setting, with their values and without passwords."""
    named = {name: os.environ[name] for name in names if os.environ.get(name)} or {setting: settings.get(setting, "")}
    return ", ".join(f"{name}={without_password(value)}" for name, value in named.items())


def without_password(address: str) -> str:
    """An address that may be shown."""
    return re.sub(r"//[^/@]*@", "//...@", address)


def release(version: str) -> tuple[int, ...]:
    """The numbers of a version: ``"6.11.3"`` is (6, 11, 3)."""
    numbers = [int(number) for number in re.match(r"[\d.]*", version)[0].split(".") if number]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


if __name__ == "__main__":
    # How the bootstrap of one interpreter asks another whether it has what is needed.
    missing = Environment(sys.argv[1]).lacking(sys.argv[2:])
    names = ", ".join(line.partition(";")[0] for line in missing)
    print("it lacks " + names if missing else "it has everything")
    sys.exit(1 if missing else 0)
