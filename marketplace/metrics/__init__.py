"""How much is asked, how long it takes, and what waits: for Prometheus."""
