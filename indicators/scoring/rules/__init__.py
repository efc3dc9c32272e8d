"""All rules by kind. Every module here defines ``RULE``; adding a rule is adding a file."""

from importlib import import_module
from pkgutil import iter_modules

from indicators.scoring.rule import Rule

RULES: dict[str, Rule] = {}

for module in iter_modules(__path__, f"{__name__}."):
    rule: Rule = import_module(module.name).RULE
    RULES[rule.kind] = rule
