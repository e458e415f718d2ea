"""What a listing can be narrowed by, and how many challenges each choice would leave."""
