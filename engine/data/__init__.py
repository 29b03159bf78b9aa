"""What the network learns from: data sets, and the files they come in."""
