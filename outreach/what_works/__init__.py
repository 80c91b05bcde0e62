"""What the user's own attempts show about what gets answers, each figure with its n (P15, P52)."""
