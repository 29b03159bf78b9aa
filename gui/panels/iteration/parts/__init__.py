"""What the pages of the iteration share."""
