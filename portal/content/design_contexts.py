# ruff: noqa: E501 - a Han character counts as two columns.
"""Sample contexts of every page template: full, empty, and with very long Chinese text."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from . import design_samples as s
from . import design_texts as texts

Context = dict[str, Any]

WARNING = s.alert("warning", "暴雨黄色预警", "预计今天夜间到明天白天江滨区、东门区有大到暴雨，请减少外出。")
EMERGENCY = s.alert(
    "emergency", "防汛二级应急响应", "白沙县低洼地区居民请按社区通知立即转移，求助电话 0990-1234 5119。"
)
INFO = s.alert("info", "系统维护", "11月22日0时至4时办事系统维护，期间可以浏览，暂不能提交申请。")


def home(**parts: Any) -> dict[str, Any]:
    """The bands of a home page; those not given are None."""
    names = """lead headlines notices policy interpretation services interaction leaders topics data
        departments_news"""
    return {**dict.fromkeys(names.split()), **parts}


def _services(groups: dict[str, str]) -> list[dict[str, Any]]:
    return [{"title": title, "items": s.entries(names)} for title, names in groups.items()]


def portal_home() -> Context:
    lead = s.item(
        s.NEWS[2],
        image=s.Rendition(*s.RIVER),
        summary="全长18.6公里，步行、跑步、骑行三线分设，每隔一公里设一处直饮水点，附近居民步行十分钟可以到达。",
    )
    bands = home(
        lead=lead,
        headlines=s.band("要闻动态", [s.item(t, n // 2) for n, t in enumerate(s.NEWS[:2] + s.NEWS[3:])]),
        notices=s.band("通知公告", [s.item(t, n * 2, pinned=n == 0) for n, t in enumerate(s.NOTICES)]),
        policy=s.band("政策文件", [s.item(t, n * 5) for n, t in enumerate(s.POLICIES)]),
        interpretation=s.band("政策解读", [s.item(t, n * 5) for n, t in enumerate(s.INTERPRETATIONS)]),
        services=_services({"个人办事": s.PERSON_SERVICES, "企业和社会组织办事": s.BUSINESS_SERVICES}),
        interaction=s.band("互动交流", [s.item(t, n * 3) for n, t in enumerate(s.REPLIES)]),
        leaders=s.leaders(),
        topics=s.topics(),
        departments_news=s.band(
            "部门和县区动态",
            [s.item(t, n, department_name=d) for n, (d, t) in enumerate(s.DEPARTMENT_NEWS)],
        ),
    )
    return {"frame": s.frame(alerts=[WARNING]), "page": s.entry("首页", summary=""), "home": bands}


def portal_home_empty() -> Context:
    return {"frame": s.frame(), "page": s.entry("首页", summary=""), "home": home()}


def portal_home_long() -> Context:
    long = [
        s.item(s.LONG_TITLE, n, pinned=n == 0, department_name="住房和城乡建设局", is_external=n == 1)
        for n in range(5)
    ]
    tiles = [s.entry("城乡居民基本养老保险参保登记和待遇资格认证", is_external=n == 2) for n in range(5)]
    bands = home(
        lead=s.item(s.LONG_TITLE, summary=s.LONG_TITLE * 2, image=s.Rendition(*s.BRIDGE)),
        headlines=s.band("重要新闻和工作动态", long),
        notices=s.band("通知公告和公示公开征求意见", long),
        services=[{"title": "面向个人的全生命周期服务事项", "items": tiles}],
        departments_news=s.band("部门动态", long),
        leaders=[s.item("买买提江·阿不都热合曼", post="副市长、市公安局局长、督察长", photo=None)],
        topics=[s.entry(s.LONG_TITLE)],
    )
    frame = s.frame(alerts=[EMERGENCY, WARNING, INFO])
    frame["site_name"] = "安澜市住房和城乡建设综合行政执法监督管理委员会办公室"
    return {"frame": frame, "page": s.entry("首页", summary=""), "home": bands}


def department_home() -> Context:
    bands = home(
        lead=s.item(
            s.NEWS[5],
            image=s.Rendition(*s.HALL),
            summary="全市312所学校、28万名学生参加，家长可以按学期选择。",
        ),
        headlines=s.band("工作动态", [s.item(t, n) for n, t in enumerate(s.NEWS[:5])]),
        notices=s.band("通知公告", [s.item(t, n * 3) for n, t in enumerate(s.NOTICES[:5])]),
        policy=s.band("政策文件", [s.item(t, n * 9) for n, t in enumerate(s.POLICIES[:5])]),
        services=_services({"个人办事": "入学报名 转学 教师资格认定 学历证明 资助申请 考试报名"}),
        interaction=s.band("互动交流", [s.item(t, n * 3) for n, t in enumerate(s.REPLIES[:4])]),
        leaders=s.leaders(),
    )
    summary = "主管全市教育工作：学前教育、义务教育、普通高中和职业教育的规划与管理，教师队伍建设，学生资助，招生考试。"
    return {"frame": s.frame("department"), "page": s.entry("首页", summary=summary), "home": bands}


def department_home_empty() -> Context:
    return {"frame": s.frame("department"), "page": s.entry("首页", summary=""), "home": home()}


def county_home() -> Context:
    bands = home(
        lead=s.item(
            "青屏县高山茶园绿色防控现场会召开",
            image=s.Rendition(*s.TERRACES),
            summary="全县4.2万亩茶园全部停用化学除草剂。",
        ),
        headlines=s.band("青屏要闻", [s.item(t, n) for n, t in enumerate(s.NEWS[:6])]),
        notices=s.band("通知公告", [s.item(t, n * 2) for n, t in enumerate(s.NOTICES[:5])]),
        policy=s.band("政策文件", [s.item(t, n * 6) for n, t in enumerate(s.POLICIES[:5])]),
        services=_services({"个人办事": s.PERSON_SERVICES}),
        interaction=s.band("互动交流", [s.item(t, n * 2) for n, t in enumerate(s.REPLIES)]),
        leaders=s.leaders(),
        topics=s.topics()[:3],
    )
    return {"frame": s.frame("county", alerts=[INFO]), "page": s.entry("首页", summary=""), "home": bands}


def english_home() -> Context:
    """In Chinese as all samples; only an English site has it."""
    bands = {
        "lead": s.item(s.NEWS[2], image=s.Rendition(*s.RIVER), summary="步行、跑步、骑行三线分设。"),
        "headlines": s.band("新闻", [s.item(t, n) for n, t in enumerate(s.NEWS[:4])]),
        "channels": [s.band("走进安澜", s.pictures()), s.band("投资安澜", s.pictures()[:2])],
    }
    return {"frame": s.frame(), "page": s.entry("首页", summary=""), "home": bands}


# --- Columns --------------------------------------------------------------------------------------


def column(title: str = "通知公告", kind: str = "notices", list_style: str = "dated", **more: Any) -> Context:
    """A column; `more` holds what its kind lists (items, leaders, sections ...) or changes the page."""
    values = {"summary": "", "empty_reason": ""}
    values |= {name: more.pop(name) for name in tuple(more) if name in values}
    titles = ["本市要闻", "部门动态", "县区动态", "通知公告", "媒体关注"]
    return {
        "frame": s.frame(trail=f"要闻动态 {title}", current="要闻动态"),
        "page": SimpleNamespace(title=title, kind=kind, list_style=list_style, **values),
        "siblings": [s.entry(t, "/design/column-dated/", is_current=t == title) for t in titles],
        "parent_title": "要闻动态",
        **more,
    }


def dated(number: int = 1) -> Context:
    titles = (s.NOTICES + s.POLICIES) * 12
    items = [s.item(t, n * 2, department_name="市政府办公室", pinned=n == 0) for n, t in enumerate(titles)]
    return column(items=s.page_of(items, number))


def column_plain() -> Context:
    return column("走进安澜", "overview", "plain", items=s.page_of([s.item(t) for t in s.POLICIES]))


def column_pictures(list_style: str) -> Context:
    return column("图片新闻", "news", list_style, items=s.page_of(s.pictures() * 2))


def column_long() -> Context:
    items = [s.item(s.LONG_TITLE, n, pinned=n < 2, department_name="住房和城乡建设局") for n in range(20)]
    title = "规范性文件清理结果和失效废止文件目录公告"
    return column(title, "policy", items=s.page_of(items), summary=s.LONG_TITLE)


def column_group() -> Context:
    names = ["规章", "行政规范性文件", "其他文件", "政策解读"]
    sections = [s.band(name, [s.item(t, n) for n, t in enumerate(s.POLICIES[:4])]) for name in names]
    sections.append({"title": "政府信息公开年报", "more_url": "#main", "items": []})
    return {**column("政务公开", "group", sections=sections), "siblings": []}


# --- Articles -------------------------------------------------------------------------------------


def article(title: str, body: list[s.Block], **more: Any) -> Context:
    page = SimpleNamespace(
        title=title,
        display_date=s.NOW,
        source_name="安澜日报",
        source_url="",
        is_reprint=False,
        department=SimpleNamespace(name="市政府办公室"),
        issuer="",
        document_number="",
        signed_on=None,
        effective_on=None,
        language_variant="",
        correction_note="",
        corrected_on=None,
        body=body,
    )
    context = {
        "frame": s.frame(trail=f"要闻动态 本市要闻 {title.replace(' ', '')}", current="要闻动态"),
        "page": page,
        "contents": [],
        "attachment_files": [],
        "related": [],
    }
    return {**context, **more}


def article_short() -> Context:
    return article(s.NEWS[2], [s.Block("paragraph", text) for text in texts.NEWS])


def article_long() -> Context:
    body, contents = [], []
    for number, (level, heading, text) in enumerate(texts.REGULATION, 1):
        anchor = f"a{number}"
        body.append(s.Block("heading", {"text": heading, "level": level, "anchor": anchor}))
        contents.append({"text": heading, "level": level, "anchor": anchor})
        if text:
            body.append(s.Block("paragraph", f"<p>{text}</p>"))
    context = article("安澜市政府网站管理办法", body, contents=contents)
    context["page"].issuer = "安澜市人民政府"
    context["page"].document_number = "安政发〔2026〕21号"
    context["page"].signed_on = s.TODAY
    context["page"].effective_on = date(2027, 1, 1)
    context["attachment_files"] = [attachment("安澜市政府网站管理办法（正式文本）", "ofd", 834_560)]
    context["related"] = [s.item(t, n) for n, t in enumerate(s.INTERPRETATIONS[:3])]
    return context


def attachment(title: str, extension: str, size: int) -> dict[str, Any]:
    return {"title": title, "url": "#main", "extension": extension, "size": size}


def _table() -> s.Block:
    rows = [
        ["东门码头—白石滩", "6.2", "步行、骑行", "全天"],
        ["白石滩—水文站", "7.1", "步行、跑步、骑行", "全天"],
        ["水文站—澜江大桥", "5.3", "步行", "汛期水位超过警戒水位时关闭"],
    ]
    columns = [{"heading": text} for text in ("路段", "长度（公里）", "线路", "开放时间")]
    table = SimpleNamespace(columns=columns, rows=rows)
    return s.Block("table", {"caption": "各段长度和开放时间", "table": table})


def _gallery() -> s.Block:
    named = [(s.BRIDGE, "澜江大桥"), (s.TERRACES, "青屏茶园远眺"), (s.HALL, "")]
    return s.Block(
        "gallery", [{"image": s.Picture(*picture), "caption": caption} for picture, caption in named]
    )


def _video() -> s.Block:
    film = SimpleNamespace(url="/static/design/none.mp4", title="澜江步道航拍")
    transcript = "<p>画面从东门码头起，沿江向南。</p>"
    return s.Block("video", {"document": film, "caption": "航拍：步道全线", "transcript": transcript})


def _every_block() -> list[s.Block]:
    document = SimpleNamespace(url="#main", title="开放时间表", file_extension="xlsx", file_size=48_230)
    caption = "东门码头至白石滩段。市住房和城乡建设局供图"
    return [
        s.Block("paragraph", texts.NEWS[0]),
        s.Block("image", {"image": s.Picture(*s.RIVER), "caption": caption}),
        s.Block("heading", {"text": "三线分设，十分钟到江边", "level": 2, "anchor": "lines"}),
        s.Block("paragraph", texts.NEWS[1]),
        s.Block("quote", {"text": texts.QUOTE, "attribution": "项目负责人　顾长青"}),
        s.Block("heading", {"text": "开放安排", "level": 2, "anchor": "hours"}),
        s.Block("paragraph", texts.DETAILS),
        _table(),
        s.Block("attachment", {"document": document, "title": "澜江步道开放时间表"}),
        s.Block("heading", {"text": "沿线景观", "level": 3, "anchor": "views"}),
        _gallery(),
        _video(),
    ]


def article_full() -> Context:
    """Every kind of block."""
    body = _every_block()
    contents = [
        {"text": block.value["text"], "anchor": block.value["anchor"], "level": block.value["level"]}
        for block in body
        if block.template.endswith("heading.html")
    ]
    places = "沿线公共设施一览表（含直饮水点、公共卫生间、休息座椅和自动体外除颤器位置）"
    context = article(
        s.NEWS[2],
        body,
        contents=contents,
        attachment_files=[
            attachment("澜江东岸慢行步道总平面图", "pdf", 5_242_880),
            attachment(places, "xlsx", 96_256),
        ],
        related=[s.item(t, n) for n, t in enumerate(s.NEWS[3:7])],
    )
    context["page"].is_reprint = True
    context["page"].correction_note = texts.CORRECTION
    context["page"].corrected_on = s.TODAY
    context["page"].source_url = "#main"
    return context


def article_traditional() -> Context:
    context = article("「瀾江青年論壇」在安瀾舉行", [s.Block("paragraph", texts.TRADITIONAL)])
    context["page"].language_variant = "traditional"
    return context


# --- Other pages ----------------------------------------------------------------------------------


def leader(full: bool = True) -> Context:
    page = SimpleNamespace(
        title="江远帆",
        post="市委副书记、市长",
        duties=texts.DUTIES if full else "",
        resume=texts.RESUME if full else "",
        photo=s.Picture(*s.PORTRAIT, 480, 640) if full else None,
    )
    related = [s.item(t, n * 3) for n, t in enumerate(s.NEWS[:4])] if full else []
    return {
        "frame": s.frame(trail="政务公开 领导之窗 江远帆", current="政务公开"),
        "page": page,
        "related": related,
    }


def institution() -> Context:
    page = SimpleNamespace(
        title="安澜市教育局",
        summary="",
        functions=texts.FUNCTIONS,
        address="安澜市江滨区学府路8号",
        office_hours="周一至周五 9:00—12:00，13:30—17:30\n法定节假日除外",
        phone="0990-1234 0086",
        head="林知远",
    )
    return {"frame": s.frame(trail="政务公开 机构职能 安澜市教育局", current="政务公开"), "page": page}


def topic(full: bool = True) -> Context:
    page = SimpleNamespace(
        title="优化营商环境",
        introduction="<p>把企业办事的时间、环节、材料、费用一项一项降下来。这里集中公布改革措施、办理入口和进展数据。</p>"
        if full
        else "",
        cover=s.Picture(*s.HALL) if full else None,
        is_archived=not full,
    )
    items = [s.item(t, n, department_name="市行政审批局") for n, t in enumerate(s.POLICIES)] if full else []
    names = ("改革措施", "工作进展") if full else ()
    sections = [s.band(name, [s.item(t, 3) for t in s.NEWS[:4]]) for name in names]
    return {
        "frame": s.frame(trail="专题专栏 优化营商环境", current="专题专栏"),
        "page": page,
        "items": items,
        "sections": sections,
    }


def plain_page() -> Context:
    page = SimpleNamespace(title="隐私声明", body=[s.Block("paragraph", texts.PRIVACY)])
    return {"frame": s.frame(trail="隐私声明"), "page": page, "contents": []}


def alert_page() -> Context:
    page = SimpleNamespace(
        title=WARNING["title"],
        text=WARNING["text"],
        starts_at=s.NOW,
        expires_at=s.NOW,
        link_url="",
        department=SimpleNamespace(name="市气象局"),
    )
    return {"frame": s.frame(trail="暴雨黄色预警", alerts=[WARNING]), "page": page}


def site_map() -> Context:
    below = s.entries("本市要闻 部门动态 通知公告", children=[])
    deep = s.entry("政府信息公开", children=s.entries("指南 制度 年报", children=[]))
    titles = s.SITES["portal"][1].split()
    return {"frame": s.frame(trail="网站地图"), "tree": [s.entry(t, children=[*below, deep]) for t in titles]}
