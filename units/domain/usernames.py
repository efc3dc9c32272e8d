"""User names from people's names: ``Nguyễn Văn An`` → ``annv``, the next one ``annv2``."""

from collections.abc import Collection

from common.vietnamese import search_key
from units.models import User

SHORTEST = 3


def base_username(full_name: str) -> str:
    """The given name, which stands last, and the initials of what is before it."""
    words = [word for word in search_key(full_name).split() if word.isascii()] or ["nguoidung"]
    *before, given = words
    return (given + "".join(word[0] for word in before))[:140].ljust(SHORTEST, "0")


def free_username(full_name: str, taken: Collection[str]) -> str:
    base, number = base_username(full_name), 1
    name = base
    while name in taken:
        number += 1
        name = f"{base}{number}"
    return name


def taken_usernames() -> set[str]:
    return set(User.objects.values_list("username", flat=True))
