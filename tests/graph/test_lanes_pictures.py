"""What drawings look like: the cases that somebody will judge by eye, character by character."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from topology.graph.lanes.drawing import Drawing
from topology.graph.lanes.layout import draw
from topology.graph.lanes.look import Look
from topology.graph.lanes.view import View, around, everything
from topology.graph.topology import Topology
from topology.model.reference import Ref

Build = Callable[..., Topology]


@pytest.fixture(scope="session")
def build(org: Any) -> Build:
    """A topology from lines ``team name: need need`` (``-``: no team; ``a|b``: any of them; ``x/soft``).

    All teams work together, but for those of ``strangers``.
    """

    def topology(text: str, strangers: str = "") -> Topology:
        written = org()
        teams = set()
        for line in dedent(text).strip().splitlines():
            head, _, needs = line.partition(":")
            team, name = head.split()
            wanted = [
                written.any_of(*need.split("|")) if "|" in need else need.replace("/", " ")
                for need in needs.split()
            ]
            written.component(name, *wanted, owner=() if team == "-" else team)
            teams |= {team} - {"-"}
        for team in sorted(teams):
            others = [other for other in sorted(teams) if other != team]
            written.team(team, works_with=[o for o in others if strangers not in (team, o)])
        return written.topology()

    return topology


def pictured(drawing: Drawing, expected: str) -> None:
    """Compare without margins."""
    assert dedent(drawing.text()) == dedent(expected).strip("\n")


def test_users_left_needs_right(build: Build) -> None:
    topology = build(
        """
        Web storefront-web: checkout-api
        Mobile mobile-bff: checkout-api
        Checkout checkout-api: payments-api pg-cluster kafka/async
        Payments payments-api:
        Data pg-cluster:
        Data kafka:
        """
    )
    drawing = draw(topology, around(topology, Ref("component:checkout-api")))
    pictured(
        drawing,
        """
        ╭ Mobile ─────────╮                          ╭ Payments ──────╮
        │ mobile-bff ─────┼─╮                     ╭──┼─▶ payments-api │
        ╰─────────────────╯ │                     │  ╰────────────────╯
        ╭ Web ────────────╮ │ ╭ Checkout ───────╮ │  ╭ Data ──────────╮
        │ storefront-web ─┼─┴─┼─▶▐checkout-api▌─┼─┴┬─┼─▶ pg-cluster   │
        ╰─────────────────╯   ╰─────────────────╯  ╰╌┼╌▶ kafka        │
                                                     ╰────────────────╯
        """,
    )
    assert drawing.chips[drawing.focus].ref == "component:checkout-api"


def test_every_kind_has_a_sign_of_its_own(build: Build) -> None:
    topology = build(
        """
        a caller: hard soft/soft queue/async one|two undeclared
        a hard:
        a soft:
        a queue:
        a one:
        a two:
        b undeclared:
        """,
        strangers="b",
    )
    pictured(
        draw(topology, everything(topology)),
        """
                      ╭ b ────────────╮
                   ╭──┼─?▶ undeclared │
                   │  ╰───────────────╯
        ╭ a ───────┼──────────────────╮
        │          ├─────▶ hard       │
        │          ├─────▷ soft       │
        │ caller ──┴┬╌╌╌╌▶ queue      │
        │           ├════▶ 1/2 one    │
        │           ╰════▶ 1/2 two    │
        ╰─────────────────────────────╯
        """,
    )


def test_where_kinds_meet_each_says_what_it_is(build: Build) -> None:
    topology = build("a one: db\na two: db/soft\nb three: db/async\na four: db|spare\na db:\na spare:")
    pictured(
        draw(topology, everything(topology)),
        """
        ╭ b ─────╮
        │ three ╌┼╌▶╮
        ╰────────╯  │
        ╭ a ────────┼──────────────────────╮
        │ one ──────┤                      │
        │ two ─────▷┴───────┬──▶ db        │
        │             ╭═1/2▶╯              │
        │ four ═══════┴════════▶ 1/2 spare │
        ╰──────────────────────────────────╯
        """,
    )


def test_all_to_all_comes_together_first(build: Build) -> None:
    topology = build("a s1: t1 t2 t3\na s2: t1 t2 t3\na s3: t1 t2 t3\na t1:\na t2:\na t3:")
    pictured(
        draw(topology, everything(topology)),
        """
        ╭ a ─────────────╮
        │ s1 ──╮ ╭──▶ t1 │
        │ s2 ──┤ ├──▶ t2 │
        │      ├─┤       │
        │ s3 ──╯ ╰──▶ t3 │
        ╰────────────────╯
        """,
    )


def test_a_circle_is_closed_by_a_line_back(build: Build) -> None:
    topology = build("a order-api: stock-api\nb stock-api: order-api k8s\nb k8s:")
    drawing = draw(topology, everything(topology))
    pictured(
        drawing,
        """
         ╭↺────────────────────────────────↺╮
         │ ╭ a ───────────╮ ╭ b ────────────┼────────╮
         ╰─┼─▶ order-api ─┼─┼─▶ stock-api ──┴──▶ k8s │
           ╰──────────────╯ ╰────────────────────────╯
        """,
    )
    assert [line.back for line in drawing.edges] == [False, False, True]


def test_what_needs_itself_says_so(build: Build) -> None:
    topology = build("a loop: loop next\na next:")
    pictured(
        draw(topology, everything(topology)),
        """
        ╭ a ───────────────╮
        │ loop ↺ ───▶ next │
        ╰──────────────────╯
        """,
    )


def test_ghosts_and_what_nobody_owns(build: Build) -> None:
    topology = build("a api: gone db\n- db:")
    drawing = draw(topology, everything(topology))
    pictured(
        drawing,
        """
                   ╭ no owner ─╮
        ╭ a ───╮ ╭─┼─▶ db      │
        │ api ─┼─┴─┼─▶ ? gone  │
        ╰──────╯   ╰───────────╯
        """,
    )
    assert [chip.role for chip in drawing.chips] == ["chip", "chip", "ghost"]


def test_without_teams_there_are_no_frames(build: Build) -> None:
    topology = build("- web: api\n- api: db cache/soft\n- db:\n- cache:")
    drawing = draw(topology, everything(topology))
    pictured(
        drawing,
        """
         web ───▶ api ──┬──▶ db
                        ╰──▷ cache
        """,
    )
    assert [lane.framed for lane in drawing.lanes] == [False]


def test_teams_of_one(build: Build) -> None:
    topology = build("a a: b\nb b: c\nc c: d\nd d:")
    pictured(
        draw(topology, everything(topology)),
        """
        ╭ a ─╮ ╭ b ───╮ ╭ c ───╮ ╭ d ──╮
        │ a ─┼─┼─▶ b ─┼─┼─▶ c ─┼─┼─▶ d │
        ╰────╯ ╰──────╯ ╰──────╯ ╰─────╯
        """,
    )


def test_long_and_wide_names(org: Any) -> None:
    written = org()
    written.component("支付服务", "数据库集群", owner="支付团队")
    written.component("数据库集群", owner="数据平台")
    written.component("web" * 70, "支付服务", owner="team-" + "x" * 200)
    topology = written.topology()
    drawing = draw(topology, everything(topology), Look(longest=10))
    pictured(
        drawing,
        """
        ╭ team-xxxxxxx… ╮ ╭ 支付团队 ────╮ ╭ 数据平台 ─────╮
        │ webweb…web ───┼─┼─?▶ 支付服务 ─┼─┼─?▶ 数据库集群 │
        ╰───────────────╯ ╰──────────────╯ ╰───────────────╯
        """,
    )
    assert drawing.width == 52


def test_the_screen_may_count_cells_in_its_own_way(org: Any) -> None:
    cell_len = pytest.importorskip("rich.cells").cell_len
    written = org()
    written.component("☀\ufe0fsun", "支付☁\ufe0f", owner="⚙\ufe0f gear")
    written.component("支付☁\ufe0f", owner="e\u0301te\u0301")
    topology = written.topology()
    drawing = draw(topology, everything(topology), Look(measure=cell_len))
    for y in range(drawing.height):
        assert cell_len("".join(text for text, _ in drawing.row(y))) == drawing.width


def test_nothing_at_all(build: Build) -> None:
    topology = build("- a:")
    assert draw(topology, View(())).text() == ""
    assert draw(topology, around(topology, Ref("component:nowhere"))).chips == ()
    assert draw(topology, around(topology, Ref("component:a"))).text() == "▐a▌"


def test_things_without_lines_stand_in_a_block(build: Build) -> None:
    topology = build("\n".join(f"a n{number}:" for number in range(1, 10)))
    pictured(
        draw(topology, everything(topology)),
        """
        ╭ a ───────────╮
        │ n1   n2   n3 │
        │ n4   n5   n6 │
        │ n7   n8   n9 │
        ╰──────────────╯
        """,
    )


def test_three_hundred_users_are_folded_by_team(build: Build) -> None:
    text = "\n".join(f"t{number % 20:02} svc-{number:03}: core-db" for number in range(300))
    topology = build(f"data core-db:\n{text}")
    folded = draw(topology, around(topology, Ref("component:core-db")))
    assert len(folded.chips) == 21
    assert folded.height == 20
    assert [lane.title for lane in sorted(folded.lanes, key=lambda lane: lane.top) if not lane.framed] == [
        f"t{number:02}" for number in range(20)
    ]
    assert sum(len(chip.members) for chip in folded.chips) == 301
    whole = draw(topology, around(topology, Ref("component:core-db"), limit=1000))
    assert len(whole.chips) == 301
    assert whole.height == 300 + 2 * 20
    assert whole.width < 50


def test_a_circle_of_forty_is_one_line_and_the_way_back(build: Build) -> None:
    topology = build("\n".join(f"t{n // 8} s{n}: s{(n + 1) % 40}" for n in range(40)))
    drawing = draw(topology, everything(topology))
    assert drawing.height == 4
    assert sum(line.back for line in drawing.edges) == 1
    part = draw(topology, around(topology, Ref("component:s5"), 3))
    assert part.height == 3
    assert part.hidden == 2


SHOP = """
    storefront mobile-app: bff-graphql
    storefront web-shop: bff-graphql login-ui
    storefront bff-graphql: api-gateway
    platform api-gateway: checkout-api catalog-api auth-api feature-flags
    checkout checkout-api: promo-engine cart-svc order-writer payments-api
    checkout promo-engine: feature-flags
    checkout cart-svc: session-store
    checkout order-writer: event-bus search-index payments-db
    platform feature-flags:
    platform event-bus:
    observability metrics-stack: event-bus k8s-prod
    platform k8s-prod:
    catalog catalog-api: media-cdn search-svc
    catalog media-cdn:
    catalog search-svc: search-index
    catalog search-index:
    identity login-ui: auth-api
    identity auth-api: session-store user-db
    identity session-store:
    identity user-db:
    payments payments-api: fraud-score ledger psp-adapter
    risk fraud-score: metrics-stack user-db
    payments ledger: payments-db
    payments psp-adapter:
    payments payments-db:
"""


def test_twenty_five_components_in_eight_teams(build: Build) -> None:
    topology = build(SHOP)
    drawing = draw(topology, everything(topology))
    assert len(drawing.chips) == 25
    assert len([lane for lane in drawing.lanes if lane.framed]) == 8
    # What a first sketch of the same shop took: 183 columns, 33 rows.
    assert drawing.width <= 183
    assert drawing.height <= 30


def test_eight_users_and_eight_needs_fit_the_middle_of_a_screen(build: Build) -> None:
    teams = ["web", "mobile", "checkout", "payments", "data", "platform"]
    users = [*teams, "web", "mobile"]
    needs = 2 * ["payments", "data", "platform", "checkout"]
    text = "\n".join(f"{team} user-{n}: checkout-api" for n, team in enumerate(users))
    text += "\ncheckout checkout-api: " + " ".join(f"need-{n}" for n in range(8))
    text += "\n" + "\n".join(f"{team} need-{n}:" for n, team in enumerate(needs))
    topology = build(text)
    drawing = draw(topology, around(topology, Ref("component:checkout-api")))
    assert len(drawing.chips) == 17
    assert drawing.width <= 66
    assert drawing.height <= 36


def test_narrower_by_shorter_names(build: Build) -> None:
    names = "a-component-with-a-long-name", "another-one-with-a-long-name"
    topology = build(f"a {names[0]}: {names[1]}\nb {names[1]}:")
    wide = draw(topology, everything(topology))
    narrow = draw(topology, everything(topology), Look(width=50))
    hopeless = draw(topology, everything(topology), Look(width=5))
    assert wide.width > 50 >= narrow.width
    assert "…" in narrow.text()
    assert hopeless.width < wide.width
    assert "a-compone…name" in hopeless.text()


def test_names_take_what_their_column_offers(build: Build) -> None:
    topology = build(
        """
        shop storefront-web: psp-north-of-here|psp-south-of-here secret-vault
        run secret-vault:
        pay psp-north-of-here:
        pay psp-south-of-here:
        """
    )
    shop = around(topology, Ref("component:storefront-web"))
    pictured(
        draw(topology, shop, Look(width=40)),
        """
                              ╭ pay ───────────╮
        ╭ shop ──────────╮ ╭══╪═▶ 1/2 psp-n…re │
        │▐storefro…-web▌─┼─┴┬═╪═▶ 1/2 psp-s…re │
        ╰────────────────╯  │ ╰────────────────╯
                            │ ╭ run ───────────╮
                            ╰─┼─▶ secret-vault │
                              ╰────────────────╯
        """,
    )


def test_signs_and_counts(build: Build) -> None:
    topology = build("a web: api\na api: db cache\nb db: disk\nb cache:\nb disk:")
    signs = {Ref("component:db"): ("✖", "down"), Ref("component:api"): ("▲", "degraded")}
    look = Look(signs=signs, counts=True)
    drawing = draw(topology, around(topology, Ref("component:api")), look)
    pictured(
        drawing,
        """
                              ╭ b ────────╮
        ╭ a ──────────────╮ ╭─┼─▶ cache   │
        │ web ───▶▐▲ api▌─┼─┴─┼─▶ ✖ db +1 │
        ╰─────────────────╯   ╰───────────╯
        """,
    )
    spans = [span for y in range(drawing.height) for span in drawing.row(y)]
    assert ("✖ ", "down") in spans
    assert ("▲ ", "degraded") in spans
    assert (" +1", "more") in spans
    assert drawing.hidden == 1


def test_rows_are_as_wide_as_the_drawing_and_every_role_is_known(build: Build) -> None:
    from topology.graph.lanes.canvas import ROLES

    topology = build(SHOP)
    drawing = draw(topology, everything(topology))
    for y in range(drawing.height):
        assert sum(len(text) for text, _ in drawing.row(y)) == drawing.width
        assert {role for _, role in drawing.row(y)} <= set(ROLES)
    roles = {role for y in range(drawing.height) for _, role in drawing.row(y)}
    assert {"border", "title", "chip", "hard", "crossing"} <= roles


def test_boundaries_stand_where_owners_differ(build: Build) -> None:
    topology = build("a one: two\na two: three\nb three: four\n- four:")
    drawing = draw(topology, everything(topology))
    crossed = [
        (x, y)
        for y in range(drawing.height)
        for x, role in enumerate(role for text, role in drawing.row(y) for _ in text)
        if role == "crossing"
    ]
    sides = {(lane.right, "a") for lane in drawing.lanes if lane.title == "a"}
    sides |= {(lane.left, "b") for lane in drawing.lanes if lane.title == "b"}
    assert {x for x, _ in crossed} == {x for x, _ in sides}
