"""What the authorities app gives to Wagtail's admin."""

from wagtail import hooks

from authorities.scope import own_pages

hooks.register("construct_page_chooser_queryset", own_pages)
