import io
from datetime import date

import openpyxl
import pytest
import tablib
from django.contrib import admin
from django.test import RequestFactory

from common.exports import Column
from common.faults import Faults
from common.models import Holiday
from common.resources import CSV, XLSX, StreamingExport
from tests.common.spreadsheets.made import workbook


class HolidayExport(StreamingExport):
    export_columns = (
        Column("date", "Ngày", lambda row: row.date, "date"),
        Column("name", "Tên", lambda row: row.name, width=40),
    )


@pytest.fixture
def answer(db):
    # Days of this test's own: a transactional test before it has emptied the seeded calendar.
    for day in range(1, 4):
        Holiday.objects.create(date=date(2099, 1, day), name=f"Ngày {day}")
    queryset = Holiday.objects.filter(date__year=2099)
    page = HolidayExport(Holiday, admin.AdminSite())

    def asked(action):
        response = getattr(page, action)(RequestFactory().get("/"), queryset)
        content = b"".join(response.streaming_content)
        response.file_to_stream.close()  # the whole response would close the connection of the test too
        return content

    return asked


def test_the_action_writes_the_chosen_rows_as_a_workbook(answer):
    sheet = openpyxl.load_workbook(io.BytesIO(answer("export_xlsx"))).active
    assert [cell.value for cell in sheet[1]] == ["Ngày", "Tên"]
    assert sheet["A2"].value.date() == date(2099, 1, 1)
    assert sheet.max_row == 1 + 3


def test_the_action_writes_csv(answer):
    lines = answer("export_csv").decode("utf-8-sig").splitlines()
    assert lines[:2] == ["Ngày,Tên", "2099-01-01,Ngày 1"]


def test_a_dataset_goes_out_and_comes_back_as_a_workbook():
    data = tablib.Dataset(("01", "=1+1"), ("02", None), headers=["code", "name"])
    back = XLSX().create_dataset(XLSX().export_data(data))
    assert back.headers == ["code", "name"]
    assert list(back) == [("01", "=1+1"), ("02", None)]


def test_a_dataset_goes_out_as_safe_csv():
    data = tablib.Dataset(("01", "=1+1"), headers=["code", "name"])
    assert CSV().export_data(data) == "\ufeffcode,name\r\n01,'=1+1\r\n"
    assert list(CSV().create_dataset("code;name\n01;x\n")) == [("01", "x")]
    assert list(CSV().create_dataset(b"code;name\n01;x\n")) == [("01", "x")]


def test_a_bad_workbook_stops_the_import_with_its_faults():
    with pytest.raises(Faults):
        XLSX().create_dataset(b"PK\x03\x04")
    assert XLSX().create_dataset(workbook([["a"], [1]])).headers == ["a"]
