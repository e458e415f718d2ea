"""A person who goes through a page on a phone: how far they scroll, and how often they tap."""

from playwright.sync_api import Locator, Page

PLACE = """(element) => {
  const shown = element.labels?.length && element.matches("[type=radio], [type=checkbox]")
    ? element.labels[0] : element;
  const { top, bottom } = shown.getBoundingClientRect();
  return [top + window.scrollY, bottom + window.scrollY];
}"""
# Nobody reads what lies at the very edge of a window, or under the bar at its foot.
EDGE = 100


class Walk:
    """Counts what it takes, from the top of the page that is open; no link is jumped by."""

    def __init__(self, window: Page) -> None:
        self.window = window
        self.scrolled, self.at = 0.0, 0.0
        self.taps, self.fields = 0, 0

    @property
    def screenfuls(self) -> float:
        """How many windows full were scrolled through."""
        return self.scrolled / self.height

    @property
    def height(self) -> int:
        """The height of the window in pixels."""
        size = self.window.viewport_size
        assert size
        return size["height"]

    def fill(self, field: Locator, text: str) -> None:
        """Come to a field, tap it and type."""
        self._come_to(field)
        self.fields += 1
        self.taps += 1
        field.fill(text)

    def choose(self, field: Locator) -> None:
        """Come to a box or a circle and tap it."""
        self._come_to(field)
        self.fields += 1
        self.taps += 1
        field.check()

    def press(self, button: Locator) -> None:
        """Come to a button and tap it."""
        self._come_to(button)
        self.taps += 1
        button.click()

    def _come_to(self, element: Locator) -> None:
        top, bottom = element.evaluate(PLACE)
        aim = self.at
        if bottom > self.at + self.height - EDGE:
            aim = bottom - self.height + EDGE
        elif top < self.at:
            aim = top
        self.scrolled += abs(aim - self.at)
        self.at = aim
