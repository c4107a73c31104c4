-- Which kinds of measure, reported by which category, show that an element is implemented.
select
    element,
    category,
    measure_kind,
from reference.element_measures
