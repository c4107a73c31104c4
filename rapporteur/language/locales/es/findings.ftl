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
unknown_choice = “{ $value }” no es una de las opciones ofrecidas: { $choices }.
    .remedy = Sírvase elegir una opción de la lista de la celda; la más parecida es “{ $nearest }”. Si ninguna es adecuada, explíquelo en la nota.
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
calendar_suspect = El año de “{ $value }” parece ser de otro calendario (tailandés, persa, islámico); se ha leído como { $read }.
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

# Lo que muestra una celda, y lo que no se ha leído de un archivo.
struck_out = “{ $value }” está tachado y no se ha tenido en cuenta; se ha leído “{ $read }”.
    .remedy = Sírvase borrar lo que ya no sea válido, o quitar el tachado si sigue siéndolo.
raised_mark = “{ $value }” contiene un signo en superíndice o subíndice que no se ha considerado parte de la respuesta; se ha leído { $read }.
    .remedy = Sírvase escribir solo la respuesta en la celda, y la llamada de nota en la nota.
digits_lost = “{ $value }” tiene más cifras de las que una hoja de cálculo conserva de un número: es posible que se hayan perdido las últimas.
    .remedy = Sírvase dar a la celda formato de texto y escribir de nuevo las cifras.
per_cent_in_count = “{ $value }” es un porcentaje, una fracción o un número negativo, pero su unidad cuenta personas, empresas o similares.
    .remedy = Sírvase escribir el número entero, o elegir la unidad “porcentaje” donde se ofrezca.
read_as_code = “{ $value }” se ha leído como el código de valor faltante { $read }, y no como un texto.
    .remedy = No es necesario hacer nada si se quería indicar el código; de lo contrario, sírvase escribir la respuesta completa.
word_for_nothing = “{ $value }” parece indicar que no hay respuesta; no se ha tomado como tal.
    .remedy = Sírvase escribir { $read } en su lugar si es eso lo que se quiere decir (a no aplicable, m no disponible, n nulo, x incluido en otra parte); de lo contrario, sírvase escribir la respuesta completa.
data_type_value = La celda contiene un tipo de datos de Excel, como Geografía o una imagen, cuyo nombre no está guardado como texto: { $value }.
    .remedy = Sírvase escribir el propio nombre en la celda (menú Tipo de datos, Convertir a texto).
display_unknown = El archivo no indica lo que muestran sus celdas: no se han podido tener en cuenta formatos como el porcentaje, los superíndices y el texto tachado.
    .remedy = Sírvase comprobar las respuestas con esos formatos, o guardar el archivo como .xlsx y enviarlo de nuevo.
identity_differs = El archivo se preparó para { $expected }, pero figura “{ $value }” como encuestado.
    .remedy = Sírvase utilizar el cuestionario que lleva su propio código; la secretaría puede asignar este archivo al encuestado correcto.
label_moved = Lo que se ve se ha desplazado respecto de los nombres ocultos de las preguntas: “{ $seen }” está donde estaba “{ $expected }”. Las respuestas se han leído según lo que se ve.
    .remedy = Sírvase comprobar que cada respuesta está junto a su pregunta o debajo de su encabezamiento.
label_contradicts = “{ $seen }” está donde estaba “{ $expected }”, y no es seguro a cuál de las dos corresponde la respuesta: “{ $value }”. No se ha leído.
    .remedy = Sírvase consignar la respuesta junto a su pregunta, o debajo de su encabezamiento, en el cuestionario que recibió.
answer_continued = El texto de las filas siguientes se ha leído como continuación de la respuesta: “{ $value }”.
    .remedy = No es necesario hacer nada si forma parte de esta respuesta.
note_without_answer = Hay una nota sin respuesta: “{ $value }”.
    .remedy = Sírvase consignar la respuesta, o a, m, n o x si no la hay.
comment_unread = Un comentario en la celda no es una respuesta y no se ha leído: “{ $value }”.
    .remedy = Sírvase escribir en la celda, o en la nota, lo que forme parte de la respuesta.
text_box_unread = Un cuadro de texto no es una respuesta y no se ha leído: “{ $value }”.
    .remedy = Sírvase escribir su texto en la celda de la pregunta, o en la nota.
sheet_unread = La hoja “{ $name }” no forma parte del cuestionario y no se ha leído; celdas con contenido: { $cells }. Comienza así: “{ $value }”.
    .remedy = Sírvase consignar lo que corresponda al cuestionario en sus propias hojas y enviar la demás información en un documento aparte.
content_unread = Lo que está escrito aquí no corresponde a ninguna pregunta y no se ha leído: “{ $value }” (celdas con contenido: { $cells }).
    .remedy = Sírvase escribirlo en la celda de una pregunta, en una fila de un cuadro o en una nota.
