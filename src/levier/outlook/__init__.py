"""Why revenue moved, where the year will end, what an action did: three looks beyond the figures of a period.

Imports figures, catalogue and stats; nothing below imports it. Bridge and landing need the standard library only.
"""
