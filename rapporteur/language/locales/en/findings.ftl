# What each rule says: what is wrong, and how to mend it.

file_empty = The file is empty.
    .remedy = Send the filled questionnaire again.
file_encrypted = The file is protected by a password and cannot be opened.
    .remedy = Save it without a password and send it again.
file_damaged = The file is damaged or was only partly transmitted.
    .remedy = Open it, save it again as an Excel workbook (.xlsx) and send it again.
file_not_spreadsheet = The file is not a spreadsheet.
    .remedy = Send the questionnaire itself: an Excel (.xlsx, .xlsm, .xlsb, .xls) or OpenDocument (.ods) workbook.
not_a_questionnaire = The workbook is not a questionnaire of this reporting cycle.
    .remedy = Use the questionnaire that you received, and keep its hidden sheets.
identification_missing = The hidden sheet “rapporteur”, which says whose questionnaire this is, has been deleted from the workbook.
    .remedy = Copy your answers into the questionnaire that you received, without deleting any of its sheets, and send that.
other_cycle = The workbook is a questionnaire of another reporting cycle: { $cycle }.
    .remedy = Fill in the questionnaire of the present cycle and send it.
other_form = The workbook holds another questionnaire than the one that was sent out.
    .remedy = Fill in the questionnaire that you received for this cycle.
other_version = The questionnaire is of version { $version }, which is not the present one. It was read all the same.
    .remedy = Nothing need be done; check that no question of the present version is missing.
unknown_respondent = The respondent “{ $respondent }” is not on the list of those who were asked.
    .remedy = Use the questionnaire that bears your own code; the secretariat can add a respondent to the list.
nothing_answered = No question has been answered.
    .remedy = Fill in the questionnaire and send it again.
same_file = The same file was received already, as { $first }.
    .remedy = Nothing need be done: it counts once.
superseded = A later file of the same respondent stands instead of this one: { $stands }.
    .remedy = If this file should stand, send it again.
section_missing = The sheet “{ $section }” is missing.
    .remedy = Take the sheet from the questionnaire that you received, fill it in and send the whole workbook again.
hidden_column_missing = The hidden first column of the sheet has been deleted or emptied. It holds the names by which the answers are found, so that no answer on this sheet could be read.
    .remedy = Copy your answers into the questionnaire that you received, without deleting any of its columns, and send that.
question_unknown = The row belongs to “{ $name }”, which is no question of this questionnaire.
    .remedy = Nothing need be done if you did not answer there; otherwise give the answer in the present questionnaire.
answered_twice = “{ $question }” is answered a second time, differently; the first answer, in { $first }, was kept.
    .remedy = Leave one answer and clear the other.
not_a_number = “{ $value }” is not a number.
    .remedy = Write digits only, such as 1234.5; put the unit and remarks in the note. If there is no figure, write a, m, n or x.
not_a_whole_number = “{ $value }” is not a whole number.
    .remedy = Write a number without decimals, such as 2023. If there is none, write a, m, n or x.
number_out_of_range = The number { $value } is larger than any that can be meant here.
    .remedy = Check the number and its unit.
not_a_date = “{ $value }” is not a date.
    .remedy = Write day, month and year, such as 18 April 2023.
unknown_choice = “{ $value }” is not one of the choices offered: { $choices }.
    .remedy = Choose from the list of the cell; the nearest is “{ $nearest }”. If none fits, explain in the note.
text_too_long = The answer is longer than a cell of a spreadsheet can hold.
    .remedy = Shorten it, or send the text as a separate document.
required_missing = “{ $question }” is not answered.
    .remedy = Answer it; if that is impossible, write a (not applicable) or m (not available).
not_relevant = “{ $question }” is answered although it does not apply, according to another of your answers.
    .remedy = Clear it, or correct the answer on which it depends.
constraint_broken = “{ $value }” cannot be the answer to “{ $question }”.
    .remedy = Follow the instruction beside the question.

# What may follow a second file of the same respondent.
partial_kept = This file answers fewer questions than the earlier one: { $now } instead of { $before }. Earlier answers that are missing from it are kept: { $missing }.
    .remedy = If one of them should no longer stand, answer the question anew, or enter a, m, n or x.
partial_dropped = This file answers fewer questions than the earlier one: { $now } instead of { $before }. Earlier answers that are missing from it no longer count: { $missing }.
    .remedy = If they should still stand, enter them again and send the whole workbook.

# What the replies of others show.
answers_conflict = “{ $question }” is answered differently in two files of the same government: “{ $value }” here, “{ $theirs }” in { $other }.
    .remedy = Agree on one answer with those who sent the other file and send it, or tell the secretariat which of the two stands.

# What stands in a cell.
formula_without_value = The cell holds a formula whose result was not saved.
    .remedy = Write the result itself in the cell.
error_value = The cell holds an error of the spreadsheet: { $value }.
    .remedy = Write the answer itself. If there is none, write a, m, n or x.
answer_in_label = The label of a question was written over with “{ $value }”.
    .remedy = Write the answer in the answer cell of the question.
two_choices = “{ $value }” names more than one choice, but the cell takes only one.
    .remedy = Keep the choice that fits best and put the others in the note.
number_approximate = “{ $value }” is not written as an exact figure; it was read as { $read }.
    .remedy = Confirm the exact figure by writing it in digits only; put remarks in the note.
calendar_suspect = The year of “{ $value }” seems to be that of another calendar (Thai, Persian, Islamic); it was read as { $read }.
    .remedy = Check it, and write the year of the Gregorian calendar.

# The file as a whole, and what was decided about it.
too_large = The workbook is too large to be read safely.
    .remedy = Copy the answers into the questionnaire that you received and send that; send pictures and other documents separately.
received_after_cut_off = The file was received on { $received }, after the cut-off date, { $cut_off }. It is left out of the tables unless the secretariat admits it.
    .remedy = Nothing need be done; if the reply should still be taken into account, write to the secretariat.
withdrawn = By decision of the secretariat on { $date }, the file has been withdrawn: { $reason }
    .remedy = Nothing need be done; if you did not expect this, write to the secretariat.
refused = By decision of the secretariat on { $date }, the file has been refused: { $reason }
    .remedy = Correct what the reason names and send the questionnaire again, or write to the secretariat.

# What a cell shows, and what in a workbook was not read.
struck_out = “{ $value }” is struck out and was left out; what was read is “{ $read }”.
    .remedy = Delete what no longer stands, or remove the line through it if it still does.
raised_mark = “{ $value }” holds a raised or lowered mark, which was not taken for a part of the answer; what was read is { $read }.
    .remedy = Write the answer alone in the cell, and the footnote in the note.
digits_lost = “{ $value }” has more digits than a spreadsheet keeps of a number: the last of them may be lost.
    .remedy = Format the cell as text and write the digits again.
per_cent_in_count = “{ $value }” is a percentage, a fraction or negative, but its unit counts persons, enterprises or the like.
    .remedy = Write the whole number, or choose the unit “per cent” where it is offered.
read_as_code = “{ $value }” was read as the missing-value code { $read }, and not as a text.
    .remedy = Nothing need be done if the code was meant; otherwise write the answer in full.
word_for_nothing = “{ $value }” seems to say that there is no answer; it was not taken for one.
    .remedy = Write { $read } instead if that is meant (a not applicable, m not available, n nil, x included elsewhere); otherwise write the answer in full.
data_type_value = The cell holds a data type of Excel, such as Geography or a picture, whose name is not stored as a text: { $value }.
    .remedy = Write the name itself in the cell: choose Data Type, Convert to Text in its menu.
display_unknown = The file does not tell what its cells show: formats such as per cent, superscripts and struck-out text could not be taken into account.
    .remedy = Check the answers that are formatted so, or save the workbook as .xlsx and send it again.
identity_differs = The workbook was made for { $expected }, but “{ $value }” is entered as the respondent.
    .remedy = Use the questionnaire that bears your own code; the secretariat can assign this file to the right respondent.
label_moved = What is seen has been moved against the hidden names of the questions: “{ $seen }” stands where “{ $expected }” was. The answers were read by what is seen.
    .remedy = Check that each answer stands beside its question or below its heading.
label_contradicts = “{ $seen }” stands where “{ $expected }” was, and it is not certain to which of the two the answer belongs: “{ $value }”. It was not read.
    .remedy = Enter the answer beside its question, or below its heading, in the questionnaire that you received.
answer_continued = The text in the rows below was read as the continuation of the answer: “{ $value }”.
    .remedy = Nothing need be done if it belongs to this answer.
note_without_answer = There is a note without an answer: “{ $value }”.
    .remedy = Enter the answer, or a, m, n or x if there is none.
comment_unread = A comment on the cell is no answer and was not read: “{ $value }”.
    .remedy = Write what belongs to the answer in the cell, or in the note.
text_box_unread = A text box is no answer and was not read: “{ $value }”.
    .remedy = Write its text in the cell of the question, or in the note.
sheet_unread = The sheet “{ $name }” is not one of the questionnaire and was not read; it has filled cells: { $cells }. It begins: “{ $value }”.
    .remedy = Enter what belongs to the questionnaire in its own sheets; send other information as a separate document.
content_unread = What is written here belongs to no question and was not read: “{ $value }” (filled cells: { $cells }).
    .remedy = Write it in the cell of a question, in a row of a table, or in a note.
