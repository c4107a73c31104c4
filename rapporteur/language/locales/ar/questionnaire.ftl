### مصنف الاستبيان.
### يوضع كل متغير بين محرفي عزل الاتجاه U+2068 وU+2069 لأن نصه قد يُكتب من اليسار إلى اليمين.

questionnaire-cover = الغلاف
questionnaire-band = استبيان
questionnaire-back = → الغلاف
questionnaire-page = الصفحة ⁨{ $page }⁩ من ⁨{ $pages }⁩

questionnaire-question = { word-question }
questionnaire-answer = الإجابة
questionnaire-note = الملاحظة

## الغلاف

questionnaire-fact-respondent = موجه إلى
questionnaire-fact-category = { word-category }
questionnaire-fact-mandate = { word-mandate }
questionnaire-fact-resolution = { word-resolution }
questionnaire-fact-session = الدورة وبند جدول الأعمال
    .alone = الدورة
questionnaire-fact-report = { word-report }
questionnaire-fact-deadline = يُرجى الرد في موعد أقصاه
questionnaire-fact-return = يُرسل إلى
questionnaire-adopted = القرار ⁨{ $resolution }⁩، المتخذ في ⁨{ $date }⁩
questionnaire-resolution = القرار ⁨{ $resolution }⁩
questionnaire-item = الدورة ⁨{ $session }⁩، البند ⁨{ $item }⁩: ⁨{ $title }⁩
questionnaire-session = الدورة ⁨{ $session }⁩
    .titled = الدورة ⁨{ $session }⁩: ⁨{ $title }⁩
questionnaire-invented = جهة مجيبة مُفترضة
questionnaire-preview = معاينة: هذا الاستبيان غير موجه إلى أي جهة، ولا يجوز إرساله.

questionnaire-heading-how = كيفية ملء هذا الاستبيان
questionnaire-step-cells = يُرجى ملء الأوراق حسب ترتيبها؛ وهي مدرجة أدناه. ولا يُكتب إلا في الخلايا ذات اللون الأزرق الفاتح: فجميع الخلايا الأخرى مقفلة.
questionnaire-step-prefilled = أُدخلت بعض الإجابات مسبقاً في خلايا ذات خلفية صفراء فاتحة. ويُرجى التحقق منها وتصحيح ما فيها من خطأ أو حذفه.
questionnaire-step-lists = حيثما تظهر في الخلية علامة القائمة المنسدلة (سهم)، يُرجى الاختيار من قائمتها. وترد رموز القيم المفقودة في نهاية كل قائمة.
questionnaire-step-ticks = حيثما يمكن أن تنطبق عدة خيارات، يُرجى اختيار ✓ بجانب كل خيار ينطبق. وإذا تعذر تقديم أي خيار، فيُرجى كتابة رمز قيمة مفقودة بجانب السؤال نفسه.
questionnaire-step-tables = في الجداول، يُرجى استخدام صف واحد لكل بند، وترك الصفوف التي لا تحتاجون إليها فارغة. وفي كل جدول { $rows ->
        [zero] صفر من الصفوف الفارغة
        [one] صف فارغ واحد
        [two] صفان فارغان
        [few] ⁨{ $rows }⁩ صفوف فارغة
        [many] ⁨{ $rows }⁩ صفاً فارغاً
       *[other] ⁨{ $rows }⁩ صف فارغ
    }. وإذا كنتم بحاجة إلى المزيد، فيُرجى إلغاء حماية الورقة (لا يلزم إدخال كلمة سر) وإدراج صفوف داخل الجدول. ويظهر شرح العمود عند تحديد إحدى خلاياه.
questionnaire-step-values = تُكتب الأرقام من دون وحدات قياس ومن دون فواصل بين الآلاف، والتواريخ بترتيب السنة فالشهر فاليوم، مثل ⁨2024-05-31⁩.
questionnaire-step-notes = يُرجى استخدام الملاحظة الموجودة بجانب الإجابة، أو في العمود الأخير من الجدول، لبيان المصادر والإيضاحات والتحفظات.
questionnaire-step-required = الأسئلة التي تحمل العلامة * تستلزم إجابة. وإذا تعذر عليكم تقديمها، فيُرجى كتابة رمز قيمة مفقودة.
questionnaire-step-return = يمكنكم استخدام أي برنامج من برامج جداول البيانات. ويُرجى عدم إعادة تسمية الأوراق أو الأعمدة أو نقلها أو حذفها، وإرسال المصنف بوصفه جدول بيانات إلكترونياً لا ملف PDF.

questionnaire-heading-codes = رموز القيم المفقودة
questionnaire-code-a = لا ينطبق: السؤال غير مطروح في حالتكم.
questionnaire-code-m = غير متاح: ما يُسأل عنه موجود، ولكن لا يمكن تقديم المعلومات.
questionnaire-code-n = لا شيء: القيمة صفر، أو لا يوجد منه شيء.
questionnaire-code-x = مدرج في موضع آخر: المعلومات جزء من إجابة أخرى. ويُرجى ذكر تلك الإجابة في الملاحظة.

questionnaire-heading-colours = دلالة الألوان
questionnaire-colour-answer = للملء
questionnaire-colour-prefilled = سبق ملؤه: يُرجى التحقق منه
questionnaire-colour-locked = أدخلته الأمانة وهو مقفل
questionnaire-colour-required = تلزم إجابة أو رمز قيمة مفقودة

questionnaire-heading-sheets = { word-sheets }

## ما تقبله الخلية

questionnaire-several = ⁨{ $column }⁩: خيار واحد أو أكثر مما يلي، تفصل بينها العلامة (;): ⁨{ $choices }⁩
questionnaire-ranked = ⁨{ $column }⁩: جميع الخيارات التالية بالترتيب الذي تراه، تفصل بينها العلامة (;): ⁨{ $choices }⁩
questionnaire-columns = ⁨{ $heading }⁩: ⁨{ $columns }⁩

questionnaire-prompt-text = نص، أو a أو m أو n أو x.
questionnaire-prompt-integer = عدد صحيح، أو a أو m أو n أو x.
questionnaire-prompt-decimal = رقم، أو a أو m أو n أو x.
questionnaire-prompt-date = تاريخ (السنة-الشهر-اليوم)، أو a أو m أو n أو x.
questionnaire-prompt-select-one = يُرجى الاختيار من القائمة.
questionnaire-prompt-select-multiple = يُرجى وضع علامة بجانب الخيارات أدناه. ولا يُكتب هنا a أو m أو n أو x إلا إذا تعذر تقديم أي خيار.
questionnaire-prompt-several = خيار واحد أو أكثر من الخيارات المدرجة فوق الجدول، تفصل بينها العلامة (;)، أو a أو m أو n أو x.
questionnaire-prompt-ranked = الخيارات المدرجة أعلاه بالترتيب الذي تراه، تفصل بينها العلامة (;)، أو a أو m أو n أو x.

questionnaire-error-title = لا يمكن إدخال هذا هنا
questionnaire-error-integer = يُرجى إدخال عدد صحيح من دون وحدة قياس، مثل 2023، أو رمز قيمة مفقودة: a أو m أو n أو x. وتُكتب التعليقات في الملاحظة.
questionnaire-error-decimal = يُرجى إدخال رقم من دون وحدة قياس، أو رمز قيمة مفقودة: a أو m أو n أو x. وتُكتب التعليقات في الملاحظة.
questionnaire-error-date = يُرجى إدخال تاريخ بترتيب السنة فالشهر فاليوم، مثل ⁨2024-05-31⁩، أو رمز قيمة مفقودة: a أو m أو n أو x.
questionnaire-error-select-one = يُرجى الاختيار من القائمة (السهم بجانب الخلية). وإذا لم يكن أي خيار مناسباً، فيُرجى اختيار أقربها وتقديم إيضاح في الملاحظة.
questionnaire-error-select-multiple = يُرجى وضع علامة بجانب الخيارات أدناه. ولا يمكن أن يُدخل هنا إلا رمز قيمة مفقودة: a أو m أو n أو x.
questionnaire-error-tick = يُرجى اختيار ⁨{ $tick }⁩ إذا كان الخيار ينطبق، أو ترك الخلية فارغة.

## ما يضيفه خيار «غير ذلك» إلى السؤال

questionnaire-choice-other = غير ذلك
questionnaire-specify-other = في حالة اختيار «⁨{ $other }⁩»، يُرجى التحديد: ⁨{ $question }⁩

questionnaire-general = أسئلة عامة
questionnaire-row-of = صف من «⁨{ $table }⁩»
questionnaire-choice-yes = نعم
questionnaire-choice-no = لا
