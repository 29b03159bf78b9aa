"""What a run leaves behind, and is handed on as."""
