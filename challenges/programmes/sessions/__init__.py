"""Sessions: who is invited, who comes, who was there, and what that makes in figures."""
