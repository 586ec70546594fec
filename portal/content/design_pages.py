"""The page templates the design pages show, each with its sample contexts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import design_contexts as c
from . import design_samples as s
from . import design_search as search


@dataclass(frozen=True)
class Sample:
    title: str
    template: str
    context: Callable[[], dict[str, Any]]


HOME = "portal_content/portal_home.html"
DEPARTMENT = "portal_content/department_home.html"
COLUMN = "portal_content/column.html"
ARTICLE = "portal_content/article.html"
LEADER = "portal_content/leader.html"
TOPIC = "portal_content/topic.html"
RESULTS = "search/results.html"
REASON = "本栏目由市水务局负责，首批内容将在2026年12月31日前公布。"


def _entries(titles: str) -> list[Any]:
    return [s.item(title) for title in titles.split()]


SAMPLES = {
    "portal-home": Sample("门户首页", HOME, c.portal_home),
    "portal-home-empty": Sample("门户首页（无内容）", HOME, c.portal_home_empty),
    "portal-home-long": Sample("门户首页（长文本）", HOME, c.portal_home_long),
    "department-home": Sample("部门首页", DEPARTMENT, c.department_home),
    "department-home-empty": Sample("部门首页（无内容）", DEPARTMENT, c.department_home_empty),
    "county-home": Sample("县区首页", "portal_content/county_home.html", c.county_home),
    "english-home": Sample("英文网站首页", "portal_content/english_home.html", c.english_home),
    "column-dated": Sample("栏目：按日期", COLUMN, c.dated),
    "column-middle": Sample("栏目：第三页", COLUMN, lambda: c.dated(3)),
    "column-cards": Sample("栏目：卡片", COLUMN, lambda: c.column_pictures("cards")),
    "column-gallery": Sample("栏目：图片", COLUMN, lambda: c.column_pictures("gallery")),
    "column-plain": Sample("栏目：标题", COLUMN, c.column_plain),
    "column-leaders": Sample(
        "栏目：领导", COLUMN, lambda: c.column("领导之窗", "leaders", leaders=s.leaders())
    ),
    "column-institutions": Sample(
        "栏目：机构",
        COLUMN,
        lambda: c.column("机构职能", "institutions", institutions=_entries(s.INSTITUTIONS)),
    ),
    "column-services": Sample(
        "栏目：办事",
        COLUMN,
        lambda: c.column("个人办事", "services", items=s.page_of(_entries(s.PERSON_SERVICES))),
    ),
    "column-topics": Sample("栏目：专题", COLUMN, lambda: c.column("专题专栏", "topics", topics=s.topics())),
    "column-group": Sample("栏目：分组", COLUMN, c.column_group),
    "column-empty": Sample(
        "栏目（无内容）", COLUMN, lambda: c.column("数据发布", "data", empty_reason=REASON)
    ),
    "column-long": Sample("栏目（长文本）", COLUMN, c.column_long),
    "article-short": Sample("文章：短", ARTICLE, c.article_short),
    "article-long": Sample("文章：法规文本", ARTICLE, c.article_long),
    "article-full": Sample("文章：各种内容", ARTICLE, c.article_full),
    "article-traditional": Sample("文章：繁体", ARTICLE, c.article_traditional),
    "leader": Sample("领导", LEADER, c.leader),
    "leader-empty": Sample("领导（资料未齐）", LEADER, lambda: c.leader(full=False)),
    "institution": Sample("机构", "portal_content/institution.html", c.institution),
    "topic": Sample("专题", TOPIC, c.topic),
    "topic-empty": Sample("专题（无内容）", TOPIC, lambda: c.topic(full=False)),
    "plain-page": Sample("单页", "portal_content/plain_page.html", c.plain_page),
    "alert": Sample("提示", "portal_content/alert.html", c.alert_page),
    "site-map": Sample("网站地图", "portal_content/site_map.html", c.site_map),
    "search-results": Sample("搜索结果", RESULTS, lambda: search.search("管理办法", 46)),
    "search-none": Sample("搜索（无结果）", RESULTS, lambda: search.search("不存在的词")),
    "search-start": Sample("搜索（未输入）", RESULTS, search.search),
    "search-similar": Sample("相似内容", "search/similar.html", search.similar),
    "not-found": Sample("404", "404.html", lambda: {"frame": {**s.frame(), "page": None}}),
    "leaving": Sample(
        "离开本站",
        "sites_delivery/leaving.html",
        lambda: {
            "frame": {**s.frame(), "page": None},
            "host": "95.cn",
            "back": "/",
            "address": "https://95.cn/card/apply?city=anlan&from=" + "service" * 12,
        },
    ),
    "not-found-bare": Sample("404（没有站点）", "404.html", lambda: {"frame": {}}),
    "forbidden": Sample("403", "403.html", lambda: {"frame": {**s.frame("department"), "page": None}}),
    "bad-request": Sample("400", "400.html", dict),
    "server-error": Sample("500", "500.html", dict),
}
