"""Keys of the mode that asks what if."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("page.next_pane", ("tab",), "pane", "To the next pane", "page", "Move", 9),
    Command("page.previous_pane", ("shift+tab",), "pane back", "To the pane before", "page", "Move"),
    Command("page.zoom", ("z",), "whole screen", "The whole screen for one pane, or back", "page", "Move"),
    Command("beat", ("n",), "next", "To the next minute in which something happens", "page", "Move", 8),
    Command("beat_before", ("N",), "minute before", "To the minute before it", "page", "Move"),
    Command("why", ("w",), "why", "The reasons, numbered, each with its file and line", "page", "Ask", 1),
    Command("why_not", ("y",), "why not", "Why is a team not paged? Choose which", "page", "Ask", 6),
    Command("fault", ("f",), "fails", "Choose what else fails, or works again", "page", "Ask", 7),
    Command("way", ("m",), "mode", "Choose how it fails: mode, at whose side, how bad", "page", "Ask", 2),
    Command("away", ("a",), "away", "Choose who is away", "page", "Ask", 3),
    Command("silent", ("s",), "silent", "Choose whose alert does not come", "page", "Ask", 4),
    Command("tool", ("d",), "down", "Choose which tool is down: monitoring, pager, chat", "page", "Ask", 5),
    Command("acknowledge", ("A",), "answers", "Choose who acknowledges, and when", "page", "Ask"),
    Command("page.mark", ("space",), "toggle", "What you stand on fails or works; is away or back",
            "page", "Ask"),
    Command("page.page", ("p",), "only this", "What if this fails, and nothing else?", "page", "Ask"),
    Command("compare", ("x",), "compare", "The same under other rules of first contact", "page", "Ask", 6),
    Command("week", ("W",), "week", "To the week: how each of its hours would answer", "page", "Ask", 6),
    Command("earlier", ("comma",), "hour", "The same an hour earlier", "page", "Ask", 6),
    Command("later", ("full_stop",), "hour later", "The same an hour later", "page", "Ask"),
    Command("day_before", ("less_than_sign",), "day", "The same a day earlier", "page", "Ask"),
    Command("day_after", ("greater_than_sign",), "day later", "The same a day later", "page", "Ask"),
    Command("hand_off", ("right_curly_bracket",), "hand-off", "To the next hand-off of a rota it pages",
            "page", "Ask"),
    Command("hand_off_before", ("left_curly_bracket",), "hand-off before", "To the hand-off before",
            "page", "Ask"),
    Command("gap", ("b",), "gap", "To when a rota it pages next has nobody", "page", "Ask"),
)  # fmt: skip
