"""The grid of all indicators: every project's rows in one table that is sorted, filtered and edited."""
