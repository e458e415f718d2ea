"""What happens while the database, the cache or the disk is away: as little as possible."""
