"""Files on their way in: one module per format behind one small protocol, then matching, planning, committing."""
