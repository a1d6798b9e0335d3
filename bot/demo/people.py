"""The persons who live in the small Telegram."""

from dataclasses import dataclass, replace

from bot.demo.payload import Payload


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account of their own."""

    id: int
    key: str
    first_name: str
    last_name: str
    username: str
    language_code: str = "kk"

    def as_user(self) -> Payload:
        """Show the person as a Bot API `User`."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }

    def as_chat(self) -> Payload:
        """Show the private chat with the person as a Bot API `Chat`."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "type": "private",
        }


READY_PEOPLE = (
    Person(1002, "inspector", "Ерлан", "Жұмабеков", "demo_inspector"),
    Person(1005, "colleague", "Бауыржан", "Оспанов", "demo_colleague"),
    Person(1003, "supervisor", "Гүлнар", "Төлегенова", "demo_supervisor"),
    Person(1001, "administrator", "Айгүл", "Сәрсенова", "demo_administrator"),
    Person(1004, "outsider", "Дархан", "Ысқақов", "demo_outsider"),
)


def ready_people() -> list[Person]:
    """Give a fresh copy of the persons of the demo."""
    return [replace(person) for person in READY_PEOPLE]
