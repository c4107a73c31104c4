### What is published for machines: the lists and long form beside the tables.

data-observations = 观测值
    .about = 所有表格的长格式：每个单元格一行，采用SDMX的概念。答复方、资料基础和依据各栏的内容不另占一行。
data-observations-table = { word-table }
data-observations-row = { word-row }
    .about = 该行在表格CSV文件中的序号，从1开始。
data-observations-ref_area = 参考地区
    .about = 答复方的三位M49代码；无代码者为空。
data-observations-respondent = { evidence-column-respondent }
data-observations-concept = 概念
    .about = 表格中栏的名称。
data-observations-obs_value = 数值
    .about = 与表格的CSV文件相同；缺失时为空。
data-observations-obs_label = 标签
    .about = 数值代码的英文含义。
data-observations-unit_measure = 计量单位
    .about = SDMX可持续发展目标指标（IAEG-SDGs）代码表CL_UNIT_MEASURE中的代码（如有适用者）；否则为英文文字。
data-observations-obs_status = 观测状态
    .about = SDMX代码表CL_OBS_STATUS的代码：A为有数值；O为缺失；M为不可能存在而缺失；K为已计入他处。
data-observations-basis = { evidence-column-basis }
data-observations-evidence = { sheet-evidence }
    .about = { package-evidence }

data-codelists = 代码表
    .about = 各表所用代码，按其列表顺序排列，并包括M49和SDMX的代码。
data-codelists-list = 列表
data-codelists-code = 代码
data-codelists-position = 在列表中的位置
data-label = 标签（{ $of }）

data-respondents = 答复方
    .about = 调查问卷的所有发送对象。
data-respondents-code = { data-codelists-code }
    .about = { package-respondent }
data-respondents-m49 = M49代码
    .about = 联合国国家标准代码，三位数字。
data-respondents-iso3 = ISO 3166-1三字母代码
    .about = 组织为空。
data-respondents-category = { word-category }
data-respondents-region = 区域
    .about = M49代码；组织为空。
data-respondents-subregion = 次区域
    .about = { data-respondents-region.about }
data-respondents-ldc = 最不发达国家
data-respondents-lldc = 内陆发展中国家
data-respondents-sids = 小岛屿发展中国家
data-name = 名称（{ $of }）

data-evidence = { sheet-evidence }
    .about = 表格各行所依据的内容在收到的文件中的位置。有关联系人的答复和电子邮件地址已略去。
data-evidence-id = { evidence-column-id }
data-evidence-respondent = { evidence-column-respondent }
data-evidence-basis = { evidence-column-basis }
data-evidence-submission = 提交文件
data-evidence-file = { evidence-column-file }
data-evidence-sheet = { evidence-column-sheet }
data-evidence-cells = { evidence-column-cells }
data-evidence-text = { evidence-column-text }

## The status of an observation (SDMX, CL_OBS_STATUS)

obs-status-a = 正常值
obs-status-k = 数据计入其他类别
obs-status-m = 缺失值；数据不可能存在
obs-status-o = 缺失值

## The regions and subregions of M49 (United Nations Statistics Division)

m49-002 = 非洲
m49-009 = 大洋洲
m49-015 = 北非
m49-019 = 美洲
m49-021 = 北美洲
m49-030 = 东亚
m49-034 = 南亚
m49-035 = 东南亚
m49-039 = 南欧
m49-053 = 澳大利亚和新西兰
m49-054 = 美拉尼西亚
m49-057 = 密克罗尼西亚
m49-061 = 波利尼西亚
m49-142 = 亚洲
m49-143 = 中亚
m49-145 = 西亚
m49-150 = 欧洲
m49-151 = 东欧
m49-154 = 北欧
m49-155 = 西欧
m49-202 = 撒哈拉以南非洲
m49-419 = 拉丁美洲和加勒比
