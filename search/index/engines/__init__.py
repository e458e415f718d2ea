"""What looks for words: the database, or Elasticsearch. Each is a search backend of Wagtail's."""
