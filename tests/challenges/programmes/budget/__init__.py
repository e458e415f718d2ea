"""The money of programmes."""
