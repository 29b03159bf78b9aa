"""Before and beneath the window: what Qt needs of the system, and what is said when something goes wrong."""
