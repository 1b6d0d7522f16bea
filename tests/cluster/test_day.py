"""A partner's day in pods."""

from __future__ import annotations

import pytest

from cluster.partners import Partner
from cluster.world import World

pytestmark = pytest.mark.cluster


def test_a_day_is_green(world: World, north: Partner) -> None:
    north.deliver(world.servers, world.scratch, "2025-03-01")

    run = world.runs.trigger("2025-03-01", north.dag_id)

    assert world.runs.finish(run, north.dag_id) == "success", world.runs.states(run, north.dag_id)
    assert set(world.lake(north, "2025-03-01").published()) == set(north.tables)
