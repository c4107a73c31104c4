# Слова, которые встречаются в нескольких файлах.

word-tables = Таблицы
word-sheet = Лист
word-table = Таблица
word-respondent = Респондент
word-row = Строка
word-file = Файл
word-category = Категория
word-resolution = Резолюция
word-report = Доклад
word-mandate = Мандат
word-language = Язык
word-as-written = Текст оригинала
word-question = Вопрос
word-sheets = Листы
