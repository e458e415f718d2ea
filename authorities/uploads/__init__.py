"""What is uploaded, by whoever: read for what it is, refused in plain words, scanned."""
