"""The same done with many applications: what would happen, and what did."""
