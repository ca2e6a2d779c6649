"""What the indicator tree and the grid of all indicators have in common: cells, keys, ranges, commands on them."""
