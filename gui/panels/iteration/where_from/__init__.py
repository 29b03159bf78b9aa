"""Where one number comes from, term by term."""
