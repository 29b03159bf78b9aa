"""The window of Backprop Lab. It shows the engine and computes nothing itself."""
