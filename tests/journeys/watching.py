"""What goes wrong in a window without anybody seeing it."""

from playwright.sync_api import ConsoleMessage, Page, Response


def watch(page: Page, problems: list[str]) -> None:
    """Note every script error, refusal by the security policy, and file that does not come.

    A page that is itself refused (a 404, a form with errors) is an answer and no problem.
    """

    def hear(message: ConsoleMessage) -> None:
        # Chromium says so of files and pages alike; `answered` tells them apart.
        is_about_loading = message.text.startswith("Failed to load resource")
        # The editor's checks say so where they find something, which is their work.
        is_a_check = message.text.startswith("axe.run results")
        if message.type == "error" and not (is_about_loading or is_a_check):
            problems.append(f"{page.url}: {message.text}")

    def answered(response: Response) -> None:
        request = response.request
        # What saves by itself may be refused, and says so: unfinished, without a cookie, changed by
        # somebody else, or a file that is not taken.
        is_sent = request.method in ("POST", "PATCH", "HEAD")
        is_autosave = is_sent and response.status in (400, 403, 404, 409, 422)
        is_answer = request.is_navigation_request() or is_autosave
        if response.status >= (500 if is_answer else 400):
            problems.append(f"{page.url}: {response.status} for {response.url}")

    page.on("console", hear)
    page.on("response", answered)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
