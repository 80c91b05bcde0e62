"""People on their way out: as vCards, as a table, or with everything else as one archive."""
