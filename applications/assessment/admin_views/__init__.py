"""The assessment in the admin: the desk, one application, the comparison."""
