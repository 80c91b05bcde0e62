"""What the whole of one's people looks like: how strong, how wide, where thin, and who leads where."""
