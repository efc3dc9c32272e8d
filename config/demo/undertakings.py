"""What units of the demonstration might register: works, models, titles, and how their works went."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from indicators.models import Criterion
from indicators.queries.targets import TargetLine

WORKS = (
    ("Nâng cấp Trung tâm phục vụ hành chính công", "Trung tâm đưa vào sử dụng, có quầy hỗ trợ trực tuyến"),
    ("Số hóa hồ sơ hộ tịch còn lại", "100 % hồ sơ được số hóa, nhập vào cơ sở dữ liệu dùng chung"),
    ("Tuyến hẻm sáng, xanh, sạch, an toàn", "Tuyến hẻm có chiếu sáng, camera, mảng xanh, được nghiệm thu"),
    ("Tổ công nghệ số cộng đồng đến từng khu phố", "Mỗi khu phố có tổ hoạt động, có lịch trực hằng tuần"),
    ("Điểm hỗ trợ dịch vụ công trực tuyến tại nhà văn hóa", "Điểm hỗ trợ có máy tính, đường truyền, người trực"),
    ("Sân chơi thiếu nhi tại khu phố", "Sân chơi hoàn thành, bàn giao cho khu phố quản lý"),
    ("Rút ngắn thời gian giải quyết hồ sơ đất đai", "Quy trình nội bộ mới được ban hành và niêm yết"),
)
COSTS = ("", "120 triệu đồng, xã hội hóa", "350 triệu đồng, ngân sách", "80 triệu đồng, ngân sách và xã hội hóa")
MODELS = (
    "Ngày thứ Bảy vì dân",
    "Tổ công nghệ số đến từng khu phố",
    "Hẻm nghĩa tình",
    "Trả kết quả tại nhà",
)
TITLES = ("Bằng khen của Chủ tịch UBND Thành phố", "Giấy khen", "Tập thể lao động xuất sắc")
VALUES = ("100", "99", "98", "5", "10", "3", "2", "0")


@dataclass(frozen=True, slots=True)
class DrawnWork:
    name: str
    product: str
    starts_on: date
    finish_on: date
    cost: str
    has_plaque: bool
    finished_on: date | None


def draw_works(random: Random, start: date, end: date, today: date) -> list[DrawnWork]:
    """Two or three works; those whose day has passed are mostly finished, some late, a few not."""
    return [_drawn(random, start, end, today, told) for told in random.sample(WORKS, random.randint(2, 3))]


def _drawn(random: Random, start: date, end: date, today: date, told: tuple[str, str]) -> DrawnWork:
    begins = start + timedelta(days=random.randint(3, 20))
    finish = min(begins + timedelta(days=random.randint(20, 75)), end)
    fate = random.random()
    late = random.randint(1, 9) if fate < 0.15 else -random.randint(0, 8)
    finished = max(finish + timedelta(days=late), begins)
    done = finished if finished <= today and fate > 0.04 else None
    return DrawnWork(*told, begins, finish, random.choice(COSTS), random.random() < 0.3, done)


def draw_targets(random: Random, lines: list[TargetLine]) -> list[tuple[Criterion, Decimal]]:
    """Some lines, each at least as the campaign asks."""
    asking = [each for each in lines if each.parts]
    chosen = random.sample(asking, min(3, len(asking)))
    fitting = ((each, [Decimal(text) for text in VALUES if each.reaches(Decimal(text))]) for each in chosen)
    return [(each.line, values[0]) for each, values in fitting if values]
