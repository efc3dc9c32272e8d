"""What each placeholder of a letter stands for, as the page about the template explains it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEANINGS: dict[str, Promise] = {
    "co_quan_chu_quan": _("body above the one that issues the letter"),
    "co_quan": _("body that issues the letter"),
    "so_ky_hieu": _("number and symbol, left open"),
    "trich_yeu": _("what the letter is about, at most 80 characters with V/v"),
    "dia_danh": _("place, left open"),
    "ngay_thang": _("date, the day left open"),
    "phong_trao": _("name of the campaign"),
    "den_ngay": _("day up to which figures were counted"),
    "ky": _("periods counted"),
    "so_don_vi": _("how many units are late"),
    "cac_cum": _("list of clusters with late units"),
    "cac_cum.ten": _("name of the cluster"),
    "cac_cum.so_don_vi": _("how many of its units are late"),
    "cac_cum.don_vi": _("list of its late units"),
    "cac_cum.don_vi.tt": _("number of the unit in the list"),
    "cac_cum.don_vi.ten": _("name of the unit"),
    "cac_cum.don_vi.noi_dung": _("lines not submitted, period by period"),
    "cac_cum.don_vi.han_nop": _("first day that passed"),
    "cac_cum.don_vi.so_ngay": _("working days overdue"),
    "noi_nhan": _("list of recipients"),
    "chuc_vu_ky": _("post of who signs: the organiser's head"),
    "nguoi_ky": _("name of who signs"),
    "so_lieu_minh_hoa": _("words that mark made-up figures; empty in earnest"),
}
