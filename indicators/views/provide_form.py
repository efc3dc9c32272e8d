"""The workbook to fill for one line and period."""

from io import BytesIO

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from indicators.exports.provided_template import provided_template
from indicators.queries.provision import table_rows, units_given
from indicators.views.opening import campaign_page
from indicators.views.provide import opened


@require_safe
@campaign_page
def provide_form(request: HttpRequest, campaign: Campaign, line_id: int, period: str) -> FileResponse:
    """The units as rows, with the columns of the line."""
    lines, line, found = opened(request, campaign, line_id, period)
    units = units_given(lines, line, request.acting.unit.pk)  # type: ignore[attr-defined]  # set by the middleware
    content = provided_template(line, table_rows(lines, line, found, units=units))
    return FileResponse(BytesIO(content), as_attachment=True, filename=f"{line.code}-{found.code}.xlsx")
