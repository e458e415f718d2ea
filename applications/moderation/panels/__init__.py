"""What the application's screen shows of its assessment and its letter."""
