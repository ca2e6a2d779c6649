"""Every rule explains itself: its docstring is its page in the manual."""

import re
from collections import Counter

import pytest

from core.rules import all_rules


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.key)
def test_the_page_of_a_rule_says_what_it_wants_with_examples_and_source(rule) -> None:
    first, *lines = [line.strip() for line in rule.manual.splitlines() if line.strip()]
    assert first.endswith("。")
    assert [line[:3] for line in lines[-3:]] == ["错误：", "正确：", "依据："]


def test_keys_are_unique_and_plain() -> None:
    keys = Counter(rule.key for rule in all_rules())
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)
