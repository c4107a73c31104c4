## What a text is

translations-kind-label = 标签
translations-kind-hint = 解释
translations-kind-required-message = 缺少回答时的信息
translations-kind-constraint-message = 回答无效时的信息
translations-kind-choice = 选项
translations-kind-title = 标题
translations-kind-headnote = 表头说明
translations-kind-units = 单位
translations-kind-scope = 范围
translations-kind-source = 资料来源
translations-kind-note = 说明
translations-kind-header = 栏目
translations-kind-spanner = 多栏共用标题
translations-kind-subheader = 共用标题下的栏目
translations-kind-point = 起草用语句
translations-kind-alt = 图表替代文字
translations-kind-missing = 未注明项的名称
translations-kind-message = 信息
translations-kind-remedy = 更正办法
translations-kind-agenda-title = 议程项目标题
translations-kind-report = 报告标题
translations-kind-reconstruction = 关于答复系重建的说明
translations-kind-mandate = 任务授权
translations-kind-entry = 条目
translations-kind-name = 名称
translations-kind-program = 程序信息

## Sheets

translations-part-questionnaire = 调查问卷
translations-part-tables = { word-tables }
translations-part-charts = 图表
translations-part-shared = 共用文本
translations-part-checks = 检查
translations-part-cycle = 周期
translations-part-lists = 列表
translations-part-names = 名称
translations-part-program = 程序
translations-part-guide = 填写指南
translations-part-replies = 文字

## The guide

translations-title-review = 译文审校
translations-title-replies = 答复方文字的翻译
translations-fact-cycle = { translations-part-cycle }
translations-fact-language = { word-language }
translations-fact-texts = 文字（数目）
translations-heading-how = 如何填写
translations-heading-sheets = { word-sheets }

## Columns

translations-column-key = 键
translations-column-where = 位置
translations-column-source = 英文
translations-column-now = 现有译文
translations-column-state = 状态
translations-column-text = 您的译文
translations-column-confirmed = 确认
translations-column-remark = 备注
translations-column-original = { word-as-written }
translations-column-respondent = { word-respondent }
translations-column-table = 表格和栏目
translations-column-language = { word-language }
translations-column-translation = 译文
translations-column-kind = 译者
translations-column-status = { translations-column-state }

## What a cell may say

translations-state-missing = 缺少
translations-state-unreviewed = 未审校
translations-state-reviewed = 已审校
translations-state-outdated = 已过时。原英文为：{ $source }
translations-yes = 是
translations-made-machine = 机器
translations-made-human = 人工
translations-status-draft = 草稿
translations-status-reviewed = 已审校

## Steps

translations-review-read = 每张工作表包含一部分文字。每行为一段文字：英文和现用译文。
translations-review-confirm = 译文正确时，请在“{ translations-column-confirmed }”栏选择“{ translations-yes }”。
translations-review-correct = 译文不正确时，请在“{ translations-column-text }”栏重新写出全文。留空则保持不变。
translations-review-braces = 大括号内的内容，例如{"{"} $count {"}"}，由程序填入，请予保留。如某段文字按数目选用不同形式，请写出本语文的各种形式，例如*[other]。
translations-review-program = “{ translations-part-program }”工作表中的信息属于程序。这些信息可在此确认，但须在程序中更正：请在“{ translations-column-remark }”栏写明应作何改动。
translations-review-return = 请将文件存为.xlsx格式并发回。各行可以筛选；“{ translations-column-key }”栏不得改动。
translations-replies-read = 每行为答复方用另一种语文撰写的一段文字。相同的文字无论出现多少次，只占一行。
translations-replies-translate = 请在“{ translations-column-translation }”栏写出译文。可以留空，例如法律名称：此时表格列出原文并注明语文。
translations-replies-kind = 请在“{ translations-column-kind }”栏注明译文由谁完成，在“{ translations-column-status }”栏注明是否已审校。机器译文草稿在表格中以星号标示。
translations-replies-language = 语文根据文字判定，或为工作簿所用语文。如有错误，请更正其ISO 639-1代码，例如es。
translations-replies-return = 请将文件存为.xlsx格式并发回。各行可以筛选。
translations-page = 第{ $page }页，共{ $pages }页

## Beside a cell

translations-prompt-text = 无须改动的请留空。
translations-prompt-confirmed = 译文正确时请选择“{ translations-yes }”。
translations-prompt-language = 两个字母的ISO 639-1代码，例如es。
translations-refuse-title = 无效内容
translations-refuse-choice = 请选择列表中的条目，或将单元格留空。
