"""The moderation queue in the admin: what it finds, how it is listed, and what is kept of that."""
