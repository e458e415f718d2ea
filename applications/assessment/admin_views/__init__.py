"""The assessment in the admin: the overview and the comparison."""
