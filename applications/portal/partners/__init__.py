"""Pages about partners: the lead's, and each partner's own."""
