"""Which quantity rows answer a unit cost: the same counter, and of several such rows the best match of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.book import Indicator
from core.cost.names import SAME, SPLIT, word_pairs
from core.cost.quantities import Quantity, is_duration, same_counter
from core.cost.row import CostRow, UnitCost
from core.money import EXACT, Amount
from core.unit import UnitKind, parse_unit


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Why no single row answers a unit cost, in the user's words."""

    reason: str


def match(
    row: CostRow,
    unit_cost: UnitCost,
    quantities: Sequence[Quantity],
    others: Sequence[CostRow],
    chosen: Quantity | None = None,
) -> tuple[Quantity, ...] | Unanswered:
    """The quantities to multiply a unit cost by, one for each of its counters.

    `others` are the other cost rows of the project: a quantity that belongs to one of them by its name answers no
    unit cost that it has no word in common with. A quantity that the user has chosen answers the counter that it
    has, or else the first one.
    """
    asked = _asked(unit_cost.per, (chosen,) if chosen else quantities)
    for_chosen = chosen and next((counter for counter in asked if chosen.in_counter(counter)), asked[0])
    answers: list[Quantity] = []
    for counter in asked:
        if chosen and counter == for_chosen:
            answers.append(chosen.in_counter(counter) or chosen)
            continue
        answer = _answer(row, counter, quantities, others)
        if isinstance(answer, Unanswered):
            return answer
        answers.append(answer)
    return tuple(answers)


def multiplied(unit_cost: UnitCost, quantities: Sequence[Quantity]) -> Amount:
    """The unit cost times all quantities, in the money unit of the unit cost."""
    product = unit_cost.amount.value
    for quantity in quantities:
        product = EXACT.multiply(product, quantity.number)
    return Amount(product, unit_cost.amount.unit)


def _asked(per: tuple[str, ...], quantities: Sequence[Quantity]) -> tuple[str, ...]:
    """The counters to look for; "" for any.

    元/人/次 asks for 人次 where a row counts them, else for 人 and for 次; 元/人天 the other way round.
    """
    counted = [quantity.counter for quantity in quantities]
    if len(per) == 2 and any(same_counter(counter, "".join(per)) for counter in counted):
        return ("".join(per),)
    if len(per) == 1 and per[0] in SPLIT and not any(same_counter(counter, per[0]) for counter in counted):
        return SPLIT[per[0]]
    return per or ("",)


def _answer(
    row: CostRow, counter: str, quantities: Sequence[Quantity], others: Sequence[CostRow]
) -> Quantity | Unanswered:
    candidates = _candidates(counter, quantities)
    if not candidates:
        return Unanswered(f"没有以“{counter}”为单位的数量指标" if counter else "没有对应的数量指标")
    if len(candidates) == 1 and (is_duration(counter) or _is_named_by(candidates[0], counter)):
        return candidates[0]
    best = _best_named(row.indicator, candidates)
    if len(best) > 1:
        best = [one for one in best if same_counter(one.counter, counter)] or best
    if len(best) > 1:
        return Unanswered(_several(best, counter))
    if best:
        return best[0]
    return _only_candidate(candidates, counter, others)


def _candidates(counter: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The rows with this counter or one akin to it; where it is a noun (元/标段), those that name it."""
    if not counter:
        return [quantity for quantity in quantities if not is_duration(quantity.counter)]
    counted = [answer for quantity in quantities if (answer := quantity.in_counter(counter))]
    unit = parse_unit(counter)
    if counted or (unit is not None and unit.kind is not UnitKind.UNKNOWN):
        return counted
    return [quantity for quantity in quantities if _is_named_by(quantity, counter)]


def _is_named_by(quantity: Quantity, counter: str) -> bool:
    """Whether the counter is a noun that only the row's name has: 标段 in 标段数量 3个."""
    return counter != "" and quantity.in_counter(counter) is None and counter in quantity.indicator.name


def _best_named(cost: Indicator, candidates: Sequence[Quantity]) -> list[Quantity]:
    """The candidates whose names have most in common with that of the cost row, where any has.

    Names decide; where they leave several, or none, the descriptions are read along with them. One pair of
    characters in common is chance there (说明, 情况), two are not.
    """
    best: list[Quantity] = []
    for described in (False, True):
        words = _words(cost, described)
        rivals = best or candidates
        likeness = [_likeness(words, _words(one.indicator, described)) for one in rivals]
        highest = max(likeness)
        if highest >= (2 if described and not best else 1, False):
            best = [one for one, like in zip(rivals, likeness, strict=True) if like == highest]
        if len(best) == 1:
            break
    return best


def _words(indicator: Indicator, described: bool) -> frozenset[str]:
    words = word_pairs(indicator.level3)
    return words | word_pairs(indicator.description) if described else words


def _likeness(cost: frozenset[str], quantity: frozenset[str]) -> tuple[int, bool]:
    """How many pairs of characters two names share, and whether the quantity's name is all in the cost's."""
    common = len(cost & quantity)
    return common, common > 0 and quantity <= cost


def _only_candidate(
    candidates: Sequence[Quantity], counter: str, others: Sequence[CostRow]
) -> Quantity | Unanswered:
    """A row whose name has nothing to do with the cost still answers it where no other row could be meant."""
    if len(candidates) > 1:
        return Unanswered(_several(candidates, counter))
    (only,) = candidates
    name = only.indicator.name
    if not counter or not same_counter(only.counter, counter):
        return Unanswered(f"看不出数量指标“{name}”（{only}）是否与它对应")
    words = word_pairs(only.indicator.level3)
    if any(words & word_pairs(other.indicator.level3) for other in others):
        return Unanswered(f"数量指标“{name}”（{only}）对应的是其他成本指标")
    return only


def _several(candidates: Sequence[Quantity], counter: str) -> str:
    names = "、".join(f"“{one.indicator.name}”" for one in candidates[:3])
    more = "等" if len(candidates) > 3 else ""
    common = f"都以“{SAME.get(counter, counter)}”为单位，" if counter else ""
    return f"{names}{more}{common}分不清数量取哪一行"
