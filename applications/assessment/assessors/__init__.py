"""Who assesses: invited, given work, relieved of it, forgotten."""
