"""The pages of proof: check, what if, break it."""
