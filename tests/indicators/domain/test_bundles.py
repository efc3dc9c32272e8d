"""Documents made in the background: in slices, by whoever comes next, each once."""

import io
import zipfile
from datetime import timedelta

import pytest
from docx import Document

from common.faults import Faults
from indicators.choices import BundleKind, BundleState
from indicators.domain import bundles
from indicators.making import Making, Part, makers
from indicators.models import Bundle
from tests.factories.reports import TOO_LATE, asked_bundle, hand_in, made_bundle, make_outline
from tests.factories.season import Season, make_season

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LATER = TOO_LATE + bundles.CLAIM + timedelta(seconds=1)


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def parts(monkeypatch):
    """Three small documents; what each writer does may be replaced."""
    writers = [lambda target: target.write(b"mot"), lambda target: target.write(b"hai"), lambda target: None]
    monkeypatch.setitem(
        makers,
        BundleKind.FORMS,
        lambda _bundle: Making("x.zip", [Part(f"{n}.txt", write) for n, write in enumerate(writers)]),
    )
    return writers


def slice_(bundle: Bundle, at=TOO_LATE, seconds: float = 0.0) -> bool:
    more = bundles.work(bundle_id=bundle.pk, at=at, seconds=seconds)
    bundle.refresh_from_db()
    return more


def dies(_target) -> None:
    raise SystemExit


def breaks(_target) -> None:
    raise RuntimeError("no such font")


def test_the_forms_of_all_units_lie_in_folders_by_cluster(season):
    bundle = made_bundle(season, make_outline(season))

    with zipfile.ZipFile(bundles.result_of(bundle)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        form = Document(io.BytesIO(archive.read(names[0])))
    assert names[0] == "cum-phuong/001-phuong-an-dong.docx"
    assert len(names) == 5
    assert any("Kết quả" in line.text for line in form.paragraphs)
    assert (bundle.done, bundle.total, bundle.state) == (5, 5, BundleState.FINISHED)


def test_the_consolidated_draft_is_one_document(season):
    outline = make_outline(season)
    hand_in(season, outline, "P1", "Giải quyết 96 %")
    bundle = made_bundle(season, outline, BundleKind.CONSOLIDATED)

    said = [line.text for line in Document(str(bundles.result_of(bundle))).paragraphs]
    assert "Giải quyết 96 %" in said
    assert bundle.file_name.endswith(".docx")


def test_each_slice_goes_on_where_the_one_before_ended(season, parts):
    bundle = asked_bundle(season, make_outline(season))
    assert slice_(bundle)
    assert (bundle.done, bundle.total, bundle.claimed_at) == (1, 3, None)
    parts[0] = dies  # it is not asked again
    assert slice_(bundle)
    assert not slice_(bundle)

    with zipfile.ZipFile(bundles.result_of(bundle)) as archive:
        assert archive.read("0.txt") == b"mot"


def test_what_a_dead_worker_left_is_taken_up_when_its_claim_has_lapsed(season, parts):
    bundle = asked_bundle(season, make_outline(season))
    parts[1] = dies
    with pytest.raises(SystemExit):
        bundles.work(bundle_id=bundle.pk, at=TOO_LATE, seconds=9)
    parts[0], parts[1] = dies, lambda target: target.write(b"hai")

    assert bundles.unfinished(at=TOO_LATE) == []
    assert not slice_(bundle)
    assert bundles.unfinished(at=LATER) == [bundle.pk]
    slice_(bundle, at=LATER, seconds=9)
    assert bundle.state == BundleState.FINISHED


def test_two_workers_do_not_make_the_same_at_once(season, parts):
    bundle = asked_bundle(season, make_outline(season))
    Bundle.objects.filter(pk=bundle.pk).update(claimed_at=TOO_LATE, state=BundleState.RUNNING)

    assert not slice_(bundle)
    assert bundle.done == 0


def test_asked_twice_it_is_made_once(season, parts):
    outline = make_outline(season)
    first, second = asked_bundle(season, outline), asked_bundle(season, outline)
    assert first == second

    slice_(first, seconds=9)
    assert asked_bundle(season, outline) != first


def test_a_reason_is_told_and_no_part_stays(season, parts):
    def refuses(_target) -> None:
        raise Faults("Mẫu bị mất.")

    bundle = asked_bundle(season, make_outline(season))
    parts[2] = refuses
    slice_(bundle, seconds=9)

    assert (bundle.state, bundle.error) == (BundleState.FAILED, "Mẫu bị mất.")
    assert not bundles.folder_of(bundle).exists()


def test_what_breaks_is_tried_again_and_given_up_in_the_end(season, parts, caplog):
    bundle = asked_bundle(season, make_outline(season))
    parts[0] = breaks
    for _try in range(bundles.MOST_TRIES):
        assert bundle.state in (BundleState.WAITING, BundleState.RUNNING)
        slice_(bundle)

    assert bundle.state == BundleState.FAILED
    assert "no such font" in caplog.text


def test_old_files_are_swept_away(season, parts):
    bundle = made_bundle(season, make_outline(season))
    assert bundles.sweep(at=TOO_LATE) == 0

    assert bundles.sweep(at=TOO_LATE + bundles.KEPT_FOR + timedelta(minutes=1)) == 1
    assert not bundles.folder_of(bundle).exists()
