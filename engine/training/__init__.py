"""How the network learns: one iteration as a list of operations, run again and again."""
