"""Mail in an authority's name: made, queued once, sent again."""
