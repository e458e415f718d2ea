"""What all public facts are made of."""

from pydantic import BaseModel, ConfigDict


class Facts(BaseModel):
    """Facts that nobody changes; times have their offset."""

    model_config = ConfigDict(frozen=True)
