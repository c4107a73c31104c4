### Los gráficos de la publicación.

chart-title = Figura { $number }. { $title }
chart-source = Fuente: { $text }
chart-note = Nota: { $text }
chart-empty = No hay nada que mostrar: ni las respuestas ni la investigación documental contienen lo que cuenta este gráfico.
chart-total = Total
chart-column-of-group = { $column } ({ $group })
