"""Reading what people send, in a process of its own: nothing here imports Django.

``child`` is that process, ``examine`` what it says of a file, ``masks`` what of a file may be shown.
"""
