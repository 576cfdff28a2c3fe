"""Presentation: turn results of the analysis into blocks of text, tables and charts.

Reads no files and computes no figures; formats follow id_ID and EYD.
"""
