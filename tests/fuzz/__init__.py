"""Requests that no browser would send, at every address: whatever comes, no answer is a fault.

`make fuzz` sends many on each database that is there; `make test` a few. `SEED` repeats a run.
"""
