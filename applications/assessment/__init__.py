"""From the first assessor's invitation to the comparison of what they scored."""
