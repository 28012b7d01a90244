from analytics.access import Role
from pages.components.session import current

session = current(Role.HR)
