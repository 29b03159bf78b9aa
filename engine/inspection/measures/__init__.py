"""What is measured of a whole network after an iteration, to be followed over a run: one measure a file."""
