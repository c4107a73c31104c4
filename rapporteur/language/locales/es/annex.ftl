### El anexo del informe: un documento de Word.

annex-title = Anexo: puntos para la redacción y cuadros
    .figures = Anexo: puntos para la redacción, cuadros y figuras
annex-reading = Cómo leer el anexo
annex-about = El número que figura al comienzo de una fila es el de la fila en el archivo CSV. Cuando el texto de una celda fue redactado por un encuestado, aparece en el idioma en que se redactó o traducido; así lo indican las marcas entre corchetes. Una letra junto al nombre de un encuestado señala una fila que se basa únicamente en la investigación documental. Los elementos en que se basa cada fila figuran en el libro de Excel que acompaña al anexo.
annex-language = Los títulos, los encabezamientos y los códigos están en español. Los textos de los encuestados están en el idioma de la respuesta, o traducidos y marcados como tales.
annex-contents = { word-tables }
annex-figures = Figuras
    .about = Cada figura está también en archivos aparte, en los formatos PNG y SVG. Las cifras que representa figuran en el libro de Excel que acompaña al anexo.
annex-row = Núm.
annex-desk = La investigación documental sobre { $files } { $files ->
        [one] encuestado
       *[other] encuestados
    } figura junto a las respuestas; sus filas llevan una letra junto al nombre del encuestado. Nunca se cuenta como respuesta.
annex-desk-note = Investigación documental; no es una respuesta al cuestionario.
annex-elsewhere = El cuadro tiene { $rows } { $rows ->
        [one] fila
       *[other] filas
    } y no se reproduce aquí. Figura en el archivo { $file }, hoja { $sheet }, y en { $sheet }.csv.
annex-description = Cuadro de { $rows } { $rows ->
        [one] fila
       *[other] filas
    }. Columnas: { $columns }.
annex-empty = No se muestran las columnas en que ninguna fila tiene datos: { $columns }.
