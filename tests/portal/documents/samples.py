"""Small documents of the project's own, and makers of files around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document

REGULATION = """安澜市公共停车场管理办法
(征求意见稿)
第一章 总则
第一条 为了规范公共停车场的管理,制定本办法。
第二条 本办法所称公共停车场,是指向社会开放的停车场。
第二章 管理
第三条 停车场应当公示下列事项:
(一)收费标准;
(二)监督电话。
第四条 违反第三条规定的,由主管部门责令改正。
第三章 附则
第五条 本办法自二○二五年十一月一日起施行。
"""

TRADITIONAL = """安瀾市圖書館管理辦法
第一章 總 則
第一條 為了規範圖書館的管理,發揮公共文化服務的作用,制定本辦法。
第二條 本辦法所稱圖書館,是指向社會開放的場館。讀者應當愛護圖書資料。
第二章 附 則
第三條 本辦法自2007年12月1日起施行。
"""

NOTICE = """安澜市人民政府办公室文件
安政办发[2025]12号
安澜市人民政府办公室关于印发
安澜市供水保障方案的通知
各县(区)人民政府,市直各部门:
《安澜市供水保障方案》已经市政府同意,现印发给你们。此前的通知(安政办发〔2019〕3号)停止执行。
一、工作目标
到2026年底,城区供水保障率达到百分之九十九。
二、主要任务
各单位要按照分工抓好落实。
安澜市人民政府办公室
2025年3月18日
"""


def word(build: Callable[[Document], None]) -> bytes:
    """Return a .docx that `build` filled."""
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word_of_lines(text: str) -> bytes:
    def build(document: Document) -> None:
        for line in text.splitlines():
            document.add_paragraph(line)

    return word(build)


def page_of_lines(text: str, head: str = '<meta charset="utf-8">') -> str:
    body = "\n".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the zip `data` with one member replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member.filename))
        new.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)
