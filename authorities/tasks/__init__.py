"""What has to be done later: queued, done by a worker, tried again, taken over if that died."""
