"""A small sound campaign document and short ways to ask what is wrong with a changed one."""

from collections.abc import Callable
from typing import Any

import pytest

from campaigns import files
from common.faults import Faults


def line(code: str = "I.1", points: Any = 10, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": {"vi": f"Tiêu chí {code}"},
        "max_points": points,
        "measure": {"kind": "number"},
        "rule": {"kind": "proportional", "full_at": 100},
        **more,
    }


def group(code: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"code": code, "name": {"vi": f"Nhóm {code}"}, "children": list(children), **more}


def document(*criteria: dict[str, Any], **sections: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "campaign": {
            "code": "thu-nghiem",
            "name": {"vi": "Thử nghiệm"},
            "organiser": {"vi": "Ủy ban nhân dân"},
            "start": "2025-07-01",
            "end": "2025-10-10",
            **sections.pop("campaign", {}),
        },
        "participants": {"kinds": ["ward"]},
        "criteria": list(criteria) or [line()],
        **sections,
    }


def messages(made: dict[str, Any]) -> list[str]:
    return [fault.message for fault in files.check(made)]


def fields(made: dict[str, Any]) -> list[str]:
    return [fault.field for fault in files.check(made)]


def refused(act: Callable[[], Any]) -> list[str]:
    """Each fault of a refusal as the command prints it."""
    with pytest.raises(Faults) as refusal:
        act()
    return [str(fault) for fault in refusal.value.faults]
