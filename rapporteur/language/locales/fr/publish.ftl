### Les tableaux publiés.

list-separator = Séparateur d’énumération
    .value = {", "}
sentence-separator = Entre les phrases
    .value = {" "}
date-format = [$-40C]d mmmm yyyy
too-long = [tronqué : dépasse la capacité d’une cellule ; le texte intégral figure dans le fichier CSV]
table-title = Tableau { $number }. { $title }
to-contents = ← Sommaire
to-notes = Symboles et notes →

## Page de garde

sheet-cover = Couverture
cover-symbol = Cote du document
cover-mandate = { word-mandate }
cover-resolution = { word-resolution }
    .value = Résolution { $number } de l’Assemblée générale, adoptée le { $date }
    .undated = Résolution { $number } de l’Assemblée générale
cover-session = Session et point
    .value = { $session } session, point { $item } de l’ordre du jour : { $title }
    .alone = { questionnaire-fact-session.alone }
    .without-item = { questionnaire-session }
    .titled = { questionnaire-session.titled }
cover-report = { word-report }
cover-cycle = Cycle de présentation des rapports
cover-version = Version
    .value = Réponses au { $date }
    .undated = Réponses dont la date de réception n’est pas connue
    .none = Aucune réponse
cover-replies = Réponses
    .value = { $replies } { $replies ->
        [one] réponse reçue
       *[other] réponses reçues
    }, pour { $asked } { $asked ->
        [one] répondant consulté
       *[other] répondants consultés
    }
cover-category = { $category } : { $replies }
cover-desk = Recherche documentaire
    .value = La recherche documentaire sur { $files } { $files ->
        [one] répondant
       *[other] répondants
    } est présentée à côté des réponses et signalée comme telle dans la colonne « Origine ». Elle n’est jamais comptée comme une réponse.
cover-notice = À noter
    .replies = { $count } { $count ->
        [one] réponse sur { $total } porte
       *[other] réponses sur { $total } portent
    } la mention suivante : « { $text } »
    .desk = { $count } { $count ->
        [one] fichier de recherche documentaire sur { $total } porte
       *[other] fichiers de recherche documentaire sur { $total } portent
    } la mention suivante : « { $text } »
cover-language = Langues
    .value = Les titres, les en-têtes et les codes sont en français. Le texte d’un répondant est dans la langue de la réponse, ou bien traduit et signalé comme tel : la feuille { sheet-notes } explique les signes employés.
cover-profile = Édition
    .un = Présentation des publications de l’Organisation des Nations Unies, avec ses signes conventionnels et ses notes de bas de tableau. Les mêmes tableaux figurent dans une édition accessible, à côté du présent fichier (.accessible.xlsx).
    .accessible = Édition accessible : signes conventionnels entre crochets, notes sur une feuille distincte. Les mêmes tableaux figurent à côté du présent fichier dans la présentation des publications de l’Organisation des Nations Unies.

## Sommaire

sheet-contents = Sommaire
contents-title = { sheet-contents }
contents-sheet = { word-sheet }
contents-table = Titre
contents-paragraphs = Paragraphes du rapport
contents-rows = Lignes (nombre)

## Notes

sheet-notes = Notes
notes-title = Symboles et notes
notes-column-about = Sujet
notes-column-item = Terme
notes-column-text = Explication
notes-symbols = Symboles
symbol-nil =
    .meaning = Néant ou négligeable.
symbol-not-available =
    .meaning = Non disponible ou non communiqué séparément : la réponse ne donne rien sur ce point.
symbol-not-applicable =
    .meaning = Sans objet : rien ne pourrait être indiqué ici.
notes-basis = { evidence-column-basis }
basis-reply = Réponse
    .meaning = La ligne repose sur une réponse au questionnaire.
basis-desk-research = Recherche documentaire
    .meaning = La ligne repose sur des sources publiées, que le secrétariat a inscrites dans le même formulaire. Ce n’est pas une réponse et elle n’est jamais comptée comme telle.
notes-reading = Comment lire les tableaux
reading-count = Réponses sur lesquelles repose un tableau
    .meaning = Au-dessus de chaque tableau, il est indiqué sur combien des réponses reçues ses lignes reposent, combien de répondants ont été consultés et combien de lignes proviennent d’une recherche documentaire.
reading-order = Ordre
    .meaning = Les répondants sont classés dans l’ordre alphabétique de leur nom en français, et les codes dans l’ordre du questionnaire.
reading-language = { word-language }
    .meaning = Un texte écrit par un répondant est donné en traduction lorsqu’il en existe une dans la langue de ce classeur, sinon tel qu’il a été écrit. L’original figure sur la feuille { sheet-evidence }, dans la colonne « { evidence-column-text } ».
reading-untold = Langues non distinguées
    .meaning = Les textes sont si nombreux que chacun est réputé être dans la langue du classeur dans lequel il a été reçu.
mark-other =
    .meaning = Le texte qui précède ce signe est tel que le répondant l’a écrit, dans une autre langue que celle de la présente version. Le signe est le code ISO 639-1 de sa langue.
mark-translated =
    .meaning = Le texte qui précède ce signe a été traduit de la première langue dans la seconde.
mark-machine =
    .meaning = Le texte qui précède ce signe a été traduit par une machine, et personne n’a relu la traduction.
reading-evidence = { sheet-evidence }
    .meaning = Un numéro tel que E12 renvoie à la feuille « Justificatifs », qui indique le fichier, la feuille et les cellules sur lesquels repose une ligne. Il est le même dans toutes les versions linguistiques. Lorsqu’une ligne repose sur plusieurs réponses à des questions, le lien mène à la première.
notes-findings = Validation
severity-error = Erreurs
    .meaning = { $count } : { $count ->
        [one] réponse à une question qui n’a pas pu être utilisée
       *[other] réponses à des questions qui n’ont pas pu être utilisées
    }.
severity-warning = Avertissements
    .meaning = { $count } : { $count ->
        [one] réponse à une question qui est utilisée, mais que le répondant a été prié de revoir
       *[other] réponses à des questions qui sont utilisées, mais que les répondants ont été priés de revoir
    }.
severity-info = Remarques
    .meaning = { $count } : rien à corriger.
state-blocked = Fichiers inutilisables
    .meaning = { $count } : { $count ->
        [one] lu, mais exclu
       *[other] lus, mais exclus
    } de tous les tableaux.
state-superseded = Fichiers remplacés
    .meaning = { $count } : { $count ->
        [one] remplacé par un fichier ultérieur du même répondant, et exclu
       *[other] remplacés chacun par un fichier ultérieur du même répondant, et exclus
    } de tous les tableaux.
notes-tables = { word-tables }
notes-note = { $text } (Tableaux : { $tables }.)

## Au-dessus d’un tableau

spanned-header = { $spanner } : { $header }
line-scope = Portée : { $text }
line-units = Unités : { $text }
line-notes = Notes : { $notes }, sur la feuille des notes.
line-source = Source : { $text }
line-replies = Réponses : le tableau repose sur { $replies } { $replies ->
        [one] réponse
       *[other] réponses
    }, sur un total de { $received } { $received ->
        [one] réponse reçue
       *[other] réponses reçues
    }, pour { $asked } { $asked ->
        [one] répondant consulté
       *[other] répondants consultés
    }.
line-desk = Sur { $total } { $total ->
        [one] ligne
       *[other] lignes
    }, { $rows } { $rows ->
        [one] provient
       *[other] proviennent
    } d’une recherche documentaire.
line-empty = Réponses : sur un total de { $received } { $received ->
        [one] réponse reçue
       *[other] réponses reçues
    }, aucune n’apporte d’élément pour ce tableau.

## Justificatifs

sheet-evidence = Justificatifs
evidence-title = Justificatifs : les réponses aux questions sur lesquelles reposent les tableaux
evidence-headnote = Les fichiers sont désignés par leur nom dans le dossier du cycle. Les cellules d’une même ligne sont séparées par « | ».
evidence-more = { $first } et { $number } { $number ->
        [one] autre
       *[other] autres
    }
evidence-column-number = N°
evidence-column-respondent = { word-respondent }
evidence-column-basis = Origine
evidence-column-file = { word-file }
evidence-column-sheet = { word-sheet }
evidence-column-cells = Cellules
evidence-column-question = Question ou tableau
evidence-column-text = { word-as-written }
evidence-column-note = Note du répondant et décisions
evidence-column-tables = Utilisé dans (tableau et ligne de son CSV)
evidence-column-id = Identifiant

## Le paquet de données joint aux fichiers CSV

package-description = Les tableaux sous forme de données. La colonne respondent contient les codes de la liste des répondants, les autres colonnes les codes des listes du questionnaire ; la colonne evidence renvoie aux réponses aux questions sur lesquelles repose une ligne. Les valeurs sont exactes : importez les colonnes de texte en tant que texte, car un tableur prend pour une formule un texte qui commence par = ; pour la lecture, il y a les classeurs.
package-source = { $replies } { $replies ->
        [one] réponse
       *[other] réponses
    } au questionnaire
package-respondent = Code de la liste des répondants.
package-evidence = Identifiants des réponses aux questions sur lesquelles repose la ligne, séparés par des espaces : envoi/tableau/ligne, envoi/question ou envoi.
