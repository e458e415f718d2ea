"""What the worker calls, and what waits in memory to be written."""
