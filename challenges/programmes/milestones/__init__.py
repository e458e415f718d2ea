"""What follows a selection: who sees to it, by when, and what came of it."""
