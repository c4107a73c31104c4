### نقاط الصياغة.

## لقوالب الجمل

spelt = { $count }
states-reported = { $count ->
    [0] لم تُفد أي دولة
    [zero] لم تُفد أي دولة
    [one] أفادت دولة واحدة
    [two] أفادت دولتان
    [few] أفادت { $number } دول
    [many] أفادت { $number } دولة
   *[other] أفادت { $number } دولة
}
respondents-reported = { $count ->
    [0] لم تُفد أي جهة مجيبة
    [zero] لم تُفد أي جهة مجيبة
    [one] أفادت جهة مجيبة واحدة
    [two] أفادت جهتان مجيبتان
    [few] أفادت { $number } جهات مجيبة
    [many] أفادت { $number } جهة مجيبة
   *[other] أفادت { $number } جهة مجيبة
}
replies-received = { $count ->
    [0] لم يرد أي رد
    [zero] لم يرد أي رد
    [one] ورد رد واحد
    [two] ورد ردان
    [few] وردت { $number } ردود
    [many] ورد { $number } رداً
   *[other] ورد { $number } رد
}
desk-research-covers = { $count ->
    [0] لا تشمل البحوث المكتبية أي جهة مجيبة
    [zero] لا تشمل البحوث المكتبية أي جهة مجيبة
    [one] تشمل البحوث المكتبية جهة مجيبة واحدة
    [two] تشمل البحوث المكتبية جهتين مجيبتين
    [few] تشمل البحوث المكتبية { $number } جهات مجيبة
    [many] تشمل البحوث المكتبية { $number } جهة مجيبة
   *[other] تشمل البحوث المكتبية { $number } جهة مجيبة
}
measures-reported = { $count ->
    [0] لم يُبلَّغ عن أي تدبير
    [zero] لم يُبلَّغ عن أي تدبير
    [one] أُبلغ عن تدبير واحد
    [two] أُبلغ عن تدبيرين
    [few] أُبلغ عن { $number } تدابير
    [many] أُبلغ عن { $number } تدبيراً
   *[other] أُبلغ عن { $number } تدبير
}
listed = { $count ->
    [0] { "." }
   *[other] { ": " }{ $list }.
}
on-group = { $group }{ " — " }

## ما يضيفه البرنامج

points-desk = { $count ->
    [1] وتضيف البحوث المكتبية: { $list }.
   *[other] وتضيف البحوث المكتبية ما عدده { $number }: { $list }.
}
points-tally = { $name } ({ $count })
points-separator = قائمة أسماء تتضمن فواصل
    .value = {"؛ "}
points-reference = (الجدول { $table }، { $count ->
    [1] الصف
    [2] الصفان
   *[other] الصفوف
} { $rows })
    .none = (الجدول { $table }، لا صفوف)
points-range = { $first }–{ $last }
points-title = نقاط الصياغة
points-about = يلي كلَّ نقطة الجدولُ والصفوفُ التي تستند إليها. وتُرقَّم الصفوف كما في ملفات ⁨CSV⁩، بالأرقام نفسها في جميع النسخ اللغوية. ولا تُحتسب البحوث المكتبية أبداً مع الردود.
