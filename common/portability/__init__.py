"""An account as files, and files as an account: what the models say of themselves is enough for it."""
