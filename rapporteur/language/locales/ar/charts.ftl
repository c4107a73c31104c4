### رسوم المنشور البيانية.

chart-title = الشكل ⁨{ $number }⁩: ⁨{ $title }⁩
chart-source = المصدر: { $text }
chart-note = ملاحظة: { $text }
chart-empty = لا يوجد ما يُعرض: لا ترد في الردود ولا في البحوث المكتبية بيانات مما يحصيه هذا الرسم البياني.
chart-total = المجموع
chart-column-of-group = { $column } ({ $group })
