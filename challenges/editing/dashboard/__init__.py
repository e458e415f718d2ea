"""The editor's dashboard on the admin's first page."""
