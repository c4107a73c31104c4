## What a text is

translations-kind-label = надпись
translations-kind-hint = пояснение
translations-kind-required-message = сообщение, если ответа нет
translations-kind-constraint-message = сообщение, если ответ невозможен
translations-kind-choice = вариант ответа
translations-kind-title = название
translations-kind-headnote = вводная строка
translations-kind-units = единицы измерения
translations-kind-scope = охват
translations-kind-source = источник
translations-kind-note = примечание
translations-kind-header = заголовок столбца
translations-kind-spanner = общий заголовок столбцов
translations-kind-subheader = заголовок под общим заголовком
translations-kind-point = предложение для доклада
translations-kind-alt = замещающий текст диаграммы
translations-kind-missing = название для неуказанного
translations-kind-message = сообщение
translations-kind-remedy = как исправить
translations-kind-agenda-title = название пункта повестки дня
translations-kind-report = название доклада
translations-kind-reconstruction = указание на то, что ответы реконструированы
translations-kind-mandate = мандат
translations-kind-entry = запись
translations-kind-name = название респондента
translations-kind-program = сообщение программы

## Sheets

translations-part-questionnaire = Вопросник
translations-part-tables = { word-tables }
translations-part-charts = Диаграммы
translations-part-shared = Общие тексты
translations-part-checks = Проверки
translations-part-cycle = Цикл
translations-part-lists = Перечни
translations-part-names = Названия
translations-part-program = Программа
translations-part-guide = Инструкция
translations-part-replies = Тексты

## The guide

translations-title-review = Проверка переводов
translations-title-replies = Перевод текстов респондентов
translations-fact-cycle = { translations-part-cycle }
translations-fact-language = { word-language }
translations-fact-texts = Тексты (число)
translations-heading-how = Как заполнять эту книгу
translations-heading-sheets = { word-sheets }

## Columns

translations-column-key = Ключ
translations-column-where = Место
translations-column-source = Английский текст
translations-column-now = Нынешний перевод
translations-column-state = Состояние
translations-column-text = Ваш перевод
translations-column-confirmed = Подтверждено
translations-column-remark = Замечание
translations-column-original = { word-as-written }
translations-column-respondent = { word-respondent }
translations-column-table = Таблица и столбец
translations-column-language = { word-language }
translations-column-translation = Перевод
translations-column-kind = Кем выполнен
translations-column-status = { translations-column-state }

## What a cell may say

translations-state-missing = Отсутствует
translations-state-unreviewed = Не проверен
translations-state-reviewed = Проверен
translations-state-outdated = Устарел. Английский текст был: { $source }
translations-yes = да
translations-made-machine = машина
translations-made-human = человек
translations-status-draft = черновик
translations-status-reviewed = проверен

## Steps

translations-review-read = Каждый лист содержит часть текстов. Строка — это один текст: английский текст и перевод, который используется сейчас.
translations-review-confirm = Если перевод правилен, выберите «{ translations-yes }» в столбце «{ translations-column-confirmed }».
translations-review-correct = Если нет, напишите весь текст заново в столбце «{ translations-column-text }». То, что вы оставите пустым, не изменится.
translations-review-braces = То, что стоит в фигурных скобках, например {"{"} $count {"}"}, подставляет программа: сохраните это. Если текст выбирает форму по числу, укажите все формы вашего языка, например [one], [few], [many] и *[other].
translations-review-program = Сообщения на листе «{ translations-part-program }» принадлежат программе. Здесь их можно подтвердить, но исправляются они в программе: напишите, что следует изменить, в столбце «{ translations-column-remark }».
translations-review-return = Сохраните файл в формате .xlsx и отправьте его обратно. Строки можно фильтровать; столбец «{ translations-column-key }» должен остаться без изменений.
translations-replies-read = Строка — это текст, который респондент написал на другом языке. Один и тот же текст занимает одну строку, сколько бы раз он ни встречался.
translations-replies-translate = Напишите его перевод в столбце «{ translations-column-translation }». Строка может остаться пустой, например для названия закона: тогда в таблицах приводится текст в том виде, в каком он написан, с указанием языка.
translations-replies-kind = Укажите в столбце «{ translations-column-kind }», кем выполнен перевод, и в столбце «{ translations-column-status }» — проверен ли он. Черновик, сделанный машиной, отмечается в таблицах звездочкой.
translations-replies-language = Язык определен по тексту, либо это язык книги. Если он указан неверно, исправьте его код ISO 639-1, например es.
translations-replies-return = Сохраните файл в формате .xlsx и отправьте его обратно. Строки можно фильтровать.
translations-page = Страница { $page } из { $pages }

## Beside a cell

translations-prompt-text = Оставьте пустым то, что не должно измениться.
translations-prompt-confirmed = Выберите «{ translations-yes }», если перевод правилен.
translations-prompt-language = Код ISO 639-1 из двух букв, например es.
translations-refuse-title = Так нельзя
translations-refuse-choice = Выберите запись из списка или оставьте ячейку пустой.
