# Mots employés dans plusieurs fichiers.

word-tables = Tableaux
word-sheet = Feuille
word-table = Tableau
word-respondent = Répondant
word-row = Ligne
word-file = Fichier
word-category = Catégorie
word-resolution = Résolution
word-report = Rapport
word-mandate = Mandat
word-language = Langue
word-as-written = Texte d’origine
word-question = Question
word-sheets = Feuilles
