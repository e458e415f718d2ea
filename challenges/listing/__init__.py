"""The listing: what it shows, in which order, narrowed by what."""
