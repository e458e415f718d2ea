"""What pages and lists show of challenges, stories and programmes."""
