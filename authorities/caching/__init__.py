"""What is made once and used until a table that it was made from changes."""
