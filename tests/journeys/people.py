"""People at their browsers: what every journey does again and again."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.factories.units import PASSWORD
from units.models import User


def signed_in(open_page: Callable[..., Page], person: User, **options: object) -> Page:
    """A browser of the person's own, signed in through the form."""
    page = open_page(**options)
    page.goto("/sign-in/")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button, form button.btn-primary")
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def paste(page: Page, text: str) -> None:
    """Pastes into what has the focus, as Ctrl-V would."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const pasted = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", pasted));
        }""",
        text,
    )
