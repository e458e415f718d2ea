"""What a search engine knows of the pages, and how it is kept in step."""
