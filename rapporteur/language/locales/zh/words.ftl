# 多个文件共用的词语。

word-tables = 表格
word-sheet = 工作表
word-table = 表
word-respondent = 答复方
word-row = 行
word-file = 文件
word-category = 类别
word-resolution = 决议
word-report = 报告
word-mandate = 任务授权
word-language = 语文
word-as-written = 原文
word-question = 问题
word-sheets = 工作表
