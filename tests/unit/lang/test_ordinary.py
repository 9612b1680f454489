from __future__ import annotations

import pytest

from shilu.lang.ordinary import ordinary


@pytest.mark.parametrize("stem", ["示范", "推动湾", "体验", "数字直播", "不断扩大"])
def test_a_stem_of_ordinary_words_is_ordinary(stem: str) -> None:
    assert ordinary(stem)


@pytest.mark.parametrize("stem", ["岭桥", "柳溪", "萨蒂", "青屿"])
def test_a_stem_of_rare_words_is_not(stem: str) -> None:
    assert not ordinary(stem)
