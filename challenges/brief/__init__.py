"""A brief as the public meets it: read, asked about, applied to."""
