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
unknown_choice = “{ $value }”不在所列选项之中：{ $choices }。
    .remedy = 请从单元格的列表中选择，最接近的是“{ $nearest }”。如均不合适，请在备注中说明。
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
calendar_suspect = “{ $value }”中的年份似属另一历法（泰历、波斯历、伊斯兰历），现读作{ $read }。
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

# 单元格所显示的内容，以及工作簿中未读取的内容。
struck_out = “{ $value }”已加删除线，未予采用；读取的内容为“{ $read }”。
    .remedy = 请删除不再有效的内容；如仍有效，请去掉删除线。
raised_mark = “{ $value }”含有上标或下标，未视为答案的一部分；读作{ $read }。
    .remedy = 请在单元格中只写答案，脚注写在备注中。
digits_lost = “{ $value }”的位数超过电子表格为数字保留的位数，末尾几位可能已丢失。
    .remedy = 请将单元格设为文本格式，并重新填写各位数字。
per_cent_in_count = “{ $value }”是百分比、小数或负数，而其单位是人数、企业数等。
    .remedy = 请填写整数；如有“百分比”单位可选，请选择该单位。
read_as_code = “{ $value }”已读作缺失值代码{ $read }，而不是文字。
    .remedy = 如确指该代码，无须采取行动；否则请完整填写答案。
word_for_nothing = “{ $value }”似表示没有答案，未作为答案采用。
    .remedy = 如是此意，请改填{ $read }（a不适用，m无法提供，n零，x列入他处）；否则请完整填写答案。
data_type_value = 单元格中是Excel的数据类型（如“地理”或图片），其名称未存为文字：{ $value }。
    .remedy = 请在单元格中直接填写名称（数据类型菜单，转换为文本）。
display_unknown = 该文件未说明单元格所显示的内容：百分比等格式、上标和删除线无法加以考虑。
    .remedy = 请核对带有此类格式的答案，或将工作簿存为.xlsx后重新发送。
identity_differs = 该工作簿是为{ $expected }编制的，但填写的答复方是“{ $value }”。
    .remedy = 请使用带有贵方代码的调查问卷；秘书处可将此文件归于正确的答复方。
label_moved = 所见内容与隐藏的问题名称已错位：“{ $seen }”位于原为“{ $expected }”之处。答案已按所见内容读取。
    .remedy = 请核对每个答案是否在其问题旁边或其标题之下。
label_contradicts = “{ $seen }”位于原为“{ $expected }”之处，无法确定答案属于哪一个：“{ $value }”。该答案未读取。
    .remedy = 请在收到的调查问卷中，将答案填在其问题旁边或其标题之下。
answer_continued = 以下各行的文字已读作该答案的续文：“{ $value }”。
    .remedy = 如属于该答案，无须采取行动。
note_without_answer = 只有备注而没有答案：“{ $value }”。
    .remedy = 请填写答案；如无答案，请填a、m、n或x。
comment_unread = 单元格的批注不是答案，未予读取：“{ $value }”。
    .remedy = 请将属于答案的内容写在单元格或备注中。
text_box_unread = 文本框不是答案，未予读取：“{ $value }”。
    .remedy = 请将其文字写在问题的单元格或备注中。
sheet_unread = 工作表“{ $name }”不属于调查问卷，未予读取；已填单元格：{ $cells }。其开头为：“{ $value }”。
    .remedy = 请将属于调查问卷的内容填入其自身的工作表；其他资料请另行发送。
content_unread = 此处所写内容不属于任何问题，未予读取：“{ $value }”（已填单元格：{ $cells }）。
    .remedy = 请将其写在问题的单元格、表格的行或备注中。
