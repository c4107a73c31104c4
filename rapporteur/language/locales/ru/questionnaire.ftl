### Книга с вопросником.

questionnaire-cover = Титульный лист
questionnaire-band = ВОПРОСНИК
questionnaire-back = ← Титульный лист
questionnaire-page = Страница { $page } из { $pages }

questionnaire-question = { word-question }
questionnaire-answer = Ответ
questionnaire-note = Примечание

## Титульный лист

questionnaire-fact-respondent = Кому адресован
questionnaire-fact-category = { word-category }
questionnaire-fact-mandate = { word-mandate }
questionnaire-fact-resolution = { word-resolution }
questionnaire-fact-session = Сессия и пункт повестки дня
    .alone = Сессия
questionnaire-fact-report = { word-report }
questionnaire-fact-deadline = Просьба ответить не позднее
questionnaire-fact-return = Адрес для ответа
questionnaire-adopted = { $resolution }, принята { $date }
questionnaire-resolution = { $resolution }
questionnaire-item = { $session } сессия, пункт { $item }: { $title }
questionnaire-session = { $session } сессия
    .titled = { $session } сессия: { $title }
questionnaire-invented = Вымышленный респондент
questionnaire-preview = Предварительный просмотр: этот вопросник никому не адресован и не подлежит отправке.

questionnaire-heading-how = Как заполнять этот вопросник
questionnaire-step-cells = Просьба заполнять листы по порядку; они перечислены ниже. Записи вносятся только в голубые ячейки: все остальные заблокированы.
questionnaire-step-prefilled = Некоторые ответы уже внесены в ячейки со светло-желтым фоном. Просьба проверить их и исправить или удалить то, что неверно.
questionnaire-step-lists = Если у ячейки есть стрелка раскрывающегося списка, просьба выбрать из него ответ. В конце каждого списка стоят коды отсутствующих данных.
questionnaire-step-ticks = Если применимо несколько вариантов, просьба выбрать ✓ рядом с каждым из них. Если ни один указать невозможно, укажите код отсутствующих данных рядом с самим вопросом.
questionnaire-step-tables = В таблицах просьба отвести по одной строке каждой позиции, а ненужные строки оставить пустыми. В каждой таблице { $rows } { $rows ->
        [one] пустая строка
        [few] пустые строки
        [many] пустых строк
       *[other] пустой строки
    }. Если этого недостаточно, снимите защиту листа (пароль не требуется) и вставьте строки внутри таблицы. Пояснение к столбцу появляется, когда выбрана одна из его ячеек.
questionnaire-step-values = Числа просьба указывать без единиц измерения и без разделителей между тысячами, а даты — в виде год-месяц-день, например 2024-05-31.
questionnaire-step-notes = Для источников, пояснений и оговорок просьба использовать примечание рядом с ответом или последний столбец таблицы.
questionnaire-step-required = На вопросы, отмеченные знаком *, необходимо дать ответ. Если это невозможно, укажите код отсутствующих данных.
questionnaire-step-return = Можно работать в любой программе для электронных таблиц. Просьба не переименовывать, не перемещать и не удалять листы или столбцы и прислать файл как электронную таблицу, а не как PDF.

questionnaire-heading-codes = Коды отсутствующих данных
questionnaire-code-a = Неприменимо: в вашем случае такой вопрос не возникает.
questionnaire-code-m = Нет данных: то, о чем спрашивается, существует, но сведения представить невозможно.
questionnaire-code-n = Нуль: значение равно нулю или ничего такого нет.
questionnaire-code-x = Учтено в другом месте: сведения входят в другой ответ. Просьба указать в примечании, в какой именно.

questionnaire-heading-colours = Что означают цвета
questionnaire-colour-answer = Подлежит заполнению
questionnaire-colour-prefilled = Уже заполнено: просьба проверить
questionnaire-colour-locked = Внесено секретариатом и заблокировано
questionnaire-colour-required = Необходим ответ или код отсутствующих данных

questionnaire-heading-sheets = { word-sheets }

## Что можно указать в ячейке

questionnaire-several = { $column }: один или несколько из следующих вариантов через точку с запятой: { $choices }
questionnaire-ranked = { $column }: все следующие варианты в вашем порядке через точку с запятой: { $choices }
questionnaire-columns = { $heading }: { $columns }

questionnaire-prompt-text = Текст или латинская буква a, m, n или x.
questionnaire-prompt-integer = Целое число или латинская буква a, m, n или x.
questionnaire-prompt-decimal = Число или латинская буква a, m, n или x.
questionnaire-prompt-date = Дата (год-месяц-день) или латинская буква a, m, n или x.
questionnaire-prompt-select-one = Просьба выбрать из списка.
questionnaire-prompt-select-multiple = Просьба отметить варианты ниже. Латинская буква a, m, n или x указывается здесь, только если ни один указать невозможно.
questionnaire-prompt-several = Один или несколько из вариантов, перечисленных над таблицей, через точку с запятой или латинская буква a, m, n или x.
questionnaire-prompt-ranked = Перечисленные выше варианты в вашем порядке через точку с запятой или латинская буква a, m, n или x.

questionnaire-error-title = Здесь это указать нельзя
questionnaire-error-integer = Просьба указать целое число без единиц измерения, например 2023, или код отсутствующих данных: латинскую букву a, m, n или x. Замечания указываются в примечании.
questionnaire-error-decimal = Просьба указать число без единиц измерения или код отсутствующих данных: латинскую букву a, m, n или x. Замечания указываются в примечании.
questionnaire-error-date = Просьба указать дату в виде год-месяц-день, например 2024-05-31, или код отсутствующих данных: латинскую букву a, m, n или x.
questionnaire-error-select-one = Просьба выбрать из списка (стрелка рядом с ячейкой). Если ни один вариант не подходит, выберите ближайший и дайте пояснение в примечании.
questionnaire-error-select-multiple = Просьба отметить варианты ниже. Здесь можно указать только код отсутствующих данных: латинскую букву a, m, n или x.
questionnaire-error-tick = Просьба выбрать { $tick }, если это применимо, или оставить ячейку пустой.

## Что добавляет к вопросу вариант «Другое»

questionnaire-choice-other = Другое
questionnaire-specify-other = В случае ответа «{ $other }» просьба уточнить: { $question }

questionnaire-general = Общие вопросы
questionnaire-row-of = Строка таблицы «{ $table }»
questionnaire-choice-yes = Да
questionnaire-choice-no = Нет
