# Messages by mail. Dates are given in words, counts as numbers.

## That a reply was received

mail-receipt-subject = Receipt of your reply: { $title }
mail-receipt = We acknowledge with thanks receipt of your reply to the questionnaire “{ $title }”, which reached us on { $date }.
mail-receipt-undated = We acknowledge with thanks receipt of your reply to the questionnaire “{ $title }”.
mail-receipt-doubted = A file with answers to the questionnaire “{ $title }” reached us on { $date } in your name.
mail-receipt-doubted-undated = A file with answers to the questionnaire “{ $title }” has reached us in your name.
mail-receipt-file = File: { $file }
mail-receipt-next = The reply is being examined. Should anything need to be corrected, we shall write to you again. This acknowledgement is sent automatically and needs no answer.
mail-receipt-unverified = We have to make sure that this file comes from you before it is taken into account. If you did not send it, please let us know at { $address }.
    .back = We have to make sure that this file comes from you before it is taken into account. If you did not send it, please let us know.

## What becomes of it, with the returned workbook

mail-return-subject-accepted = Your reply has been accepted: { $title }
mail-return-subject-mend = Corrections requested in your reply: { $title }
mail-return-subject-left-out = Concerning your reply: { $title }

## Reminders

mail-reminder-subject = Reminder: { $title }
mail-reminder-missing = We should like to recall that we have not yet received your reply to the questionnaire “{ $title }”.
mail-reminder-unverified = We should like to recall that a reply to the questionnaire “{ $title }” has reached us in your name, but that we could not verify that it comes from you. It is left out of the tables until this has been settled.
mail-reminder-blocked = We should like to recall that your reply to the questionnaire “{ $title }” cannot be used as it stands and is left out of the tables until it has been corrected.
mail-reminder-correction = We should like to recall that some of the answers in your reply to the questionnaire “{ $title }” need to be corrected. They are left out of the tables until they have been; all others are used.
mail-reminder-days = { $days ->
        [0] The deadline is today, { $date }.
        [one] { $days } day remains until the deadline, { $date }.
       *[other] { $days } days remain until the deadline, { $date }.
    }
mail-reminder-overdue = The deadline was { $deadline }. What reaches us by { $date } can still be taken into account.
mail-reminder-send = We should be grateful if you would send the completed questionnaire to { $address }.
    .back = We should be grateful if you would send us the completed questionnaire.
mail-reminder-crossed = If you have already sent your reply, please disregard this message.
