"""Who works for an authority: invited, given roles, suspended, restored."""
