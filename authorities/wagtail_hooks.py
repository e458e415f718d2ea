"""What the authorities app gives to Wagtail's admin."""

from wagtail import hooks

from authorities.deletion_guard import refuse_bulk_deletion, refuse_deletion
from authorities.library.serving import hold_back
from authorities.scope import own_pages

hooks.register("construct_page_chooser_queryset", own_pages)
hooks.register("before_delete_page", refuse_deletion)
hooks.register("before_bulk_action", refuse_bulk_deletion)
hooks.register("before_serve_document", hold_back)
