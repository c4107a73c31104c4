### El libro del cuestionario.

questionnaire-cover = Portada
questionnaire-band = CUESTIONARIO
questionnaire-back = ← Portada
questionnaire-page = Página { $page } de { $pages }

questionnaire-question = { word-question }
questionnaire-answer = Respuesta
questionnaire-note = Nota

## Portada

questionnaire-fact-respondent = Destinatario
questionnaire-fact-category = { word-category }
questionnaire-fact-mandate = { word-mandate }
questionnaire-fact-resolution = { word-resolution }
questionnaire-fact-session = Período de sesiones y tema del programa
    .alone = Período de sesiones
questionnaire-fact-report = { word-report }
questionnaire-fact-deadline = Sírvase responder a más tardar el
questionnaire-fact-return = Sírvase devolverlo a
questionnaire-adopted = { $resolution }, aprobada el { $date }
questionnaire-resolution = { $resolution }
questionnaire-item = { $session } período de sesiones, tema { $item }: { $title }
questionnaire-session = { $session } período de sesiones
    .titled = { $session } período de sesiones: { $title }
questionnaire-invented = Encuestado ficticio
questionnaire-preview = Vista previa: este cuestionario no está dirigido a nadie y no debe enviarse.

questionnaire-heading-how = Cómo cumplimentar este cuestionario
questionnaire-step-cells = Sírvase recorrer las hojas en su orden; se enumeran más abajo. Escriba solamente en las celdas de color azul claro: todas las demás están bloqueadas.
questionnaire-step-prefilled = Algunas respuestas ya están consignadas, en celdas con fondo amarillo claro. Sírvase comprobarlas y corregir o borrar lo que sea erróneo.
questionnaire-step-lists = Cuando una celda tenga una flecha desplegable, elija una opción de su lista. Los códigos de valor faltante figuran al final de cada lista.
questionnaire-step-ticks = Cuando puedan aplicarse varias opciones, elija ✓ junto a cada una de las que se apliquen. Si no puede indicar ninguna, escriba un código de valor faltante junto a la propia pregunta.
questionnaire-step-tables = En los cuadros, utilice una fila por cada elemento y deje en blanco las filas que no necesite. Cada cuadro tiene { $rows } { $rows ->
        [one] fila
       *[other] filas
    } en blanco. Si necesita más, desproteja la hoja (no hace falta contraseña) e inserte filas dentro del cuadro. La explicación de una columna aparece al seleccionar una de sus celdas.
questionnaire-step-values = Escriba los números sin unidades y sin separadores de millares, y las fechas en la forma año-mes-día, por ejemplo 2024-05-31.
questionnaire-step-notes = Utilice la nota situada junto a una respuesta, o en la última columna de un cuadro, para indicar fuentes, explicaciones y reservas.
questionnaire-step-required = Las preguntas marcadas con * requieren una respuesta. Si no puede darla, escriba un código de valor faltante.
questionnaire-step-return = Puede trabajar con cualquier programa de hojas de cálculo. Sírvase no cambiar el nombre de las hojas o las columnas, ni moverlas ni borrarlas, y devolver el libro como hoja de cálculo, no como PDF.

questionnaire-heading-codes = Códigos de valor faltante
questionnaire-code-a = No se aplica: la pregunta no se plantea en su caso.
questionnaire-code-m = No disponible: aquello por lo que se pregunta existe, pero no puede facilitarse la información.
questionnaire-code-n = Nulo: el valor es cero o no hay ninguno.
questionnaire-code-x = Incluido en otro lugar: la información forma parte de otra respuesta. Sírvase indicar en la nota de cuál se trata.

questionnaire-heading-colours = Qué significan los colores
questionnaire-colour-answer = Por cumplimentar
questionnaire-colour-prefilled = Ya cumplimentado: sírvase comprobarlo
questionnaire-colour-locked = Consignado por la secretaría y bloqueado
questionnaire-colour-required = Se requiere una respuesta o un código de valor faltante

questionnaire-heading-sheets = { word-sheets }

## Qué admite una celda

questionnaire-several = { $column }: una o varias de las opciones siguientes, separadas por punto y coma: { $choices }
questionnaire-ranked = { $column }: todas las opciones siguientes en su orden, separadas por punto y coma: { $choices }
questionnaire-columns = { $heading }: { $columns }

questionnaire-prompt-text = Texto, o bien a, m, n o x.
questionnaire-prompt-integer = Un número entero, o bien a, m, n o x.
questionnaire-prompt-decimal = Un número, o bien a, m, n o x.
questionnaire-prompt-date = Una fecha (año-mes-día), o bien a, m, n o x.
questionnaire-prompt-select-one = Elija una opción de la lista.
questionnaire-prompt-select-multiple = Marque las opciones que figuran a continuación. Escriba aquí a, m, n o x solo si no puede indicar ninguna.
questionnaire-prompt-several = Una o varias de las opciones enumeradas encima del cuadro, separadas por punto y coma, o bien a, m, n o x.
questionnaire-prompt-ranked = Las opciones enumeradas arriba, en su orden, separadas por punto y coma, o bien a, m, n o x.

questionnaire-error-title = Esto no puede escribirse aquí
questionnaire-error-integer = Sírvase escribir un número entero sin unidades, por ejemplo 2023, o un código de valor faltante: a, m, n o x. Las observaciones van en la nota.
questionnaire-error-decimal = Sírvase escribir un número sin unidades, o un código de valor faltante: a, m, n o x. Las observaciones van en la nota.
questionnaire-error-date = Sírvase escribir una fecha en la forma año-mes-día, por ejemplo 2024-05-31, o un código de valor faltante: a, m, n o x.
questionnaire-error-select-one = Sírvase elegir una opción de la lista (flecha junto a la celda). Si ninguna es adecuada, elija la más próxima y explíquelo en la nota.
questionnaire-error-select-multiple = Sírvase marcar las opciones que figuran a continuación. Aquí solo puede escribirse un código de valor faltante: a, m, n o x.
questionnaire-error-tick = Sírvase elegir { $tick } si se aplica, o dejar la celda en blanco.

## Lo que “Otro” añade a una pregunta

questionnaire-choice-other = Otro
questionnaire-specify-other = Si respondió “{ $other }”, sírvase especificar: { $question }

questionnaire-general = Preguntas generales
questionnaire-row-of = Fila de “{ $table }”
questionnaire-choice-yes = Sí
questionnaire-choice-no = No
