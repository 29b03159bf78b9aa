"""What Qt needs of the system before a window can be opened: a display, and libraries that PySide6 does not bring.

Qt ends the whole process where either is missing, and that cannot be caught. So this looks first, and puts into
words what is missing and how to get it. It runs before there is an application, hence without translation.
"""

import ctypes
import importlib
import os
import platform
import re
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

INSTALL_COMMANDS = {
    "debian": "sudo apt-get install",
    "fedora": "sudo dnf install",
    "arch": "sudo pacman -S",
}

# Which package of Debian and Ubuntu, of Fedora, and of Arch Linux brings a library.
PACKAGES = {
    "libEGL": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libGLX": ("libglx0", "libglvnd-glx", "libglvnd"),
    "libOpenGL": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libX11": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libdbus-1": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0": ("libglib2.0-0", "glib2", "glib2"),
    "libwayland-client": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libxcb": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libz": ("zlib1g", "zlib", "zlib"),
    "libzstd": ("libzstd1", "libzstd", "zstd"),
}

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg")
UNSET_PLATFORM = "unset QT_QPA_PLATFORM and start again."
TERMINAL_OFFER = "Training in the terminal works without: python3 main.py --headless"


def why_no_display() -> str | None:
    """Why no window can be opened here, in words; None where there is a display.

    A variable that names a display is not enough: the display has to answer.
    """
    if not sys.platform.startswith("linux") or usable_platforms():
        return None
    asked = os.environ.get("QT_QPA_PLATFORM")
    tried = [f"{name}={os.environ[name]}" for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    reason = f"nothing answers at {' or '.join(tried)}" if tried else "DISPLAY and WAYLAND_DISPLAY are not set"
    if asked:
        reason += f", and QT_QPA_PLATFORM asks for {asked}"
    return (
        f"No window can be opened, because there is no display ({reason}): log in to a desktop, connect with "
        f"ssh -X, or start with xvfb-run -a python3 main.py\n"
        f"Training in the terminal instead. Its options: python3 main.py --headless --help"
    )


def usable_platforms() -> list[str]:
    """The names of the Qt platforms that may be used here: those asked for, of which the display answers."""
    usual = ("wayland", "xcb") if sys.platform.startswith("linux") else ()
    return [name for name in asked_platforms() or usual if answers(name)]


def asked_platforms() -> list[str]:
    """The names of the Qt platforms that QT_QPA_PLATFORM asks for."""
    return [part.partition(":")[0] for part in os.environ.get("QT_QPA_PLATFORM", "").split(";") if part]


def answers(name: str) -> bool:
    """Whether a platform has its display. Those of other names, as offscreen and vnc, draw without one."""
    if name == "xcb":
        return x_answers()
    return not name.startswith("wayland") or wayland_answers()


def x_answers() -> bool:
    """Whether the X server that DISPLAY names lets us in."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # it cannot be asked without the library, which will be reported as missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    if xcb.xcb_connection_has_error(connection):
        xcb.xcb_disconnect(connection)
        return False
    # Left open until the program ends: Xvfb starts anew when its last client leaves, and would refuse Qt meanwhile.
    return True


def wayland_answers() -> bool:
    """Whether there is a Wayland compositor at its socket."""
    if os.environ.get("WAYLAND_SOCKET"):
        return True  # an open connection that the parent process handed down
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))
        except OSError:
            return False
    return True


def why_qt_cannot_start() -> str | None:
    """Which library of the system is missing and how to get it, in words; None where Qt will start.

    Raises
    ------
    ModuleNotFoundError
        If PySide6 itself is not installed.
    """
    try:
        for module in QT_MODULES:
            importlib.import_module("PySide6." + module)
    except ModuleNotFoundError:
        raise
    except ImportError as error:
        return explain(str(error), qt_files())
    return why_no_platform()


def why_no_platform() -> str | None:
    """Why none of the platforms that are to be used can be loaded, in words; None where one can."""
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    if not folder.is_dir():
        return (
            f"Qt does not find its own files in {sys.prefix}, because of the characters in that name: give the folder "
            f"another name, without , ; \" \\ and in UTF-8, and start again.\n{TERMINAL_OFFER}"
        )
    problem = None
    for name in usable_platforms():
        plugins = sorted(folder.glob(f"*q{name.partition('-')[0]}*.*"))
        trouble = why_not_loaded(plugins) if plugins else f"Qt has no platform called {name}: {UNSET_PLATFORM}"
        if trouble is None:
            return why_it_cannot_draw()
        problem = problem or trouble
    return problem


def why_not_loaded(plugins: Sequence[Path]) -> str | None:
    """What is missing for the first of the plugins that cannot be loaded on Linux; None where one can."""
    problem = None
    for plugin in plugins:
        try:
            ctypes.CDLL(str(plugin)) if sys.platform.startswith("linux") else None
        except OSError as error:
            problem = problem or explain(str(error), [plugin])
        else:
            return None
    return problem


def why_it_cannot_draw() -> str | None:
    """Why Qt ends the process, or has no screen, on a platform that was asked for by name; None where it has one.

    The usual ones have been asked by other means; another process tries the rest.
    """
    if {name.partition("-")[0] for name in asked_platforms()} <= {"xcb", "wayland", "offscreen", "minimal", "vnc"}:
        return None
    probe = "import sys; from PySide6.QtGui import QGuiApplication as A; a = A([]); sys.exit(a.primaryScreen() is None)"
    answer = subprocess.run([sys.executable, "-P", "-c", probe], capture_output=True, text=True, errors="replace")
    if answer.returncode == 0:
        return None
    reason = answer.stderr.strip().rpartition("\n")[2]
    return f"Qt cannot draw on the platform {os.environ['QT_QPA_PLATFORM']} here ({reason}): {UNSET_PLATFORM}"


def qt_files() -> list[Path]:
    """The files of the Qt modules that are used, found without importing them."""
    folder = Path(importlib.import_module("PySide6").__path__[0])
    return sorted(file for module in QT_MODULES for file in folder.glob(f"{module}.*so"))


def explain(error: str, files: Sequence[Path]) -> str:
    """Put the loader's complaint about a library into words.

    Parameters
    ----------
    error
        What the loader said; it stops at the first library that is missing.
    files
        What was to be loaded, so that all missing libraries can be named at once.
    """
    first = re.match(r"(lib[\w.+-]+?\.so[.\d]*): cannot open shared object file", error)
    if not first:
        loaders = [name for name in ("LD_LIBRARY_PATH", "LD_PRELOAD") if os.environ.get(name)]
        advice = f". Start without {' and '.join(loaders)}, which may bring in libraries of others." if loaders else ""
        return f"Qt cannot start on this system: {error}{advice}\n{TERMINAL_OFFER}"
    libraries = sorted({first[1], *missing_libraries(files)})
    return (
        f"Qt cannot start, because this system lacks {' and '.join(libraries)}. {how_to_install(libraries)}\n"
        f"{TERMINAL_OFFER}"
    )


def missing_libraries(files: Sequence[Path]) -> set[str]:
    """All libraries that the files need, directly or not, and that the system lacks; nothing where ldd is missing."""
    try:
        answer = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True, errors="replace")
    except OSError:
        return set()
    return set(re.findall(r"^\s*(\S+) => not found", answer.stdout, re.MULTILINE))


def how_to_install(libraries: Sequence[str], family: str | None = None) -> str:
    """What to do to get libraries, on a system of the given family, else of this one."""
    family = family or linux_family()
    names = [library.partition(".so")[0] for library in libraries]
    if family not in INSTALL_COMMANDS or any(name not in PACKAGES for name in names):
        return "Install what brings that: your system's package manager knows the names."
    column = list(INSTALL_COMMANDS).index(family)
    packages = dict.fromkeys(PACKAGES[name][column] for name in names)
    return f"Install with: {INSTALL_COMMANDS[family]} {' '.join(packages)}"


def linux_family() -> str:
    """The distribution whose packages this system uses: a key of INSTALL_COMMANDS, or ''."""
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return ""
    related = [system["ID"], *system.get("ID_LIKE", "").split()]
    aliases = {"ubuntu": "debian", "rhel": "fedora", "centos": "fedora"}
    return next((found for name in related if (found := aliases.get(name, name)) in INSTALL_COMMANDS), "")
