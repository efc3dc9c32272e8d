"""Placeholders of the two documents about reports: the form a unit fills in, and the consolidated report."""

from indicators.letters.placeholders import TEXT, Kind, Many

_HEAD: dict[str, Kind] = {
    "co_quan_chu_quan": TEXT,
    "co_quan": TEXT,
    "so_ky_hieu": TEXT,
    "dia_danh": TEXT,
    "ngay_thang": TEXT,
    "trich_yeu": TEXT,
    "phong_trao": TEXT,
    "ten_bao_cao": TEXT,
    "tu_ngay": TEXT,
    "den_ngay": TEXT,
    "han_nop": TEXT,
}
_FOOT: dict[str, Kind] = {
    "noi_nhan": Many(TEXT),
    "chuc_vu_ky": TEXT,
    "nguoi_ky": TEXT,
    "so_lieu_minh_hoa": TEXT,
}

FORM: dict[str, Kind] = {
    **_HEAD,
    "cac_muc": Many({"so": TEXT, "ten": TEXT, "cac_doan": Many(TEXT)}),
    "phu_luc": TEXT,
    "so_lieu": Many({"tt": TEXT, "chi_tieu": TEXT, "ky": TEXT, "so_lieu": TEXT}),
    **_FOOT,
}

_ANSWER = {"don_vi": TEXT, "van_ban": TEXT, "cac_doan": Many(TEXT)}
_QUOTED = {"don_vi": TEXT, "van_ban": TEXT, "doan_dau": TEXT, "cac_doan": Many(TEXT)}
_PLACE = {
    "tt": TEXT,
    "ten": TEXT,
    "tu_cham": TEXT,
    "tham_dinh": TEXT,
    "thuong": TEXT,
    "tru": TEXT,
    "tong": TEXT,
    "hang": TEXT,
    "xep_loai": TEXT,
}
_COUNTS = {"phai_gui": TEXT, "da_nhan": TEXT, "dung_han": TEXT, "sau_han": TEXT, "chua_gui": TEXT}

CONSOLIDATED: dict[str, Kind] = {
    **_HEAD,
    "tam_tinh": TEXT,
    "ngay_lap": TEXT,
    "ty_le": TEXT,
    **_COUNTS,
    "cac_cum": Many({"tt": TEXT, "ten": TEXT, **_COUNTS}),
    "don_vi_sau_han": TEXT,
    "don_vi_chua_gui": TEXT,
    "don_vi_gia_han": TEXT,
    "cac_muc": Many(
        {
            "so": TEXT,
            "tt": TEXT,
            "ten": TEXT,
            "so_don_vi": TEXT,
            "trich_dan": Many(_QUOTED),
            "chua_chon": TEXT,
            "tra_loi": Many(_ANSWER),
        }
    ),
    "so_muc_xep_hang": TEXT,
    "can_cu_xep_hang": TEXT,
    "cach_xep_hang": TEXT,
    "bang_xep_hang": Many({"ten": TEXT, "don_vi": Many(_PLACE)}),
    "co_phu_luc": TEXT,
    **_FOOT,
}
