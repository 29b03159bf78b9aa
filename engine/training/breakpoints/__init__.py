"""Where training is to stop by itself: breakpoints, as a debugger has them, but of learning."""
