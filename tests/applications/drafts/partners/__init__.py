"""Partners on a draft."""
