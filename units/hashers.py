"""How first-login codes are kept: fast, because there is nothing to slow down.

A slow hash protects a password that people choose, which an attacker guesses from a dictionary. A first-login
code is drawn at random with more than 70 bits, works for days and must be replaced at the first sign-in: trying
all codes against one salted SHA-256 would outlast the sun whatever the hardware, so slowness would only make
500 letters take minutes. Passwords themselves stay with Argon2.
"""

import hashlib
import secrets
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop as _

# No letter or digit that is mistaken for another on paper.
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_GROUPS, GROUP_LENGTH = 3, 5


def new_first_code() -> str:
    """``7KQ2M-XW9DP-4RTHN``: 15 characters of 32, 75 random bits."""
    groups = ("".join(secrets.choice(CODE_ALPHABET) for _place in range(GROUP_LENGTH)) for _g in range(CODE_GROUPS))
    return "-".join(groups)


class FirstCodeHasher(BasePasswordHasher):
    """Salted SHA-256 of the code as it was meant: case, spaces and hyphens do not count."""

    algorithm = "first_code"

    def encode(self, password: str, salt: str) -> str:
        self._check_encode_args(password, salt)
        meant = "".join(character for character in password.upper() if character.isalnum())
        digest = hashlib.sha256(f"{salt}${meant}".encode()).hexdigest()
        return f"{self.algorithm}${salt}${digest}"

    def decode(self, encoded: str) -> dict[str, str]:
        algorithm, salt, digest = encoded.split("$", 2)
        return {"algorithm": algorithm, "salt": salt, "hash": digest}

    def verify(self, password: str, encoded: str) -> bool:
        return constant_time_compare(encoded, self.encode(password, self.decode(encoded)["salt"]))

    def safe_summary(self, encoded: str) -> dict[str, Any]:
        return {_("algorithm"): self.algorithm}

    def must_update(self, encoded: str) -> bool:
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out: ``units.backends`` spends the time of a real password on a wrong code."""
