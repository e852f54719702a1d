"""A drawing in Graphviz' DOT."""

from topology.present.drawing import Arrow, Drawing, Node


def dot(drawing: Drawing) -> str:
    """The digraph, one cluster for each owner. Labels are quoted strings, never HTML."""
    lines = [
        "digraph topology {",
        "  graph [rankdir=LR, fontname=Helvetica];",
        "  node [shape=box, style=rounded, fontname=Helvetica];",
        "  edge [fontname=Helvetica, fontsize=10];",
    ]
    if drawing.hidden:
        lines.append(f"  // {drawing.hidden} more beyond this depth")
    for lane in drawing.lanes:
        lines += [f"  subgraph cluster_{lane.id} {{", f'    label="{escape(lane.label)}";']
        lines += [f"    {node.id} [{_node(node)}];" for node in lane.nodes]
        lines.append("  }")
    lines += [f"  {arrow.source} -> {arrow.target}{_arrow(arrow)};" for arrow in drawing.arrows]
    return "\n".join([*lines, "}"]) + "\n"


def escape(text: str) -> str:
    """Text for a quoted label. Graphviz also reads HTML entities in labels, hence the ampersand."""
    text = " ".join(text.split())
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def _node(node: Node) -> str:
    extra = ', style="rounded,dashed"' if node.ghost else ", penwidth=3" if node.focus else ""
    return f'label="{escape(node.label)}"{extra}'


def _arrow(arrow: Arrow) -> str:
    parts = [f'label="{arrow.label}"'] if arrow.label else []
    if not arrow.solid:
        parts.append("style=dashed")
    return f" [{', '.join(parts)}]" if parts else ""
