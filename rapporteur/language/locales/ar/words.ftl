# كلمات ترد في عدة ملفات.

word-tables = الجداول
word-sheet = الورقة
word-table = الجدول
word-respondent = الجهة المجيبة
word-row = الصف
word-file = الملف
word-category = الفئة
word-resolution = القرار
word-report = التقرير
word-mandate = الولاية
word-language = اللغة
word-as-written = كما كُتب
word-question = السؤال
word-sheets = الأوراق
