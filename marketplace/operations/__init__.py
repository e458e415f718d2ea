"""What the installation's administrators see in the admin: how it is, and what happened to it."""
