"""A run as a program of its own, in the manner of the book's: numpy is all that it needs, and its losses are the run's.

What computes in it is the engine's own source. What puts that together is written here: a network whose layers a loop
goes through, and the training. What a run has no use for, as learning rates that change, is not in its program.
"""
