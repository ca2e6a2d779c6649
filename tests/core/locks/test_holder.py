"""Who has a file open, in plain words."""

from datetime import datetime, timedelta

import pytest

from core.locks import HeldByOther, told

NOW = datetime(2026, 11, 21, 15, 30)
EARLIER = datetime(2026, 11, 21, 9, 5)


@pytest.mark.parametrize(
    ("holder", "sentence"),
    [
        (HeldByOther("张三", "CZ-07", EARLIER), "张三从今天 09:05 起在电脑“CZ-07”上用绩目打开着它。"),
        (
            HeldByOther("张三", "CZ-07", EARLIER, True),
            "张三从今天 09:05 起在本机的另一个绩目窗口里打开着它。",
        ),
        (HeldByOther("", "CZ-07"), "有人在电脑“CZ-07”上用绩目打开着它。"),
        (HeldByOther(since=EARLIER), "有人从今天 09:05 起用绩目打开着它。"),
        (HeldByOther("张三", program="Excel 或 WPS"), "张三用 Excel 或 WPS 打开着它。"),
        (
            HeldByOther("李四", "CZ-07", EARLIER, program="LibreOffice"),
            "李四从今天 09:05 起在电脑“CZ-07”上用 LibreOffice 打开着它。",
        ),
        (HeldByOther("李四", "x", None, True, "LibreOffice"), "李四在本机上用 LibreOffice 打开着它。"),
        (HeldByOther("张\n三\u202e", "x" * 99), f"张三在电脑“{'x' * 40}…”上用绩目打开着它。"),
    ],
)
def test_who_where_and_since_when(holder: HeldByOther, sentence: str) -> None:
    assert told(holder, NOW) == sentence


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (EARLIER - timedelta(days=1), "昨天 09:05"),
        (EARLIER - timedelta(days=2), "11月19日 09:05"),
        (EARLIER + timedelta(days=1), "11月22日 09:05"),
        (datetime(2025, 1, 2, 3, 4), "2025年1月2日 03:04"),
    ],
)
def test_a_moment_is_said_as_people_say_it(since: datetime, said: str) -> None:
    assert told(HeldByOther("张三", since=since), NOW) == f"张三从{said} 起用绩目打开着它。"
