"""From decisions to what applicants are told."""
