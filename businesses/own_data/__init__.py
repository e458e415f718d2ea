"""What the whole installation has of one address: shown, copied, erased, its mail stopped."""
