"""The open record: what anybody can read by program, take away, and build on."""
