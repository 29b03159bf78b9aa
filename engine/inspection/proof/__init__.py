"""Whether backpropagation is right, and what it is good for: checks, changes and mistakes, made on a copy."""
