"""What follows a selection."""
