### Le classeur du questionnaire.

questionnaire-cover = Page de garde
questionnaire-band = QUESTIONNAIRE
questionnaire-back = ← Page de garde
questionnaire-page = Page { $page } sur { $pages }

questionnaire-question = { word-question }
questionnaire-answer = Réponse
questionnaire-note = Note

## Page de garde

questionnaire-fact-respondent = Destinataire
questionnaire-fact-category = { word-category }
questionnaire-fact-mandate = { word-mandate }
questionnaire-fact-resolution = { word-resolution }
questionnaire-fact-session = Session et point de l’ordre du jour
    .alone = Session
questionnaire-fact-report = { word-report }
questionnaire-fact-deadline = Date limite de réponse
questionnaire-fact-return = À renvoyer à
questionnaire-adopted = { $resolution }, adoptée le { $date }
questionnaire-resolution = { $resolution }
questionnaire-item = { $session } session, point { $item } : { $title }
questionnaire-session = { $session } session
    .titled = { $session } session : { $title }
questionnaire-invented = Répondant fictif
questionnaire-preview = Aperçu : ce questionnaire n’est adressé à personne et ne doit pas être envoyé.

questionnaire-heading-how = Comment remplir ce questionnaire
questionnaire-step-cells = Parcourez les feuilles dans leur ordre ; la liste en est donnée ci-dessous. N’écrivez que dans les cellules bleu clair : toutes les autres sont verrouillées.
questionnaire-step-prefilled = Certaines réponses sont déjà inscrites, dans des cellules à fond jaune clair. Veuillez les vérifier, et corriger ou effacer ce qui est inexact.
questionnaire-step-lists = Lorsqu’une cellule comporte une flèche de liste déroulante, choisissez dans la liste. Les codes de valeur manquante se trouvent à la fin de chaque liste.
questionnaire-step-ticks = Lorsque plusieurs choix sont possibles, choisissez ✓ à côté de chacun de ceux qui s’appliquent. Si aucun ne peut être indiqué, inscrivez un code de valeur manquante à côté de la question elle-même.
questionnaire-step-tables = Dans les tableaux, utilisez une ligne par élément, et laissez vides les lignes dont vous n’avez pas besoin. Chaque tableau comporte { $rows } { $rows ->
        [one] ligne vide
       *[other] lignes vides
    }. S’il vous en faut davantage, ôtez la protection de la feuille (aucun mot de passe n’est nécessaire) et insérez des lignes à l’intérieur du tableau. L’explication d’une colonne apparaît lorsque vous sélectionnez l’une de ses cellules.
questionnaire-step-values = Indiquez les nombres sans unité et sans séparateur de milliers, et les dates sous la forme année-mois-jour, par exemple 2024-05-31.
questionnaire-step-notes = Utilisez la note placée à côté d’une réponse, ou dans la dernière colonne d’un tableau, pour les sources, les explications et les réserves.
questionnaire-step-required = Les questions marquées d’un astérisque (*) appellent une réponse. Si vous ne pouvez pas en donner, inscrivez un code de valeur manquante.
questionnaire-step-return = Vous pouvez utiliser n’importe quel tableur. Veuillez ne pas renommer, déplacer ni supprimer de feuilles ou de colonnes, et renvoyer le classeur au format de tableur et non au format PDF.

questionnaire-heading-codes = Codes de valeur manquante
questionnaire-code-a = Sans objet : la question ne se pose pas dans votre cas.
questionnaire-code-m = Non disponible : la chose existe, mais l’information ne peut pas être donnée.
questionnaire-code-n = Néant : la valeur est nulle, ou il n’y en a pas.
questionnaire-code-x = Compris ailleurs : l’information fait partie d’une autre réponse. Veuillez préciser laquelle dans la note.

questionnaire-heading-colours = Signification des couleurs
questionnaire-colour-answer = À remplir
questionnaire-colour-prefilled = Déjà rempli : à vérifier
questionnaire-colour-locked = Inscrit par le secrétariat et verrouillé
questionnaire-colour-required = Une réponse ou un code de valeur manquante est nécessaire

questionnaire-heading-sheets = { word-sheets }

## Ce qu’admet une cellule

questionnaire-several = { $column } : un ou plusieurs des choix suivants, séparés par des points-virgules : { $choices }
questionnaire-ranked = { $column } : tous les choix suivants, dans votre ordre, séparés par des points-virgules : { $choices }
questionnaire-columns = { $heading } : { $columns }

questionnaire-prompt-text = Texte, ou a, m, n ou x.
questionnaire-prompt-integer = Nombre entier, ou a, m, n ou x.
questionnaire-prompt-decimal = Nombre, ou a, m, n ou x.
questionnaire-prompt-date = Date (année-mois-jour), ou a, m, n ou x.
questionnaire-prompt-select-one = Choisissez dans la liste.
questionnaire-prompt-select-multiple = Cochez les choix ci-dessous. N’inscrivez a, m, n ou x ici que si aucun ne peut être indiqué.
questionnaire-prompt-several = Un ou plusieurs des choix énumérés au-dessus du tableau, séparés par des points-virgules, ou a, m, n ou x.
questionnaire-prompt-ranked = Les choix énumérés ci-dessus, dans votre ordre, séparés par des points-virgules, ou a, m, n ou x.

questionnaire-error-title = Saisie non admise ici
questionnaire-error-integer = Veuillez inscrire un nombre entier sans unité, par exemple 2023, ou un code de valeur manquante : a, m, n ou x. Les remarques sont à indiquer dans la note.
questionnaire-error-decimal = Veuillez inscrire un nombre sans unité, ou un code de valeur manquante : a, m, n ou x. Les remarques sont à indiquer dans la note.
questionnaire-error-date = Veuillez inscrire une date sous la forme année-mois-jour, par exemple 2024-05-31, ou un code de valeur manquante : a, m, n ou x.
questionnaire-error-select-one = Veuillez choisir dans la liste (flèche à côté de la cellule). Si aucun choix ne convient, prenez le plus proche et donnez des précisions dans la note.
questionnaire-error-select-multiple = Veuillez cocher les choix ci-dessous. Seul un code de valeur manquante peut être inscrit ici : a, m, n ou x.
questionnaire-error-tick = Veuillez choisir { $tick } si cela s’applique, ou laisser la cellule vide.

## Ce que « Autre » ajoute à une question

questionnaire-choice-other = Autre
questionnaire-specify-other = Si « { $other } », veuillez préciser : { $question }

questionnaire-general = Questions générales
questionnaire-row-of = Ligne du tableau « { $table } »
questionnaire-choice-yes = Oui
questionnaire-choice-no = Non
