"""The main job, from the editor's desk to the reader's screen, on a real installation."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser import office
from tests.browser.installation import Installation

pytestmark = pytest.mark.browser

REGULATION = """测试市档案查阅管理办法
（2026年3月2日测试市人民政府发布）
第一章 总则
第一条 为规范档案查阅工作，制定本办法。
第二条 本市行政区域内的档案查阅，适用本办法。
第二章 查阅
第三条 查阅档案应当出示身份证件。
第四条 本办法自2026年4月1日起施行。
"""
REGULATIONS = Path(__file__).parents[3] / "shared" / "regulations"


@pytest.fixture
def reader(browser: Browser):
    """A citizen's window, in which no script runs."""
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def a_picture(path: Path) -> Path:
    Image.frombytes("RGB", (1200, 800), os.urandom(3) * 960_000).save(path)
    return path


def test_an_article_goes_from_the_editor_over_three_desks_to_the_readers_of_its_own_site(
    browser: Browser, place: Installation, reader, tmp_path: Path
):
    title = "关于做好秋季入学工作的通知"
    (tmp_path / "schedule.txt").write_text("入学日程：九月一日报到。", encoding="utf-8")

    editor = office.sign_in(browser, place, "jyj-editor")
    office.begin_article(editor, "通知公告")
    editor.fill("#id_title", title)
    editor.fill("#id_summary", "秋季入学的时间和材料。")
    office.choose_picture(editor, a_picture(tmp_path / "gate.jpg"), "校门", "新学期的校门")
    office.add_text(editor, "各学校要提前做好准备。")
    office.attach(editor, tmp_path / "schedule.txt", "入学日程")
    office.submit(editor)

    column = place.address("jyj.localhost", "/tzgg/")
    reader.goto(column)
    expect(reader.get_by_role("main")).not_to_contain_text(title)

    for role in ("reviewer", "secrecy_reviewer"):
        office.approve(browser, place, f"jyj-{role}", title)
        reader.goto(column)
        expect(reader.get_by_role("main")).not_to_contain_text(title)

    office.approve(browser, place, "jyj-signer", title)
    reader.goto(place.address("jyj.localhost"))
    expect(reader.get_by_role("main")).to_contain_text(title)
    reader.goto(column)
    reader.get_by_role("link", name=title).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    expect(reader.get_by_role("main")).to_contain_text("各学校要提前做好准备。")
    with reader.expect_download() as download:
        reader.get_by_role("link", name="入学日程").click()
    assert "九月一日报到" in download.value.path().read_text(encoding="utf-8")

    path = reader.url.split("/", 3)[3]
    reader.goto(place.address())
    expect(reader.get_by_role("main")).not_to_contain_text(title)
    assert reader.goto(place.address(path=f"/{path}")).status == 404


def test_what_is_refused_comes_back_to_its_author_with_the_reason(browser: Browser, place: Installation):
    title = "关于调整作息时间的通知"
    editor = office.sign_in(browser, place, "jyj-editor")
    office.begin_article(editor, "工作动态")
    editor.fill("#id_title", title)
    office.add_text(editor, "作息时间调整如下。")
    office.submit(editor)

    reviewer = office.sign_in(browser, place, "jyj-reviewer")
    reviewer.get_by_role("main").get_by_role("link", name=title).first.click()
    reviewer.get_by_label("意见").fill("请补充施行日期。")
    reviewer.get_by_text("指出具体位置").click()
    reviewer.get_by_label(re.compile("正文 1")).fill("请写明从哪一天起执行。")
    with reviewer.expect_navigation():
        reviewer.get_by_role("button", name="退回修改").click()

    editor.goto(place.address(path="/admin/"))
    expect(editor.get_by_role("main")).to_contain_text("请补充施行日期。")
    expect(editor.get_by_role("main")).to_contain_text("请写明从哪一天起执行。")


def test_an_imported_regulation_is_approved_and_every_article_can_be_linked_to(
    browser: Browser, place: Installation, reader, tmp_path: Path
):
    (tmp_path / "archive.txt").write_bytes(REGULATION.encode("gb18030"))
    import_into_portal(place, tmp_path)
    approve_on_portal(browser, place, "测试市档案查阅管理办法")

    reader.goto(place.address(path="/zc/zcwj/"))
    reader.get_by_role("link", name="测试市档案查阅管理办法").click()
    for number in range(1, 5):
        expect(reader.locator(f"#article-{number}")).to_be_visible()
    expect(reader.get_by_role("main")).to_contain_text("查阅档案应当出示身份证件")
    assert "已" in import_into_portal(place, tmp_path)


@pytest.mark.skipif(not REGULATIONS.is_dir(), reason="the five regulations are not beside the repository")
def test_the_five_regulations_come_in_whole_and_are_readable_on_the_portal(
    browser: Browser, place: Installation, reader
):
    import_into_portal(place, REGULATIONS)
    titles = {
        "新余市政府网站管理办法": 39,
        "惠州市政务信息资源共享管理办法": 62,
        "上海市社会保障和市民服务信息系统管理办法": 18,
        "厦门市市民服务信息系统管理暂行办法": 19,
        "三亞市政務信息資源共享管理辦法": 34,
    }
    for title, articles in titles.items():
        approve_on_portal(browser, place, title)
        reader.goto(place.address(path="/zc/zcwj/"))
        reader.get_by_role("link", name=title).first.click()
        expect(reader.get_by_role("heading", level=1)).to_contain_text(title)
        for number in (1, articles // 2, articles):
            expect(reader.locator(f"#article-{number}")).to_be_visible()


def import_into_portal(place: Installation, folder: Path) -> str:
    return place.manage(
        "import_documents", str(folder), "--site", "localhost", "--column", "zcwj", "--by", "portal-editor"
    )


def approve_on_portal(browser: Browser, place: Installation, title: str) -> None:
    office.approve_all(browser, place, "portal", title, office.DOCUMENT)
