"""What every app needs of a request and a response."""
