"""Days that matter to people: birthdays, anniversaries, and what becomes of each when it comes round."""
