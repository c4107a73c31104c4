### Drafting points. The first messages are for the patterns of a table's sidecar, which may refer
### to them: $count is how many there are, $number the same as the sentence writes it, $list their
### names, $group what a sentence of several is about. The first letter of a sentence
### is made a capital.

## For the patterns

# Up to ten in words, as at the beginning of a sentence.
spelt = { $count ->
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
   *[other] { $count }
}
states-reported = { $count ->
    [0] no State reported
    [one] { $number } State reported
   *[other] { $number } States reported
}
respondents-reported = { $count ->
    [0] no respondent reported
    [one] { $number } respondent reported
   *[other] { $number } respondents reported
}
replies-received = { $count ->
    [0] no reply was received
    [one] { $number } reply was received
   *[other] { $number } replies were received
}
desk-research-covers = { $count ->
    [0] desk research covers no respondent
    [one] desk research covers { $number } respondent
   *[other] desk research covers { $number } respondents
}
measures-reported = { $count ->
    [0] no measure was reported
    [one] { $number } measure was reported
   *[other] { $number } measures were reported
}
# Ends a sentence.
listed = { $count ->
    [0] { "." }
   *[other] { ": " }{ $list }.
}
on-group = { $group }{ " — " }

## Added by the program

points-desk = Desk research adds { $number }: { $list }.
points-tally = { $name } ({ $count })
points-separator = List of names with commas in them
    .value = {"; "}
points-reference = (table { $table }, { $count ->
    [one] row
   *[other] rows
} { $rows })
    .none = (table { $table }, no row)
points-range = { $first }–{ $last }
points-title = Drafting points
points-about = Each point is followed by the table and the rows that it rests on. Rows are numbered as in the CSV files, the same in every language version. Desk research is never counted with the replies.
