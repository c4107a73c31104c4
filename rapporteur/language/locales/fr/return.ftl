# Le classeur renvoyé et sa lettre d’accompagnement. Les dates sont en toutes lettres, les comptes en chiffres.

severity-BLOCKER = Problème bloquant
severity-ERROR = Erreur
severity-WARNING = Avertissement
severity-INFO = Remarque

## La première feuille du classeur renvoyé

return-sheet-title = Constatations
return-heading = Constatations relatives à votre réponse
return-counts = Dans la présente réponse : { return-count-blocker }, { return-count-error }, { return-count-warning } et { return-count-info }.
return-count-blocker = { $blocker ->
        [0] aucun problème bloquant
        [one] { $blocker } problème bloquant
       *[other] { $blocker } problèmes bloquants
    }
return-count-error = { $error ->
        [0] aucune erreur
        [one] { $error } erreur
       *[other] { $error } erreurs
    }
return-count-warning = { $warning ->
        [0] aucun avertissement
        [one] { $warning } avertissement
       *[other] { $warning } avertissements
    }
return-count-info = { $info ->
        [0] aucune remarque
        [one] { $info } remarque
       *[other] { $info } remarques
    }
return-column-severity = Gravité
return-column-where = Emplacement
return-column-question = { word-question }
return-column-problem = Constatation
return-column-remedy = Suite proposée
return-about = { $what } : { $text }
return-rows = { $table } ({ $rows ->
        [one] { $rows } ligne
       *[other] { $rows } lignes
    })
return-deadline = Veuillez envoyer le classeur corrigé le { $date } au plus tard.
return-how = Veuillez corriger les réponses dans leurs propres cellules, dans le présent classeur, l’enregistrer comme classeur de tableur et l’envoyer à { $address }.
    .back = Veuillez corriger les réponses dans leurs propres cellules, dans le présent classeur, l’enregistrer comme classeur de tableur et le renvoyer.
return-none = La présente réponse n’appelle aucune correction. Nous vous remercions.

## La lettre d’accompagnement

letter-reference = Référence : { $reference }
letter-salutation = Madame, Monsieur,
letter-thanks = Nous vous remercions de votre réponse au questionnaire « { $title } », reçue le { $date }.
letter-thanks-undated = Nous vous remercions de votre réponse au questionnaire « { $title } ».
letter-accepted = Votre réponse a été acceptée et est prise en compte dans les tableaux.
letter-correction = Votre réponse a été lue. Certains éléments doivent être corrigés ou revus. Ceux qui comportent une erreur ne sont pas repris dans les tableaux tant qu’ils ne sont pas corrigés ; tous les autres sont utilisés.
letter-blocked = Nous regrettons de ne pouvoir utiliser votre réponse en l’état. Elle sera prise en compte dans les tableaux dès qu’il aura été donné suite aux constatations portant la mention « { severity-BLOCKER } ».
letter-unverified = Une réponse a été reçue en votre nom. Nous n’avons pas pu vérifier qu’elle émane de vous ; elle n’est pas prise en compte dans les tableaux tant que la question n’est pas réglée.
letter-left-out = Votre réponse a été reçue. Elle n’est pas prise en compte dans les tableaux, pour la raison indiquée ci-après.
letter-deadline = Nous vous saurions gré de bien vouloir nous faire parvenir le classeur corrigé le { $date } au plus tard.
letter-address = Merci de l’envoyer à l’adresse { $address }.
    .back = Merci de nous le renvoyer.
letter-attached = Vous trouverez ci-joint votre classeur. Sa première feuille, « { return-sheet-title } », indique à quoi se rapporte chaque constatation et la suite qu’il est proposé d’y donner.
letter-alone = Votre classeur n’a pas pu être annoté : il est trop volumineux ou n’a pas la structure que lui donnent les tableurs. Les constatations sont énumérées ci-après. Veuillez copier vos réponses dans un nouvel exemplaire du questionnaire et nous envoyer celui-ci.
letter-more = Autres constatations, non énumérées ici : { $number }.
letter-closing = Veuillez agréer, Madame, Monsieur, l’assurance de notre considération distinguée.
letter-signature = Le secrétariat

## Le récapitulatif pour le secrétariat

summary-submissions = Par envoi
summary-rules = Par règle
summary-all = Toutes les constatations
summary-column-respondent = { word-respondent }
summary-column-name = Nom
summary-column-file = { word-file }
summary-column-places = Emplacements
summary-column-state = État
summary-column-code = Règle
summary-column-level = Niveau
summary-column-findings = Constatations
summary-column-submissions = Envois
