"""Reaching out: campaigns, whom they aim at, and the polite attempts made."""
