"""What holds for every test: one BLAS thread, one Qt and signals as in the program, no window on a screen, no limit."""

import codecs
import locale
import os
import signal
import sys

import main

# Before anything imports numpy or Qt, which look at these variables once.
main.use_one_blas_thread()
main.use_pyside()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def is_utf8() -> bool:
    """Whether this system has the locale that is asked for, and that is one of UTF-8. Qt warns where it is not."""
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return False
    return codecs.lookup(locale.nl_langinfo(locale.CODESET)).name == "utf-8"


if sys.platform.startswith("linux") and not is_utf8():
    os.environ.pop("LC_ALL", None)
    os.environ["LC_CTYPE"] = "C.UTF-8"

# Under nohup, or behind the & of a script, signals are ignored, and by all that is started from here, too. What has a
# handler is not handed on: tests that send a signal find it as it is elsewhere.
for number in (getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGTERM") if hasattr(signal, name)):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, lambda *_: None)

import hypothesis  # noqa: E402

# How fast a machine is says nothing about whether the program is right.
hypothesis.settings.register_profile("backprop-lab", deadline=None)
hypothesis.settings.load_profile("backprop-lab")
