"""The editor's desk on the admin's first page."""
