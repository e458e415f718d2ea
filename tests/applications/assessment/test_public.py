"""What the public reads of how applications are assessed, before anybody applies."""

from tests.factories import ChallengePageFactory
from tests.factories.assessment import with_criteria


def test_everybody_reads_criteria_guidance_minimum_and_scale(browse, authority):
    page = with_criteria(ChallengePageFactory(authority=authority))
    body = browse(page.url).content.decode()
    for told in (
        "Impact",
        "60%",
        "It helps many.",
        "We mark a mean score below 2.",
        "What each score means",
        "Excellent: it answers fully and convinces.",
    ):
        assert told in body
