"""The lists of words that are shipped, and how they are searched."""

import re
from pathlib import Path

import pytest

from sites.editorial.rules import vocabulary
from sites.editorial.rules.registry import newest
from sites.editorial.rules.vocabulary import Vocabulary, Word
from sites.pages.texts import Place

REGULATIONS = Path(__file__).parents[5] / "shared" / "regulations"
ORDINARY = """
关于做好安全生产工作的通知。各县（区）人民政府，市政府各部门：为贯彻落实上级部署，切实维护群众利益，现将有关事项通知如下。
经过渡假期、在这座落成不久的大桥上，记者采访了自己经营农场的农户。检查院内感染防控，核对账户，公布署名文章，听取群众意见。
按装配图施工；以经济建设为中心；入帐篷休息；汇报导航系统建设；完成份额；问题纲要；推委员会成员；万事俱备。
新农村长效机制健全，预测重点，检测重金属，监测重复样，出现像素点，请帖已发，支付主任务费用。
"""


def place(text: str) -> Place:
    return Place("body.1", "正文", "paragraph", text, text)


def words_in(text: str, name: str = "error") -> set[str]:
    return {found.word.word for found in vocabulary.shipped().found_in([place(text)])[name]}


def test_at_least_two_hundred_errors_are_known_each_with_what_to_write():
    errors = vocabulary.read(newest(vocabulary.DATA, "words-error-*.toml"))
    assert len(errors) >= 200
    assert all(word.instead and word.instead != word.word for word in errors)


def test_what_is_to_be_written_is_itself_no_error():
    errors = vocabulary.read(newest(vocabulary.DATA, "words-error-*.toml"))
    assert {word.instead for word in errors if words_in(word.instead)} == set()


@pytest.mark.parametrize("name", vocabulary.LISTS)
def test_nothing_is_found_in_ordinary_official_prose(name):
    assert words_in(ORDINARY, name) == set()


@pytest.mark.skipif(not REGULATIONS.is_dir(), reason="the five regulations are not beside the repository")
@pytest.mark.parametrize("name", vocabulary.LISTS)
def test_nothing_is_found_in_the_five_regulations(name):
    texts = [file.read_bytes().decode("utf-8", "replace") for file in sorted(REGULATIONS.glob("*.txt"))]
    assert set().union(*(words_in(text, name) for text in texts)) == set()


def test_a_word_inside_a_longer_one_in_which_it_is_right_is_no_error():
    lists = Vocabulary({"error": [Word("按装", "安装", ("按装配",))]})
    assert not lists.found_in([place("按装配图施工")])["error"]
    assert lists.found_in([place("按装配图，按装设备")])["error"]


def test_case_does_not_hide_a_word():
    lists = Vocabulary({"spam": [Word("加QQ群")]})
    assert lists.found_in([place("请加qq群")])["spam"]


def test_a_list_says_its_edition_and_whether_it_is_confirmed():
    for name in vocabulary.LISTS:
        text = newest(vocabulary.DATA, f"words-{name}-*.toml").read_text(encoding="utf-8")
        assert re.search(r"^edition = ", text, re.M)
        assert re.search(r"^confirmed = ", text, re.M)
        assert "source:" in text
