"""Ground floor: ownership, the agenda contract, dates, htmx and form helpers. Knows no app."""
