### 问卷工作簿。

questionnaire-cover = 封面
questionnaire-band = 问卷
questionnaire-back = ← 封面
questionnaire-page = 第{ $page }页，共{ $pages }页

questionnaire-question = { word-question }
questionnaire-answer = 答复
questionnaire-note = 备注

## 封面

questionnaire-fact-respondent = 答复方
questionnaire-fact-category = { word-category }
questionnaire-fact-mandate = { word-mandate }
questionnaire-fact-resolution = { word-resolution }
questionnaire-fact-session = 届会和议程项目
    .alone = 届会
questionnaire-fact-report = { word-report }
questionnaire-fact-deadline = 请于此日期前答复
questionnaire-fact-return = 请交回至
questionnaire-adopted = 第{ $resolution }号决议，{ $date }通过
questionnaire-resolution = 第{ $resolution }号决议
questionnaire-item = { $session }届会议，议程项目{ $item }：{ $title }
questionnaire-session = { $session }届会议
    .titled = { $session }届会议：{ $title }
questionnaire-invented = 虚构的答复方
questionnaire-preview = 预览：本调查问卷不寄送任何答复方，请勿分发。

questionnaire-heading-how = 填写说明
questionnaire-step-cells = 请按下列工作表的顺序填写。只需填写浅蓝色单元格，其他单元格均已锁定。
questionnaire-step-prefilled = 部分答复已预先填入浅黄色单元格。请予核对，如有错误请更正或删除。
questionnaire-step-lists = 单元格旁有下拉箭头的，请从列表中选择。列表末尾为缺失值代码。
questionnaire-step-ticks = 可多选的问题，请在每个适用选项旁选择“✓”。如无法作答，请在问题本身的答复栏填入缺失值代码。
questionnaire-step-tables = 表格中每个条目填写一行，不需要的行留空即可。每个表格有{ $rows }个空行。如需更多行，请取消工作表保护（无需密码），在表格内插入行。选中单元格时会显示该栏的说明。
questionnaire-step-values = 填写数字时请勿加单位和千位分隔符；日期请按年-月-日填写，例如2024-05-31。
questionnaire-step-notes = 答复旁的备注栏或表格最后一栏可填写资料来源、解释和保留意见。
questionnaire-step-required = 标有*的问题必须作答。如无法作答，请填入缺失值代码。
questionnaire-step-return = 可使用任何电子表格软件。请勿重命名、移动或删除工作表或列，并请以电子表格而非PDF格式交回。

questionnaire-heading-codes = 缺失值代码
questionnaire-code-a = 不适用：贵方不存在所问情况。
questionnaire-code-m = 无法提供：存在所问情况，但无法提供信息。
questionnaire-code-n = 零：数值为零，或没有。
questionnaire-code-x = 已列入他处：信息已包含在另一项答复中，请在备注栏注明是哪一项。

questionnaire-heading-colours = 颜色说明
questionnaire-colour-answer = 待填写
questionnaire-colour-prefilled = 已预先填入，请核对
questionnaire-colour-locked = 由秘书处填写并锁定
questionnaire-colour-required = 须作答或填入缺失值代码

questionnaire-heading-sheets = { word-sheets }

## 单元格可填内容

questionnaire-several = { $column }：填写下列一项或多项，以分号分隔：{ $choices }
questionnaire-ranked = { $column }：按您的顺序填写下列所有选项，以分号分隔：{ $choices }
questionnaire-columns = { $heading }：{ $columns }

questionnaire-prompt-text = 文字，或a、m、n、x。
questionnaire-prompt-integer = 整数，或a、m、n、x。
questionnaire-prompt-decimal = 数字，或a、m、n、x。
questionnaire-prompt-date = 日期（年-月-日），或a、m、n、x。
questionnaire-prompt-select-one = 请从列表中选择。
questionnaire-prompt-select-multiple = 请在下方各选项旁打勾。仅在无法作答时在此填入a、m、n或x。
questionnaire-prompt-several = 填写表格上方所列一个或多个选项，以分号分隔，或填入a、m、n、x。
questionnaire-prompt-ranked = 按您的顺序填写上方所列选项，以分号分隔，或填入a、m、n、x。

questionnaire-error-title = 此处不能填入该内容
questionnaire-error-integer = 请填写不带单位的整数，例如2023，或填入缺失值代码：a、m、n或x。说明请填入备注栏。
questionnaire-error-decimal = 请填写不带单位的数字，或填入缺失值代码：a、m、n或x。说明请填入备注栏。
questionnaire-error-date = 请按年-月-日填写日期，例如2024-05-31，或填入缺失值代码：a、m、n或x。
questionnaire-error-select-one = 请从列表中选择（单元格旁的箭头）。如无合适选项，请选择最接近的一项，并在备注栏说明。
questionnaire-error-select-multiple = 请在下方各选项旁打勾。此处只能填入缺失值代码：a、m、n或x。
questionnaire-error-tick = 如适用请选择{ $tick }，否则请留空。

## “其他”选项为问题增加的内容

questionnaire-choice-other = 其他
questionnaire-specify-other = 如选择“{ $other }”，请具体说明：{ $question }

questionnaire-general = 一般问题
questionnaire-row-of = “{ $table }”中的行号
questionnaire-choice-yes = 是
questionnaire-choice-no = 否
