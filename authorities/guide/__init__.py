"""The guides of `docs/`, in the admin, at the place that the screen is about."""
