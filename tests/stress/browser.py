"""A business's browser: it opens the form, sends it, and tries again when the line breaks."""

import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests

from tests.stress.forms import Form

PATIENCE = 300
PAUSE = 0.2
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
PRIVATE = re.compile(r"/applications/[\w-]{43}/")
REFERENCE = re.compile(r"\bBCC-\w{4}-\w{4}\b")


@dataclass
class Answer:
    """What the server said to a form, after so many tries and seconds.

    `path` is the private page to which it led, `reference` what that page shows.
    """

    status: int = 0
    path: str = ""
    reference: str = ""
    says_kept: bool = False
    tries: int = 0
    seconds: float = 0

    @property
    def is_sent(self) -> bool:
        """Whether it was taken, and a reference was shown."""
        return self.status == 302 and bool(self.reference)

    @property
    def is_kept(self) -> bool:
        """Whether it came too late, and led to the draft that holds it."""
        return self.status == 409 and self.says_kept and bool(self.reference)


@dataclass
class Browser:
    """Has one form open, with the cookies and hidden inputs that came with it."""

    form: Form
    address: str
    host: str
    answers: list[Answer] = field(default_factory=list)

    def open(self) -> None:
        """Get the page with the form."""
        response, _tries = self._ask("GET", urlsplit(self.form.page.url).path)
        # The page has other forms, to ask and to follow.
        form = next(one for one in FORM.findall(response.text) if 'name="form_key"' in one)
        self.hidden = dict(HIDDEN.findall(form))
        self.cookies = response.cookies.get_dict()

    def send(self) -> Answer:
        """Send the form until somebody answers, and look at the page to which that leads."""
        answer = Answer()
        begun = time.monotonic()
        path = urlsplit(self.form.page.url).path
        name = self.form.answers[self.form.file_question]
        response, answer.tries = self._ask(
            "POST",
            path,
            data=self.hidden | self.form.typed,
            files={self.form.file_question: (name, self.form.pdf, "application/pdf")},
            cookies=self.cookies,
        )
        answer.seconds = time.monotonic() - begun
        answer.status = response.status_code
        answer.says_kept = "are kept as a draft" in response.text
        led_to = PRIVATE.search(response.headers.get("Location", "") or response.text)
        if led_to:
            answer.path = led_to[0]
            page, _tries = self._ask("GET", answer.path)
            shown = REFERENCE.search(page.text) if page.ok else None
            answer.reference = shown[0] if shown else ""
        self.answers.append(answer)
        return answer

    def _ask(self, method: str, path: str, **options) -> tuple[requests.Response, int]:
        """Return the answer and after how many tries it came; raise once patience has ended."""
        give_up_at = time.monotonic() + PATIENCE
        tries = 0
        while True:
            tries += 1
            try:
                # Each request on a line of its own: nothing tries again but this.
                response = requests.request(
                    method,
                    self.address + path,
                    headers={"Host": self.host, "Connection": "close"},
                    allow_redirects=False,
                    timeout=PATIENCE,
                    **options,
                )
            except requests.RequestException:
                if time.monotonic() > give_up_at:
                    raise
                time.sleep(PAUSE)
            else:
                return response, tries
