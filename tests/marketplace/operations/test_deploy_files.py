"""What is laid down on a machine: the same in each place that says it."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

pytestmark = pytest.mark.one_database

ROOT = Path(settings.BASE_DIR)
DEPLOY = ROOT / "deploy"
SERVICES = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
VARIABLES = (ROOT / "docs" / "settings.md").read_text()


@pytest.mark.parametrize("script", [*DEPLOY.glob("*.sh"), *ROOT.glob("scripts/*.sh")])
def test_each_script_can_be_read(script):
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


def test_each_variable_that_is_set_is_in_the_table():
    written = (DEPLOY / "install.sh").read_text().split("<<SETTINGS\n")[1].split("\nSETTINGS\n")[0]
    names = {line.partition("=")[0] for line in written.splitlines()}
    names |= {name.removesuffix("_FILE") for name in SERVICES["web"]["environment"]}
    assert [name for name in sorted(names) if f"`{name}`" not in VARIABLES] == []


def test_the_image_runs_as_nobody_on_a_root_that_cannot_be_written():
    text = (DEPLOY / "Containerfile").read_text()
    assert re.search(r"^USER 10001$", text, re.MULTILINE)
    assert "HEALTHCHECK" in text
    for name in ("web", "worker", "prepare"):
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]
    # Secrets come from files.
    secrets = {"SECRET_KEY", "RECORD_KEY", "DATABASE_URL", "EMAIL_URL"}
    assert secrets & set(SERVICES["web"]["environment"]) == set()


def test_the_image_and_the_script_take_the_same_steps():
    image, script = (DEPLOY / "Containerfile").read_text(), (DEPLOY / "install.sh").read_text()
    for step in ("packages", "build", "collect"):
        assert f"deploy/steps.sh {step}" in image
    assert SERVICES["prepare"]["command"][-1] == "upgrade"
    for step in ("packages", "build"):
        assert f"deploy/steps.sh {step}" in script
    for step in ("collect", "upgrade"):
        assert f"as_site {step}" in script


def test_nginx_takes_more_than_the_application_does_so_that_it_can_say_so():
    nginx = (DEPLOY / "nginx" / "marketplace.conf").read_text()
    (limit,) = re.findall(r"client_max_body_size (\d+)m;", nginx)
    assert int(limit) * 1024 * 1024 == 2 * settings.REQUEST_MAX_BYTES
    for header in (
        "X-Forwarded-For $remote_addr",
        "X-Forwarded-Proto",
        'X-Request-Start "t=$msec"',
    ):
        assert f"proxy_set_header {header}" in nginx
    assert "private" not in nginx


@pytest.mark.parametrize(
    "unit", sorted(DEPLOY.glob("systemd/*.service")), ids=lambda unit: unit.name
)
def test_each_unit_runs_as_the_account_and_writes_to_its_folder_alone(unit):
    text = unit.read_text()
    assert "\nUser=marketplace\n" in text
    assert "\nProtectSystem=strict\n" in text
    assert "\nReadWritePaths=/var/lib/marketplace\n" in text


def test_the_script_refuses_before_it_changes_anything(tmp_path):
    for arguments in ([], ["challenges.example.org"], ["--nonsense"]):
        found = subprocess.run(
            ["bash", str(DEPLOY / "install.sh"), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin"},
        )
        assert found.returncode == 1
        assert found.stderr.startswith("Nothing was changed.")
