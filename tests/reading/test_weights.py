"""The weights: the same reasons give the same confidence, whatever their order."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.naming import KindWeights
from loaders.reading.weights import Weights

NUMBERS = st.lists(st.floats(-9.0, 9.0, allow_nan=False), min_size=2, max_size=12)


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[Sequence[float], Sequence[int]]:
    """Weights, and an order for them."""
    numbers = draw(NUMBERS)
    return numbers, draw(st.permutations(range(len(numbers))))


@given(shuffled())
def test_the_order_of_reasons_changes_nothing(drawn: tuple[Sequence[float], Sequence[int]]) -> None:
    numbers, order = drawn
    values = {str(n): number for n, number in enumerate(numbers)}
    first, second = ({str(n): 1.0 for n in some} for some in (range(len(numbers)), order))
    weights, kinds = Weights(values, 0.5), KindWeights({"club": values})
    assert weights.probability(first) == weights.probability(second)
    assert kinds.probability("club", first) == kinds.probability("club", second) == weights.probability(first)
    assert math.isclose(weights.probability(first), 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sum(numbers))))))
