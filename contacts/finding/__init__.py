"""Finding: an index of words over all that is known of people, kept by the database itself whatever writes."""
