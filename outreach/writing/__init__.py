"""Finding the words: merge fields, skeletons, checks, and the message as it goes out."""
