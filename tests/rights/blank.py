"""A template loader for tests that ask who reaches a page, not how it looks."""

from django.template import Origin
from django.template.loaders.base import Loader


class Blank(Loader):
    """Every template exists and is empty."""

    def get_template_sources(self, template_name: str) -> list[Origin]:
        return [Origin(name=template_name, template_name=template_name, loader=self)]

    def get_contents(self, origin: Origin) -> str:
        return ""
