"""Saved searches, and the mail about what is new and fits them."""
