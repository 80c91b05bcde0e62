"""The people one knows: who they are, what happened between us, what I promised, when to be in touch again."""
