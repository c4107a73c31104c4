# The returned workbook and its covering letter. Dates are given in words, counts as numbers.

severity-BLOCKER = Blocking
severity-ERROR = Error
severity-WARNING = Warning
severity-INFO = Remark

## The first sheet of the returned workbook

return-sheet-title = Findings
return-heading = Findings on your reply
return-counts = In this reply: { return-count-blocker }, { return-count-error }, { return-count-warning } and { return-count-info }.
return-count-blocker = { $blocker ->
        [0] no blocking findings
        [one] { $blocker } blocking finding
       *[other] { $blocker } blocking findings
    }
return-count-error = { $error ->
        [0] no errors
        [one] { $error } error
       *[other] { $error } errors
    }
return-count-warning = { $warning ->
        [0] no warnings
        [one] { $warning } warning
       *[other] { $warning } warnings
    }
return-count-info = { $info ->
        [0] no remarks
        [one] { $info } remark
       *[other] { $info } remarks
    }
return-column-severity = Severity
return-column-where = Where
return-column-question = { word-question }
return-column-problem = Observation
return-column-remedy = Suggested action
return-about = { $what }: { $text }
return-rows = { $table } ({ $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    })
return-deadline = Please send the corrected workbook by { $date }.
return-how = Correct the answers in their own cells in this workbook, save it as a spreadsheet and send it to { $address }.
    .back = Correct the answers in their own cells in this workbook, save it as a spreadsheet and send it back.
return-none = No correction is needed in this reply. Thank you.

## The covering letter

letter-reference = Reference: { $reference }
letter-salutation = Dear Madam or Sir,
letter-thanks = Thank you for your reply to the questionnaire “{ $title }”, which was received on { $date }.
letter-thanks-undated = Thank you for your reply to the questionnaire “{ $title }”.
letter-accepted = Your reply has been accepted and is included in the tables.
letter-correction = Your reply has been read. Some of its answers need to be corrected or looked at again. Answers with an error are left out of the tables until they are corrected; all others are used.
letter-blocked = We regret that your reply cannot be used in its present form. It will be included in the tables once the findings marked “{ severity-BLOCKER }” have been addressed.
letter-unverified = A reply in your name has been received. We could not verify that it comes from you; it is left out of the tables until this has been settled.
letter-left-out = Your reply has been received. It is not included in the tables, for the reason given below.
letter-deadline = We should be grateful to receive the corrected workbook by { $date }.
letter-address = Please send it to { $address }.
    .back = Please send it back to us.
letter-attached = Your workbook is attached. Its first sheet, “{ return-sheet-title }”, shows where each finding applies and what action is suggested.
letter-alone = Your workbook could not be marked: it is too large, or is built in another way than spreadsheet programs build it. The findings are listed below. Please copy your answers into a new copy of the questionnaire and send that one.
letter-more = Further findings that are not listed here: { $number }.
letter-closing = Yours sincerely,
letter-signature = The secretariat

## The summary for the secretariat

summary-submissions = By submission
summary-rules = By rule
summary-all = All findings
summary-column-respondent = { word-respondent }
summary-column-name = Name
summary-column-file = { word-file }
summary-column-places = Places
summary-column-state = State
summary-column-code = Rule
summary-column-level = Level
summary-column-findings = Findings
summary-column-submissions = Submissions
