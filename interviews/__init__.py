"""Informational interviews: prepare, hold, thank."""
