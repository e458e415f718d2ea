"""Who hears by mail of what is new."""
