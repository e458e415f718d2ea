"""A seeded corpus of challenges with realistic lengths and vocabulary, in words of our own."""
