"""What holds for every test: one BLAS thread and one Qt as in the program, no window on a screen, no limit of time."""

import os

import main

# Before anything imports numpy or Qt, which look at these variables once.
main.use_one_blas_thread()
main.use_pyside()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis  # noqa: E402

# How fast a machine is says nothing about whether the program is right.
hypothesis.settings.register_profile("backprop-lab", deadline=None)
hypothesis.settings.load_profile("backprop-lab")
