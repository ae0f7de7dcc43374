"""What lists of calls of operators and of telephone secretariats call things; proposals that a person reviews."""

from __future__ import annotations

# Our columns under their names (folded), the surest first.
NAMES: dict[str, tuple[str, ...]] = {
    "debut": (
        *("date_appel", "date_de_l_appel", "date_et_heure", "date_heure", "date_et_heure_de_l_appel", "horodatage"),
        *("debut_de_l_appel", "heure_de_debut", "recu_le", "date", "start", "start_time", "started_at", "call_start"),
        *("call_time", "time"),
    ),
    "file": (
        *("ligne", "file_d_attente", "groupe", "groupe_d_appels", "ligne_appelee", "sda", "nom_de_la_ligne", "queue"),
        *("service_appele", "poste_appele", "call_to", "to", "destination"),
    ),
    "sens": (
        "sens_de_l_appel",
        "direction",
        "type_d_appel",
        "type_appel",
        "sens_appel",
        "call_direction",
        "communication_type",
        "direction_de_l_appel",
        "type",
    ),
    "decroche": (
        *(
            "resultat",
            "statut_de_l_appel",
            "issue",
            "statut",
            "etat",
            "etat_de_l_appel",
            "resultat_de_l_appel",
            "repondu",
        ),
        *("traite", "appel_traite", "reponse", "status", "call_status", "disposition", "outcome", "answered"),
    ),
    "decroche_par": ("repondu_par", "type_de_reponse"),
    "attente_s": (
        *("attente", "temps_d_attente", "duree_d_attente", "temps_d_attente_s", "duree_de_sonnerie", "sonnerie"),
        *("temps_de_sonnerie", "duree_sonnerie", "ring_time", "wait_time", "ringing", "ring_duration_s"),
    ),
    "duree_s": (
        *(
            "duree_de_conversation",
            "duree_de_communication",
            "temps_de_communication",
            "temps_de_conversation",
            "duree",
        ),
        *("temps_de_communication_s", "duree_de_l_appel", "duree_appel", "duree_s", "talk_time", "duration", "billsec"),
        *("talking", "talk_duration_s"),
    ),
    "appelant": (
        *("numero_appelant", "numero_de_l_appelant", "appelant", "no_appelant", "emetteur", "correspondant", "de"),
        *("source", "caller", "from", "numero", "caller_number", "caller_id", "call_from", "source_extension"),
    ),
    "site": ("site", "etablissement"),
}
_IN = ["entrant", "entrants", "appel_entrant", "in", "inbound", "incoming", "recu", "e", "entree", "i"]
_OUT = ["sortant", "sortants", "appel_sortant", "out", "outbound", "outgoing", "emis", "s", "sortie", "o"]
_TAKEN = (
    *("decroche", "decrochee", "repondu", "repondue", "pris", "prise", "traite", "traitee", "abouti", "aboutie"),
    *("accepte", "etabli", "connecte"),
)
_LOST = (
    *("manque", "manquee", "perdu", "perdue", "abandonne", "abandonnee", "abandon", "non_repondu", "non_decroche"),
    *("sans_reponse", "pas_de_reponse", "non_traite", "non_abouti", "occupe", "rejete", "echoue", "echec", "missed"),
    *("abandoned", "unanswered", "no_answer", "busy", "failed", "non_pris", "dissuade", "appel_manque", "appel_perdu"),
)
_BOX = ["messagerie", "repondeur", "boite_vocale", "message_vocal", "messagerie_vocale", "voicemail"]
_ROBOT = ["svi", "robot", "automate", "serveur_vocal", "callbot", "voicebot", "standard_automatique", "annonce"]
WAYS = (
    dict.fromkeys(_IN, "entrant")
    | dict.fromkeys(_OUT, "sortant")
    | dict.fromkeys(["appel_interne", "internal"], "interne")
)
ANSWERS = dict.fromkeys([*_TAKEN, "answered", *_BOX, *_ROBOT], "oui") | dict.fromkeys(_LOST, "non")
ANSWERERS = dict.fromkeys(_BOX, "messagerie") | dict.fromkeys(_ROBOT, "robot")
WORDS = {"sens": WAYS, "decroche": ANSWERS, "decroche_par": ANSWERERS}
