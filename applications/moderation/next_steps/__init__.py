"""Where challenges and applications stand, and what comes next: decision, letter, public stage."""
