"""All the words of the guidance: to change what is advised, change this module."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Advice:
    """What stands beside one of the brief's ten questions, and how many words are enough."""

    why: str | Promise
    good: str | Promise
    poor: str | Promise
    # What is wrong with the poor one.
    because: str | Promise
    words: int


ADVICE: dict[str, Advice] = {
    "question": Advice(
        why=_("It is the headline. A business decides by it whether to read on."),
        good=_("How might we notice damp in a flat before it harms the people who live there?"),
        poor=_("We need an app for damp reports."),
        because=_("It names a solution, so whoever has a better one reads no further."),
        words=30,
    ),
    "summary": Advice(
        why=_("It stands in lists and in mails, where nothing else of the brief does."),
        good=_(
            "By the time a tenant reports mould, a wall may have been wet for months. We look "
            "after 4,200 flats and hear of about 600 such walls a year, most of them too late."
        ),
        poor=_("Damp is a key strategic issue across our housing portfolio."),
        because=_("Nobody learns what is wrong, for whom, or how often."),
        words=60,
    ),
    "end_users": Advice(
        why=_("Who knows the people can tell whether an idea would help them."),
        good=_(
            "Tenants in flats built before 1970, many with small children. They wipe the wall each "
            "winter, and ring us when a child coughs. Our six surveyors would be told first."
        ),
        poor=_("Residents and stakeholders."),
        because=_("It could be anybody, so nobody can picture a day in which it is used."),
        words=150,
    ),
    "success_measures": Advice(
        why=_("A business plans its trial by it, and assessors score by it."),
        good=_(
            "Within a year, half of the damp walls are found before a tenant reports them; today "
            "it is one in twenty. We count by the repairs that are ordered."
        ),
        poor=_("Improved outcomes and a better customer experience."),
        because=_("There is no number, no day and no way to count."),
        words=150,
    ),
    "policy_background": Advice(
        why=_("It says why the authority will still care when the trial is over."),
        good=_(
            "From October 2025 the law gives us 10 working days to look into damp. We also "
            "promised in our housing plan to mend homes before people fall ill."
        ),
        poor=_("This aligns with our corporate priorities."),
        because=_("Say which duty or promise it is, and what it asks for."),
        words=120,
    ),
    "previous_attempts": Advice(
        why=_("It saves everybody from trying the same again. What failed counts as much."),
        good=_(
            "In 2022 we put sensors into 40 flats. They found damp early, but their batteries "
            "lasted for five months, and nobody was told to look at the list."
        ),
        poor=_("Various pilots have been carried out."),
        because=_("What was tried, where, and what was learned?"),
        words=150,
    ),
    "dependencies": Advice(
        why=_("A business has to know what you bring: homes, people, data, a decision."),
        good=_(
            "We offer 30 empty flats, a surveyor for one day a week and five years of repair "
            "records. Tenants have to agree before anything is put on their walls."
        ),
        poor=_("Access will be arranged as required."),
        because=_("How much, from when, and who decides?"),
        words=150,
    ),
    "technologies": Advice(
        why=_("It opens the door: firms that do not think of themselves as yours read it."),
        good=_(
            "Sensors, weather and repair records read together, or better advice at the door: we "
            "do not mind which. Nothing that needs a tenant's own broadband."
        ),
        poor=_("The solution must use machine learning."),
        because=_("Say what it must be able to do, and what it cannot rely on."),
        words=120,
    ),
    "commercial_opportunity": Advice(
        why=_("A small firm spends its own money to apply. Say what it can win beyond the trial."),
        good=_(
            "If it works here, we would buy it for 4,200 flats. Seven councils around us have "
            "homes of the same kind and have asked to see what comes of it."
        ),
        poor=_("There is significant market potential."),
        because=_("Who would buy, how much of it, and when?"),
        words=120,
    ),
    "integration": Advice(
        why=_("What it must work with decides what it costs."),
        good=_(
            "Repairs are ordered in one housing system, which takes a file each night. Surveyors "
            "carry telephones without a signal in some basements."
        ),
        poor=_("Must integrate with existing systems."),
        because=_("Name them, and what they can take and give."),
        words=120,
    ),
}

# Sentences of more words than these are lost on the way. Source: GOV.UK content design guidance.
SENTENCE_WORDS = 25

# What to write instead; empty where it is best left out.
JARGON: dict[str, str | Promise] = {
    "best practice": _("what works"),
    "cutting-edge": "",
    "deep dive": _("a closer look"),
    "ecosystem": _("who takes part"),
    "empower": _("let"),
    "facilitate": _("help"),
    "going forward": _("from now on"),
    "holistic": _("whole"),
    "impactful": _("useful"),
    "in order to": _("to"),
    "in terms of": _("about"),
    "innovative": "",
    "leverage": _("use"),
    "leveraging": _("using"),
    "low-hanging fruit": _("what is easy"),
    "paradigm": _("way"),
    "robust": _("reliable"),
    "seamless": _("smooth"),
    "stakeholders": _("the people you mean"),
    "state-of-the-art": "",
    "streamline": _("make simpler"),
    "synergies": _("what is shared"),
    "synergy": _("what is shared"),
    "transformational": "",
    "utilise": _("use"),
    "utilising": _("using"),
}

# What a problem is solved with. Where the problem is told, it stands in the way of other answers.
SOLUTIONS = (
    "AI",
    "app",
    "apps",
    "artificial intelligence",
    "blockchain",
    "chatbot",
    "dashboard",
    "digital twin",
    "machine learning",
    "platform",
    "portal",
    "software",
    "website",
)
TELL_THE_PROBLEM = ("question", "summary")

# Short forms that everybody reads as words.
KNOWN = frozenset({"UK", "EU", "US", "NHS", "BBC", "PDF", "VAT", "GPS", "TV", "DVD", "OK", "ID"})

# Businesses that have other work need so long. Source: our own pilot, where late ones were cut off.
LEAST_DAYS = 21
