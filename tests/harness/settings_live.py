"""The embedded flavour for stacks that tests start: it also knows the passwords that test factories hash."""

from config.settings.embedded import *  # noqa: F403 - a flavour extends another
from config.settings.embedded import PASSWORD_HASHERS

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
AXES_ENABLED = False
