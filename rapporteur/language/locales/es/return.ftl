# El archivo devuelto y su carta de envío. Las fechas van en palabras; las cantidades, en números.

severity-BLOCKER = Impedimento
severity-ERROR = Error
severity-WARNING = Advertencia
severity-INFO = Observación

## La primera hoja del archivo devuelto

return-sheet-title = Resultados de la revisión
return-heading = Resultados de la revisión de su respuesta
return-counts = En esta respuesta: { return-count-blocker }, { return-count-error }, { return-count-warning } y { return-count-info }.
return-count-blocker = { $blocker ->
        [0] ningún impedimento
        [one] { $blocker } impedimento
       *[other] { $blocker } impedimentos
    }
return-count-error = { $error ->
        [0] ningún error
        [one] { $error } error
       *[other] { $error } errores
    }
return-count-warning = { $warning ->
        [0] ninguna advertencia
        [one] { $warning } advertencia
       *[other] { $warning } advertencias
    }
return-count-info = { $info ->
        [0] ninguna observación
        [one] { $info } observación
       *[other] { $info } observaciones
    }
return-column-severity = Gravedad
return-column-where = Dónde
return-column-question = { word-question }
return-column-problem = Resultado
return-column-remedy = Medida sugerida
return-about = { $what }: { $text }
return-rows = { $table } ({ $rows ->
        [one] { $rows } fila
       *[other] { $rows } filas
    })
return-deadline = Sírvase enviar el archivo corregido a más tardar el { $date }.
return-how = Sírvase corregir las respuestas en sus propias celdas de este archivo, guardarlo como hoja de cálculo y enviarlo a { $address }.
    .back = Sírvase corregir las respuestas en sus propias celdas de este archivo, guardarlo como hoja de cálculo y devolverlo.
return-none = Esta respuesta no requiere ninguna corrección. Muchas gracias.

## La carta de envío

letter-reference = Referencia: { $reference }
letter-salutation = Estimada señora, estimado señor:
letter-thanks = Le agradecemos su respuesta al cuestionario “{ $title }”, recibida el { $date }.
letter-thanks-undated = Le agradecemos su respuesta al cuestionario “{ $title }”.
letter-accepted = Su respuesta ha sido aceptada y se incluye en los cuadros.
letter-correction = Su respuesta ha sido leída. Algunos de sus datos deben corregirse o revisarse. Los que contienen un error no se incluyen en los cuadros mientras no se corrijan; todos los demás se utilizan.
letter-blocked = Lamentamos que su respuesta no pueda utilizarse en su forma actual. Se incluirá en los cuadros una vez que se haya corregido lo señalado como “{ severity-BLOCKER }”.
letter-unverified = Se ha recibido una respuesta en su nombre. No hemos podido comprobar que proceda de ustedes; no se incluye en los cuadros mientras no se aclare la cuestión.
letter-left-out = Su respuesta ha sido recibida. No se incluye en los cuadros por el motivo que se indica a continuación.
letter-deadline = Le agradeceríamos que nos enviara el archivo corregido a más tardar el { $date }.
letter-address = Envíelo a la dirección { $address }.
    .back = Sírvase devolvérnoslo.
letter-attached = Se adjunta su archivo. La primera hoja, “{ return-sheet-title }”, indica a qué se refiere cada resultado y la medida que se sugiere.
letter-alone = No se ha podido anotar su archivo: es demasiado grande o no tiene la estructura que le dan los programas de hojas de cálculo. Los resultados se enumeran a continuación. Copie sus respuestas en un nuevo ejemplar del cuestionario y envíe ese ejemplar.
letter-more = Otros resultados que no se enumeran aquí: { $number }.
letter-closing = Atentamente,
letter-signature = La secretaría

## El resumen para la secretaría

summary-submissions = Por envío
summary-rules = Por regla
summary-all = Todas las observaciones
summary-column-respondent = { word-respondent }
summary-column-name = Nombre
summary-column-file = { word-file }
summary-column-places = Lugares
summary-column-state = Estado
summary-column-code = Regla
summary-column-level = Nivel
summary-column-findings = Observaciones
summary-column-submissions = Envíos
