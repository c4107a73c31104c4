### Puntos para la redacción.

## Para los modelos de oración

spelt = { $count ->
    [1] un
    [2] dos
    [3] tres
    [4] cuatro
    [5] cinco
    [6] seis
    [7] siete
    [8] ocho
    [9] nueve
    [10] diez
   *[other] { $count }
}
states-reported = { $count ->
    [0] ningún Estado informó
    [1] un Estado informó
   *[other] { $number } Estados informaron
}
respondents-reported = { $count ->
    [0] ningún encuestado informó
    [1] un encuestado informó
   *[other] { $number } encuestados informaron
}
replies-received = { $count ->
    [0] no se recibió ninguna respuesta
    [1] se recibió una respuesta
   *[other] se recibieron { $number } respuestas
}
desk-research-covers = { $count ->
    [0] la investigación documental no abarca a ningún encuestado
    [1] la investigación documental abarca a un encuestado
   *[other] la investigación documental abarca a { $number } encuestados
}
measures-reported = { $count ->
    [0] no se informó de ninguna medida
    [1] se informó de una medida
   *[other] se informó de { $number } medidas
}
listed = { $count ->
    [0] { "." }
   *[other] { ": " }{ $list }.
}
on-group = { $group }{ " — " }

## Añadido por el programa

points-desk = { $count ->
    [1] La investigación documental añade: { $list }.
   *[other] La investigación documental añade { $number } más: { $list }.
}
points-tally = { $name } ({ $count })
points-separator = Lista de nombres que contienen comas
    .value = {"; "}
points-reference = (cuadro { $table }, { $count ->
    [1] fila
   *[other] filas
} { $rows })
    .none = (cuadro { $table }, ninguna fila)
points-range = { $first }–{ $last }
points-title = Puntos para la redacción
points-about = Después de cada punto se indican el cuadro y las filas en que se basa. Las filas llevan los números de los archivos CSV, que son los mismos en todas las versiones lingüísticas. La investigación documental nunca se cuenta junto con las respuestas.
