# ruff: noqa: E501 - a Han character counts as two columns.
"""What the design pages of the search show."""

from __future__ import annotations

from . import design_samples as s
from .design_components import facets
from .design_contexts import Context


def search(query: str = "", found: int = 0) -> Context:
    summary = "本办法适用于使用市级财政资金的政府投资项目，规定了项目决策、概算管理、建设实施、竣工验收和监督的程序。"
    results = [s.result(s.POLICIES[n % 6], summary, query) for n in range(found)]
    return {
        "frame": s.frame(trail="搜索"),
        "query": query,
        "found": s.entry("", total=found, facets=bool(found), has_all_words=True, corrected_to=""),
        "hits": results[:10],
        "items": s.page_of(results, 1, 10),
        "choices": facets()[:1] if found else [],
        "facets": facets() if found else [],
        "answer": {
            "hit": results[0],
            "facts": [("文号", "安政办发〔2026〕128号"), ("发文机关", "市政府办公室")],
        }
        if found
        else None,
        "result_feed": "#main",
    }


def similar() -> Context:
    return {
        "frame": s.frame(trail="相似内容"),
        "hits": [s.result(title, "", "办法") for title in s.POLICIES[:6]],
    }
