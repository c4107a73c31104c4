### The published tables.

list-separator = List separator
    .value = {", "}
sentence-separator = Between sentences
    .value = {" "}
date-format = [$-809]d mmmm yyyy
too-long = [cut: longer than a cell can hold; the whole text is in the CSV file]
table-title = Table { $number }. { $title }
to-contents = ← Contents
to-notes = Symbols and notes →

## Cover

sheet-cover = Cover
cover-symbol = Document symbol
cover-mandate = { word-mandate }
cover-resolution = { word-resolution }
    .value = General Assembly resolution { $number }, adopted on { $date }
    .undated = General Assembly resolution { $number }
cover-session = Session and item
    .value = { $session } session, agenda item { $item }: { $title }
    .alone = { questionnaire-fact-session.alone }
    .without-item = { questionnaire-session }
    .titled = { questionnaire-session.titled }
cover-report = { word-report }
cover-cycle = Reporting cycle
cover-version = Version
    .value = Replies as at { $date }
    .undated = Replies without a known day of receipt
    .none = No replies
cover-replies = Replies
    .value = { $replies } { $replies ->
        [one] reply
       *[other] replies
    } received, from the { $asked } respondents asked
cover-category = { $category }: { $replies }
cover-desk = Desk research
    .value = Desk research on { $files } { $files ->
        [one] respondent is
       *[other] respondents is
    } shown beside the replies, marked as such in the column on basis. It is never counted as a reply.
cover-notice = Please note
    .replies = { $count } of the { $total } replies { $count ->
        [one] carries
       *[other] carry
    } this notice: “{ $text }”
    .desk = { $count } of the { $total } desk research files { $count ->
        [one] carries
       *[other] carry
    } this notice: “{ $text }”
cover-language = Languages
    .value = Titles, headers and codes are in English. A text of a respondent is in the language of the reply, or translated and marked as such: the sheet { sheet-notes } explains the marks.
cover-profile = Edition
    .un = As printed by the United Nations, with its symbols and footnotes. The same tables stand in an accessible edition beside this file (.accessible.xlsx).
    .accessible = Accessible: symbols in square brackets, notes on a sheet of their own. The same tables stand beside this file as the United Nations prints them.

## Contents

sheet-contents = Contents
contents-title = { sheet-contents }
contents-sheet = { word-sheet }
contents-table = Title
contents-paragraphs = Paragraphs of the report
contents-rows = Rows (number)

## Notes

sheet-notes = Notes
notes-title = Symbols and notes
notes-column-about = Subject
notes-column-item = Term
notes-column-text = Explanation
notes-symbols = Symbols
symbol-nil =
    .meaning = Nil or negligible.
symbol-not-available =
    .meaning = Not available or not separately reported: the reply gives nothing here.
symbol-not-applicable =
    .meaning = Not applicable: there is nothing that could be given here.
notes-basis = { evidence-column-basis }
basis-reply = Reply
    .meaning = The row rests on a reply to the questionnaire.
basis-desk-research = Desk research
    .meaning = The row rests on published sources, entered in the same form by the secretariat. It is not a reply and is never counted as one.
notes-reading = How to read the tables
reading-count = Replies behind a table
    .meaning = Above each table stands how many of the replies received its rows rest on, how many respondents were asked, and how many rows come from desk research.
reading-order = Order
    .meaning = Respondents stand in the alphabetical order of their names in this language, codes in the order of the questionnaire.
reading-language = { word-language }
    .meaning = A text that a respondent wrote is given in translation where there is one into the language of this workbook, else as it was written. The original stands on the sheet { sheet-evidence }, in the column “{ evidence-column-text }”.
reading-untold = Languages not told apart
    .meaning = There are so many texts that the language of each was taken to be that of the workbook in which it was received.
mark-other =
    .meaning = The text before this mark is as the respondent wrote it, in another language than that of this edition. The mark is the ISO 639-1 code of its language.
mark-translated =
    .meaning = The text before this mark has been translated, from the first language into the second.
mark-machine =
    .meaning = The text before this mark has been translated by a machine, and nobody has looked the translation over.
reading-evidence = { sheet-evidence }
    .meaning = A number such as E12 leads to the sheet Evidence, which names the file, sheet and cells that a row rests on. It is the same in every language version. Where a row rests on several answers, the link leads to the first.
notes-findings = Validation
severity-error = Errors
    .meaning = { $count }: answers that could not be used.
severity-warning = Warnings
    .meaning = { $count }: answers that are used, but that the respondent was asked to look at again.
severity-info = Remarks
    .meaning = { $count }: nothing to be mended.
state-blocked = Unusable files
    .meaning = { $count }: read, but left out of all tables.
state-superseded = Superseded files
    .meaning = { $count }: replaced by a later file of the same respondent, and left out of all tables.
notes-tables = { word-tables }
notes-note = { $text } (Tables: { $tables }.)

## Above a table

spanned-header = { $spanner }: { $header }
line-scope = Scope: { $text }
line-units = Units: { $text }
line-notes = Notes: { $notes }, on the sheet of notes.
line-source = Source: { $text }
line-replies = Replies: the table rests on { $replies } of the { $received } replies received, from the { $asked } respondents asked.
line-desk = { $rows } of its { $total } { $total ->
        [one] row
       *[other] rows
    } { $rows ->
        [one] comes
       *[other] come
    } from desk research.
line-empty = Replies: none of the { $received } replies received gives anything for this table.

## Evidence

sheet-evidence = Evidence
evidence-title = Evidence: the answers behind the tables
evidence-headnote = Files are named as they stand in the folder of the cycle. The cells of one row are parted by “ | ”.
evidence-more = { $first } and { $number } more
evidence-column-number = No.
evidence-column-respondent = { word-respondent }
evidence-column-basis = Basis
evidence-column-file = { word-file }
evidence-column-sheet = { word-sheet }
evidence-column-cells = Cells
evidence-column-question = Question or table
evidence-column-text = { word-as-written }
evidence-column-note = Note of the respondent, and decisions
evidence-column-tables = Used in (table and row of its CSV)
evidence-column-id = Identifier

## The data package beside the CSV files

package-description = The tables as data. The column respondent holds codes of the roster, other columns codes of the questionnaire’s lists; the column evidence leads to the answers that a row rests on. Values are exact: import columns of text as text, since a spreadsheet program takes a text that begins with = for a formula; for reading there are the workbooks.
package-source = { $replies } { $replies ->
        [one] reply
       *[other] replies
    } to the questionnaire
package-respondent = Code of the roster.
package-evidence = Identifiers of the answers that the row rests on, parted by spaces: submission/table/row, submission/question, or submission.
