"""How pages are written in the admin, whatever their type."""
