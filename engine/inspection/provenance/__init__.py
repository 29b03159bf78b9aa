"""Where one number comes from: the terms that it was computed of, and where each of those comes from."""
