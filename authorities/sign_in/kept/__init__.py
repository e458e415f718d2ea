"""What somebody sent after their session was over, until they have signed in again."""
