"""Going through a page with the Tab key, and seeing where one is."""

from playwright.sync_api import Locator, Page

FURTHEST = 80
MARGIN = 8  # pixels around an element in which its focus may be drawn

BOX = """() => {
  const focused = document.activeElement;
  const label = focused.matches("input[type=radio], input[type=checkbox]") && focused.labels[0];
  const boxes = [focused, label].filter(Boolean).map((element) => element.getBoundingClientRect());
  const bar = document.querySelector(".app-apply-bar");
  const cover = bar && !bar.contains(focused) ? bar.getBoundingClientRect() : null;
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
    covered: Boolean(cover) && boxes[0].bottom > cover.top && boxes[0].top < cover.bottom,
    name: focused.outerHTML.slice(0, 120),
  };
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; fail if it cannot be reached."""
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        if is_focused(target):
            return
    raise AssertionError(f"{FURTHEST} times Tab, and {target} was not reached.")


def is_focused(target: Locator) -> bool:
    """Return whether the target is there and has the focus."""
    return target.count() == 1 and target.evaluate("found => found === document.activeElement")


def stops(page: Page):
    """Press Tab through the page from its top, and yield at each stop what stands there."""
    page.evaluate("() => document.activeElement.blur()")
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            return
        yield page.evaluate(BOX)


def shows_focus(page: Page, box: dict) -> bool:
    """Return whether the page looks different where the focus is than without the focus."""
    window = page.viewport_size
    left, top = max(0, box["left"] - MARGIN), max(0, box["top"] - MARGIN)
    clip = {
        "x": left,
        "y": top,
        "width": min(window["width"], box["right"] + MARGIN) - left,
        "height": min(window["height"], box["bottom"] + MARGIN) - top,
    }
    if clip["width"] <= 0 or clip["height"] <= 0:
        return False
    focused = page.evaluate_handle("() => document.activeElement")
    seen = page.screenshot(clip=clip)
    focused.evaluate("found => found.blur()")
    without = page.screenshot(clip=clip)
    focused.evaluate("found => found.focus({ preventScroll: true })")
    return seen != without
