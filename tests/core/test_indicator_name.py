"""What a level-3 name asks for, and whether more or less of it is better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indicator_name import Direction, Measure, read_name


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("苗木成活率", Measure.SHARE),
        ("优质课程占比", Measure.SHARE),
        ("学员满意度较高", Measure.SHARE),
        ("设备故障率情况", Measure.SHARE),
        ("单位工作效率", Measure.OTHER),
        ("数据上传速率", Measure.OTHER),
        ("培训人数", Measure.COUNT),
        ("服务人次", Measure.COUNT),
        ("改造路灯数量（盏）", Measure.COUNT),
        ("综合指数", Measure.PLAIN_NUMBER),
        ("现场考核得分", Measure.PLAIN_NUMBER),
        ("授课课时数", Measure.OTHER),
        ("垃圾清运量", Measure.AMOUNT),
        ("单位面积能耗", Measure.CONSUMPTION),
        ("故障修复时间", Measure.TIME),
        ("培训天数", Measure.TIME),
        ("护栏使用年限", Measure.LIFE),
        ("路灯维修费用", Measure.COST),
        ("水质是否达标", Measure.QUESTION),
        ("保障管网稳定运行", Measure.OTHER),
        ("", Measure.OTHER),
    ],
)
def test_the_end_of_a_name_says_what_is_measured(name: str, measure: Measure) -> None:
    assert read_name(name).measure is measure


@pytest.mark.parametrize(
    "name",
    [
        "路面验收合格率",
        "学员满意度",
        "巡查 覆盖率",
        "数据准确率（%）",
        "水质检测准确性",
        "故障修复率",
        "投诉办结率",
        "不良资产处置率",
        "逾期账款清收率",
        "无故障率",
        "无重大安全事故率",
        "中水重复利用率",
        "零投诉率",
        "能耗下降率",
        "投诉减少率",
        "未成年人参与率",
        "不动产登记率",
        "隐患整改数量",
        "项目完成量",
        "失业人员帮扶人数",
        "护栏使用年限",
        "无故障运行时间",
        "提前到账天数",
    ],
)
def test_more_is_better(name: str) -> None:
    assert read_name(name).direction is Direction.MORE


@pytest.mark.parametrize(
    "name",
    [
        "设备故障率",
        "文字差错率",
        "不良贷款率",
        "逾期贷款率",
        "合同违约率",
        "质保期内返修率",
        "不合格率",
        "未按期完成率",
        "违规使用率",
        "延期交付率",
        "隐患未整改率",
        "无线网络故障率",
        "无故缺勤率",
        "运维成本增长率",
        "安全事故起数",
        "群众投诉举报件数",
        "违约事件数量",
        "热线响应时间",
        "硬件平均修复时间",
        "施工工期",
        "道路清扫成本",
        "单位面积能耗",
        "二氧化碳排放量",
    ],
)
def test_less_is_better(name: str) -> None:
    assert read_name(name).direction is Direction.LESS


@pytest.mark.parametrize(
    "name",
    [
        "逾期处理率",
        "成本控制率",
        "预算执行率",
        "内存使用率",
        "降低投诉率",
        "合格率下降率",
        "企业收入增长率",
        "设备数量",
        "帮扶失业人数",
        "查处违规问题数量",
        "更换故障设备台数",
        "运维服务时间",
        "建设年限",
        "每人补助费用标准",
        "资金节约成本",
        "流动性比例",
    ],
)
def test_some_names_do_not_tell(name: str) -> None:
    assert read_name(name).direction is None


@pytest.mark.parametrize(
    ("name", "may_exceed"),
    [
        ("验收合格率", False),
        ("绿地占比", False),
        ("债券利息偿还率", False),
        ("提高拨付准确率", False),
        ("资本金到位率", False),
        ("税收增长率", True),
        ("拨备覆盖率", True),
        ("资本充足率", True),
        ("流动性比例", True),
        ("投资回报率", True),
        ("税收完成率", None),
    ],
)
def test_a_share_can_be_more_than_everything_only_where_it_compares(
    name: str, may_exceed: bool | None
) -> None:
    assert read_name(name).may_exceed is may_exceed


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("参加培训人数", "人"),
        ("巡查次数", "次"),
        ("服务人次数", "人次"),
        ("受益户数", "户"),
        ("培训规模（人）", "人"),
        ("路灯（太阳能）数量", ""),
        ("采购软件数", ""),
        ("并发用户数", ""),
        ("抽检批次数", ""),
        ("设备数量", ""),
    ],
)
def test_a_name_may_say_its_unit(name: str, unit: str) -> None:
    assert read_name(name).unit == unit


_WORDS = ("师生", "生师", "混合", "比例", "占", "分", "比", "器", "人", "数", "用", "户", "总", "量", "能耗", "时间", "率", "效率", "满意度",
          "指标", "情况", "较高", "提高", "（个）", "刷新率", "故障", "不良", "未", "合格", "成本", "控制", "增长", "重大")  # fmt: skip
_NAMES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map("".join)


@given(_NAMES)
def test_what_stands_far_before_the_head_does_not_tell_what_is_measured(name: str) -> None:
    assert read_name(f"全区本年度各部门{name}").measure is read_name(f"全区{name}").measure


@given(_NAMES)
def test_a_name_that_wants_less_may_want_less(name: str) -> None:
    read = read_name(name)
    assert read.may_want_less or read.direction is not Direction.LESS
