from decimal import Decimal

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models
from django.db.models import F, Sum
from django.test.utils import isolate_apps

from common.canonical import canonical_json, sha256_text
from common.decimals import plain
from common.fields import ExactDecimalField

TEXTS = [
    "0", "-0", "0.000", "1", "-1.50", "98.6", "1234567890123.123456789012", "0.000000000001", "-0.000000000001",
    "99999999999999999999.999999999999", "-99999999999999999999.999999999999", "100000000000000000000E-1", "1E+3",
    "16.5837307", "0.1", "97.996",
]  # fmt: skip


with isolate_apps("common"):

    class Fact(models.Model):
        value = ExactDecimalField(null=True)

        class Meta:
            app_label = "common"
            db_table = "test_fact"

        def __str__(self) -> str:
            return str(self.value)


@pytest.fixture
def facts(db):
    kind = Fact._meta.get_field("value").db_type(connection)
    key = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE test_fact (id {key}, value {kind})")
    yield Fact.objects
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_fact")


@pytest.mark.both
def test_both_databases_give_the_same_bytes(facts):
    facts.bulk_create([Fact(value=Decimal(text)) for text in TEXTS])
    read = [plain(value) for value in facts.order_by("id").values_list("value", flat=True)]
    assert read == [plain(Decimal(text)) for text in TEXTS]
    assert sha256_text(canonical_json(read)) == ("7c1fde6a4ca9be2c45c68eb63ef2c6f4f384d08895d498fa2ccd81d4acfa19a3")


@pytest.mark.both
def test_values_come_back_canonical(facts):
    facts.create(value=Decimal("1.500"))
    value = facts.get().value
    assert value.as_tuple() == Decimal("1.5").as_tuple()


@pytest.mark.both
@pytest.mark.parametrize("text", TEXTS)
def test_a_value_is_found_by_any_way_to_write_it(facts, text):
    facts.create(value=Decimal(text))
    assert facts.filter(value=Decimal(text)).exists()
    assert facts.filter(value__in=[plain(Decimal(text)), 12345]).exists()


@pytest.mark.both
def test_nothing_is_kept_apart_from_zero(facts):
    facts.create(value=None)
    facts.create(value=0)
    assert facts.filter(value__isnull=True).count() == 1
    assert facts.get(value=0).value == 0


@pytest.mark.both
def test_one_value_can_be_copied_from_another_column(facts):
    facts.create(value="2.5")
    facts.update(value=F("value"))
    assert facts.get().value == Decimal("2.5")


@pytest.mark.parametrize("lookup", ["gt", "gte", "lt", "lte", "range", "contains", "startswith"])
def test_comparing_in_the_database_is_refused(lookup):
    with pytest.raises(FieldError):
        Fact.objects.filter(**{f"value__{lookup}": 1})


@pytest.mark.django_db
def test_a_sum_that_went_through_floats_is_refused(facts):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite adds text up as floats")
    facts.create(value="0.1")
    with pytest.raises(TypeError):
        facts.aggregate(Sum("value"))


@pytest.mark.parametrize(
    "value",
    [
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1E20"),
        Decimal("1E999999"),
        Decimal("1E-13"),
        Decimal("0.1234567890123"),
        "1e5",
        "1,5",
        "",
        "nan",
        "1_000",
        "１",
        1.5,
        True,
    ],
)
def test_what_is_no_exact_number_is_refused(value):
    with pytest.raises(ValidationError):
        Fact(value=value).clean_fields(exclude=["id"])


def test_the_value_as_text_has_no_exponent():
    field = Fact._meta.get_field("value")
    assert field.value_to_string(Fact(value=Decimal("1E-7"))) == "0.0000001"
    assert field.value_to_string(Fact(value=None)) == ""


def test_a_form_takes_twenty_and_twelve_digits():
    form_field = Fact._meta.get_field("value").formfield()
    assert form_field.clean("99999999999999999999.999999999999") == Decimal("99999999999999999999.999999999999")
