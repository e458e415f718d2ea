"""What staff do on the screens of the queue and of one application."""
