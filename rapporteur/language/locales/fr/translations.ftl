## What a text is

translations-kind-label = libellé
translations-kind-hint = explication
translations-kind-required-message = message lorsque la réponse manque
translations-kind-constraint-message = message lorsque la réponse est impossible
translations-kind-choice = choix
translations-kind-title = titre
translations-kind-headnote = chapeau
translations-kind-units = unités
translations-kind-scope = champ
translations-kind-source = source
translations-kind-note = note
translations-kind-header = en-tête de colonne
translations-kind-spanner = intitulé commun à plusieurs colonnes
translations-kind-subheader = en-tête sous un intitulé commun
translations-kind-point = phrase pour la rédaction
translations-kind-alt = texte de remplacement du graphique
translations-kind-missing = nom de ce qui n’est pas précisé
translations-kind-message = message
translations-kind-remedy = marche à suivre
translations-kind-agenda-title = titre du point de l’ordre du jour
translations-kind-report = titre du rapport
translations-kind-reconstruction = mention indiquant que les réponses sont reconstituées
translations-kind-mandate = mandat
translations-kind-entry = entrée
translations-kind-name = nom
translations-kind-program = message du programme

## Sheets

translations-part-questionnaire = Questionnaire
translations-part-tables = { word-tables }
translations-part-charts = Graphiques
translations-part-shared = Textes communs
translations-part-checks = Contrôles
translations-part-cycle = Cycle
translations-part-lists = Listes
translations-part-names = Noms
translations-part-program = Programme
translations-part-guide = Guide
translations-part-replies = Textes

## The guide

translations-title-review = Relecture des traductions
translations-title-replies = Traduction des textes des répondants
translations-fact-cycle = { translations-part-cycle }
translations-fact-language = { word-language }
translations-fact-texts = Textes (nombre)
translations-heading-how = Comment remplir ce classeur
translations-heading-sheets = { word-sheets }

## Columns

translations-column-key = Clef
translations-column-where = Emplacement
translations-column-source = Anglais
translations-column-now = Traduction actuelle
translations-column-state = État
translations-column-text = Votre traduction
translations-column-confirmed = Confirmé
translations-column-remark = Remarque
translations-column-original = { word-as-written }
translations-column-respondent = { word-respondent }
translations-column-table = Tableau et colonne
translations-column-language = { word-language }
translations-column-translation = Traduction
translations-column-kind = Auteur
translations-column-status = { translations-column-state }

## What a cell may say

translations-state-missing = Manquante
translations-state-unreviewed = Non relue
translations-state-reviewed = Relue
translations-state-outdated = Périmée. Le texte anglais était : { $source }
translations-yes = oui
translations-made-machine = machine
translations-made-human = personne
translations-status-draft = projet
translations-status-reviewed = relue

## Steps

translations-review-read = Chaque feuille contient une partie des textes. Une ligne correspond à un texte : le texte anglais et la traduction utilisée actuellement.
translations-review-confirm = Si la traduction est bonne, choisissez « { translations-yes } » dans la colonne « { translations-column-confirmed } ».
translations-review-correct = Sinon, écrivez le texte entier à nouveau dans la colonne « { translations-column-text } ». Ce que vous laissez vide reste inchangé.
translations-review-braces = Ce qui figure entre accolades, par exemple {"{"} $count {"}"}, est rempli par le programme : à conserver tel quel. Lorsqu’un texte choisit entre plusieurs formes selon un nombre, donnez toutes les formes de votre langue, par exemple [one] et *[other].
translations-review-program = Les messages de la feuille « { translations-part-program } » appartiennent au programme. Ils peuvent être confirmés ici, mais sont corrigés dans le programme : écrivez ce qui doit changer dans la colonne « { translations-column-remark } ».
translations-review-return = Enregistrez le fichier au format .xlsx et renvoyez-le. Vous pouvez filtrer les lignes ; la colonne « { translations-column-key } » doit rester telle quelle.
translations-replies-read = Une ligne correspond à un texte qu’un répondant a écrit dans une autre langue. Un même texte n’occupe qu’une ligne, quel que soit le nombre de ses occurrences.
translations-replies-translate = Écrivez sa traduction dans la colonne « { translations-column-translation } ». Une ligne peut rester vide, par exemple pour le titre d’une loi : les tableaux donnent alors le texte tel qu’il a été écrit, avec sa langue.
translations-replies-kind = Indiquez dans la colonne « { translations-column-kind } » qui a fait la traduction et, dans la colonne « { translations-column-status } », si quelqu’un l’a relue. Un projet établi par une machine est signalé par un astérisque dans les tableaux.
translations-replies-language = La langue a été déterminée d’après le texte, ou bien c’est celle du classeur. Si elle est erronée, corrigez son code ISO 639-1, par exemple es.
translations-replies-return = Enregistrez le fichier au format .xlsx et renvoyez-le. Vous pouvez filtrer les lignes.
translations-page = Page { $page } sur { $pages }

## Beside a cell

translations-prompt-text = Laissez vide ce qui doit rester inchangé.
translations-prompt-confirmed = Choisissez « { translations-yes } » si la traduction est bonne.
translations-prompt-language = Un code ISO 639-1 de deux lettres, par exemple es.
translations-refuse-title = Saisie impossible
translations-refuse-choice = Choisissez une entrée de la liste ou laissez la cellule vide.
