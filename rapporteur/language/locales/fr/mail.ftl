# Messages envoyés par courriel. Les dates sont en toutes lettres, les comptes en chiffres.

## Accusé de réception

mail-receipt-subject = Accusé de réception de votre réponse : { $title }
mail-receipt = Nous accusons réception, avec nos remerciements, de votre réponse au questionnaire « { $title } », qui nous est parvenue le { $date }.
mail-receipt-undated = Nous accusons réception, avec nos remerciements, de votre réponse au questionnaire « { $title } ».
mail-receipt-doubted = Un fichier contenant des réponses au questionnaire « { $title } » nous est parvenu en votre nom le { $date }.
mail-receipt-doubted-undated = Un fichier contenant des réponses au questionnaire « { $title } » nous est parvenu en votre nom.
mail-receipt-file = Fichier : { $file }
mail-receipt-next = Votre réponse est en cours d’examen. Si elle appelle des corrections, nous vous écrirons de nouveau. Le présent accusé de réception est envoyé automatiquement et n’appelle pas de réponse.
mail-receipt-unverified = Avant de prendre ce fichier en compte, nous devons nous assurer qu’il émane de vous. Si vous ne l’avez pas envoyé, veuillez nous en informer à l’adresse { $address }.
    .back = Avant de prendre ce fichier en compte, nous devons nous assurer qu’il émane de vous. Si vous ne l’avez pas envoyé, veuillez nous en informer.

## Suite donnée, avec le classeur renvoyé

mail-return-subject-accepted = Votre réponse a été acceptée : { $title }
mail-return-subject-mend = Corrections à apporter à votre réponse : { $title }
mail-return-subject-left-out = Au sujet de votre réponse : { $title }

## Rappels

mail-reminder-subject = Rappel : { $title }
mail-reminder-missing = Nous nous permettons de vous rappeler que nous n’avons pas encore reçu votre réponse au questionnaire « { $title } ».
mail-reminder-unverified = Nous nous permettons de vous rappeler qu’une réponse au questionnaire « { $title } » nous est parvenue en votre nom, mais que nous n’avons pas pu vérifier qu’elle émane de vous. Elle n’est pas prise en compte dans les tableaux tant que la question n’est pas réglée.
mail-reminder-blocked = Nous nous permettons de vous rappeler que votre réponse au questionnaire « { $title } » ne peut pas être utilisée en l’état et qu’elle n’est pas prise en compte dans les tableaux tant qu’elle n’est pas corrigée.
mail-reminder-correction = Nous nous permettons de vous rappeler que certains éléments de votre réponse au questionnaire « { $title } » doivent être corrigés. Ils ne sont pas repris dans les tableaux tant qu’ils ne sont pas corrigés ; tous les autres sont utilisés.
mail-reminder-days = { $days ->
        [0] Le délai expire aujourd’hui, le { $date }.
        [one] Il reste { $days } jour avant l’expiration du délai, fixé au { $date }.
       *[other] Il reste { $days } jours avant l’expiration du délai, fixé au { $date }.
    }
mail-reminder-overdue = Le délai a expiré le { $deadline }. Ce qui nous parviendra le { $date } au plus tard pourra encore être pris en compte.
mail-reminder-send = Nous vous saurions gré de bien vouloir envoyer le questionnaire rempli à l’adresse { $address }.
    .back = Nous vous saurions gré de bien vouloir nous envoyer le questionnaire rempli.
mail-reminder-crossed = Si vous avez déjà envoyé votre réponse, veuillez ne pas tenir compte du présent message.
