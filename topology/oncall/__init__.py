"""Who is on call at an instant, over a range, and why.

Times of files are wall-clock times; this package gives them instants. Every
instant that crosses its doors is an aware datetime in UTC.
"""
