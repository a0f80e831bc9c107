from __future__ import annotations

from lswtui.domain.words import Activity
from lswtui.measures.share import Share, minutes_by, shares
from tests.measures.days import card

WALK = card("walk", activity=Activity.GO_AND_SEE)
COACH = card("coach", activity=Activity.COACHING_DEVELOPMENT)
MAIL = card("mail")


def test_minutes_spread_over_activities_beside_their_targets() -> None:
    minutes = {WALK.id: 45.0, COACH.id: 15.0, MAIL.id: 100.0}
    targets = {Activity.GO_AND_SEE: 0.5, Activity.REFLECTING: 0.1}
    by_activity = minutes_by((WALK, COACH, MAIL), minutes, lambda card: card.activity)
    assert shares(by_activity, targets) == (
        Share("go-and-see", 45.0, 0.75, 0.5),
        Share("coaching-development", 15.0, 0.25, None),
        Share("reflecting", 0.0, 0.0, 0.1),
    )


def test_without_a_minute_there_is_no_share() -> None:
    assert shares({}, {Activity.REFLECTING: 0.1}) == (Share("reflecting", 0.0, None, 0.1),)
