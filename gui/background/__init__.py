"""What takes a while and is done outside the thread of the window: questions to the engine, loading of data."""
