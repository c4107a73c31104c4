# 电子邮件。日期用文字写出，数目为数字。

## 收件确认

mail-receipt-subject = 收到贵方答复的确认：{ $title }
mail-receipt = 贵方对调查问卷“{ $title }”的答复已于{ $date }收到，谨此确认并致谢。
mail-receipt-undated = 贵方对调查问卷“{ $title }”的答复已经收到，谨此确认并致谢。
mail-receipt-doubted = 我们于{ $date }收到一份以贵方名义对调查问卷“{ $title }”作出答复的文件。
mail-receipt-doubted-undated = 我们收到了一份以贵方名义对调查问卷“{ $title }”作出答复的文件。
mail-receipt-file = 文件：{ $file }
mail-receipt-next = 答复正在审核之中。如有需要更正之处，我们将另行致函。本确认函为自动发送，无须回复。
mail-receipt-unverified = 在计入该文件之前，我们须确认其确由贵方发送。如贵方未发送，请通过{ $address }告知我们。
    .back = 在计入该文件之前，我们须确认其确由贵方发送。如贵方未发送，请告知我们。

## 审核结果，随附退回的工作簿

mail-return-subject-accepted = 贵方的答复已获接受：{ $title }
mail-return-subject-mend = 请更正贵方的答复：{ $title }
mail-return-subject-left-out = 关于贵方的答复：{ $title }

## 提醒

mail-reminder-subject = 提醒：{ $title }
mail-reminder-missing = 谨此提醒，我们尚未收到贵方对调查问卷“{ $title }”的答复。
mail-reminder-unverified = 谨此提醒，我们收到了一份以贵方名义对调查问卷“{ $title }”作出的答复，但未能核实其确由贵方发送。在核实之前，该答复不列入表格。
mail-reminder-blocked = 谨此提醒，贵方对调查问卷“{ $title }”的答复目前无法使用，在更正之前不列入表格。
mail-reminder-correction = 谨此提醒，贵方对调查问卷“{ $title }”的答复中有一些答案需要更正。这些答案在更正之前不列入表格，其他答案均已采用。
mail-reminder-days = { $days ->
        [0] 今天（{ $date }）是截止日期。
       *[other] 距截止日期（{ $date }）还有{ $days }天。
    }
mail-reminder-overdue = 截止日期（{ $deadline }）已过。在{ $date }或之前收到的材料仍可予以考虑。
mail-reminder-send = 请将填写完毕的调查问卷发送至{ $address }，谨此致谢。
    .back = 请将填写完毕的调查问卷发送给我们，谨此致谢。
mail-reminder-crossed = 如贵方已发送答复，请忽略本函。
