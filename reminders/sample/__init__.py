"""A believable account to look around in: a four-month search, fictional people, example.com addresses."""
