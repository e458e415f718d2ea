"""What all public facts are made of."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Facts(BaseModel):
    """Facts that nobody changes; times have their offset."""

    model_config = ConfigDict(frozen=True)


class Link(Facts):
    """A page, by what names it for good."""

    id: UUID = Field(description="Stays, whatever the page is called and wherever it moves.")
    title: str = Field(description="What the page is called.")
    url: str = Field(description="The page for people.")


class AuthorityFacts(Facts):
    """Who publishes."""

    code: str = Field(description="A few letters that the authority's references begin with.")
    name: str = Field(description="As the public knows it.")
    url: str = Field(description="Its front page.")
