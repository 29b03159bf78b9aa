"""What the app is measured with: every figure is a ratio or a gap, taken side by side in one run on one machine.

Each file here that `command.BENCHES` names is one benchmark: it has a ``measure(conditions)`` that yields what it
found. What they share is in measure.py. Nothing in here is a test, and nothing depends on how a figure comes out.
"""
