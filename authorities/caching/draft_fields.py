"""What Wagtail writes of a page when its draft is saved: nobody reads it before it is published."""

DRAFT_FIELDS = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "draft_title",
    }
)
