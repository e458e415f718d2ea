"""The addresses of the admin, each with an example of what it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import get_resolver
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.permissions.people import Who
from tests.permissions.scene import Place
from tests.permissions.table import KEPT, TABLE

# What a part of an address names, by the part's name.
NAMED = {
    "page_id": "draft page",
    "page_pk": "draft page",
    "page_to_move_id": "draft page",
    "parent_page_id": "root page",
    "destination_id": "root page",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "task_id": "task",
    "task_state_id": "task_state",
    "workflow_state_id": "workflow_state",
    "workflow_pk": "workflow",
    "collection_id": "collection",
    "image_id": "picture",
    "document_id": "document",
    "doc_id": "document",
    "uploaded_file_id": "upload",
    "redirect_id": "redirect",
    "session_id": "editing_session",
}
# What "pk" or "object_id" is the key of, by the beginning of the address's name.
KEYS = {
    "wagtailadmin_api:pages": "draft page",
    "wagtailadmin_api:images": "picture",
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_pages:revisions_compare": "draft page",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows:edit_task": "task",
    "wagtailadmin_workflows:enable_task": "task",
    "wagtailadmin_workflows:disable_task": "task",
    "wagtailadmin_workflows": "workflow",
    "wagtailadmin_editing_sessions": "draft page",
    "wagtaildocs_chooser": "document",
    "wagtailimages_chooser": "picture",
    "wagtailsettings": "site",
    "wagtailsites": "site",
    "wagtailusers_users": "user",
    "wagtailusers_groups": "group",
}
# Words in an address, by the beginning of its name.
WORDS = {
    "wagtailadmin_api:pages:action": {"action_name": "copy"},
    "wagtailadmin_pages:": {
        "content_type_app_name": "home",
        "content_type_model_name": "contentpage",
        "app_label": "challenges",
        "model_name": "successstorypage",
        "action_name": "approve",
    },
    "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
    "wagtailadmin_workflows:add_task": {
        "app_label": "wagtailcore",
        "model_name": "groupapprovaltask",
    },
    "wagtailadmin_editing_sessions": {"app_label": "home", "model_name": "contentpage"},
    "wagtailsettings": {"app_name": "authorities", "model_name": "authoritysettings"},
    "wagtailimages:preview": {"filter_spec": "width-10"},
    "guide": {"name": "editors"},
    "invitation": {"token": "nobodys"},
    "remove_passkey": {"key": "1"},
    "wagtailadmin_password_reset_confirm": {"uidb64": "MQ", "token": "set-password"},
}
PART = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>")
OURS = {row.name: row for row in (*TABLE, *KEPT)}


class NoExample(Exception):
    """Nobody has said what this address names."""


@dataclass(frozen=True)
class Address:
    """A route of the admin."""

    route: str
    name: str

    @property
    def is_ours(self) -> bool:
        """Whether the table of permissions has it."""
        return self.name in OURS

    @property
    def is_keyed(self) -> bool:
        """Whether it names something that an authority has."""
        if self.name in OURS:
            return OURS[self.name].is_keyed
        return any(part in NAMED or part in ("pk", "object_id") for part in self.parts)

    @property
    def parts(self) -> list[str]:
        """The names of the parts that vary."""
        return ["".join(found) for found in PART.findall(self.route)]

    def paths(self, place: Place, who: Who, rest: Place | None = None) -> list[str]:
        """Return its examples: of the place's things, after the first key of those of `rest`.

        Raises `NoExample` where a part of it has none.
        """
        if self.name in OURS:
            return [OURS[self.name].path(place, who, rest=rest)]
        if self.name == "wagtail_bulk_action":
            return list(_bulk_actions())
        places = iter([place])
        values = {}
        for part in self.parts:
            values[part] = self._example(part, lambda: next(places, rest or place))
        path = PART.sub(
            lambda found: str(values["".join(filter(None, found.groups()))]), self.route
        )
        return ["/" + re.sub(r"[\^$]|\\(?=\.)", "", path)]

    def _example(self, part: str, from_place) -> str | int:
        for beginning, words in WORDS.items():
            if self.name.startswith(beginning) and part in words:
                return words[part]
        named = NAMED.get(part)
        if part in ("pk", "object_id"):
            found = (key for start, key in KEYS.items() if self.name.startswith(start))
            named = next(found, None)
        if named is None:
            raise NoExample(f"{self.route} ({self.name}): {part}")
        return from_place().made[named].pk


def _bulk_actions() -> Iterator[str]:
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action in actions:
                yield f"/admin/bulk/{app}/{model}/{action}/"


def addresses(resolver=None, before: str = "", space: str = "") -> Iterator[Address]:
    """Yield every address below the admin."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from addresses(one, route, inner)
        elif route.startswith("admin/"):
            yield Address(route.replace("admin/^.*/$", "admin/nothing/"), f"{space}{one.name}")
