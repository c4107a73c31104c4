# What the sheets of translations say, which reviewers and the secretariat fill.

## What a text is

translations-kind-label = label
translations-kind-hint = explanation
translations-kind-required-message = message where the answer is missing
translations-kind-constraint-message = message where the answer cannot be
translations-kind-choice = choice
translations-kind-title = title
translations-kind-headnote = headnote
translations-kind-units = units
translations-kind-scope = coverage
translations-kind-source = source
translations-kind-note = note
translations-kind-header = column header
translations-kind-spanner = heading above columns
translations-kind-subheader = header below a heading
translations-kind-point = sentence for drafting
translations-kind-alt = alternative text of the chart
translations-kind-missing = name of what is not stated
translations-kind-message = message
translations-kind-remedy = how to mend it
translations-kind-agenda-title = title of the agenda item
translations-kind-report = title of the report
translations-kind-reconstruction = remark that the replies are reconstructed
translations-kind-mandate = mandate
translations-kind-entry = entry
translations-kind-name = name
translations-kind-program = message of the program

## Sheets

translations-part-questionnaire = Questionnaire
translations-part-tables = { word-tables }
translations-part-charts = Charts
translations-part-shared = Shared texts
translations-part-checks = Checks
translations-part-cycle = Cycle
translations-part-lists = Lists
translations-part-names = Names
translations-part-program = Program
translations-part-guide = Guide
translations-part-replies = Texts

## The guide

translations-title-review = Review of translations
translations-title-replies = Translation of what respondents wrote
translations-fact-cycle = { translations-part-cycle }
translations-fact-language = { word-language }
translations-fact-texts = Texts (number)
translations-heading-how = How to fill this in
translations-heading-sheets = { word-sheets }

## Columns

translations-column-key = Key
translations-column-where = Where
translations-column-source = English
translations-column-now = Translation now
translations-column-state = Status
translations-column-text = Your translation
translations-column-confirmed = Confirmed
translations-column-remark = Remark
translations-column-original = { word-as-written }
translations-column-respondent = { word-respondent }
translations-column-table = Table and column
translations-column-language = { word-language }
translations-column-translation = Translation
translations-column-kind = Made by
translations-column-status = { translations-column-state }

## What a cell may say

translations-state-missing = Missing
translations-state-unreviewed = Not reviewed
translations-state-reviewed = Reviewed
translations-state-outdated = Outdated. The English was: { $source }
translations-yes = yes
translations-made-machine = machine
translations-made-human = person
translations-status-draft = draft
translations-status-reviewed = reviewed

## Steps

translations-review-read = Each sheet holds one part of the texts. A row is a text: its English, and the translation that is used now.
translations-review-confirm = Where the translation is right, choose “{ translations-yes }” in the column “{ translations-column-confirmed }”.
translations-review-correct = Where it is not, write the whole text anew in the column “{ translations-column-text }”. What you leave empty stays as it is.
translations-review-braces = What stands in braces, such as {"{"} $count {"}"}, is filled in by the program: keep it. Where a text chooses between forms by a number, give every form that your language has, such as [one] and *[other].
translations-review-program = The messages on the sheet “{ translations-part-program }” belong to the program. They can be confirmed here, but are corrected there: write what should change in the column “{ translations-column-remark }”.
translations-review-return = Save the file as .xlsx and send it back. You may filter the rows; the column “{ translations-column-key }” must stay as it is.
translations-replies-read = A row is a text that a respondent wrote in another language. The same text stands in one row, however often it occurs.
translations-replies-translate = Write its translation in the column “{ translations-column-translation }”. A row may stay empty, for example that of the title of a law: the tables then show the text as it was written, with its language.
translations-replies-kind = Say in the column “{ translations-column-kind }” who made the translation, and in “{ translations-column-status }” whether somebody has looked it over. A draft by a machine is marked with an asterisk in the tables.
translations-replies-language = The language was told from the text, or is that of the workbook. Where it is wrong, correct its ISO 639-1 code, such as es.
translations-replies-return = Save the file as .xlsx and send it back. You may filter the rows.
translations-page = Page { $page } of { $pages }

## Beside a cell

translations-prompt-text = Leave empty what is to stay as it is.
translations-prompt-confirmed = Choose “{ translations-yes }” where the translation is right.
translations-prompt-language = An ISO 639-1 code of two letters, such as es.
translations-refuse-title = This cannot be
translations-refuse-choice = Choose an entry of the list, or leave the cell empty.
