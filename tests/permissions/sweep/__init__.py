"""Every address of the admin, asked by every role for another authority's things."""
