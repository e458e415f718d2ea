"""“We have this problem too”: authorities that join another one's challenge."""
