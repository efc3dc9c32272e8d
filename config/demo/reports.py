"""Reports of the demonstration: most in time, some late, a few missing, one being written; two asked for more."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from django.utils.timezone import get_current_timezone, localdate

from campaigns.models import Campaign, Phase
from common.actors import Actor
from common.calendar import add_working_days
from indicators.choices import ReportState
from indicators.domain.late_reports import count_late_reports
from indicators.domain.outlines import Asked, ask_for_report
from indicators.domain.report_extensions import Longer, extend_report
from indicators.forms.outline import USUAL_HEADINGS, initial_of
from indicators.models import Outline, Report, ReportReturn, ReportSubmission, ReportText
from indicators.queries.lines import CampaignLines
from indicators.queries.reports import owes
from units.models import Unit, User

# The ward of the accounts to try writes its report itself.
OWN = "26740"
SENT_BY = "qua trục liên thông văn bản"
MISSING, LATE, RETURNED = 0.04, 0.12, 0.02
LONGER_DAYS = 10
LONGER_REASON = "Đơn vị tập trung khắc phục hậu quả mưa ngập, đề nghị lùi thời hạn (minh họa)."
LONGER_DOCUMENT = "Công văn số 00/UBND-VP (minh họa)"
ANSWERS = (
    (
        "Đã giải quyết {n} hồ sơ, đúng hạn 98 %; niêm yết công khai 100 % thủ tục hành chính.",
        "Tiếp nhận trực tuyến {n} hồ sơ; tổ chức 02 đợt cao điểm hỗ trợ người dân nộp hồ sơ tại nhà.",
        "Hoàn thành {n} phần việc đã đăng ký; rút ngắn bình quân 01 ngày giải quyết hồ sơ đất đai.",
    ),
    (
        "Mô hình “Ngày thứ Bảy vì dân”: giải quyết {n} hồ sơ ngoài giờ hành chính.",
        "Mô hình “Tổ công nghệ số đến từng khu phố”: hướng dẫn {n} lượt người dân.",
        "",
    ),
    (
        "Hệ thống một cửa đôi lúc gián đoạn; thiếu {n} máy quét cho bộ phận tiếp nhận.",
        "Nhân sự bộ phận một cửa kiêm nhiệm nhiều việc, áp lực hồ sơ tăng sau sắp xếp đơn vị.",
    ),
    ("Đề nghị bổ sung đường truyền và {n} máy trạm cho Trung tâm phục vụ hành chính công.", ""),
    ("Tiếp tục số hóa hồ sơ còn lại; tổ chức đối thoại với người dân trong tháng tới.",),
    ("Đề nghị khen thưởng {n} tập thể, cá nhân tiêu biểu trong đợt thi đua.", ""),
)


class Reports:
    """Writes one campaign's reports up to a moment."""

    def __init__(
        self, campaign: Campaign, manager: Actor, reporters: dict[int, User], now: datetime, seed: int
    ) -> None:
        self.campaign, self.manager, self.reporters, self.now = campaign, manager, reporters, now
        self.lines, self.random = CampaignLines(campaign), Random(seed)

    def write(self) -> None:
        """Those of the plan's phases that name a due day and have begun."""
        for phase in self.campaign.phases.filter(due__isnull=False, start__lte=localdate(self.now)):
            outline = self._asked(phase)
            self._told(outline, [row.unit for row in self.lines.participations if owes(outline, row)])
        count_late_reports(campaign=self.campaign, at=self.now)

    def _asked(self, phase: Phase) -> Outline:
        headings = [(None, text) for text in USUAL_HEADINGS]
        asked = Asked(headings=headings, **initial_of(self.campaign, phase, None))
        at = self._moment(phase, 8)
        return ask_for_report(actor=self.manager, campaign=self.campaign, asked=asked, phase=phase.code, at=at)

    def _moment(self, phase: Phase, hour: int) -> datetime:
        return datetime.combine(phase.start or self.campaign.start, time(hour), get_current_timezone())

    def _told(self, outline: Outline, units: list[Unit]) -> None:
        times = {unit.pk: self._submitted_at(outline, unit) for unit in units}
        sent = [unit for unit in units if times[unit.pk]]
        reports = Report.objects.bulk_create(
            Report(outline=outline, unit=unit, state=ReportState.SUBMITTED, first_submitted_at=times[unit.pk])
            for unit in sent
        )
        texts = ReportText.objects.bulk_create(text for report in reports for text in self._texts(outline, report))
        submissions = ReportSubmission.objects.bulk_create(self._submission(report) for report in reports)
        made = {submission.report_id: submission for submission in submissions}
        through = ReportSubmission.texts.through
        through.objects.bulk_create(
            through(reportsubmission_id=made[text.report_id].pk, reporttext_id=text.pk) for text in texts
        )
        self._settle(reports, made)
        self._extend(outline, [unit for unit in units if not times[unit.pk] and unit.code != OWN])

    def _extend(self, outline: Outline, waiting: list[Unit]) -> None:
        """One unit was given more time."""
        at = datetime.combine(outline.due, time(9), get_current_timezone()) - timedelta(days=1)
        if waiting and at <= self.now:
            longer = Longer(add_working_days(outline.due, LONGER_DAYS), LONGER_REASON, LONGER_DOCUMENT)
            extend_report(actor=self.manager, outline=outline, unit=waiting[0], longer=longer, at=at)

    def _submitted_at(self, outline: Outline, unit: Unit) -> datetime | None:
        """None: not yet, or never."""
        fate = self.random.random()
        days = self.random.randint(1, 4) if fate < LATE else -self.random.randint(0, 4)
        minutes = self.random.randint(8 * 60, 17 * 60)
        day = datetime.combine(outline.due, time(), get_current_timezone()) + timedelta(days=days, minutes=minutes)
        is_own = unit.code == OWN and outline.due >= localdate(self.now)
        return None if fate < MISSING or is_own or day > self.now else day

    def _texts(self, outline: Outline, report: Report) -> Iterator[ReportText]:
        for heading, choices in zip(outline.headings.all(), ANSWERS, strict=True):
            body = self.random.choice(choices).format(n=self.random.randint(2, 90))
            if body:
                made = {"made_by": self.reporters.get(report.unit_id), "made_at": report.first_submitted_at}
                yield ReportText(report=report, heading=heading, body=body, **made)

    def _submission(self, report: Report) -> ReportSubmission:
        at = report.first_submitted_at
        assert at is not None, "only reports that were submitted"
        number = f"{self.random.randint(20, 480)}/BC-{'UBND' if report.unit.kind != 'department' else 'VP'}"
        return ReportSubmission(
            report=report, number=number, dated_on=localdate(at), sent_by=SENT_BY, acting_unit=report.unit,
            made_by=self.reporters.get(report.unit_id), made_at=at,
        )  # fmt: skip

    def _settle(self, reports: list[Report], made: dict[int, ReportSubmission]) -> None:
        returned = [report for report in reports if self.random.random() < RETURNED and report.unit.code != OWN]
        for report in reports:
            report.submission = made[report.pk]
        for report in returned:
            report.state = ReportState.RETURNED
        Report.objects.bulk_update(reports, ["submission", "state"])
        ReportReturn.objects.bulk_create(
            ReportReturn(
                submission=made[report.pk], reason="Chưa nêu số liệu so với kỳ trước, đề nghị bổ sung.",
                made_by_id=self.manager.user_id, made_at=min(self.now, made[report.pk].made_at + timedelta(hours=20)),
            )
            for report in returned
        )  # fmt: skip
