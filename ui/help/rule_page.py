"""The page 规则: what every rule wants, from the rules' own explanations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from core.rules.explanation import Explanation, explanations
from ui.help.manual import Page, escaped, page

NAME = "rules"


def rule_page() -> Page:
    """A heading for each criterion of the review and, below it, one for each rule, whose anchor is its key."""
    rules = explanations()
    return page(NAME, "\n\n".join(_paragraphs(rules)), [rule.key for rule in rules])


def anchor(rule_key: str) -> str:
    """What `HelpWindow.show_page` is given to show this rule."""
    return f"{NAME}#{rule_key}"


def _paragraphs(rules: Sequence[Explanation]) -> Iterator[str]:
    yield "# 规则"
    yield (
        f"绩目按下面 {len(rules)} 条规则检查，边输入边更新。四个标题是审核表的四个方面（财预〔2015〕88号）。"
        "括号里是最重的级别：**错误**应当改正，**警告**请核对，**提示**供参考。"
    )
    for criterion, group in groupby(rules, key=lambda rule: rule.criterion):
        yield f"## {criterion}"
        for rule in group:
            yield from _explained(rule)


def _explained(rule: Explanation) -> Iterator[str]:
    yield f"### {escaped(rule.title.removesuffix('。'))}（{rule.severity.title}）"
    # Two blanks at its end keep a line of Markdown a line.
    if rule.text:
        yield "  \n".join(escaped(line) for line in rule.text.splitlines())
    facts = (("不妥", rule.wrong), ("应为", rule.right), ("依据", rule.source))
    yield "\n".join(f"- {title}：{escaped(text)}" for title, text in facts if text)
