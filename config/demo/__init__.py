"""The demonstration: real plans and units, drawn figures. Everything follows from one seed."""

SEED = 20250701


def seed_of(code: str) -> int:
    """Each campaign's own seed, printed on its pages."""
    return SEED + len(code)
