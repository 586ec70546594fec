# ruff: noqa: E501 - a Han character counts as two columns.
"""Sample data for every component in every state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from . import design_samples as s


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(
        label="姓名",
        error_messages={"required": "请填写姓名。"},
        help_text="与身份证件上的姓名一致",
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    number = forms.CharField(label="身份证号码", widget=forms.TextInput({"inputmode": "text"}))
    phone = forms.CharField(
        label="联系电话", required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"})
    )
    kind = forms.ChoiceField(
        label="事项", choices=[("", "请选择"), ("a", "咨询"), ("b", "建议"), ("c", "投诉")]
    )
    reply = forms.ChoiceField(
        label="答复方式",
        choices=[("sms", "短信"), ("mail", "电子邮件"), ("post", "邮寄")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择答复方式。"},
    )
    topics = forms.MultipleChoiceField(
        label="涉及内容",
        choices=[("edu", "教育"), ("water", "供水"), ("road", "道路")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(label="内容", help_text="不超过2000字", widget=forms.Textarea({"rows": 5}))
    paper = forms.FileField(label="材料", required=False, help_text="PDF、JPG 或 OFD，不超过20 MB")

    def clean_number(self) -> str:
        raise forms.ValidationError("身份证号码最后一位不对，请核对后重新填写。")


def forms_in_each_state() -> dict[str, forms.Form]:
    sent = {"r-name": "", "r-number": "990102199001011234", "r-kind": "a", "r-text": "东门街道路灯不亮"}
    refused = SampleForm(sent, prefix="r", label_suffix="")
    refused.is_valid()
    return {"form": SampleForm(label_suffix="", prefix="blank"), "refused_form": refused}


def events() -> list[dict[str, Any]]:
    start = s.NOW - timedelta(days=9)
    return [
        {"title": "收到申请", "at": start, "state": "done", "text": "编号 990-2026-001284。", "note": ""},
        {"title": "通知补正", "at": start + timedelta(days=2), "state": "act", "text": "请在11月25日前补充所需信息的文件名称或者文号。", "note": "《政府信息公开条例》第三十条"},
        {"title": "办理", "at": None, "state": "now", "text": "由市住房和城乡建设局办理。", "note": ""},
        {"title": "答复", "at": None, "state": "ahead", "text": "最迟2026-12-18。", "note": "二十个工作日，《政府信息公开条例》第三十三条"},
    ]  # fmt: skip


def facets() -> list[dict[str, Any]]:
    def options(text: str) -> list[Any]:
        return [s.entry(t, count=(7 * n) % 23 or None, is_current=n == 0) for n, t in enumerate(text.split())]

    return [
        {"title": "主题", "options": options("全部 综合政务 财政金融审计 城乡建设 科技教育 卫生体育")},
        {"title": "有效性", "options": options("全部 有效 已修改 失效 废止")},
        {"title": "年份", "options": options("全部 2026 2025 2024 2023")},
    ]


def alerts() -> dict[str, Any]:
    """Alerts of every level."""
    return {
        "alerts": [
            s.alert("info", "系统维护", "11月22日0时至4时办事系统维护，暂不能提交申请。"),
            s.alert("notice", "公开征求意见", "《安澜市户外广告设施管理办法（草案）》征求意见至12月20日。"),
            s.alert("warning", "暴雨黄色预警", "预计今天夜间有大到暴雨，请减少外出。"),
            s.alert("emergency", "防汛二级应急响应", "低洼地区居民请按社区通知立即转移。"),
        ],
    }


def lists_and_stories() -> dict[str, Any]:
    """Lists and their pages, a lead story with and without a picture, a search result."""
    return {
        "list_items": [
            s.item(s.LONG_TITLE, 1, pinned=True, department_name="住房和城乡建设局"),
            *[s.item(t, n) for n, t in enumerate(s.NOTICES[:4])],
            s.item("省级平台办事入口", 2, is_external=True),
        ],
        "lead": s.item(
            s.NEWS[2],
            image=s.Rendition(*s.RIVER),
            summary="全长18.6公里，三线分设，附近居民步行十分钟可以到达。",
        ),
        "lead_bare": s.item(s.LONG_TITLE, summary="没有图片的头条。"),
        "pages_first": s.page_of(range(300), 1),
        "pages_middle": s.page_of(range(300), 9),
        "pages_last": s.page_of(range(300), 20),
        "result": s.result(s.POLICIES[0], "本办法适用于使用市级财政资金的政府投资项目。", "投资"),
    }


def cards_and_tiles() -> dict[str, Any]:
    """Cards with and without pictures, leaders, entries, a band."""
    return {
        "pictures": s.pictures(),
        "bare_cards": [
            s.item(t, n, summary="没有图片的卡片，只有标题和摘要。") for n, t in enumerate(s.POLICIES[:3])
        ],
        "leader_items": s.leaders(),
        "tile_items": [*s.entries(s.PERSON_SERVICES), s.entry("省级平台", is_external=True)],
        "band": s.band("通知公告", [s.item(t, n) for n, t in enumerate(s.NOTICES)]),
    }


def documents() -> dict[str, Any]:
    """What surrounds the text of a policy document: header, facts, files, contents."""
    return {
        "facts": [
            ("索引号", "9900000001-2026-01167"),
            ("发文机关", "安澜市人民政府"),
            ("发文字号", "安政发〔2026〕18号"),
            ("成文日期", "2026-11-12"),
            ("主题分类", "国民经济管理、国有资产监管"),
            ("施行日期", "2027-01-01"),
        ],
        "document_status": {"kind": "done", "text": "有效"},
        "document_title": "安澜市人民政府关于印发政府投资项目管理办法的通知",
        "files": [
            {"title": "政府投资项目管理办法", "url": "#main", "extension": "pdf", "size": 1_245_184},
            {"title": s.LONG_TITLE, "url": "#main", "extension": "ofd", "size": 860_000},
            {"title": "申请表", "url": "#main", "extension": "", "size": 0},
        ],
        "contents": [
            {"text": "第一章　总则", "anchor": "typography", "level": 2},
            {"text": "第一条", "anchor": "lists", "level": 3},
            {"text": "第二章　规划、建设与管理", "anchor": "cards", "level": 2},
        ],
    }


def numbers() -> dict[str, Any]:
    """Figures and a table."""
    return {
        "figures": [
            ("本年收到来信", "12,846"),
            ("按时答复率", "99.2%"),
            ("平均办理", "4.6天"),
            ("满意度", "96%"),
        ],
        "columns": [{"heading": text} for text in ("指标", "2024年", "2025年", "2026年前三季度")],
        "rows": [
            ["地区生产总值（亿元）", "2,416.8", "2,571.3", "1,968.4"],
            ["一般公共预算收入（亿元）", "168.2", "175.9", "141.7"],
            ["城镇新增就业（万人）", "5.12", "5.30", "4.41"],
        ],
    }


def navigation() -> dict[str, Any]:
    """Tabs, siblings, an accordion, facets."""
    tabs = s.entries("全部 规章 规范性文件 其他文件", is_current=False)
    tabs[0].is_current = True
    return {
        "tabs": tabs,
        "siblings": [
            s.entry(t, is_current=t == "通知公告") for t in ["本市要闻", "部门动态", "通知公告", "媒体关注"]
        ],
        "parts": [
            {"title": "哪些人可以申请", "text": "具有本市户籍、年满六十周岁的老年人。", "is_open": True},
            {
                "title": "需要带什么材料",
                "text": "身份证件。其他材料由部门之间共享取得，不需要您提供。",
                "is_open": False,
            },
        ],
        "facets": facets(),
    }


def cases() -> dict[str, Any]:
    """States, events and steps of a case, files being sent, the receipt."""
    return {
        "statuses": [("doing", "办理中"), ("done", "已办结"), ("act", "待补正"), ("closed", "已撤回")],
        "events": events(),
        "steps": [
            {"title": "准备身份证件", "text": "其他材料由部门之间共享取得。"},
            {"title": "网上填写申请", "text": "约需五分钟，可以随时保存。"},
            {"title": "等候上门评估", "text": "社区在五个工作日内联系您。"},
        ],
        "uploads": [
            {"name": "现场照片.jpg", "size": 2_400_000, "percent": 100, "error": ""},
            {"name": "情况说明.pdf", "size": 8_200_000, "percent": 62, "error": ""},
            {
                "name": "录像.mov",
                "size": 320_000_000,
                "percent": 0,
                "error": "文件超过20 MB，请压缩后重新上传。",
            },
        ],
        "receipt_facts": [("申请人", "王某某"), ("收到时间", "2026-11-21 09:30"), ("最迟答复", "2026-12-18")],
    }


def context() -> dict[str, Any]:
    """Everything templates/design/components.html shows."""
    return {
        "frame": {**s.frame(), "page": None, "links": [], "page_title": "设计 - 一站"},
        **alerts(),
        **lists_and_stories(),
        **cards_and_tiles(),
        **documents(),
        **numbers(),
        **navigation(),
        **cases(),
        **forms_in_each_state(),
    }
