"""Whether the installation does what it should, part by part."""
