"""Pictures of one's own: step by step to x, kept to test with and to learn from."""
