"""What a member of staff meets in the admin: their authorities' own, whatever view asks."""
