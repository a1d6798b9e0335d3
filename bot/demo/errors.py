"""What the small Telegram answers when it refuses a call, in Telegram's own words."""

from http import HTTPStatus

from bot.demo.payload import Payload


class ApiError(Exception):
    """A refused Bot API call."""

    def __init__(self, code: int, description: str, parameters: Payload | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_payload(self) -> Payload:
        """Give the answer's body."""
        body: Payload = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters is not None:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """Refuse a call that is wrong in itself."""
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Refuse a call that the person does not want."""
    return ApiError(HTTPStatus.FORBIDDEN, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Refuse one of two ways of receiving updates."""
    return ApiError(HTTPStatus.CONFLICT, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """Refuse a call that came too soon after the others."""
    return ApiError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {seconds}",
        {"retry_after": seconds},
    )


def moved(new_number: int) -> ApiError:
    """Refuse the old number of a chat that has a new one."""
    return ApiError(
        HTTPStatus.BAD_REQUEST,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_number},
    )
