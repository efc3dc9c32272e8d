"""Who acts: passed to every domain verb, kept with every act."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for a unit in a role; ``authorisation`` is the document number it rests on.

    ``roles``: every role the person holds in that unit; rights follow all of them, the record names ``role``.
    ``is_it``: the province's IT, which reads everything to maintain it and decides nothing."""

    user_id: int | None
    name: str
    unit_code: str = ""
    unit_id: int | None = None
    role: str = ""
    authorisation: str = ""
    is_system: bool = False
    roles: frozenset[str] = frozenset()
    is_it: bool = False

    def holds(self, *roles: str) -> bool:
        """Whether one of these is a role the person holds in the unit acted for."""
        return self.role in roles or not self.roles.isdisjoint(roles)


def system_actor(name: str = "system") -> Actor:
    """The actor of commands and background work, where no person acts."""
    return Actor(user_id=None, name=name, is_system=True)
