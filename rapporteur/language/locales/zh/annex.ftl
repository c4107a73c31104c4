### 报告附件：Word文档。

annex-title = 附件：起草要点和表格
    .figures = 附件：起草要点、表格和图
annex-reading = 如何阅读本附件
annex-about = 每行开头的号码为该行在CSV文件中的行号。单元格中由答复方撰写的文字采用其撰写时所用语文，或为译文，以方括号标记注明。答复方名称后的字母表示该行仅以案头研究为依据。各行的依据见附件所附工作簿。
annex-language = 标题、栏目和代码用中文。答复方的文字采用答复所用语文，或附标记列出译文。
annex-contents = { word-tables }
annex-figures = 图
    .about = 每幅图另有单独的PNG和SVG文件。图中数字见附件所附工作簿。
annex-row = 序号
annex-desk = 除答复外，还列示对{ $files }个答复方的案头研究，有关各行在答复方名称后以字母标明。案头研究绝不计为答复。
annex-desk-note = 案头研究，不属于对调查问卷的答复。
annex-elsewhere = 本表共{ $rows }行，此处不予转载。全表见文件{ $file }中的{ $sheet }工作表以及{ $sheet }.csv。
annex-description = 共{ $rows }行的表格。各列：{ $columns }。
annex-empty = 各行均无内容的列未予列示：{ $columns }。
