### 公布的图表。

chart-title = 图{ $number } { $title }
chart-source = 资料来源：{ $text }
chart-note = 注：{ $text }
chart-empty = 没有可列示的内容：答复和案头研究中均没有本图所统计的资料。
chart-total = 合计
chart-column-of-group = { $column }（{ $group }）
