"""Where a request comes from: the one answer for the lock-out of sign-ins and for the API's limits."""

from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address as the outermost of our own ``TRUSTED_PROXIES`` saw it. What stands before that in
    X-Forwarded-For was written by the caller; without a proxy of ours the whole of it was."""
    direct = _address(request.META.get("REMOTE_ADDR", ""))
    told = request.headers.get("X-Forwarded-For", "").split(",")
    if not settings.TRUSTED_PROXIES:
        return direct
    return _address(told[-min(settings.TRUSTED_PROXIES, len(told))]) or direct


def _address(text: str) -> str | None:
    """None for what is no address: it becomes part of a key and of a row. Of IPv6 the network: whoever has one
    address there has 2⁶⁴ of them."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped or ip_network((int(address), 64), strict=False).network_address)
