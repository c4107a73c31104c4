### 公布的表格。

list-separator = 列举分隔符
    .value = 、
sentence-separator = 句间
    .value = {""}
date-format = [$-804]yyyy"年"m"月"d"日"
too-long = [已截断：超过单元格容量；全文见CSV文件]
table-title = 表{ $number } { $title }
to-contents = ← 目录
to-notes = 符号和说明 →

## 封面

sheet-cover = 封面
cover-symbol = 文号
cover-mandate = { word-mandate }
cover-resolution = { word-resolution }
    .value = 大会{ $date }通过的第{ $number }号决议
    .undated = 大会第{ $number }号决议
cover-session = 届会和议程项目
    .value = { $session }届会议，议程项目{ $item }：{ $title }
    .alone = { questionnaire-fact-session.alone }
    .without-item = { questionnaire-session }
    .titled = { questionnaire-session.titled }
cover-report = { word-report }
cover-cycle = 报告周期
cover-version = 版本
    .value = 截至{ $date }的答复
    .undated = 收到日期不详的答复
    .none = 尚无答复
cover-replies = 答复
    .value = 共向{ $asked }个答复方发出调查问卷，收到{ $replies }份答复
cover-category = { $category }：{ $replies }
cover-desk = 案头研究
    .value = 除答复外，表中还列有关于{ $files }个答复方的案头研究资料，并在“资料基础”栏标明。案头研究不计为答复。
cover-notice = 请注意
    .replies = { $total }份答复中有{ $count }份附有以下说明：“{ $text }”
    .desk = { $total }份案头研究文件中有{ $count }份附有以下说明：“{ $text }”
cover-language = 语文
    .value = 标题、栏目和代码用中文。答复方的文字采用答复所用语文，或附标记列出译文；各标记的含义见“{ sheet-notes }”工作表。
cover-profile = 版本样式
    .un = 按联合国出版物的体例编排，采用其符号和脚注。同样的表格另有无障碍版，与本文件并列（.accessible.xlsx）。
    .accessible = 无障碍版：符号置于方括号内，说明另列一个工作表。同样的表格另有按联合国出版物体例编排的版本，与本文件并列。

## 目录

sheet-contents = 目录
contents-title = { sheet-contents }
contents-sheet = { word-sheet }
contents-table = 标题
contents-paragraphs = 报告段次
contents-rows = 行数

## 说明

sheet-notes = 说明
notes-title = 符号和说明
notes-column-about = 事项
notes-column-item = 用语
notes-column-text = 解释
notes-symbols = 符号
symbol-nil =
    .meaning = 零或可忽略不计。
symbol-not-available =
    .meaning = 没有数据或未单独列报：答复未就此提供内容。
symbol-not-applicable =
    .meaning = 不适用：此处没有可提供的内容。
notes-basis = { evidence-column-basis }
basis-reply = 答复
    .meaning = 该行以对调查问卷的答复为依据。
basis-desk-research = 案头研究
    .meaning = 该行以公开资料为依据，由秘书处填入同一表格。它不是答复，也不计为答复。
notes-reading = 如何阅读表格
reading-count = 表格所依据的答复
    .meaning = 每张表格上方说明该表以所收答复中的多少份为依据、共向多少个答复方发出调查问卷，以及有多少行来自案头研究。
reading-order = 次序
    .meaning = 答复方按其中文名称的拼音顺序排列，代码按调查问卷中的次序排列。
reading-language = { word-language }
    .meaning = 答复方撰写的文字，如有本工作簿所用语文的译文，列出译文，否则按原文列出。原文见“{ sheet-evidence }”工作表的“{ evidence-column-text }”栏。
reading-untold = 未区分语文
    .meaning = 文字数量过多，每段文字均视为采用所在工作簿的语文。
mark-other =
    .meaning = 此标记之前的文字是答复方所写的原文，所用语文与本语文版本不同。标记为该语文的ISO 639-1代码。
mark-translated =
    .meaning = 此标记之前的文字是译文，由前一种语文译成后一种语文。
mark-machine =
    .meaning = 此标记之前的文字是机器译文，未经人工审校。
reading-evidence = { sheet-evidence }
    .meaning = E12一类的编号指向“依据”工作表，其中列明该行所依据的文件、工作表和单元格。编号在各语文版本中相同。一行以多项回答为依据的，链接指向第一项。
notes-findings = 审核
severity-error = 错误
    .meaning = { $count }项：有关回答未能使用。
severity-warning = 警告
    .meaning = { $count }项：有关回答已经使用，但已请答复方复核。
severity-info = 备注
    .meaning = { $count }项：无须改正。
state-blocked = 无法使用的文件
    .meaning = { $count }份：已读取，但未列入任何表格。
state-superseded = 被取代的文件
    .meaning = { $count }份：已由同一答复方后来提交的文件取代，未列入任何表格。
notes-tables = { word-tables }
notes-note = { $text }（表：{ $tables }。）

## 表格上方

spanned-header = { $spanner }：{ $header }
line-scope = 范围：{ $text }
line-units = 单位：{ $text }
line-notes = 说明：{ $notes }，见说明工作表。
line-source = 资料来源：{ $text }
line-replies = 答复：共向{ $asked }个答复方发出调查问卷，收到{ $received }份答复，本表以其中{ $replies }份为依据。
line-desk = 本表{ $total }行中有{ $rows }行来自案头研究。
line-empty = 答复：收到的{ $received }份答复均未提供可列入本表的内容。

## 依据

sheet-evidence = 依据
evidence-title = 依据：表格所依据的回答
evidence-headnote = 文件名以周期文件夹中的名称为准。同一行的各单元格以“ | ”分隔。
evidence-more = { $first }等，另有{ $number }处
evidence-column-number = 编号
evidence-column-respondent = { word-respondent }
evidence-column-basis = 资料基础
evidence-column-file = { word-file }
evidence-column-sheet = { word-sheet }
evidence-column-cells = 单元格
evidence-column-question = 问题或表
evidence-column-text = { word-as-written }
evidence-column-note = 答复方的说明和决定
evidence-column-tables = 用于（表及其CSV文件中的行）
evidence-column-id = 标识符

## CSV文件的数据包

package-description = 表格数据。respondent栏为名册代码，其他栏为调查问卷列表中的代码；evidence栏指向该行所依据的回答。各项值均按原样列出：文本栏应作为文本导入，因为电子表格程序会把以=开头的文本当作公式；供阅读的是工作簿。
package-source = 对调查问卷的{ $replies }份答复
package-respondent = 名册代码。
package-evidence = 该行所依据的回答的标识符，以空格分隔：提交文件/表/行、提交文件/问题或提交文件。
