"""Training behind the window: the session, its thread, and what passes between them. No widgets."""
