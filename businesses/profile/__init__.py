"""What a business says of itself, and what that is good for."""
