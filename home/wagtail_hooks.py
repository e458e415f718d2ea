"""What the home app gives to Wagtail's admin."""

from wagtail import hooks

from home.page_tree import build_tree

hooks.register("build_authority_tree", build_tree)
