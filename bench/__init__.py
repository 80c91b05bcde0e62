"""How quick Rapport is, measured beside the least that the same work could cost; ``make bench`` writes it down."""
