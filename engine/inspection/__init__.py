"""How one looks inside: the values and gradients of one sample, and which samples to look at."""
