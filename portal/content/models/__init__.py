"""The pages every site has."""

from .alert import Alert
from .column import Column
from .home import CountyHome, DepartmentHome, PortalHome, SiteHome
from .items import Article, ColumnItem, LinkItem
from .people import Institution, Leader
from .plain import PlainPage
from .topic import Topic

__all__ = [
    "Alert",
    "Article",
    "Column",
    "ColumnItem",
    "CountyHome",
    "DepartmentHome",
    "Institution",
    "Leader",
    "LinkItem",
    "PlainPage",
    "PortalHome",
    "SiteHome",
    "Topic",
]
