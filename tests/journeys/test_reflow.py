"""The narrowest window, and paper."""

from playwright.sync_api import expect

from tests.journeys.places import furnish

WIDTH = "() => document.scrollingElement.scrollWidth"
PICTURES_WITHOUT_SIZE = """() => [...document.images]
  .filter((image) => !image.hasAttribute("width") || !image.hasAttribute("height"))
  .map((image) => image.outerHTML)"""


def test_no_page_scrolls_sideways_at_320_pixels_and_every_picture_keeps_its_place(
    site, pictures, narrow
):
    too_wide, without_size = {}, set()
    for name, go in furnish(site, pictures[0]).items():
        go(narrow)
        if (width := narrow.evaluate(WIDTH)) > 320:
            too_wide[name] = width
        without_size |= set(narrow.evaluate(PICTURES_WITHOUT_SIZE))
    assert too_wide == {}
    assert without_size == set()


def test_a_printed_brief_has_its_text_and_no_navigation_form_or_footer(site, pictures, desktop):
    furnish(site, pictures[0])["open brief"](desktop)
    desktop.emulate_media(media="print")
    for part in ("h1", ".app-facts__list", "#end_users", "#criteria", "#clarifications"):
        expect(desktop.locator(part)).to_be_visible()
    for part in ("nav", "form", "footer", ".app-apply-bar", ".govuk-button", "textarea"):
        hidden = desktop.locator(part)
        assert hidden.count() > 0, part
        expect(hidden.filter(visible=True)).to_have_count(0)
