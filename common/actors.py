"""Who acts: passed to every domain verb, kept with every act."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for a unit in a role; ``authorisation`` is the document number it rests on."""

    user_id: int | None
    name: str
    unit_code: str = ""
    unit_id: int | None = None
    role: str = ""
    authorisation: str = ""
    is_system: bool = False


def system_actor(name: str = "system") -> Actor:
    """The actor of commands and background work, where no person acts."""
    return Actor(user_id=None, name=name, is_system=True)
