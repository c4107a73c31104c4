### Los cuadros publicados.

list-separator = Separador de listas
    .value = {", "}
sentence-separator = Entre oraciones
    .value = {" "}
date-format = [$-C0A]d" de "mmmm" de "yyyy
too-long = [cortado: más largo de lo que admite una celda; el texto completo está en el archivo CSV]
table-title = Cuadro { $number }. { $title }
to-contents = ← Índice
to-notes = Símbolos y notas →

## Portada

sheet-cover = Portada
cover-symbol = Signatura del documento
cover-mandate = { word-mandate }
cover-resolution = { word-resolution }
    .value = Resolución { $number } de la Asamblea General, aprobada el { $date }
    .undated = Resolución { $number } de la Asamblea General
cover-session = Período de sesiones y tema
    .value = { $session } período de sesiones, tema { $item } del programa: { $title }
    .alone = { questionnaire-fact-session.alone }
    .without-item = { questionnaire-session }
    .titled = { questionnaire-session.titled }
cover-report = { word-report }
cover-cycle = Ciclo de presentación de informes
cover-version = Versión
    .value = Respuestas recibidas: situación al { $date }
    .undated = Respuestas cuya fecha de recepción no consta
    .none = Sin respuestas
cover-replies = Respuestas
    .value = { $replies } { $replies ->
        [one] respuesta recibida
       *[other] respuestas recibidas
    }, de un total de { $asked } { $asked ->
        [one] encuestado consultado
       *[other] encuestados consultados
    }
cover-category = { $category }: { $replies }
cover-desk = Investigación documental
    .value = La investigación documental sobre { $files } { $files ->
        [one] encuestado
       *[other] encuestados
    } figura junto a las respuestas y se señala como tal en la columna “Base”. Nunca se cuenta como respuesta.
cover-notice = Aviso
    .replies = En { $count } de { $total } { $total ->
        [one] respuesta
       *[other] respuestas
    } figura el siguiente aviso: “{ $text }”
    .desk = En { $count } de { $total } { $total ->
        [one] archivo
       *[other] archivos
    } de investigación documental figura el siguiente aviso: “{ $text }”
cover-language = Idiomas
    .value = Los títulos, los encabezamientos y los códigos están en español. Los textos de los encuestados están en el idioma de la respuesta, o traducidos y marcados como tales: la hoja { sheet-notes } explica las marcas.
cover-profile = Edición
    .un = Presentación de las publicaciones de las Naciones Unidas, con sus signos y notas al pie. Los mismos cuadros figuran en una edición accesible junto a este archivo (.accessible.xlsx).
    .accessible = Edición accesible: signos entre corchetes y notas en una hoja aparte. Los mismos cuadros figuran junto a este archivo con la presentación de las publicaciones de las Naciones Unidas.

## Índice

sheet-contents = Índice
contents-title = { sheet-contents }
contents-sheet = { word-sheet }
contents-table = Título
contents-paragraphs = Párrafos del informe
contents-rows = Filas (número)

## Notas

sheet-notes = Notas
notes-title = Símbolos y notas
notes-column-about = Asunto
notes-column-item = Término
notes-column-text = Explicación
notes-symbols = Símbolos
symbol-nil =
    .meaning = Nulo o insignificante.
symbol-not-available =
    .meaning = No disponible o no comunicado por separado: la respuesta no ofrece ningún dato al respecto.
symbol-not-applicable =
    .meaning = No se aplica: no hay nada que pueda indicarse aquí.
notes-basis = { evidence-column-basis }
basis-reply = Respuesta
    .meaning = La fila se basa en una respuesta al cuestionario.
basis-desk-research = Investigación documental
    .meaning = La fila se basa en fuentes publicadas, consignadas por la secretaría en el mismo formulario. No es una respuesta y nunca se cuenta como tal.
notes-reading = Cómo leer los cuadros
reading-count = Respuestas en que se basa un cuadro
    .meaning = Encima de cada cuadro se indica en cuántas de las respuestas recibidas se basan sus filas, a cuántos encuestados se consultó y cuántas filas proceden de investigación documental.
reading-order = Orden
    .meaning = Los encuestados figuran por orden alfabético de su nombre en este idioma; los códigos, en el orden del cuestionario.
reading-language = { word-language }
    .meaning = Los textos escritos por un encuestado figuran traducidos cuando existe una traducción al idioma de este libro, y en los demás casos tal como se escribieron. El original figura en la hoja { sheet-evidence }, en la columna “{ evidence-column-text }”.
reading-untold = Idiomas no diferenciados
    .meaning = Los textos son tantos que se ha considerado que cada uno está en el idioma del libro en que se recibió.
mark-other =
    .meaning = El texto que precede a esta marca figura tal como lo escribió el encuestado, en un idioma distinto del de esta versión. La marca es el código ISO 639-1 de su idioma.
mark-translated =
    .meaning = El texto que precede a esta marca se ha traducido del primer idioma al segundo.
mark-machine =
    .meaning = El texto que precede a esta marca se ha traducido automáticamente, y nadie ha revisado la traducción.
reading-evidence = { sheet-evidence }
    .meaning = Un número como E12 conduce a la hoja “Evidencia”, que indica el archivo, la hoja y las celdas en que se basa una fila. Es el mismo en todas las versiones lingüísticas. Si una fila se basa en varias respuestas, el enlace conduce a la primera.
notes-findings = Validación
severity-error = Errores
    .meaning = { $count }: respuestas que no pudieron utilizarse.
severity-warning = Advertencias
    .meaning = { $count }: respuestas que se utilizan, pero que se pidió al encuestado que revisara.
severity-info = Observaciones
    .meaning = { $count }: nada que corregir.
state-blocked = Archivos inutilizables
    .meaning = { $count }: leídos, pero no incluidos en ningún cuadro.
state-superseded = Archivos sustituidos
    .meaning = { $count }: sustituidos por un archivo posterior del mismo encuestado y no incluidos en ningún cuadro.
notes-tables = { word-tables }
notes-note = { $text } (Cuadros: { $tables }.)

## Encima de un cuadro

spanned-header = { $spanner }: { $header }
line-scope = Alcance: { $text }
line-units = Unidades: { $text }
line-notes = Notas: { $notes }, en la hoja de notas.
line-source = Fuente: { $text }
line-replies = Respuestas: el cuadro se basa en { $replies } de { $received } { $received ->
        [one] respuesta recibida
       *[other] respuestas recibidas
    }, de un total de { $asked } { $asked ->
        [one] encuestado consultado
       *[other] encuestados consultados
    }.
line-desk = De { $total } { $total ->
        [one] fila
       *[other] filas
    } del cuadro, { $rows } { $rows ->
        [one] procede
       *[other] proceden
    } de investigación documental.
line-empty = Respuestas: de { $received } { $received ->
        [one] respuesta recibida
       *[other] respuestas recibidas
    }, ninguna contiene datos para este cuadro.

## Evidencia

sheet-evidence = Evidencia
evidence-title = Evidencia: las respuestas en que se basan los cuadros
evidence-headnote = Los archivos se designan con el nombre que tienen en la carpeta del ciclo. Las celdas de una misma fila se separan con “ | ”.
evidence-more = { $first } y { $number } más
evidence-column-number = Núm.
evidence-column-respondent = { word-respondent }
evidence-column-basis = Base
evidence-column-file = { word-file }
evidence-column-sheet = { word-sheet }
evidence-column-cells = Celdas
evidence-column-question = Pregunta o cuadro
evidence-column-text = { word-as-written }
evidence-column-note = Nota del encuestado y decisiones
evidence-column-tables = Utilizado en (cuadro y fila de su CSV)
evidence-column-id = Identificador

## El paquete de datos que acompaña a los archivos CSV

package-description = Los cuadros en forma de datos. La columna respondent contiene códigos de la lista de encuestados; las demás columnas, códigos de las listas del cuestionario; la columna evidence conduce a las respuestas en que se basa una fila. Los valores son exactos: importe las columnas de texto como texto, ya que un programa de hojas de cálculo interpreta como fórmula un texto que comienza por =; para la lectura están los libros.
package-source = { $replies } { $replies ->
        [one] respuesta
       *[other] respuestas
    } al cuestionario
package-respondent = Código de la lista de encuestados.
package-evidence = Identificadores de las respuestas en que se basa la fila, separados por espacios: envío/cuadro/fila, envío/pregunta o envío.
