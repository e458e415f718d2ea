"""What happened, who may look at it, what leaves the house, and for how long it is kept."""
