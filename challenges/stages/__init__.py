"""How far a challenge has come, and who moves it."""
