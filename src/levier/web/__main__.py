"""``python -m levier.web``: Django's own commands (migrate, ox_worker, createsuperuser…)."""

from levier.web.manage import main
from levier.web.orphans import follow_parent

follow_parent()
main()
