"""A drawing as a Mermaid flowchart."""

from topology.present.drawing import Drawing, Node

_HARMLESS = frozenset("-_./ ")


def mermaid(drawing: Drawing) -> str:
    """The flowchart, one lane for each owner. Labels are quoted and hold no syntax."""
    lines = ["flowchart LR"]
    for lane in drawing.lanes:
        lines.append(f'  subgraph {lane.id}["{escape(lane.label)}"]')
        lines += [f"    {_node(node)}" for node in lane.nodes]
        lines.append("  end")
    for arrow in drawing.arrows:
        line = "-->" if arrow.solid else "-.->"
        label = f"|{arrow.label}|" if arrow.label else ""
        lines.append(f"  {arrow.source} {line}{label} {arrow.target}")
    nodes = [node for lane in drawing.lanes for node in lane.nodes]
    for name, style, members in (
        ("focus", "stroke-width:3px", [node.id for node in nodes if node.focus]),
        ("ghost", "stroke-dasharray:4 4", [node.id for node in nodes if node.ghost]),
    ):
        if members:
            lines += [f"  classDef {name} {style}", f"  class {','.join(members)} {name}"]
    if drawing.hidden:
        lines.append(f"  %% {drawing.hidden} more beyond this depth")
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text for a quoted label: punctuation becomes ``#…;`` codes, so nothing in it is read as syntax.

    A dot or dash before a space would be read as the sign of a Markdown list.
    """
    text = " ".join(text.split()) or " "
    return "".join(
        char
        if char.isalnum() or not char.isascii() or (char in _HARMLESS and not (char != " " and after == " "))
        else f"#{ord(char)};"
        for char, after in zip(text, text[1:] + " ", strict=True)
    )


def _node(node: Node) -> str:
    return f'{node.id}["{escape(node.label)}"]'
