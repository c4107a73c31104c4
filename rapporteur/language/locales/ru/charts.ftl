### Диаграммы публикации.

chart-title = Диаграмма { $number }. { $title }
chart-source = Источник: { $text }
chart-note = Примечание: { $text }
chart-empty = Показать нечего: ни в ответах, ни в кабинетных исследованиях нет того, что учитывается в этой диаграмме.
chart-total = Всего
chart-column-of-group = { $column } ({ $group })
