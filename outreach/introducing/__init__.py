"""Introductions that people make for the user (P27, P42)."""
