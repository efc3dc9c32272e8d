"""What django-import-export carries out of the register."""

from import_export import resources
from import_export.fields import Field

from units.models import Unit


class UnitResource(resources.ModelResource):
    """The columns of ``load_units``, so that an export can be loaded elsewhere. Reading in is the command's alone."""

    parent = Field(column_name="parent")

    class Meta:
        model = Unit
        fields = (
            "code",
            "name",
            "name_en",
            "kind",
            "parent",
            "valid_from",
            "valid_to",
            "short_name",
            "latitude",
            "longitude",
            "area_km2",
        )
        export_order = fields

    def get_queryset(self):
        return super().get_queryset().select_related("parent").order_by("code", "valid_from")

    def dehydrate_parent(self, unit: Unit) -> str:
        """With its date: the code alone may have passed to another unit since."""
        parent = unit.parent
        if parent is None:
            return ""
        return parent.reference if parent.valid_from else parent.code
