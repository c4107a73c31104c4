## What a text is

translations-kind-label = etiqueta
translations-kind-hint = explicación
translations-kind-required-message = mensaje cuando falta la respuesta
translations-kind-constraint-message = mensaje cuando la respuesta no es posible
translations-kind-choice = opción
translations-kind-title = título
translations-kind-headnote = entradilla
translations-kind-units = unidades
translations-kind-scope = alcance
translations-kind-source = fuente
translations-kind-note = nota
translations-kind-header = encabezamiento de columna
translations-kind-spanner = encabezamiento común de varias columnas
translations-kind-subheader = encabezamiento bajo uno común
translations-kind-point = frase para la redacción
translations-kind-alt = texto alternativo del gráfico
translations-kind-missing = nombre de lo que no se indica
translations-kind-message = mensaje
translations-kind-remedy = cómo corregirlo
translations-kind-agenda-title = título del tema del programa
translations-kind-report = título del informe
translations-kind-reconstruction = indicación de que las respuestas son una reconstrucción
translations-kind-mandate = mandato
translations-kind-entry = entrada
translations-kind-name = nombre
translations-kind-program = mensaje del programa informático

## Sheets

translations-part-questionnaire = Cuestionario
translations-part-tables = { word-tables }
translations-part-charts = Gráficos
translations-part-shared = Textos comunes
translations-part-checks = Controles
translations-part-cycle = Ciclo
translations-part-lists = Listas
translations-part-names = Nombres
translations-part-program = Programa
translations-part-guide = Guía
translations-part-replies = Textos

## The guide

translations-title-review = Revisión de las traducciones
translations-title-replies = Traducción de los textos de los encuestados
translations-fact-cycle = { translations-part-cycle }
translations-fact-language = { word-language }
translations-fact-texts = Textos (número)
translations-heading-how = Cómo rellenar este libro
translations-heading-sheets = { word-sheets }

## Columns

translations-column-key = Clave
translations-column-where = Lugar
translations-column-source = Inglés
translations-column-now = Traducción actual
translations-column-state = Estado
translations-column-text = Su traducción
translations-column-confirmed = Confirmado
translations-column-remark = Observación
translations-column-original = { word-as-written }
translations-column-respondent = { word-respondent }
translations-column-table = Cuadro y columna
translations-column-language = { word-language }
translations-column-translation = Traducción
translations-column-kind = Autor
translations-column-status = { translations-column-state }

## What a cell may say

translations-state-missing = Falta
translations-state-unreviewed = No revisada
translations-state-reviewed = Revisada
translations-state-outdated = Desactualizada. El texto inglés era: { $source }
translations-yes = sí
translations-made-machine = máquina
translations-made-human = persona
translations-status-draft = borrador
translations-status-reviewed = revisada

## Steps

translations-review-read = Cada hoja contiene una parte de los textos. Una fila es un texto: el texto inglés y la traducción que se usa actualmente.
translations-review-confirm = Si la traducción es correcta, elija “{ translations-yes }” en la columna “{ translations-column-confirmed }”.
translations-review-correct = Si no lo es, escriba de nuevo el texto completo en la columna “{ translations-column-text }”. Lo que deje vacío no cambia.
translations-review-braces = Lo que figura entre llaves, por ejemplo {"{"} $count {"}"}, lo rellena el programa: consérvelo. Cuando un texto elige entre varias formas según un número, indique todas las formas de su idioma, por ejemplo [one] y *[other].
translations-review-program = Los mensajes de la hoja “{ translations-part-program }” pertenecen al programa informático. Aquí pueden confirmarse, pero se corrigen allí: escriba lo que deba cambiar en la columna “{ translations-column-remark }”.
translations-review-return = Guarde el archivo en formato .xlsx y devuélvalo. Puede filtrar las filas; la columna “{ translations-column-key }” debe quedar como está.
translations-replies-read = Una fila es un texto que un encuestado escribió en otro idioma. Un mismo texto ocupa una sola fila, por más veces que aparezca.
translations-replies-translate = Escriba su traducción en la columna “{ translations-column-translation }”. Una fila puede quedar vacía, por ejemplo la del título de una ley: en ese caso, los cuadros muestran el texto tal como se escribió, con su idioma.
translations-replies-kind = Indique en la columna “{ translations-column-kind }” quién hizo la traducción y, en “{ translations-column-status }”, si alguien la ha revisado. El borrador de una máquina se marca con un asterisco en los cuadros.
translations-replies-language = El idioma se ha determinado a partir del texto, o es el del libro. Si no es correcto, corrija su código ISO 639-1, por ejemplo es.
translations-replies-return = Guarde el archivo en formato .xlsx y devuélvalo. Puede filtrar las filas.
translations-page = Página { $page } de { $pages }

## Beside a cell

translations-prompt-text = Deje vacío lo que no deba cambiar.
translations-prompt-confirmed = Elija “{ translations-yes }” si la traducción es correcta.
translations-prompt-language = Un código ISO 639-1 de dos letras, por ejemplo es.
translations-refuse-title = No es posible
translations-refuse-choice = Elija una entrada de la lista o deje la celda vacía.
