"""The applicant's private pages. What each may do is decided in the domain, not here."""
