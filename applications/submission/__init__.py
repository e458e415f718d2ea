"""Sending: from a draft to what the authority has, and what is written about it."""
