"""What is erased, when its time is over or its owner asks."""
