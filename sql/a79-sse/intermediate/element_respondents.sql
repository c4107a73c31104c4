-- Each element and every respondent in the tables to whom the resolution addresses it. The
-- status is that of element_status: null where it is neither answered nor shown by a measure.
select
    elements.paragraph,
    elements.element,
    submissions.respondent,
    submissions.category,
    submissions.basis,
    element_status.status,
from staging.elements
inner join intermediate.submissions
    on list_contains(string_split(elements.addressees, ' '), submissions.category)
left join intermediate.element_status
    on
        elements.element = element_status.element
        and submissions.respondent = element_status.respondent
        and submissions.basis = element_status.basis
