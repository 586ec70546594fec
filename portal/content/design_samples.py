# ruff: noqa: E501 - a Han character counts as two columns.
"""Things that look like pages, items and pictures to a template, for the design pages only.

They carry the names the real models and views use, and nothing of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from search.highlight import marked

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

LONG_TITLE = (
    "安澜市人民政府办公室关于印发安澜市进一步优化营商环境更好服务经营主体三年行动方案（2026—2028年）"
    "及其任务分工表、时间安排表和年度考核评价办法的通知（安政办发〔2026〕128号）"
)


class Rendition:
    """A picture in one size."""

    def __init__(self, name: str, alt: str, width: int = 1280, height: int = 720) -> None:
        self.url = static(f"design/{name}")
        self.alt = alt
        self.width = width
        self.height = height

    def img_tag(self, extra: dict[str, Any] | None = None) -> SafeString:
        attributes = {"src": self.url, "width": self.width, "height": self.height, "alt": self.alt}
        attributes |= {key: value for key, value in (extra or {}).items() if key != "srcset"}
        parts = [format_html(' {}="{}"', key, value) for key, value in attributes.items()]
        return SafeString(f"<img{''.join(parts)}>")


class Picture:
    """Stands for an image of the media library in Wagtail's image tags."""

    def __init__(self, name: str, alt: str, width: int = 1280, height: int = 720) -> None:
        self.rendition = Rendition(name, alt, width, height)

    def get_rendition(self, spec: object) -> Rendition:
        return self.rendition

    def get_renditions(self, *specs: Any) -> dict[str, Rendition]:
        return {spec.spec: self.rendition for spec in specs[:1]}


class Block:
    """Stands for a block of a body: rendered by the template of its type."""

    def __init__(self, kind: str, value: Any) -> None:
        self.template = f"portal_content/blocks/{kind}.html"
        self.value = value

    def render_as_block(self, context: dict[str, Any] | None = None) -> str:
        return render_to_string(self.template, {**(context or {}), "value": self.value})


RIVER = ("river.svg", "澜江从新修的步道旁流过，远处是城市和山")
BRIDGE = ("bridge.svg", "跨江大桥的主塔和桥面")
TERRACES = ("terraces.svg", "丘陵上层层的茶园")
HALL = ("hall.svg", "政务服务中心的大楼")
PORTRAIT = ("portrait.svg", "")


def item(title: str, days_ago: int = 0, **more: Any) -> SimpleNamespace:
    """One entry of a list, published `days_ago` before the sample's today."""
    values: dict[str, Any] = {
        "title": title,
        "url": "/design/article-short/",
        "date": TODAY - timedelta(days=days_ago),
        "summary": "",
        "image": None,
        "department_name": "",
        "is_external": False,
        "pinned": False,
        "kind": "",
    }
    return SimpleNamespace(**{**values, **more})


def result(title: str, summary: str, word: str) -> SimpleNamespace:
    """One result of a search for `word`."""
    found = item(title, kind="文章", department="市政府办公室", site="安澜市教育局", validity="有效")
    found.title, found.summary = marked(title, [word]), marked(summary, [word])
    return found


def entry(title: str, url: str = "#main", **more: Any) -> SimpleNamespace:
    return SimpleNamespace(title=title, url=url, **more)


def entries(titles: str, **more: Any) -> list[SimpleNamespace]:
    """Entries from titles separated by spaces."""
    return [entry(title, **more) for title in titles.split()]


def band(title: str, items: Iterable[Any]) -> dict[str, Any]:
    return {"title": title, "more_url": "/design/column-dated/", "items": list(items)}


def page_of(items: Sequence[Any], number: int = 1, per_page: int = 15) -> Page[Any]:
    return Paginator(items, per_page).page(number)


NEWS = [
    "市政府常务会议研究冬春农田水利建设和城市更新工作",
    "“一件事一次办”再增十二项，企业开办最快两小时办结",
    "澜江东岸慢行步道全线贯通，沿线新建七处口袋公园",
    "全市前三季度经济运行情况新闻发布会举行",
    "安澜至北屏城际铁路可行性研究报告获批复",
    "2026年秋季学期义务教育课后服务实现全覆盖",
    "第三批社区养老服务站点名单公布，新增四十二处",
    "全市防汛抗旱工作总结会议召开",
]
NOTICES = [
    "关于2027年度城乡居民基本医疗保险集中缴费的通告",
    "安澜市人民政府关于调整市区禁止燃放烟花爆竹区域的公告",
    "关于公开征求《安澜市户外广告设施管理办法（草案）》意见的公告",
    "2026年下半年市属事业单位公开招聘面试公告",
    "关于澜江大桥检修期间临时交通管制的通告",
    "安澜市2026年第四批公共租赁住房配租结果公示",
]
POLICIES = [
    "安澜市人民政府关于印发政府投资项目管理办法的通知",
    "安澜市人民政府办公室关于加快发展银发经济的实施意见",
    "安澜市城市地下管线管理规定",
    "安澜市人民政府关于公布2026年重大行政决策事项目录的通知",
    "安澜市促进中小微企业健康发展若干措施",
    "安澜市人民政府办公室关于印发数据资源共享管理办法的通知",
]
INTERPRETATIONS = [
    "图解：政府投资项目管理办法改了什么",
    "问答：哪些老年人可以申请居家适老化改造补贴",
    "市住房和城乡建设局负责人解读《安澜市城市地下管线管理规定》",
    "一图读懂促进中小微企业健康发展若干措施",
    "专家解读：重大行政决策为什么要列出目录",
    "数据共享以后，办事要少带哪些材料",
]
DEPARTMENT_NEWS = [
    ("教育局", "全市中小学校园食堂“明厨亮灶”检查情况通报"),
    ("交通运输局", "三条公交线路自十二月一日起调整"),
    ("青屏县", "青屏县高山茶园绿色防控现场会召开"),
    ("卫生健康委", "流感疫苗接种点和预约方式公布"),
    ("自然资源局", "不动产登记“跨省通办”窗口启用"),
    ("水务局", "城区老旧供水管网改造进入第三阶段"),
]
REPLIES = [
    "关于东门街道路灯不亮的反映（已答复）",
    "咨询：灵活就业人员如何参加企业职工养老保险（已答复）",
    "建议在澜江步道增设直饮水点（已采纳）",
    "关于小区加装电梯补贴申请条件的咨询（已答复）",
    "反映学校周边晚高峰停车问题（办理中）",
]
LEADERS = [
    ("江远帆", "市长"),
    ("陆明川", "常务副市长"),
    ("沈若溪", "副市长"),
    ("欧阳知行", "副市长"),
]
PERSON_SERVICES = "生育收养 入学升学 就业创业 社会保障 住房公积金 不动产登记 出境入境 养老服务"
INSTITUTIONS = (
    "发展和改革委员会 教育局 科学技术局 工业和信息化局 公安局 民政局 司法局 财政局 自然资源局 水务局"
)
BUSINESS_SERVICES = "设立变更 准营准办 投资审批 纳税缴费 招标采购 知识产权 政策兑现 注销退出"


def leaders() -> list[SimpleNamespace]:
    picture = Picture(*PORTRAIT, 480, 600)
    return [
        item(name, post=post, photo=picture if index % 3 == 0 else None, url="/design/leader/")
        for index, (name, post) in enumerate(LEADERS)
    ]


def topics() -> list[SimpleNamespace]:
    named = zip(pictures(), (RIVER, HALL, TERRACES, BRIDGE), strict=True)
    return [
        entry(
            topic.title, "/design/topic/", summary="", cover=Picture(*picture), is_archived=picture is BRIDGE
        )
        for topic, picture in named
    ]


def pictures() -> list[SimpleNamespace]:
    return [
        item(title, days, image=Rendition(*picture), summary="工程于上月通过竣工验收，沿线居民可以步行到达。")
        for days, (title, picture) in enumerate(
            [
                ("澜江两岸生态修复", RIVER),
                ("优化营商环境", HALL),
                ("乡村全面振兴在青屏", TERRACES),
                ("综合立体交通网", BRIDGE),
            ]
        )
    ]


# --- The frame ------------------------------------------------------------------------------------

SITES = {
    "portal": ("安澜市人民政府", "要闻动态 政务公开 政策文件 办事服务 互动交流 数据发布 专题专栏 走进安澜"),
    "department": ("安澜市教育局", "机构职能 工作动态 通知公告 政策文件 办事服务 互动交流 财政信息"),
    "county": ("青屏县人民政府", "青屏要闻 政务公开 政策文件 办事服务 互动交流 走进青屏"),
}


def record(theme: str) -> SimpleNamespace:
    name = SITES[theme][0]
    return SimpleNamespace(
        sponsor=SimpleNamespace(name="安澜市教育局" if theme == "department" else f"{name}办公室"),
        operator="安澜市大数据中心",
        site_id_code="9900000001",
        icp_number="安ICP备20260001号",
        police_number="安公网安备 99000002000001号",
        contact_name="政务公开科",
        contact_phone="0990-1234 5678",
        contact_email="webmaster@anlan.example",
        contact_address="安澜市江滨区澜江大道1号",
    )


def alert(level: str, title: str, text: str) -> dict[str, str]:
    return {"level": level, "title": title, "text": text, "url": "#main"}


def frame(
    theme: str = "portal", trail: str = "", current: str = "", alerts: Sequence[Any] = ()
) -> dict[str, Any]:
    """What surrounds a page. `trail`: titles of the breadcrumb below the home page, by spaces."""
    name, channels = SITES[theme]
    steps = [entry("首页", "/design/portal-home/"), *entries(trail)] if trail else []
    return {
        "theme": theme,
        "site_name": name,
        "record": record(theme),
        "home_url": f"/design/{theme}-home/",
        "search_url": "/design/search-results/",
        "channels": [
            *[
                entry(title, "/design/column-dated/", is_current=title == current)
                for title in channels.split()
            ],
        ],
        "page": True,
        "breadcrumb": steps,
        "alerts": list(alerts),
        "links": [
            {"title": "上级政府", "items": entries("中国政府网 省人民政府")},
            {"title": "县区政府", "items": entries("江滨区 东门区 青屏县 白沙县 云岭县")},
            {
                "title": "市政府部门",
                "items": entries(
                    "发展和改革委员会 教育局 科学技术局 工业和信息化局 公安局 民政局 司法局 财政局 "
                    "人力资源和社会保障局 自然资源局 生态环境局 住房和城乡建设局 交通运输局 水务局 卫生健康委员会"
                ),
            },
        ],
        "footer_links": entries("网站地图 隐私声明 无障碍声明 联系我们 我为政府网站找错"),
        "meta": [
            ("SiteName", name),
            ("SiteDomain", "www.anlan.example"),
            ("SiteIDCode", "9900000001"),
        ],
        "canonical_url": "",
        "feed_url": "",
        "page_title": f"{trail.split()[-1]} - {name}" if trail else name,
    }
