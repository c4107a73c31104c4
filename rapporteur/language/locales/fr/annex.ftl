### L’annexe du rapport : un document Word.

annex-title = Annexe : points de rédaction et tableaux
    .figures = Annexe : points de rédaction, tableaux et figures
annex-reading = Comment lire l’annexe
annex-about = Le numéro qui figure au début d’une ligne est celui de la ligne dans le fichier CSV. Lorsque le texte d’une cellule a été rédigé par un répondant, il est reproduit dans la langue dans laquelle il a été rédigé ou donné en traduction ; des signes entre crochets l’indiquent. Une lettre à la suite du nom d’un répondant signale une ligne qui repose uniquement sur la recherche documentaire. Les éléments sur lesquels repose chaque ligne figurent dans le classeur joint à l’annexe.
annex-language = Les titres, les en-têtes et les codes sont en français. Le texte d’un répondant est dans la langue de la réponse, ou bien traduit et signalé comme tel.
annex-contents = { word-tables }
annex-figures = Figures
    .about = Chaque figure se trouve également dans des fichiers distincts, aux formats PNG et SVG. Les chiffres qu’elle représente figurent dans le classeur joint à l’annexe.
annex-row = N°
annex-desk = La recherche documentaire sur { $files } { $files ->
        [1] répondant
       *[other] répondants
    } figure à côté des réponses ; ses lignes sont signalées par une lettre à la suite du nom du répondant. Elle n’est jamais comptée comme une réponse.
annex-desk-note = Recherche documentaire ; ne constitue pas une réponse au questionnaire.
annex-elsewhere = Le tableau compte { $rows } { $rows ->
        [one] ligne
       *[other] lignes
    } et n’est pas reproduit ici. Il figure dans le fichier { $file }, feuille { $sheet }, et dans { $sheet }.csv.
annex-description = Tableau de { $rows } { $rows ->
        [one] ligne
       *[other] lignes
    }. Colonnes : { $columns }.
annex-empty = Les colonnes dans lesquelles aucune ligne n’est renseignée ne sont pas reproduites : { $columns }.
