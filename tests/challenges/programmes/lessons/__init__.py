"""What programmes learned."""
