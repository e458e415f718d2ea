"""The applicant's private pages."""
