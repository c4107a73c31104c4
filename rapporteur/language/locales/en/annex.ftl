### The annex of the report: a Word document.

annex-title = Annex: drafting points and tables
    .figures = Annex: drafting points, tables and figures
annex-reading = How to read the annex
annex-about = The number of a row, at its beginning, is that in the CSV file. Where the text of a cell was written by a respondent, it is in the language in which it was written, or translated; marks in square brackets say which. A letter at a respondent’s name marks a row that rests on desk research alone. The evidence of each row is in the workbook beside the annex.
annex-language = Titles, headers and codes are in English. A text of a respondent is in the language of the reply, or translated and marked as such.
annex-contents = { word-tables }
annex-figures = Figures
    .about = Each figure is also in files of its own, as PNG and SVG. What it counts stands in the workbook beside the annex.
annex-row = No.
annex-desk = Desk research on { $files } { $files ->
        [one] respondent is
       *[other] respondents is
    } shown beside the replies, its rows marked by a letter at the respondent’s name. It is never counted as a reply.
annex-desk-note = Desk research, not a reply to the questionnaire.
annex-elsewhere = The table has { $rows } { $rows ->
        [one] row
       *[other] rows
    } and is not reproduced here. It is in the file { $file }, sheet { $sheet }, and in { $sheet }.csv.
annex-description = Table of { $rows } { $rows ->
        [one] row
       *[other] rows
    }. Columns: { $columns }.
annex-empty = Columns in which no row has an entry are not shown: { $columns }.
