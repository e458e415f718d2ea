"""What axe says of a page, in lines that a person can act on."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
# What another colour scheme can break.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """([part, rules]) => axe
  .run(part, { runOnly: rules, resultTypes: ["violations"] })
  .then((results) => results.violations)"""


def findings(page: Page, rules: dict = EVERYTHING, part: str = "html") -> list[str]:
    """Return a line for each element of a part, a CSS selector, in which axe finds fault."""
    # A click does not wait for the page that it leads to.
    page.wait_for_load_state()
    page.locator(part).first.wait_for(state="attached")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in page.evaluate(RUN, [part, rules])
        for node in violation["nodes"]
    ]
