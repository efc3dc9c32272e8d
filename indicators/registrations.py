"""What this app adds to the registries of the apps below it; loaded once when Django is ready."""

from campaigns.registry import on_define, on_defined
from indicators.domain.criteria import project_criteria, rederive

on_define(project_criteria)
on_defined(rederive)
