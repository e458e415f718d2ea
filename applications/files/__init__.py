"""Files that come with drafts: checked, kept in private, handed out."""
