"""Before a challenge opens: who could do something about it, what was learned, who is told."""
