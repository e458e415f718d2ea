"""What happened: the chain of entries that everybody writes to, and how it reads."""
