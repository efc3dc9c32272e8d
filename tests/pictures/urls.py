"""The style pages and a stand-in for the grid's server, under the names the navigation knows."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from tests.pictures import sample

CELLS: dict[str, dict] = {}


def section(request: HttpRequest, name: str, code: str = "") -> HttpResponse:
    size = request.GET.get("size", "normal")
    if not request.GET.get("anonymous"):
        role = request.GET.get("role", "reporter")
        request.user, request.acting = sample.Person("Nguyễn Thị A"), sample.acting(role)
    request.campaign = sample.campaign()
    context = {
        "size": size,
        "q": request.GET.get("q", ""),
        "duties": [] if size == "empty" else sample.duties() * (2 if size == "overfull" else 1),
        "board": sample.board(size),
        "grid": [] if size == "empty" else sample.GRID,
        "note": sample.NOTE,
        "long_name": sample.LONG_NAME,
        "at": sample.AT,
        "day": sample.DAY,
        "weeks": sample.board("normal")[0]["weeks"],
        "clusters": sample.CLUSTERS * (6 if size == "overfull" else 1),
        "track": sample.track(size),
        "big": size == "overfull",
        **sample.pieces(),
    }
    return render(request, f"styleguide/{name}.html", context)


def save(request: HttpRequest) -> HttpResponse:
    """Answers by what is typed: 409 → conflict, 401 → signed out, 500 → broken, words → refused."""
    return _answered(_saved(request.POST.dict()))


def paste(request: HttpRequest) -> HttpResponse:
    results = [_saved(fields) for fields in json.loads(request.body)]
    return JsonResponse({"saved_at": "09:14", "results": results})


def _answered(answer: dict) -> HttpResponse:
    return JsonResponse(answer, status=answer["status"])


def _saved(fields: dict) -> dict:
    typed = fields["value"] or "/".join(filter(None, (fields["numerator"], fields["denominator"])))
    place = {"line": fields["line"], "period": fields["period"]}
    if typed in ("401", "500"):
        return place | {"status": int(typed)}
    if typed == "409" and fields["base"] != "900":
        theirs = {"text": "408,00", "by": "Trần B", "at": "09:10", "value": "408"}
        return place | {"status": 409, "entry": 900, "yours": {"text": "409,00"}, "theirs": theirs}
    if typed and not any(sign.isdigit() for sign in typed) and typed not in ("yes", "no"):
        return place | {"status": 422, "message": "Không đọc được số này. Ghi ví dụ 96,35.", "field": "value"}
    CELLS[f"{fields['line']}/{fields['period']}"] = fields
    text = "không áp dụng" if fields["na"] else {"yes": "Có", "no": "Không"}.get(typed, typed or "—")
    message = "không phát sinh" if typed == "0" else ""
    return place | {
        "status": 200,
        "state": "draft",
        "text": text,
        "saved_at": "09:14",
        "entry": 700 + len(CELLS),
        "message": message,
    }


def move(request: HttpRequest) -> HttpResponse:
    """A stand-in for moving a unit between clusters: the fourth is locked."""
    if request.POST["block"] == "C4":
        return JsonResponse({"message": "Cụm này đã khóa."}, status=409)
    return JsonResponse({"message": "Đã chuyển."})


def stored(request: HttpRequest) -> HttpResponse:
    return JsonResponse(CELLS)


def nowhere(request: HttpRequest, *args: object) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", section, {"name": "todo"}, name="home"),
    path("viec-can-lam/", section, {"name": "todo"}, name="todo"),
    path("manh/", section, {"name": "pieces"}, name="pieces"),
    path("mau/", section, {"name": "forms"}, name="forms"),
    path("<code>/nhap/", section, {"name": "grid"}, name="grid"),
    path("<code>/phieu/", section, {"name": "sheet"}, name="own_sheet"),
    path("<code>/bang/", section, {"name": "board"}, name="board"),
    path("<code>/theo-doi/", section, {"name": "track"}, name="tracking"),
    path("<code>/tham-dinh/", section, {"name": "queue"}, name="queue"),
    path("<code>/cum/", section, {"name": "blocks"}, name="blocks"),
    path("<code>/in/", section, {"name": "paper"}, name="paper"),
    path("<code>/", section, {"name": "pieces"}, name="campaign"),
    path("luu", save, name="save"),
    path("dan", paste, name="paste"),
    path("luu-cum", move, name="move"),
    path("da-luu", stored, name="stored"),
    path("vao/dang-nhap/", section, {"name": "sign_in"}, name="sign_in"),
    path("vao/thoat/", nowhere, name="sign_out"),
    path("vao/doi/", nowhere, name="act_as"),
]
