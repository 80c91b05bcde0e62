"""What users fill in about their people."""
