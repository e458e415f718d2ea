"""Who may do what: every role at every staff address, as one table."""
