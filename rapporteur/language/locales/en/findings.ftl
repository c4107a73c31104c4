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
unknown_choice = “{ $value }” is not one of the choices offered.
    .remedy = Choose from the list of the cell. If none fits, choose “other” where it is offered and explain in the note.
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
calendar_suspect = The year of “{ $value }” seems to be that of another calendar (Thai, Persian); it was read as { $read }.
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
