"""Writing a brief, and changing one that was published."""
