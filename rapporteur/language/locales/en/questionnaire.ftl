### The questionnaire workbook.

questionnaire-cover = Cover
questionnaire-band = QUESTIONNAIRE
questionnaire-back = ← Cover
questionnaire-page = Page { $page } of { $pages }

questionnaire-question = { word-question }
questionnaire-answer = Answer
questionnaire-note = Note

## Cover

questionnaire-fact-respondent = Addressed to
questionnaire-fact-category = { word-category }
questionnaire-fact-mandate = { word-mandate }
questionnaire-fact-resolution = { word-resolution }
questionnaire-fact-session = Session and agenda item
    .alone = Session
questionnaire-fact-report = { word-report }
questionnaire-fact-deadline = Please reply by
questionnaire-fact-return = Return to
questionnaire-adopted = { $resolution }, adopted on { $date }
questionnaire-resolution = { $resolution }
questionnaire-item = { $session } session, item { $item }: { $title }
questionnaire-session = { $session } session
    .titled = { $session } session: { $title }
questionnaire-invented = Invented respondent
questionnaire-preview = A preview: this questionnaire is addressed to nobody and must not be sent out.

questionnaire-heading-how = How to fill in this questionnaire
questionnaire-step-cells = Go through the sheets in their order; they are listed below. Write in the light blue cells only: all others are locked.
questionnaire-step-prefilled = Some answers are already entered, in cells with a light yellow background. Please check them, and correct or delete what is wrong.
questionnaire-step-lists = Where a cell has a drop-down arrow, choose from its list. The missing-value codes stand at the end of each list.
questionnaire-step-ticks = Where several choices may apply, choose ✓ beside each one that does. If none can be given, enter a missing-value code beside the question itself.
questionnaire-step-tables = In tables, use one row for each item, and leave the rows that you do not need empty. Each table has { $rows } empty rows. If you need more, unprotect the sheet (no password is needed) and insert rows inside the table. The explanation of a column appears when you select one of its cells.
questionnaire-step-values = Give numbers without units and without separators between thousands, and dates as year-month-day, for example 2024-05-31.
questionnaire-step-notes = Use the note beside an answer, or in the last column of a table, for sources, explanations and reservations.
questionnaire-step-required = Questions marked * need an answer. If you cannot give one, enter a missing-value code.
questionnaire-step-return = You may work in any spreadsheet program. Please do not rename, move or delete sheets or columns, and return the workbook as a spreadsheet, not as a PDF.

questionnaire-heading-codes = Missing-value codes
questionnaire-code-a = Not applicable: the question does not arise in your case.
questionnaire-code-m = Not available: the thing exists, but the information cannot be given.
questionnaire-code-n = Nil: the value is zero, or there is none.
questionnaire-code-x = Included elsewhere: the information is part of another answer. Please say in the note which one.

questionnaire-heading-colours = What the colours mean
questionnaire-colour-answer = To be filled in
questionnaire-colour-prefilled = Already filled in: please check
questionnaire-colour-locked = Entered by the secretariat and locked
questionnaire-colour-required = An answer or a missing-value code is needed

questionnaire-heading-sheets = { word-sheets }

## What a cell takes

questionnaire-several = { $column }: one or more of the following, separated by semicolons: { $choices }
questionnaire-ranked = { $column }: all of the following in your order, separated by semicolons: { $choices }
questionnaire-columns = { $heading }: { $columns }

questionnaire-prompt-text = Text, or a, m, n or x.
questionnaire-prompt-integer = A whole number, or a, m, n or x.
questionnaire-prompt-decimal = A number, or a, m, n or x.
questionnaire-prompt-date = A date (year-month-day), or a, m, n or x.
questionnaire-prompt-select-one = Choose from the list.
questionnaire-prompt-select-multiple = Tick the choices below. Enter a, m, n or x here only if none can be given.
questionnaire-prompt-several = One or more of the choices listed above the table, separated by semicolons, or a, m, n or x.
questionnaire-prompt-ranked = The choices listed above, in your order and separated by semicolons, or a, m, n or x.

questionnaire-error-title = This cannot be entered here
questionnaire-error-integer = Please enter a whole number without units, such as 2023, or a missing-value code: a, m, n or x. Remarks go into the note.
questionnaire-error-decimal = Please enter a number without units, or a missing-value code: a, m, n or x. Remarks go into the note.
questionnaire-error-date = Please enter a date as year-month-day, such as 2024-05-31, or a missing-value code: a, m, n or x.
questionnaire-error-select-one = Please choose from the list (arrow beside the cell). If no choice fits, take the closest and explain it in the note.
questionnaire-error-select-multiple = Please tick the choices below. Only a missing-value code can be entered here: a, m, n or x.
questionnaire-error-tick = Please choose { $tick } if this applies, or leave the cell empty.

## What “Other” adds to a question

questionnaire-choice-other = Other
questionnaire-specify-other = If “{ $other }”, please specify: { $question }

## What the program adds to a form
questionnaire-general = General questions
questionnaire-row-of = Row of “{ $table }”
questionnaire-choice-yes = Yes
questionnaire-choice-no = No
