"""What is looked at, frozen: an iteration of training, or one sample alone."""
