"""Strongly connected components: dependencies that run in circles."""

from collections.abc import Iterator, Sequence


def strong_components(neighbours: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Every strongly connected component, each after all those that it leads to.

    Tarjan's algorithm (1972) on a stack of its own, so that a chain of any length
    is no deeper for Python than a short one.
    """
    size = len(neighbours)
    number = [0] * size  # 0: not seen; else the order of discovery from 1
    low = [0] * size
    done = size + 1
    stack: list[int] = []
    count = 0
    for root in range(size):
        if number[root]:
            continue
        count += 1
        number[root] = low[root] = count
        stack.append(root)
        walk = [(root, iter(neighbours[root]))]
        while walk:
            node, rest = walk[-1]
            for other in rest:
                if not number[other]:
                    count += 1
                    number[other] = low[other] = count
                    stack.append(other)
                    walk.append((other, iter(neighbours[other])))
                    break
                if low[other] < low[node]:
                    low[node] = low[other]
            else:
                walk.pop()
                if low[node] == number[node]:
                    start = len(stack) - 1
                    while stack[start] != node:
                        start -= 1
                    component = stack[start:]
                    del stack[start:]
                    for member in component:
                        low[member] = done
                    yield component
                if walk and low[node] < low[walk[-1][0]]:
                    low[walk[-1][0]] = low[node]
