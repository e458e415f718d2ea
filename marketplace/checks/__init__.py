"""Whether an installation is ready for the public, and what is still to do."""
