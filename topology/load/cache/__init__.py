"""What a long reading gave, kept until a file changes. Nothing in it is ever believed or needed:

whatever is odd about it is as if it were not there.
"""
