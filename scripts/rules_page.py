"""Writes docs/rules.zh.md, the page for editors, from the rule sets in force.

python -m scripts.rules_page
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import django

from scripts.compile_messages import ROOT

PAGE = ROOT / "docs" / "rules.zh.md"
LEVELS = {
    "block": ("必须改正", "不改正不能提交审核，也不能用说明代替。"),
    "warn": ("改正或说明", "改正，或者在编辑器中说明理由后才能提交审核；理由记入台账。"),
    "note": ("请注意", "只作提示，不影响提交。"),
}
HEAD = """# 内容规则

<!-- 由 scripts/rules_page.py 根据规则数据生成，请勿手工修改。 -->

编辑时，系统随时按下列规则检查正在输入的内容，在有问题的内容块旁边提示怎样处理；提交审核前再完整检查一遍；
每天夜里检查全部已发布的页面，结果在“内容问题”中列出，直到改正为止。

规则版本：{edition}

- 标“待核”的规则，依据的原文尚未逐字核对。
- 编辑器的“检查”面板列出全部问题，点击“查看位置”即可到达。
- 提交审核时如有必须改正或者说明的问题，草稿照常保存，已输入的内容不会丢失。
- 外部网站由网站管理员审核后在“已审核的外部网站”中登记，登记后不再提示。
"""


def page() -> str:
    """The text of the page."""
    from sites.editorial.rules.registry import edition

    return HEAD.format(edition=edition()) + "".join(_sections())


def _sections() -> Iterator[str]:
    from sites.editorial.rules.registry import rules

    for level, (name, meaning) in LEVELS.items():
        yield f"\n## {name}\n\n{meaning}\n\n| 规则 | 提示 | 依据 |\n| --- | --- | --- |\n"
        for rule in rules().values():
            if rule.level == level:
                source = rule.source if rule.confirmed else f"{rule.source}（待核）"
                yield f"| {rule.title}<br>`{rule.id}` | {_shown(rule.message)} | {source} |\n"


def _shown(message: str) -> str:
    """The message with an ellipsis for what differs from finding to finding."""
    for name in ("excerpt", "suggestion", "state", "title", "percent", "count", "first", "days", "shown"):
        message = message.replace(f"{{{name}}}", "……")
    return message.replace("{name}", "……").replace("{post}", "……")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
