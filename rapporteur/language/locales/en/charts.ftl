### The charts of the publication.

chart-title = Figure { $number }. { $title }
chart-source = Source: { $text }
chart-note = Note: { $text }
chart-empty = There is nothing to show: no reply or desk research holds what this chart counts.
chart-total = Total
chart-column-of-group = { $column } ({ $group })
