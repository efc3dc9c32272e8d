"""One campaign with everybody who might try: what the truth table asks, and what came of it."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from campaigns.choices import Status
from campaigns.domain.sub_launches import launch_on
from campaigns.models import Campaign, Work
from campaigns.queries.registrations import token_of
from common.actors import system_actor
from common.domain.vault import receive
from common.models import AuditRecord
from indicators.choices import ObligationActKind, SnapshotKind
from indicators.domain import evidence, progress, scores, snapshots
from indicators.gauges import Typed
from indicators.models import Entry, EvidenceLink
from indicators.queries.submitting import offers
from tests.factories import registering
from tests.factories.duties import inspect, plan_with_obligations, say
from tests.factories.papers import make_document
from tests.factories.reports import hand_in, made_bundle, make_outline
from tests.factories.season import NOON, Season, make_season
from tests.factories.stages import given, praised, shut, stored_review
from tests.factories.units import make_authorisation, make_membership, make_unit, make_user
from tests.rights.clusters import ClusterWork
from tests.rights.rules import ABSENT, DRAFT, PUBLISHED, REACHED, REFUSED, SIGN_IN
from units.choices import Role, UnitKind
from units.models import User

HEAD = "unit,indicator,period,value,numerator,denominator,note,evidence\n"
FACTS = "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\nP1,I.1,2025-07,,9,10,,\nP1,II.1,2025-07,90,,,,\n"
PERIOD, NEXT_PERIOD = "2025-07", "2025-08"
ANSWERS = {401: SIGN_IN, 403: REFUSED, 404: ABSENT}


class Undone(Exception):
    """Raised on purpose after an act."""


class Scene:
    """A season with facts, evidence and a scored board, in one state."""

    def __init__(self, state: str, folder: Any) -> None:
        self.state = state
        self.season = make_season(plan=plan_with_obligations(missing_at_close="zero"))
        if state != DRAFT:
            self._facts(folder / f"{state}.csv")
        self.people = _people(self.season)
        self.cookies = {who: _cookie(person) for who, person in self.people.items() if person}
        self.paper, self.drafted = self._paper(), self._draft()
        # A report that P1 has submitted, and one that nobody has yet.
        self.outline, self.asked = make_outline(self.season), make_outline(self.season, name="Báo cáo nhanh")
        self.submission = hand_in(self.season, self.outline, "P1", "Đã xong")
        self.document = make_document(self.season, parcel=receive([b"%PDF-1.7 ke hoach"], "ke-hoach.pdf"))
        self.bundle = made_bundle(self.season, self.asked)
        self.work = ClusterWork(self.season)
        shut(self.season, Status.APPRAISAL, opens=None, closes=date(2099, 1, 1))
        self.review = stored_review(self.season)
        self.commended, self.task = praised(self.season, self.review), given(self.season)
        paper = receive([b"%PDF-1.7 minh chung"], "minh-chung.pdf")
        self.met = say(self.season, ObligationActKind.MET, parcel=paper)
        self.inspection = inspect(self.season, parcel=receive([b"%PDF-1.7 bien ban"], "bien-ban.pdf"))
        self._registered()
        self.season.move(state)
        if state == PUBLISHED:
            _publish(self.season.campaign)

    def _facts(self, path: Any) -> None:
        path.write_text(HEAD + FACTS, encoding="utf-8")
        call_command("load_entries", self.season.campaign.code, str(path), "--verify", verbosity=0)
        scores.recompute(campaign=self.season.campaign, at=NOON)

    def _paper(self) -> EvidenceLink:
        """A document of P1 tied to I.2."""
        told = {"actor": system_actor("test"), "at": NOON}
        paper = evidence.Reference(title="Báo cáo tháng 7", number="15/BC-UBND")
        made = evidence.add_evidence(unit=self.season.units["P1"], reference=paper, **told)
        targets = [(self.season.line("I.2"), PERIOD)]
        evidence.link(lines=self.season.lines, evidence=made, targets=targets, **told)
        return EvidenceLink.objects.get(evidence=made)

    def _draft(self) -> dict[str, Any]:
        """A draft of P1, and the form that submits it as it was shown."""
        ward, told = self.season.units["P1"], {"lines": self.season.lines, "at": NOON}
        drafted = progress.save_draft(
            actor=self.season.actor("P1"), unit=ward, line=self.season.line("I.2"), period=NEXT_PERIOD,
            typed=Typed(value=Decimal(3)), based_on_id=None, **told,
        )  # fmt: skip
        assert isinstance(drafted, progress.Saved)
        found = offers(self.season.lines, ward, today=NOON.date(), wanted=[NEXT_PERIOD])
        offer = next(each for each in found if each.period.code == NEXT_PERIOD)
        return {"period": [NEXT_PERIOD], f"seen-{NEXT_PERIOD}": offer.seen}

    def _registered(self) -> None:
        """P1 has two works, one of them finished; what P2 filed waits for its answer."""
        registering.call(self.season)
        version = registering.confirmed(self.season, "P1", registering.work(), registering.work("Số hóa kho lưu trữ"))
        self.seen = token_of(version)
        parcel = receive([b"%PDF-1.7 nghiem thu"], "nghiem-thu.pdf")
        self.shown = registering.note(self.season, "P1", Work.objects.order_by("pk")[0], parcel=parcel)
        self.filed = registering.hand_in(self.season, "P2", registering.work())
        for code in ("P1", "P2"):
            told = {"campaign": self.season.campaign, "unit": self.season.units[code], "at": NOON}
            head = self.season.actor(code, Role.HEAD)
            launch_on(actor=head, launched_on=NOON.date(), paper="", **told)

    @property
    def entry(self) -> Entry | None:
        return Entry.objects.filter(unit=self.season.units["P1"], series=self.season.line("II.1").series_id).last()

    def arguments(self, names: tuple[str, ...], given: dict[str, Any]) -> dict[str, Any]:
        """What stands in the address, by the names the URL map gives its parts."""
        known = {
            "code": self.season.campaign.code,
            "unit_id": self.season.units["P1"].pk,
            "line_id": self.season.line("II.1").pk,
            "period": PERIOD,
            "criterion": "I.1",
        }
        return {name: given.get(name, known.get(name)) for name in names}

    def client(self, who: str) -> Client:
        """Signed in once; what an act changes in the session is taken back with the act."""
        client = Client(raise_request_exception=False)
        if who in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return client

    def status(self, who: str, method: str, address: str) -> int:
        """The status of an empty request; whatever was written is taken back."""
        try:
            with transaction.atomic():
                answer = self.client(who).generic(method.upper(), address)
                if isinstance(answer, StreamingHttpResponse):
                    b"".join(answer)  # a file is closed when it has been read
                raise Undone
        except Undone:
            return answer.status_code

    def ask(self, who: str, method: str, address: str, body: Any) -> tuple[str, list[str]]:
        """The answer's name and the audit verbs left behind; whatever was written is taken back."""
        try:
            with transaction.atomic():
                last = AuditRecord.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
                answer = _sent(self.client(who), method, address, body)
                if isinstance(answer, StreamingHttpResponse):
                    b"".join(answer)  # a file is closed when it has been read
                left = list(AuditRecord.objects.filter(pk__gt=last).values_list("verb", flat=True))
                raise Undone
        except Undone:
            return named(answer), left


def _cookie(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _sent(client: Client, method: str, address: str, body: Any) -> HttpResponseBase:
    if isinstance(body, list) or (body and address.startswith("/api/")):
        return client.generic(method.upper(), address, json.dumps(body), content_type="application/json")
    return getattr(client, method)(address, body or {})


def named(answer: HttpResponseBase) -> str:
    """A redirect to the door is an answer of its own; every other success, and a form sent back, is the page."""
    if answer.status_code in ANSWERS:
        return ANSWERS[answer.status_code]
    doors = (reverse("sign_in"), reverse("admin:login"))
    if answer.status_code == 302 and answer.headers["Location"].startswith(doors):
        return SIGN_IN
    return REACHED if answer.status_code in (200, 302, 409, 422) else f"broken ({answer.status_code})"


def _publish(campaign: Campaign) -> None:
    told = {"actor": system_actor("test"), "at": NOON}
    made = snapshots.freeze(campaign=campaign, kind=SnapshotKind.FINAL, reason="", **told)
    snapshots.publish(snapshot=made, **told)


def _people(season: Season) -> dict[str, User | None]:
    ward, head = season.units["P1"], season.user("P1", Role.HEAD)
    stranger = make_unit("Sở Ngoại vụ", code="SNGV", kind=UnitKind.DEPARTMENT)
    rival = make_unit("Ban Tổ chức", code="BTC", kind=UnitKind.DEPARTMENT)
    deputy, lapsed = (make_membership(unit=ward).user for _number in range(2))
    make_authorisation(deputy, ward, head)
    make_authorisation(lapsed, ward, head, valid_to=date(2021, 1, 1))
    return {
        "visitor": None,
        "reporter": season.user("P1", Role.REPORTER),
        "deputy": deputy,
        "lapsed": lapsed,
        "former": make_membership(unit=ward, valid_to=date(2021, 1, 1)).user,
        "neighbour": season.user("P2", Role.REPORTER),
        "head": head,
        "provider": season.user("STC", Role.PROVIDER),
        "verifier": season.user("SNV", Role.VERIFIER),
        "outsider": make_membership(unit=stranger).user,
        "manager": season.user("VP", Role.MANAGER),
        "rival": make_membership(unit=rival, role=Role.MANAGER).user,
        "leader": season.user("VP", Role.LEADER),
        "council": season.user("VP", Role.COUNCIL),
        "lead": season.user("P3", Role.CLUSTER_LEAD),
        "it": make_user(is_superuser=True, is_staff=True),
    }
