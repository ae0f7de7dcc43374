"""Files small enough to be counted by hand; their last day is Wednesday 30 April 2025."""

FLOWS = """facture;payeur_type;payeur;transmis_le;statut;montant_demande;famille_rejet
F1001;AMO;Caisse A;06/01/2025;rejete;21,00;Droits
F1002;AMO;Caisse A;07/01/2025;rejete;50,00;Droits
F1003;AMC;Mutuelle B;10/01/2025;en_attente;30,00;
F1004;AMO;Caisse A;30/04/2025;paye;10,00;
"""
DEBTS = """facture;echeance;montant_du
F2001;15/01/2025;20,00
F2002;20/04/2025;40,00
"""
APPOINTMENTS = """id;praticien;debut;statut
RV1;P1;22/04/2025 09:00;
RV2;P2;22/04/2025 10:00;honore
RV3;P3;23/04/2025 10:00;honore
RV4;P1;02/04/2025 10:00;
RV5;P1;30/04/2025 09:00;honore
"""
FILES = {"retours_organismes": FLOWS, "creances_patients": DEBTS, "rendez_vous": APPOINTMENTS}
# What identifies a line of these files.
NUMBERS = ("F1001", "F1002", "F1003", "F2001", "F2002", "RV1", "RV4")
