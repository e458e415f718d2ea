"""What helps to write a brief."""
