"""The small language of lessons: what is true, and what the answer is, looked up in the network at hand."""
