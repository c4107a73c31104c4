## What a text is

translations-kind-label = تسمية
translations-kind-hint = شرح
translations-kind-required-message = الرسالة عند غياب الإجابة
translations-kind-constraint-message = الرسالة عند تعذر قبول الإجابة
translations-kind-choice = خيار
translations-kind-title = عنوان
translations-kind-headnote = مقدمة الجدول
translations-kind-units = الوحدات
translations-kind-scope = النطاق
translations-kind-source = المصدر
translations-kind-note = ملاحظة
translations-kind-header = رأس العمود
translations-kind-spanner = عنوان مشترك لعدة أعمدة
translations-kind-subheader = رأس عمود تحت عنوان مشترك
translations-kind-point = جملة للصياغة
translations-kind-alt = النص البديل للرسم البياني
translations-kind-missing = تسمية ما لم يُذكر
translations-kind-message = رسالة
translations-kind-remedy = كيفية التصحيح
translations-kind-agenda-title = عنوان بند جدول الأعمال
translations-kind-report = عنوان التقرير
translations-kind-reconstruction = إشارة إلى أن الردود أُعيد بناؤها
translations-kind-mandate = الولاية
translations-kind-entry = مدخل
translations-kind-name = اسم
translations-kind-program = رسالة البرنامج

## Sheets

translations-part-questionnaire = الاستبيان
translations-part-tables = { word-tables }
translations-part-charts = الرسوم البيانية
translations-part-shared = النصوص المشتركة
translations-part-checks = عمليات التحقق
translations-part-cycle = الدورة
translations-part-lists = القوائم
translations-part-names = الأسماء
translations-part-program = البرنامج
translations-part-guide = الدليل
translations-part-replies = النصوص

## The guide

translations-title-review = مراجعة الترجمات
translations-title-replies = ترجمة نصوص الجهات المجيبة
translations-fact-cycle = { translations-part-cycle }
translations-fact-language = { word-language }
translations-fact-texts = النصوص (عددها)
translations-heading-how = كيفية ملء هذا المصنف
translations-heading-sheets = { word-sheets }

## Columns

translations-column-key = المفتاح
translations-column-where = الموضع
translations-column-source = الإنكليزية
translations-column-now = الترجمة الحالية
translations-column-state = الحالة
translations-column-text = ترجمتكم
translations-column-confirmed = التأكيد
translations-column-remark = تعليق
translations-column-original = { word-as-written }
translations-column-respondent = { word-respondent }
translations-column-table = الجدول والعمود
translations-column-language = { word-language }
translations-column-translation = الترجمة
translations-column-kind = المترجم
translations-column-status = { translations-column-state }

## What a cell may say

translations-state-missing = غير موجودة
translations-state-unreviewed = لم تُراجع
translations-state-reviewed = مُراجعة
translations-state-outdated = متقادمة. كان النص الإنكليزي: ⁨{ $source }⁩
translations-yes = نعم
translations-made-machine = آلة
translations-made-human = شخص
translations-status-draft = مسودة
translations-status-reviewed = مُراجعة

## Steps

translations-review-read = تتضمن كل ورقة جزءاً من النصوص. ويمثل كل صف نصاً: نصه الإنكليزي والترجمة المستخدمة حالياً.
translations-review-confirm = إذا كانت الترجمة صحيحة، فيُرجى اختيار «{ translations-yes }» في عمود «{ translations-column-confirmed }».
translations-review-correct = وإذا لم تكن صحيحة، فيُرجى كتابة النص كاملاً من جديد في عمود «{ translations-column-text }». وما تتركونه فارغاً يبقى على حاله.
translations-review-braces = ما يرد بين قوسين معقوفين، مثل ⁨{"{"} $count {"}"}⁩، يملؤه البرنامج: فيُرجى الإبقاء عليه. وإذا كان النص يختار بين صيغ بحسب عدد، فيُرجى إيراد جميع صيغ لغتكم: ⁨[zero]⁩ و⁨[one]⁩ و⁨[two]⁩ و⁨[few]⁩ و⁨[many]⁩ و⁨*[other]⁩.
translations-review-program = الرسائل الواردة في ورقة «{ translations-part-program }» تخص البرنامج. ويمكن تأكيدها هنا، أما تصحيحها فيجري في البرنامج: فيُرجى كتابة ما ينبغي تغييره في عمود «{ translations-column-remark }».
translations-review-return = يُرجى حفظ الملف بصيغة ⁨.xlsx⁩ وإعادته. ويمكنكم تصفية الصفوف؛ أما عمود «{ translations-column-key }» فيجب أن يبقى على حاله.
translations-replies-read = يمثل كل صف نصاً كتبته جهة مجيبة بلغة أخرى. ويرد النص الواحد في صف واحد مهما تكرر.
translations-replies-translate = يُرجى كتابة ترجمته في عمود «{ translations-column-translation }». ويجوز ترك الصف فارغاً، كما في حالة عنوان قانون: وعندئذ تعرض الجداول النص كما كُتب مع لغته.
translations-replies-kind = يُرجى أن تبينوا في عمود «{ translations-column-kind }» من أعد الترجمة، وفي عمود «{ translations-column-status }» ما إذا كانت قد رُوجعت. وتوضع في الجداول علامة نجمة على المسودة التي أعدتها آلة.
translations-replies-language = حُددت اللغة من النص نفسه، أو هي لغة المصنف. وإذا كانت خاطئة، فيُرجى تصحيح رمزها وفقاً للمعيار ⁨ISO 639-1⁩، مثل es.
translations-replies-return = يُرجى حفظ الملف بصيغة ⁨.xlsx⁩ وإعادته. ويمكنكم تصفية الصفوف.
translations-page = الصفحة { $page } من { $pages }

## Beside a cell

translations-prompt-text = يُرجى ترك ما يبقى على حاله فارغاً.
translations-prompt-confirmed = يُرجى اختيار «{ translations-yes }» إذا كانت الترجمة صحيحة.
translations-prompt-language = رمز من حرفين وفقاً للمعيار ⁨ISO 639-1⁩، مثل es.
translations-refuse-title = لا يمكن قبول ذلك
translations-refuse-choice = يُرجى اختيار مدخل من القائمة أو ترك الخلية فارغة.
