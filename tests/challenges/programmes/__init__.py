"""How programmes are run."""
