"""The session: where somebody stands, without a screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from topology.model.reference import Ref
from topology.tui.session import LONGEST_HISTORY, Session

A, B, C = Ref("component:a"), Ref("component:b"), Ref("component:c")


@pytest.fixture
def session() -> Session:
    return Session(lambda: datetime(2026, 11, 22, 4, 12, 59, 7, tzinfo=timezone(timedelta(hours=1))))


def test_the_instant_is_this_minute_in_utc_unless_one_is_set(session: Session) -> None:
    assert session.instant == datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
    assert session.instant.second == 0
    session.at = datetime(2027, 1, 1, tzinfo=UTC)
    assert session.instant == datetime(2027, 1, 1, tzinfo=UTC)


def test_looking_in_passing_leaves_no_history(session: Session) -> None:
    session.look(A)
    session.look(B)
    assert session.focus == session.cursor == B
    assert session.back() is None


def test_history_goes_back_and_forward_again(session: Session) -> None:
    for ref in (A, B, C):
        session.visit(ref)
    assert [session.back(), session.back(), session.back()] == [B, A, None]
    assert session.focus == A
    assert [session.forward(), session.forward(), session.forward()] == [B, C, None]


def test_going_somewhere_else_forgets_the_way_forward(session: Session) -> None:
    session.visit(A)
    session.visit(B)
    session.back()
    session.visit(C)
    assert session.forward() is None
    assert session.back() == A


def test_the_way_back_leads_to_what_was_only_looked_at(session: Session) -> None:
    session.look(A)
    session.visit(B)
    assert session.back() == A


def test_staying_at_what_was_found_in_passing_leads_back_to_where_one_was(session: Session) -> None:
    session.visit(A)
    session.look(B)
    session.look(C)
    session.visit(C)
    assert session.back() == A


def test_visiting_the_same_again_is_no_step(session: Session) -> None:
    session.visit(A)
    session.visit(A)
    assert session.back() is None


def test_history_does_not_grow_for_ever(session: Session) -> None:
    for number in range(3 * LONGEST_HISTORY):
        session.visit(Ref(f"component:{number}"))
    steps = 0
    while session.back() is not None:
        steps += 1
    assert steps == LONGEST_HISTORY


def test_pointing_leaves_the_middle(session: Session) -> None:
    session.look(A)
    session.point(B)
    assert (session.focus, session.cursor) == (A, B)


def test_marks_keep_their_order_and_can_be_taken_away(session: Session) -> None:
    assert session.toggle_mark(B) is True
    session.toggle_mark(A)
    assert session.marks == (B, A)
    assert session.toggle_mark(B) is False
    assert session.marks == (A,)
    session.clear_marks()
    assert session.marks == ()


def test_settling_forgets_what_is_gone_and_tells(session: Session) -> None:
    session.visit(A)
    session.visit(B)
    session.visit(C)
    session.toggle_mark(C)
    assert session.settle({A, B}) == (C,)
    assert (session.focus, session.cursor, session.marks) == (B, B, ())
    assert session.back() == A


def test_settling_when_everything_is_gone(session: Session) -> None:
    session.visit(A)
    assert session.settle(()) == (A,)
    assert session.focus is None
    assert session.cursor is None
