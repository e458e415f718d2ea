"""Sessions of programmes."""
