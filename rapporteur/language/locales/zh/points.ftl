### 起草要点。

## 供句型使用

spelt = { $count }
states-reported = { $count ->
    [0] 没有国家报告
   *[other] { $number }个国家报告
}
respondents-reported = { $count ->
    [0] 没有答复方报告
   *[other] { $number }个答复方报告
}
replies-received = { $count ->
    [0] 没有收到答复
   *[other] 收到{ $number }份答复
}
desk-research-covers = { $count ->
    [0] 案头研究未涵盖任何答复方
   *[other] 案头研究涵盖{ $number }个答复方
}
measures-reported = { $count ->
    [0] 没有报告任何措施
   *[other] 报告了{ $number }项措施
}
listed = { $count ->
    [0] 。
   *[other] ：{ $list }。
}
on-group = { $group }——

## 由程序添加

points-desk = 案头研究另增{ $number }{ $kind ->
    [sum] 项
   *[values] 个
}：{ $list }。
points-tally = { $name }（{ $count }）
points-separator = 含有逗号的名称的列举
    .value = ；
points-reference = （表{ $table }，第{ $rows }行）
    .none = （表{ $table }，无相应行）
points-range = { $first }-{ $last }
points-title = 起草要点
points-about = 每项要点之后注明其所依据的表和行。行号与CSV文件一致，各语文版本相同。案头研究绝不与答复合并计数。
