from shilu.cli.table import cells, table


def test_chinese_characters_take_two_cells() -> None:
    assert cells("实录 ab") == 7


def test_columns_line_up() -> None:
    lines = table(("a", "b"), [("死亡", "1"), ("x", "22")]).split("\n")

    assert lines == ["a     b", "----  --", "死亡  1", "x     22"]
