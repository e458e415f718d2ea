"""The guide to operations: its commands run as they stand, and each alert has its page."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class

from marketplace.health.parts import ask_parts
from marketplace.metrics import installation
from marketplace.metrics.recording import failed_queries, queries, query_seconds, requests

pytestmark = pytest.mark.one_database

ROOT = Path(settings.BASE_DIR)
GUIDE = (ROOT / "docs" / "operations.md").read_text()
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DEPLOY = ("Install", "First authority", "Upgrade", "Back up", "Restore")
RULES = yaml.safe_load((ROOT / "deploy" / "alerts.yaml").read_text())["groups"][0]["rules"]


def section(heading):
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)[1]


def test_every_block_of_commands_is_run_by_a_test():
    of_deploy = [block for heading in DEPLOY for block in BLOCK.findall(section(heading))]
    here = BLOCK.findall(section("When something fails"))
    assert sorted(BLOCK.findall(GUIDE)) == sorted([*of_deploy, *here])
    script = (ROOT / "scripts" / "test_deploy.sh").read_text()
    assert [name for name in DEPLOY if f'run_blocks "{name}"' not in script] == []


@pytest.mark.django_db
def test_what_one_does_first_when_something_fails_says_which_part_it_is(tmp_path):
    (block,) = BLOCK.findall(section("When something fails"))
    (tmp_path / "marketplace").write_text(
        f'#!/bin/sh\ncd {ROOT} && exec {sys.executable} manage.py "$@"\n'
    )
    (tmp_path / "marketplace").chmod(0o755)
    found = subprocess.run(
        ["bash", "-eu", "-c", block],
        env={
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "ENV_FILE": "/dev/null",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert re.search(r"^FAILED   database .* Run manage.py migrate\.$", found.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\bmarketplace ([a-z_]+)", GUIDE))))
def test_each_command_that_the_guide_names_is_there(name):
    assert name in {**get_commands(), "createsuperuser": ""}
    assert load_command_class(get_commands()[name], name).help is not None


def test_each_option_that_the_guide_names_is_one_of_the_command():
    for name in ("backup", "restore", "deploy_check", "create_authority", "invite"):
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        known = set(parser._option_string_actions)
        for line in re.findall(rf"marketplace {name}((?: [^`\n|]*(?:\\\n)?)*)", GUIDE):
            assert set(re.findall(r"(?<![\w-])--[a-z-]+", line)) <= known, line


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_each_alert_has_a_place_in_the_guide_and_asks_what_is_counted(rule, db):
    assert f"\n### {rule['alert']}\n" in section("When something fails")
    assert series_in(rule["expr"]) <= counted() | {"up"}
    parts = set(re.findall(r'part="([^"]+)"', rule["expr"]))
    assert parts <= {part.name for part in ask_parts()} | {"virus scanner"}


def test_the_dashboard_asks_what_is_counted(db):
    board = json.loads((ROOT / "deploy" / "grafana-dashboard.json").read_text())
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in series_in(target["expr"])
    }
    assert asked <= counted()


def series_in(expression):
    return set(re.findall(r"\b(?:marketplace_\w+|up)\b", expression))


def counted():
    own = {family.name for family in installation.Installation().collect()}
    kept = {metric.describe()[0].name for metric in (requests, queries, query_seconds)}
    kept.add(failed_queries.describe()[0].name)
    endings = ("", "_total", "_count", "_bucket", "_sum")
    return {f"{name}{ending}" for name in own | kept for ending in endings}
