"""A bar chart as SVG, readable on light and dark pages."""

from html import escape

WIDTH, LEFT, LINE = 860, 380, 30
COLOURS = {"Walaa": "#2a78b8", "peer": "#b8662a", "limit": "#8a8a8a"}


def bars(rows):
    """Operations a second of each row, fastest scale last."""
    rows = [row for row in rows if row.samples]
    highest = max(row.best()["rate"] for row in rows)
    height = LINE * len(rows) + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'font-family="system-ui, sans-serif" font-size="13">',
        "<title>Operations a second</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    ]
    for number, row in enumerate(rows):
        rate = row.best()["rate"]
        width = max(1.0, (WIDTH - LEFT - 90) * rate / highest)
        top = 20 + number * LINE
        colour = next((value for name, value in COLOURS.items() if row.title.startswith(name)), "#2a78b8")
        parts += [
            f'<text x="{LEFT - 10}" y="{top + 15}" text-anchor="end" fill="#222">{escape(row.title)}</text>',
            f'<rect x="{LEFT}" y="{top}" width="{width:.1f}" height="20" rx="2" fill="{colour}"/>',
            f'<text x="{LEFT + width + 6:.1f}" y="{top + 15}" fill="#222">{rate:,.0f}</text>',
        ]
    parts += [f'<text x="{LEFT}" y="{height - 8}" fill="#555">operations a second, medians</text>', "</svg>"]
    return "\n".join(parts) + "\n"
