"""The user and their preferences: who they are, where, what they look for, when their digest comes."""
