# Lo que dice cada regla: qué está mal y cómo corregirlo.

file_empty = El archivo está vacío.
    .remedy = Sírvase enviar de nuevo el cuestionario cumplimentado.
file_encrypted = El archivo está protegido con una contraseña y no se puede abrir.
    .remedy = Sírvase guardarlo sin contraseña y enviarlo de nuevo.
file_damaged = El archivo está dañado o se transmitió solo en parte.
    .remedy = Sírvase abrirlo, guardarlo de nuevo como libro de Excel (.xlsx) y enviarlo otra vez.
file_not_spreadsheet = El archivo no es una hoja de cálculo.
    .remedy = Sírvase enviar el cuestionario mismo: un libro de Excel (.xlsx, .xlsm, .xlsb, .xls) o de OpenDocument (.ods).
not_a_questionnaire = El archivo no es un cuestionario de este ciclo de presentación de informes.
    .remedy = Sírvase utilizar el cuestionario que recibió y conservar sus hojas ocultas.
identification_missing = Se ha eliminado del archivo la hoja oculta “rapporteur”, que indica a quién corresponde el cuestionario.
    .remedy = Sírvase copiar sus respuestas en el cuestionario que recibió, sin eliminar ninguna de sus hojas, y enviarlo.
other_cycle = El archivo es un cuestionario de otro ciclo de presentación de informes: { $cycle }.
    .remedy = Sírvase cumplimentar el cuestionario del ciclo actual y enviarlo.
other_form = El archivo contiene un cuestionario distinto del que se envió.
    .remedy = Sírvase cumplimentar el cuestionario que recibió para este ciclo.
other_version = La versión del cuestionario, { $version }, no es la actual. Se ha leído de todos modos.
    .remedy = No es necesario hacer nada; compruebe solamente que no falte ninguna pregunta de la versión actual.
unknown_respondent = La entidad “{ $respondent }” no figura en la lista de las que fueron consultadas.
    .remedy = Sírvase utilizar el cuestionario que lleva su propio código; la secretaría puede añadir una entidad a la lista.
nothing_answered = No se ha respondido a ninguna pregunta.
    .remedy = Sírvase cumplimentar el cuestionario y enviarlo de nuevo.
same_file = El mismo archivo ya se había recibido con el nombre { $first }.
    .remedy = No es necesario hacer nada: se cuenta una sola vez.
superseded = Un archivo posterior de la misma entidad sustituye a este: { $stands }.
    .remedy = Si debe prevalecer este archivo, sírvase enviarlo de nuevo.
section_missing = Falta la hoja “{ $section }”.
    .remedy = Sírvase tomar la hoja del cuestionario que recibió, cumplimentarla y enviar de nuevo el archivo completo.
hidden_column_missing = Se ha eliminado o vaciado la primera columna de la hoja, que está oculta. Contiene los nombres que permiten encontrar las respuestas, por lo que no se pudo leer ninguna respuesta de esta hoja.
    .remedy = Sírvase copiar sus respuestas en el cuestionario que recibió, sin eliminar ninguna de sus columnas, y enviarlo.
question_unknown = La fila corresponde a “{ $name }”, que no es una pregunta de este cuestionario.
    .remedy = No es necesario hacer nada si no respondió en ella; de lo contrario, sírvase dar la respuesta en el cuestionario actual.
answered_twice = “{ $question }” tiene una segunda respuesta, distinta de la primera; se ha conservado la primera, que está en { $first }.
    .remedy = Sírvase dejar una sola respuesta y borrar la otra.
not_a_number = “{ $value }” no es un número.
    .remedy = Sírvase escribir solo cifras, por ejemplo 1234,5, e indicar la unidad y las observaciones en la nota. Si no hay ninguna cifra, escriba a, m, n o x.
not_a_whole_number = “{ $value }” no es un número entero.
    .remedy = Sírvase escribir un número sin decimales, por ejemplo 2023. Si no lo hay, escriba a, m, n o x.
number_out_of_range = El número { $value } supera cualquier valor posible en este caso.
    .remedy = Sírvase comprobar el número y su unidad.
not_a_date = “{ $value }” no es una fecha.
    .remedy = Sírvase escribir el día, el mes y el año, por ejemplo 18 de abril de 2023.
unknown_choice = “{ $value }” no es una de las opciones ofrecidas.
    .remedy = Sírvase elegir una opción de la lista de la celda. Si ninguna es adecuada, elija “Otro” donde se ofrezca y explíquelo en la nota.
text_too_long = La respuesta es más larga de lo que admite una celda de una hoja de cálculo.
    .remedy = Sírvase abreviarla o enviar el texto en un documento aparte.
required_missing = No se ha respondido a “{ $question }”.
    .remedy = Sírvase responder; si es imposible, escriba a (no se aplica) o m (no disponible).
not_relevant = Se ha respondido a “{ $question }” aunque no se aplica, según otra de sus respuestas.
    .remedy = Sírvase borrar la respuesta o corregir aquella de la que depende.
constraint_broken = “{ $value }” no puede ser la respuesta a “{ $question }”.
    .remedy = Sírvase seguir las instrucciones que figuran junto a la pregunta.

# Lo que puede seguir a un segundo archivo de la misma entidad.
partial_kept = Este archivo responde a menos preguntas que el anterior: { $now } en lugar de { $before }. Las respuestas anteriores que faltan en él se conservan: { $missing }.
    .remedy = Si alguna de ellas ya no debe mantenerse, sírvase responder de nuevo a la pregunta o escribir a, m, n o x.
partial_dropped = Este archivo responde a menos preguntas que el anterior: { $now } en lugar de { $before }. Las respuestas anteriores que faltan en él dejan de contar: { $missing }.
    .remedy = Si deben mantenerse, sírvase escribirlas de nuevo y enviar el archivo completo.

# Lo que muestran las respuestas de los demás.
answers_conflict = Dos archivos del mismo Gobierno responden de manera distinta a “{ $question }”: “{ $value }” aquí y “{ $theirs }” en { $other }.
    .remedy = Sírvase acordar una sola respuesta con quienes enviaron el otro archivo y enviarla, o indicar a la secretaría cuál de las dos prevalece.

# Lo que contiene una celda.
formula_without_value = La celda contiene una fórmula cuyo resultado no se guardó.
    .remedy = Sírvase escribir el resultado mismo en la celda.
error_value = La celda contiene un error de la hoja de cálculo: { $value }.
    .remedy = Sírvase escribir la respuesta misma. Si no la hay, escriba a, m, n o x.
answer_in_label = Se escribió “{ $value }” encima del enunciado de una pregunta.
    .remedy = Sírvase escribir la respuesta en la celda de respuesta de la pregunta.
two_choices = “{ $value }” indica más de una opción, pero la celda admite solo una.
    .remedy = Sírvase dejar la opción más adecuada e indicar las demás en la nota.
number_approximate = “{ $value }” no es una cifra exacta; se ha leído como { $read }.
    .remedy = Sírvase confirmar la cifra exacta escribiendo solo cifras e indicar las observaciones en la nota.
calendar_suspect = El año de “{ $value }” parece ser de otro calendario (tailandés, persa); se ha leído como { $read }.
    .remedy = Sírvase comprobarlo y escribir el año del calendario gregoriano.

# El archivo en su conjunto y lo que se ha decidido al respecto.
too_large = El archivo es demasiado grande para leerlo sin riesgo.
    .remedy = Sírvase copiar las respuestas en el cuestionario que recibió y enviar este último; envíe por separado las imágenes y los demás documentos.
received_after_cut_off = El archivo se recibió el { $received }, después de la fecha de cierre, { $cut_off }. No se incluye en los cuadros, salvo que la secretaría lo admita.
    .remedy = No es necesario corregir nada; si la respuesta debe tenerse en cuenta, sírvase escribir a la secretaría.
withdrawn = Por decisión de la secretaría de fecha { $date }, el archivo ha sido retirado: { $reason }
    .remedy = No es necesario hacer nada; si no esperaba esta decisión, sírvase escribir a la secretaría.
refused = Por decisión de la secretaría de fecha { $date }, el archivo ha sido rechazado: { $reason }
    .remedy = Sírvase corregir lo que indica el motivo y enviar de nuevo el cuestionario, o escribir a la secretaría.
