"""What the book builds: functions, layers, the network, the optimizer, the gradient check."""
