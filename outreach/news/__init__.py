"""What came of the search, and everyone who is told of it (P43)."""
