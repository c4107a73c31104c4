# Mensajes por correo electrónico. Las fechas van en palabras; las cantidades, en números.

## Acuse de recibo

mail-receipt-subject = Acuse de recibo de su respuesta: { $title }
mail-receipt = Acusamos recibo, con agradecimiento, de su respuesta al cuestionario “{ $title }”, recibida el { $date }.
mail-receipt-undated = Acusamos recibo, con agradecimiento, de su respuesta al cuestionario “{ $title }”.
mail-receipt-doubted = El { $date } recibimos en su nombre un archivo con respuestas al cuestionario “{ $title }”.
mail-receipt-doubted-undated = Hemos recibido en su nombre un archivo con respuestas al cuestionario “{ $title }”.
mail-receipt-file = Archivo: { $file }
mail-receipt-next = Su respuesta se está examinando. Si fuera necesario corregir algo, volveremos a escribirle. El presente acuse de recibo se envía automáticamente y no requiere respuesta.
mail-receipt-unverified = Antes de tener en cuenta este archivo debemos cerciorarnos de que procede de ustedes. Si no lo enviaron, les rogamos que nos lo comuniquen a la dirección { $address }.
    .back = Antes de tener en cuenta este archivo debemos cerciorarnos de que procede de ustedes. Si no lo enviaron, les rogamos que nos lo comuniquen.

## Resultado, con el archivo devuelto

mail-return-subject-accepted = Su respuesta ha sido aceptada: { $title }
mail-return-subject-mend = Correcciones solicitadas en su respuesta: { $title }
mail-return-subject-left-out = Acerca de su respuesta: { $title }

## Recordatorios

mail-reminder-subject = Recordatorio: { $title }
mail-reminder-missing = Nos permitimos recordarle que aún no hemos recibido su respuesta al cuestionario “{ $title }”.
mail-reminder-unverified = Nos permitimos recordarle que hemos recibido en su nombre una respuesta al cuestionario “{ $title }”, pero no hemos podido comprobar que proceda de ustedes. No se incluye en los cuadros mientras no se aclare la cuestión.
mail-reminder-blocked = Nos permitimos recordarle que su respuesta al cuestionario “{ $title }” no puede utilizarse tal como está y no se incluye en los cuadros mientras no se corrija.
mail-reminder-correction = Nos permitimos recordarle que algunos datos de su respuesta al cuestionario “{ $title }” deben corregirse. No se incluyen en los cuadros mientras no se corrijan; todos los demás se utilizan.
mail-reminder-days = { $days ->
        [0] El plazo vence hoy, { $date }.
        [one] Queda { $days } día para que venza el plazo, el { $date }.
       *[other] Quedan { $days } días para que venza el plazo, el { $date }.
    }
mail-reminder-overdue = El plazo venció el { $deadline }. Lo que recibamos a más tardar el { $date } aún podrá tenerse en cuenta.
mail-reminder-send = Le agradeceríamos que enviara el cuestionario cumplimentado a la dirección { $address }.
    .back = Le agradeceríamos que nos enviara el cuestionario cumplimentado.
mail-reminder-crossed = Si ya ha enviado su respuesta, le rogamos que haga caso omiso del presente mensaje.
