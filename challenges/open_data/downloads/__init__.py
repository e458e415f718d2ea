"""Files to take away, line by line, each with its dictionary."""
