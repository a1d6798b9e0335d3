"""What was refused is always told, also when the next message follows at once."""

import pytest

from bot.domain.language import Language
from tests.office import Office
from tests.telegram.walking import begin_filled, photo

ENGLISH = Language.ENGLISH


@pytest.mark.case(25)
async def test_a_text_that_a_phone_splits_is_not_kept_in_half_silently(office: Office) -> None:
    """5,000 characters arrive as two messages: the refusal of the first one stays readable."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("❌")
    chat.phones.send_text(chat.key, "ы" * 4096)
    await chat.send("ы" * 904)
    texts = [str(message.get("text")) for message in chat.messages]
    assert any("4096 characters, at most 4000" in text for text in texts)
    assert "Remark kept with requirement 1" in chat.text


@pytest.mark.case(24, 44)
async def test_a_refused_photo_in_an_album_is_told(office: Office) -> None:
    """The photos after it do not hide that one was not kept."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("❌")
    large = b"\xff\xd8\xff" + bytes(21 * 2**20)
    chat.phones.send_document(chat.key, large, "a.jpg", "image/jpeg", None)
    chat.phones.send_document(chat.key, b"nonsense", "b.jpg", "image/jpeg", None)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    texts = [str(message.get("text")) for message in chat.messages]
    assert any("larger than 20 MB" in text for text in texts)
    assert any("not a JPEG, PNG or WebP" in text for text in texts)
    assert [m for m in chat.messages if m.get("reply_markup")] == [chat.screen]
