"""Real data through real servers; each value must come back."""
