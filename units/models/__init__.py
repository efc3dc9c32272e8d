from .membership import Authorisation, Membership
from .succession import Extent, Succession
from .unit import Unit
from .user import User

__all__ = ["Authorisation", "Extent", "Membership", "Succession", "Unit", "User"]
