"""The list of every mail there is."""

from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from authorities.mail.registry import mail_types, register

pytestmark = pytest.mark.one_database

TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.fixture(autouse=True)
def _all_rooms_are_loaded():
    """What serves pages and what the worker does are all that send mail."""
    for name in ("marketplace.urls", "marketplace.management.commands.run_worker"):
        import_module(name)


def test_each_template_of_a_mail_is_registered_once_with_who_gets_it_and_when():
    on_disk = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("*/**/mail/*.txt")}
    assert sorted(found.template for found in mail_types()) == sorted(on_disk)
    assert all(found.recipient and found.occasion for found in mail_types())


def test_a_name_stands_for_one_mail_alone():
    taken = mail_types()[0]
    with pytest.raises(ValueError, match=taken.name):
        register(taken.name, taken.template, to="nobody", when="never")
