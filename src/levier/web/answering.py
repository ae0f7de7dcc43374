"""``python -m levier.web.answering``: granian, that stops when whoever serves is gone."""

from granian.cli import entrypoint

from levier.web.orphans import follow_parent

# The processes of the site import this file again.
if __name__ == "__main__":
    follow_parent()
    entrypoint()
