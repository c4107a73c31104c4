### الجداول المنشورة.
### يوضع كل متغير بين محرفي عزل الاتجاه U+2068 وU+2069 لأن نصه قد يُكتب من اليسار إلى اليمين.

list-separator = فاصل التعداد
    .value = {"، "}
sentence-separator = بين الجمل
    .value = {" "}
date-format = [$-401]d mmmm yyyy
too-long = [مقتطع: النص أطول مما تتسع له الخلية؛ والنص الكامل وارد في ملف CSV]
table-title = الجدول ⁨{ $number }⁩: ⁨{ $title }⁩
to-contents = → المحتويات
to-notes = الرموز والملاحظات ←

## الغلاف

sheet-cover = الغلاف
cover-symbol = رمز الوثيقة
cover-mandate = { word-mandate }
cover-resolution = { word-resolution }
    .value = قرار الجمعية العامة ⁨{ $number }⁩، المتخذ في ⁨{ $date }⁩
    .undated = قرار الجمعية العامة ⁨{ $number }⁩
cover-session = الدورة والبند
    .value = الدورة ⁨{ $session }⁩، البند ⁨{ $item }⁩ من جدول الأعمال: ⁨{ $title }⁩
    .alone = { questionnaire-fact-session.alone }
    .without-item = { questionnaire-session }
    .titled = { questionnaire-session.titled }
cover-report = { word-report }
cover-cycle = دورة الإبلاغ
cover-version = النسخة
    .value = الردود حتى ⁨{ $date }⁩
    .undated = ردود لا يُعرف تاريخ ورودها
    .none = لا توجد ردود
cover-replies = الردود
    .value = { $replies ->
        [zero] لم يرد أي رد
        [one] ورد رد واحد
        [two] ورد ردان
        [few] وردت ⁨{ $replies }⁩ ردود
        [many] ورد ⁨{ $replies }⁩ رداً
       *[other] ورد ⁨{ $replies }⁩ رد
    } من الجهات التي وُجه إليها الاستبيان، وعددها ⁨{ $asked }⁩
cover-category = ⁨{ $category }⁩: ⁨{ $replies }⁩
cover-desk = البحوث المكتبية
    .value = { $files ->
        [zero] لا تُعرض إلى جانب الردود بحوث مكتبية بشأن أي جهة مجيبة.
        [one] تُعرض إلى جانب الردود بحوث مكتبية بشأن جهة مجيبة واحدة، مع بيان صفتها هذه في عمود «الأساس».
        [two] تُعرض إلى جانب الردود بحوث مكتبية بشأن جهتين مجيبتين، مع بيان صفتها هذه في عمود «الأساس».
        [few] تُعرض إلى جانب الردود بحوث مكتبية بشأن ⁨{ $files }⁩ جهات مجيبة، مع بيان صفتها هذه في عمود «الأساس».
        [many] تُعرض إلى جانب الردود بحوث مكتبية بشأن ⁨{ $files }⁩ جهة مجيبة، مع بيان صفتها هذه في عمود «الأساس».
       *[other] تُعرض إلى جانب الردود بحوث مكتبية بشأن ⁨{ $files }⁩ جهة مجيبة، مع بيان صفتها هذه في عمود «الأساس».
    } ولا تُحتسب البحوث المكتبية أبداً ضمن الردود.
cover-notice = يُرجى الإحاطة
    .replies = { $count ->
        [zero] لا يحمل أي رد
        [one] يحمل رد واحد
        [two] يحمل ردان
        [few] تحمل ⁨{ $count }⁩ ردود
        [many] يحمل ⁨{ $count }⁩ رداً
       *[other] يحمل ⁨{ $count }⁩ رد
    } من مجموع الردود، وعددها ⁨{ $total }⁩، التنويه التالي: «⁨{ $text }⁩»
    .desk = { $count ->
        [zero] لا يحمل أي ملف
        [one] يحمل ملف واحد
        [two] يحمل ملفان
        [few] تحمل ⁨{ $count }⁩ ملفات
        [many] يحمل ⁨{ $count }⁩ ملفاً
       *[other] يحمل ⁨{ $count }⁩ ملف
    } من مجموع ملفات البحوث المكتبية، وعددها ⁨{ $total }⁩، التنويه التالي: «⁨{ $text }⁩»
cover-language = اللغات
    .value = العناوين ورؤوس الأعمدة والرموز باللغة العربية. ونصوص الجهات المجيبة واردة بلغة الرد، أو مترجمة ومعلَّمة بما يفيد ذلك: وترد معاني العلامات في ورقة «{ sheet-notes }».
cover-profile = الطبعة
    .un = بالشكل المتبع في منشورات الأمم المتحدة، بالرموز والحواشي المستخدمة فيها. وترد الجداول نفسها في طبعة ميسّرة بجانب هذا الملف (⁦.accessible.xlsx⁩).
    .accessible = طبعة ميسّرة: الرموز بين أقواس معقوفة والملاحظات في ورقة مستقلة. وترد الجداول نفسها بجانب هذا الملف بالشكل المتبع في منشورات الأمم المتحدة.

## المحتويات

sheet-contents = المحتويات
contents-title = { sheet-contents }
contents-sheet = { word-sheet }
contents-table = العنوان
contents-paragraphs = فقرات التقرير
contents-rows = الصفوف (العدد)

## الملاحظات

sheet-notes = الملاحظات
notes-title = الرموز والملاحظات
notes-column-about = الموضوع
notes-column-item = المصطلح
notes-column-text = الشرح
notes-symbols = الرموز
symbol-nil =
    .meaning = لا شيء أو مقدار لا يُذكر.
symbol-not-available =
    .meaning = غير متاح أو غير مبلغ عنه على حدة: لا يقدم الرد شيئاً هنا.
symbol-not-applicable =
    .meaning = لا ينطبق: لا يوجد ما يمكن تقديمه هنا.
notes-basis = { evidence-column-basis }
basis-reply = رد
    .meaning = يستند الصف إلى رد على الاستبيان.
basis-desk-research = بحوث مكتبية
    .meaning = يستند الصف إلى مصادر منشورة، أدخلتها الأمانة في النموذج نفسه. وهي ليست رداً ولا تُحتسب أبداً بوصفها رداً.
notes-reading = كيفية قراءة الجداول
reading-count = الردود التي يستند إليها الجدول
    .meaning = يُذكر فوق كل جدول عدد الردود التي تستند إليها صفوفه من بين الردود الواردة، وعدد الجهات التي وُجه إليها الاستبيان، وعدد الصفوف المستمدة من البحوث المكتبية.
reading-order = الترتيب
    .meaning = ترد الجهات المجيبة حسب الترتيب الأبجدي لأسمائها بهذه اللغة، والرموز حسب ترتيبها في الاستبيان.
reading-language = { word-language }
    .meaning = يرد النص الذي كتبته الجهة المجيبة مترجماً متى كانت له ترجمة إلى لغة هذا المصنف، وإلا فكما كُتب. ويرد النص الأصلي في ورقة «{ sheet-evidence }»، في عمود «{ evidence-column-text }».
reading-untold = اللغات غير مميزة
    .meaning = النصوص كثيرة إلى حد أن كلاً منها اعتُبر مكتوباً بلغة المصنف الذي ورد فيه.
mark-other =
    .meaning = النص الذي يسبق هذه العلامة وارد كما كتبته الجهة المجيبة، بلغة غير لغة هذه النسخة. والعلامة هي رمز لغته وفقاً للمعيار ⁨ISO 639-1⁩.
mark-translated =
    .meaning = النص الذي يسبق هذه العلامة مترجم من اللغة الأولى إلى اللغة الثانية.
mark-machine =
    .meaning = النص الذي يسبق هذه العلامة مترجم ترجمة آلية لم يراجعها أحد.
reading-evidence = { sheet-evidence }
    .meaning = يقود الرقم الذي من قبيل ⁨E12⁩ إلى ورقة «{ sheet-evidence }»، التي تذكر الملف والورقة والخلايا التي يستند إليها الصف. وهو نفسه في جميع النسخ اللغوية. وحيثما يستند الصف إلى عدة إجابات، يقود الرابط إلى الإجابة الأولى.
notes-findings = التحقق
severity-error = الأخطاء
    .meaning = ⁨{ $count }⁩: إجابات تعذر استخدامها.
severity-warning = التحذيرات
    .meaning = ⁨{ $count }⁩: إجابات مستخدمة، ولكن طُلب إلى الجهة المجيبة إعادة النظر فيها.
severity-info = الإشعارات
    .meaning = ⁨{ $count }⁩: لا يلزم تصحيح أي شيء.
state-blocked = الملفات غير القابلة للاستخدام
    .meaning = ⁨{ $count }⁩: قُرئت ولكنها لم تُدرج في أي جدول.
state-superseded = الملفات التي حل محلها غيرها
    .meaning = ⁨{ $count }⁩: حل محلها ملف لاحق من الجهة المجيبة نفسها، ولم تُدرج في أي جدول.
notes-tables = { word-tables }
notes-note = { $text } (الجداول: { $tables }.)

## فوق الجدول

spanned-header = { $spanner }: { $header }
line-scope = النطاق: ⁨{ $text }⁩
line-units = الوحدات: ⁨{ $text }⁩
line-notes = الملاحظات: { $notes }، في ورقة الملاحظات.
line-source = المصدر: ⁨{ $text }⁩
line-replies = الردود: { $replies ->
        [zero] لا يستند الجدول إلى أي رد
        [one] يستند الجدول إلى رد واحد
        [two] يستند الجدول إلى ردين
        [few] يستند الجدول إلى ⁨{ $replies }⁩ ردود
        [many] يستند الجدول إلى ⁨{ $replies }⁩ رداً
       *[other] يستند الجدول إلى ⁨{ $replies }⁩ رد
    } من مجموع الردود الواردة، وعددها ⁨{ $received }⁩، من الجهات التي وُجه إليها الاستبيان، وعددها ⁨{ $asked }⁩.
line-desk = { $rows ->
        [zero] ولا يأتي أي صف
        [one] ويأتي صف واحد
        [two] ويأتي صفان
        [few] وتأتي ⁨{ $rows }⁩ صفوف
        [many] ويأتي ⁨{ $rows }⁩ صفاً
       *[other] ويأتي ⁨{ $rows }⁩ صف
    } من مجموع صفوفه، وعددها ⁨{ $total }⁩، من البحوث المكتبية.
line-empty = الردود: لا يقدم أي رد من مجموع الردود الواردة، وعددها ⁨{ $received }⁩، أي معلومات لهذا الجدول.

## الأدلة

sheet-evidence = الأدلة
evidence-title = الأدلة: الإجابات التي تستند إليها الجداول
evidence-headnote = ترد أسماء الملفات كما هي في مجلد الدورة. وتفصل بين خلايا الصف الواحد العلامة «⁨ | ⁩».
evidence-more = ⁨{ $first }⁩ { $number ->
        [zero] ولا مواضع أخرى
        [one] وموضع واحد آخر
        [two] وموضعان آخران
        [few] و ⁨{ $number }⁩ مواضع أخرى
        [many] و ⁨{ $number }⁩ موضعاً آخر
       *[other] و ⁨{ $number }⁩ موضع آخر
    }
evidence-column-number = الرقم
evidence-column-respondent = { word-respondent }
evidence-column-basis = الأساس
evidence-column-file = { word-file }
evidence-column-sheet = { word-sheet }
evidence-column-cells = الخلايا
evidence-column-question = السؤال أو الجدول
evidence-column-text = { word-as-written }
evidence-column-note = ملاحظة الجهة المجيبة والقرارات
evidence-column-tables = مستخدم في (الجدول والصف في ملف CSV الخاص به)
evidence-column-id = المعرِّف

## حزمة البيانات المصاحبة لملفات CSV

package-description = الجداول في شكل بيانات. يتضمن العمود ⁨respondent⁩ رموز قائمة الجهات المجيبة، وتتضمن الأعمدة الأخرى رموز قوائم الاستبيان؛ ويقود العمود ⁨evidence⁩ إلى الإجابات التي يستند إليها الصف. والقيم واردة كما هي: تُستورد أعمدة النصوص بوصفها نصوصاً، لأن برنامج الجداول الإلكترونية يعتبر النص الذي يبدأ بالعلامة ⁨=⁩ صيغة حسابية؛ أما القراءة فلها المصنفات.
package-source = { $replies ->
        [zero] لا ردود
        [one] رد واحد
        [two] ردان
        [few] ⁨{ $replies }⁩ ردود
        [many] ⁨{ $replies }⁩ رداً
       *[other] ⁨{ $replies }⁩ رد
    } على الاستبيان
package-respondent = رمز من قائمة الجهات المجيبة.
package-evidence = معرِّفات الإجابات التي يستند إليها الصف، وتفصل بينها مسافات: ملف مقدم/جدول/صف، أو ملف مقدم/سؤال، أو ملف مقدم.
