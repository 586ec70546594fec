"""What the documentation says about rights is what the data say."""

from scripts.who_may import PAGE, table


def test_the_table_of_who_may_do_what_is_that_of_the_data():
    assert table() in PAGE.read_text(encoding="utf-8")
