"""How people who work for an authority sign in, and what is recorded of it."""
