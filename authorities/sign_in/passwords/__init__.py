"""Passwords: which are strong enough, and new ones for who forgot theirs."""
