### Les graphiques de la publication.

chart-title = Figure { $number }. { $title }
chart-source = Source : { $text }
chart-note = Note : { $text }
chart-empty = Il n’y a rien à montrer : ni les réponses ni la recherche documentaire ne contiennent ce que compte ce graphique.
chart-total = Total
chart-column-of-group = { $column } ({ $group })
