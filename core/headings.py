"""What target tables are called: by their project, or by the kind of table alone."""

from __future__ import annotations

import re

from core.wording import squeezed

_GENERAL = re.compile(
    r"(?:附[件表]?\S{0,4}?)?(?:[\d〇零一二三四五六七八九]{4}年度?)?(?:省|市|县|区|部门|单位)*"
    r"(?:预算|本级)*(?:项目|专项|政策|资金|支出|预算|整体|及|年度|核心)*"
    r"绩效(?:目标|指标).{0,6}表.{0,12}"
)
_LONGEST_GENERAL = 40


def is_general_heading(text: str) -> bool:
    """Whether a heading names the kind of table alone, not a project: `2026年度项目支出绩效目标申报表`."""
    return len(text) < _LONGEST_GENERAL and bool(_GENERAL.fullmatch(squeezed(text)))
