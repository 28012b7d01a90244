"""What may be published. HR, who sees single people, gets `withhold`; all others get `publish`."""

from analytics.disclosure.audience import Audience
from analytics.disclosure.everything import everything
from analytics.disclosure.gate import publish
from analytics.disclosure.withholding import withhold

__all__ = ["Audience", "everything", "publish", "withhold"]
