"""Where the five real regulations lie, and what each of them holds (articles counted by hand)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR).parent / "shared" / "regulations"
needs_regulations = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the folder shared/regulations does not lie beside the repository"
)


@dataclass(frozen=True)
class Regulation:
    file: str
    title: str
    chapters: int
    articles: int
    effective_on: datetime.date | None = None
    variant: str = ""


REGULATIONS = [
    Regulation(
        "huizhou-2016-resource-sharing-draft.txt", "惠州市政务信息资源共享管理办法(征求意见第二稿)", 7, 62
    ),
    Regulation(
        "sanya-2007-resource-sharing.zh-hant.txt",
        "三亞市政務信息資源共享管理辦法",
        7,
        34,
        datetime.date(2007, 12, 1),
        "traditional",
    ),
    Regulation(
        "shanghai-2001-citizen-service-system.txt",
        "上海市社会保障和市民服务信息系统管理办法",
        0,
        18,
        datetime.date(2001, 8, 1),
    ),
    Regulation(
        "xiamen-2005-citizen-service-system.txt",
        "厦门市市民服务信息系统管理暂行办法",
        5,
        19,
        datetime.date(2005, 11, 1),
    ),
    Regulation("xinyu-2011-government-websites.txt", "新余市政府网站管理办法", 6, 39),
]
