"""Numbers, and the sentences of the engine and of Qt, in the language of the window."""
