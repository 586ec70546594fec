"""Two versions of a text beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from sites.editorial.differences import changed_characters, rows
from sites.pages.texts import Place

TEXTS = st.lists(st.text(alphabet="甲乙丙丁<&。", max_size=8), max_size=8)


def version(*lines: str) -> list[Place]:
    return [Place("body", "正文", "paragraph", None, "\n".join(lines))]


def test_what_was_changed_within_a_line_is_marked_on_both_sides():
    (row,) = rows(version("自5月1日起施行"), version("自6月1日起施行"))
    assert row.left == "自<del>5</del>月1日起施行"
    assert row.right == "自<ins>6</ins>月1日起施行"


def test_a_new_line_stands_alone_on_its_side():
    shown = rows(version("甲"), version("甲", "乙"))
    assert [(row.left, row.right) for row in shown] == [("甲", "甲"), (None, "<ins>乙</ins>")]


def test_long_stretches_without_a_change_are_counted_not_shown():
    same = [f"第{number}行" for number in range(20)]
    shown = rows(version(*same, "甲"), version(*same, "乙"))
    assert [row.skipped for row in shown] == [18, 0, 0, 0]


def test_markup_in_a_text_is_shown_as_text():
    (row,) = rows(version("<script>"), version("<b>"))
    assert "<script>" not in row.left
    assert "&lt;" in row.left


@given(TEXTS, TEXTS)
def test_nothing_is_lost_on_either_side(old, new):
    shown = rows(version(*old), version(*new))

    def count(side: str) -> int:
        return sum(row.skipped or getattr(row, side) is not None for row in shown)

    assert count("left") == len(version(*old)[0].text.splitlines())
    assert count("right") == len(version(*new)[0].text.splitlines())


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert changed_characters(version(*text), version(*text)) == 0
    assert not any(row.changed for row in rows(version(*text), version(*text)))
