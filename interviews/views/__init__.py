"""Pages of this floor: each parses a request, calls one domain function, renders."""
