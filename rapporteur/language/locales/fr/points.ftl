### Points de rédaction.

## Pour les modèles de phrase

spelt = { $count ->
    [1] un
    [2] deux
    [3] trois
    [4] quatre
    [5] cinq
    [6] six
    [7] sept
    [8] huit
    [9] neuf
    [10] dix
   *[other] { $count }
}
states-reported = { $count ->
    [0] aucun État n’a signalé
    [1] un État a signalé
   *[other] { $number } États ont signalé
}
respondents-reported = { $count ->
    [0] aucun répondant n’a signalé
    [1] un répondant a signalé
   *[other] { $number } répondants ont signalé
}
replies-received = { $count ->
    [0] aucune réponse n’a été reçue
    [1] une réponse a été reçue
   *[other] { $number } réponses ont été reçues
}
desk-research-covers = { $count ->
    [0] la recherche documentaire ne porte sur aucun répondant
    [1] la recherche documentaire porte sur un répondant
   *[other] la recherche documentaire porte sur { $number } répondants
}
measures-reported = { $count ->
    [0] aucune mesure n’a été signalée
    [1] une mesure a été signalée
   *[other] { $number } mesures ont été signalées
}
listed = { $count ->
    [0] { "." }
   *[other] { " : " }{ $list }.
}
on-group = { $group }{ " — " }

## Ajouté par le programme

points-desk = { $count ->
    [1] La recherche documentaire y ajoute : { $list }.
   *[other] La recherche documentaire en ajoute { $number } : { $list }.
}
points-tally = { $name } ({ $count })
points-separator = Liste de noms qui contiennent des virgules
    .value = {" ; "}
points-reference = (tableau { $table }, { $count ->
    [1] ligne
   *[other] lignes
} { $rows })
    .none = (tableau { $table }, aucune ligne)
points-range = { $first }–{ $last }
points-title = Points de rédaction
points-about = Chaque point est suivi du tableau et des lignes sur lesquels il repose. Les lignes sont numérotées comme dans les fichiers CSV, de la même manière dans toutes les versions linguistiques. La recherche documentaire n’est jamais comptée avec les réponses.
