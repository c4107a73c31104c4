# 退回的工作簿及其附函。日期用文字写出，数目为数字。

severity-BLOCKER = 阻断性问题
severity-ERROR = 错误
severity-WARNING = 警告
severity-INFO = 备注

## 退回工作簿的第一张工作表

return-sheet-title = 审核结果
return-heading = 对贵方答复的审核结果
return-counts = 本答复中：{ return-count-blocker }，{ return-count-error }，{ return-count-warning }，{ return-count-info }。
return-count-blocker = { $blocker ->
        [0] 无阻断性问题
       *[other] { $blocker }项阻断性问题
    }
return-count-error = { $error ->
        [0] 无错误
       *[other] { $error }项错误
    }
return-count-warning = { $warning ->
        [0] 无警告
       *[other] { $warning }项警告
    }
return-count-info = { $info ->
        [0] 无备注
       *[other] { $info }项备注
    }
return-column-severity = 严重程度
return-column-where = 位置
return-column-question = { word-question }
return-column-problem = 审核意见
return-column-remedy = 建议采取的措施
return-about = { $what }：{ $text }
return-rows = { $table }（{ $rows }行）
return-deadline = 请于{ $date }前发送更正后的工作簿。
return-how = 请在本工作簿的原单元格中更正答案，保存为电子表格后发送至{ $address }。
    .back = 请在本工作簿的原单元格中更正答案，保存为电子表格后发回。
return-none = 本答复无须更正。谢谢。

## 附函

letter-reference = 文号：{ $reference }
letter-salutation = 尊敬的女士/先生：
letter-thanks = 感谢贵方对调查问卷“{ $title }”的答复，该答复已于{ $date }收到。
letter-thanks-undated = 感谢贵方对调查问卷“{ $title }”的答复。
letter-accepted = 贵方的答复已获接受，并已列入表格。
letter-correction = 贵方的答复已读取，其中一些答案需要更正或复核。有错误的答案在更正之前不列入表格，其他答案均已采用。
letter-blocked = 很遗憾，贵方的答复目前无法使用。标为“{ severity-BLOCKER }”的各项处理完毕后，即可列入表格。
letter-unverified = 已收到一份以贵方名义提交的答复。我们未能核实其确由贵方发送；在核实之前，该答复不列入表格。
letter-left-out = 贵方的答复已收到。由于下述原因，该答复未列入表格。
letter-deadline = 请于{ $date }前发来更正后的工作簿，谨此致谢。
letter-address = 请发送至{ $address }。
    .back = 请发回给我们。
letter-attached = 随函附上贵方的工作簿。其第一张工作表“{ return-sheet-title }”列明每项意见的位置和建议采取的措施。
letter-alone = 贵方的工作簿过大，或其结构与电子表格程序生成的不同，因此无法加注。各项意见列于下文。请将答案复制到一份新的调查问卷中，再行发送。
letter-more = 此处未列的其他意见：{ $number }项。
letter-closing = 顺致敬意
letter-signature = 秘书处

## 秘书处汇总表

summary-submissions = 按答复列示
summary-rules = 按规则列示
summary-all = 全部审核结果
summary-column-respondent = { word-respondent }
summary-column-name = 名称
summary-column-file = { word-file }
summary-column-places = 处数
summary-column-state = 状态
summary-column-code = 规则
summary-column-level = 级别
summary-column-findings = 审核结果数
summary-column-submissions = 答复数
