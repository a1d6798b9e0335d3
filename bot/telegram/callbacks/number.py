"""The numbers that buttons carry."""

from typing import Annotated

from pydantic import Field

Number = Annotated[int, Field(ge=0, lt=2**63)]
"""A forged button may hold any number; SQLite holds 64 bits."""
