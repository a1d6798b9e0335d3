"""Settings from the environment or `.env`, each read once."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.language import Language

ENV_FILE = Path(".env")
OTHERS = 0o077


class Settings(BaseSettings):
    """What an operator can set; the names are those of the environment variables, in capitals."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    bot_token: SecretStr | None = Field(None, description="the token from @BotFather")
    data_dir: Path = Field(Path("data"), description="where database, photos and acts are kept")
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="Telegram ids of administrators, separated by commas"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="a Bot API server of your own"
    )
    default_language: Language = Field(
        Language.KAZAKH, description="language of people whose Telegram speaks none of ours"
    )
    time_zone: str = Field("Asia/Almaty", description="time zone of the dates in acts")
    checklists_dir: Path | None = Field(None, description="a folder with more checklists")
    draft_form: bool = Field(
        default=True,
        description="print that the act's form is approved by the Prosecutor General (art. 152)",
    )
    demo_port: int = Field(8080, ge=0, le=65535, description="port of the demo's chat page")

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return frozenset(int(part) for part in value.split(",") if part.strip())
        except ValueError as error:
            raise ValueError("expected Telegram ids separated by commas, like 101,102") from error

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("expected a name like Asia/Almaty") from error
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _http_address(cls, value: str) -> str:
        address = urlsplit(value)
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise ValueError("expected an address like https://api.telegram.org")
        return value.rstrip("/")


def lock_env_file() -> str | None:
    """Take the file with the token away from other users; a sentence when that is impossible."""
    if not ENV_FILE.exists() or not (mode := ENV_FILE.stat().st_mode) & OTHERS:
        return None
    try:
        ENV_FILE.chmod(mode & ~OTHERS & 0o7777)
    except OSError:
        return f"Other users can read {ENV_FILE.absolute()}, which holds the token: chmod 600 it."
    return None
