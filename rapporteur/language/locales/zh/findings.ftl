# 每条规则的说明：何处有误，如何更正。

file_empty = 文件为空。
    .remedy = 请重新发送填写好的调查问卷。
file_encrypted = 文件有密码保护，无法打开。
    .remedy = 请取消密码后保存，重新发送。
file_damaged = 文件损坏或传输不完整。
    .remedy = 请打开文件，另存为Excel工作簿（.xlsx）后重新发送。
file_not_spreadsheet = 文件不是电子表格。
    .remedy = 请发送调查问卷本身：Excel（.xlsx、.xlsm、.xlsb、.xls）或OpenDocument（.ods）工作簿。
not_a_questionnaire = 该工作簿不是本报告周期的调查问卷。
    .remedy = 请使用收到的调查问卷，并保留其隐藏工作表。
identification_missing = 工作簿中说明调查问卷所属答复方的隐藏工作表“rapporteur”已被删除。
    .remedy = 请将答复复制到所收到的调查问卷中，不要删除任何工作表，然后发送该问卷。
other_cycle = 该工作簿是另一报告周期（{ $cycle }）的调查问卷。
    .remedy = 请填写并发送本周期的调查问卷。
other_form = 该工作簿所载并非所分发的调查问卷。
    .remedy = 请填写为本周期收到的调查问卷。
other_version = 该调查问卷的版本为{ $version }，不是现行版本，但仍已读取。
    .remedy = 无须采取行动；请检查现行版本的问题是否有遗漏。
unknown_respondent = 答复方“{ $respondent }”不在受邀答复者名单之上。
    .remedy = 请使用标有贵方代码的调查问卷；秘书处可将答复方列入名单。
nothing_answered = 未回答任何问题。
    .remedy = 请填写调查问卷后重新发送。
same_file = 此前已收到相同的文件：{ $first }。
    .remedy = 无须采取行动：只计一次。
superseded = 同一答复方其后提交的文件取代了本文件：{ $stands }。
    .remedy = 如应以本文件为准，请重新发送。
section_missing = 缺少工作表“{ $section }”。
    .remedy = 请从收到的调查问卷中取回该工作表，填写后重新发送整个工作簿。
hidden_column_missing = 该工作表隐藏的第一列已被删除或清空。答复须依据该列中的名称查找，因此本工作表中的答复均无法读取。
    .remedy = 请将答复复制到所收到的调查问卷中，不要删除任何列，然后发送该问卷。
question_unknown = 该行属于“{ $name }”，而本调查问卷无此问题。
    .remedy = 如未在此作答，无须采取行动；否则请在现行调查问卷中作答。
answered_twice = “{ $question }”有两个不同的答案；保留了{ $first }中的第一个答案。
    .remedy = 请保留一个答案，清除另一个。
not_a_number = “{ $value }”不是数字。
    .remedy = 请只填数字，例如1234.5；单位和说明请写在备注中。如无数字，请填a、m、n或x。
not_a_whole_number = “{ $value }”不是整数。
    .remedy = 请填不带小数的数字，例如2023。如无数字，请填a、m、n或x。
number_out_of_range = 数字{ $value }超出此处可能的范围。
    .remedy = 请核对数字及其单位。
not_a_date = “{ $value }”不是日期。
    .remedy = 请填年、月、日，例如2023年4月18日。
unknown_choice = “{ $value }”不在所列选项之中。
    .remedy = 请从单元格的列表中选择。如均不合适，请在有“其他”选项时选择该项，并在备注中说明。
text_too_long = 答案超出电子表格单元格的容量。
    .remedy = 请缩短答案，或将全文作为单独文件发送。
required_missing = “{ $question }”尚未回答。
    .remedy = 请作答；如无法作答，请填a（不适用）或m（无法提供）。
not_relevant = 根据另一答案，“{ $question }”不适用，却已作答。
    .remedy = 请清除该答案，或更正其所依据的答案。
constraint_broken = “{ $value }”不能作为“{ $question }”的答案。
    .remedy = 请按问题旁的说明填写。

# 同一答复方再次提交时的情况。
partial_kept = 本文件回答的问题少于此前的文件：此前{ $before }个，现为{ $now }个。本文件未作答而此前已有的答案予以保留：{ $missing }个。
    .remedy = 如其中某项答案不应保留，请重新作答，或填a、m、n或x。
partial_dropped = 本文件回答的问题少于此前的文件：此前{ $before }个，现为{ $now }个。本文件未作答而此前已有的答案不再计入：{ $missing }个。
    .remedy = 如仍应计入，请重新填写这些答案，并发送整个工作簿。

# 与其他答复的比较。
answers_conflict = 同一政府的两份文件对“{ $question }”的回答不同：本文件为“{ $value }”，{ $other }为“{ $theirs }”。
    .remedy = 请与另一文件的提交方商定一个答案后发送，或告知秘书处以哪一个为准。

# 单元格中的内容。
formula_without_value = 单元格中的公式未保存计算结果。
    .remedy = 请直接填写结果。
error_value = 单元格中是电子表格的错误值：{ $value }。
    .remedy = 请直接填写答案；如无答案，请填a、m、n或x。
answer_in_label = 问题的标题被“{ $value }”覆盖。
    .remedy = 请将答案填入该问题的答案单元格。
two_choices = “{ $value }”含有不止一个选项，而该单元格只能选一项。
    .remedy = 请保留最合适的一项，其余写在备注中。
number_approximate = “{ $value }”不是确切数字，现读作{ $read }。
    .remedy = 请确认确切数字，只填数字；说明请写在备注中。
calendar_suspect = “{ $value }”中的年份似属另一历法（泰历、波斯历），现读作{ $read }。
    .remedy = 请核对，并填写公历年份。

# 整份文件及有关决定。
too_large = 工作簿过大，无法安全读取。
    .remedy = 请将答案复制到收到的调查问卷中发送；图片和其他文件请单独发送。
received_after_cut_off = 文件于{ $received }收到，晚于资料截止日期{ $cut_off }；除非秘书处接受，否则不列入表格。
    .remedy = 无须更正；如仍希望考虑该答复，请致函秘书处。
withdrawn = 根据秘书处{ $date }的决定，本文件已撤回：{ $reason }
    .remedy = 无须采取行动；如不知悉此事，请致函秘书处。
refused = 根据秘书处{ $date }的决定，本文件不予接受：{ $reason }
    .remedy = 请按所述理由更正后重新发送调查问卷，或致函秘书处。
