"""Pages that everybody reads alike, made once and shown until something in them changes."""
