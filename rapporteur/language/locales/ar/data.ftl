### What is published for machines: the lists and long form beside the tables.

data-observations = المشاهدات
    .about = جميع الجداول في صيغة طولية واحدة: صف لكل خلية، وفق مفاهيم ⁨SDMX⁩. ولا يُفرَد صف لما يرد في أعمدة الجهة المجيبة والأساس والأدلة.
data-observations-table = { word-table }
data-observations-row = { word-row }
    .about = رقم الصف في ملف ⁨CSV⁩ الخاص بالجدول، ابتداءً من 1.
data-observations-ref_area = المنطقة المرجعية
    .about = رمز ⁨M49⁩ المؤلف من ثلاثة أرقام للجهة المجيبة؛ ويُترك فارغاً إذا لم يكن لها رمز.
data-observations-respondent = { evidence-column-respondent }
data-observations-concept = المفهوم
    .about = اسم العمود في الجدول.
data-observations-obs_value = القيمة
    .about = كما ترد في ملف ⁨CSV⁩ الخاص بالجدول؛ وتُترك فارغة إذا كانت مفقودة.
data-observations-obs_label = التسمية
    .about = معنى رمز القيمة، بالإنكليزية.
data-observations-unit_measure = وحدة القياس
    .about = رمز من ⁨CL_UNIT_MEASURE⁩، وهي قائمة ⁨SDMX⁩ لمؤشرات أهداف التنمية المستدامة (⁨IAEG-SDGs⁩)، إن وُجد رمز مناسب؛ وإلا فنص بالإنكليزية.
data-observations-obs_status = حالة المشاهدة
    .about = رمز من قائمة ⁨SDMX⁩ ⁨CL_OBS_STATUS⁩: ⁨A⁩ قيمة موجودة؛ ⁨O⁩ قيمة مفقودة؛ ⁨M⁩ قيمة مفقودة لأنها لا يمكن أن توجد؛ ⁨K⁩ قيمة مدرجة في موضع آخر.
data-observations-basis = { evidence-column-basis }
data-observations-evidence = { sheet-evidence }
    .about = { package-evidence }

data-codelists = قوائم الرموز
    .about = الرموز التي تستخدمها الجداول، بترتيب قوائمها، ورموز ⁨M49⁩ و⁨SDMX⁩.
data-codelists-list = القائمة
data-codelists-code = الرمز
data-codelists-position = الموضع في القائمة
data-label = التسمية ({ $of })

data-respondents = الجهات المجيبة
    .about = جميع الجهات التي وُجِّه إليها الاستبيان.
data-respondents-code = { data-codelists-code }
    .about = { package-respondent }
data-respondents-m49 = رمز ⁨M49⁩
    .about = الرمز الموحد للأمم المتحدة الخاص بالدولة، وهو مؤلف من ثلاثة أرقام.
data-respondents-iso3 = رمز ⁨ISO 3166-1 alpha-3⁩
    .about = يُترك فارغاً في حالة المنظمة.
data-respondents-category = { word-category }
data-respondents-region = المنطقة
    .about = رمز ⁨M49⁩؛ ويُترك فارغاً في حالة المنظمة.
data-respondents-subregion = المنطقة دون الإقليمية
    .about = { data-respondents-region.about }
data-respondents-ldc = من أقل البلدان نمواً
data-respondents-lldc = من البلدان النامية غير الساحلية
data-respondents-sids = من الدول الجزرية الصغيرة النامية
data-name = الاسم ({ $of })

data-evidence = { sheet-evidence }
    .about = المواضع الواردة في الملفات المتلقاة التي تستند إليها صفوف الجداول. وقد حُذفت الإجابات المتعلقة بجهات الاتصال وعناوين البريد الإلكتروني.
data-evidence-id = { evidence-column-id }
data-evidence-respondent = { evidence-column-respondent }
data-evidence-basis = { evidence-column-basis }
data-evidence-submission = الملف المقدم
data-evidence-file = { evidence-column-file }
data-evidence-sheet = { evidence-column-sheet }
data-evidence-cells = { evidence-column-cells }
data-evidence-text = { evidence-column-text }

## The status of an observation (SDMX, CL_OBS_STATUS)

obs-status-a = قيمة عادية
obs-status-k = بيانات مدرجة في فئة أخرى
obs-status-m = قيمة مفقودة؛ لا يمكن أن توجد بيانات
obs-status-o = قيمة مفقودة

## The regions and subregions of M49 (United Nations Statistics Division)

m49-002 = أفريقيا
m49-009 = أوقيانوسيا
m49-015 = شمال أفريقيا
m49-019 = الأمريكتان
m49-021 = أمريكا الشمالية
m49-030 = شرق آسيا
m49-034 = جنوب آسيا
m49-035 = جنوب شرق آسيا
m49-039 = جنوب أوروبا
m49-053 = أستراليا ونيوزيلندا
m49-054 = ميلانيزيا
m49-057 = ميكرونيزيا
m49-061 = بولينيزيا
m49-142 = آسيا
m49-143 = آسيا الوسطى
m49-145 = غرب آسيا
m49-150 = أوروبا
m49-151 = شرق أوروبا
m49-154 = شمال أوروبا
m49-155 = غرب أوروبا
m49-202 = أفريقيا جنوب الصحراء الكبرى
m49-419 = أمريكا اللاتينية ومنطقة البحر الكاريبي
