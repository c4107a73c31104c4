# Words that several files say.

word-tables = Tables
word-sheet = Sheet
word-table = Table
word-respondent = Respondent
word-row = Row
word-file = File
word-category = Category
word-resolution = Resolution
word-report = Report
word-mandate = Mandate
word-language = Language
word-as-written = As written
word-question = Question
word-sheets = Sheets
