"""Pages about the whole of one's people."""
