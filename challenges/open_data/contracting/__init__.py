"""Open contracting (OCDS 1.1): a release for every public change, and drafts of notices."""
