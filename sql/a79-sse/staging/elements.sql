-- The elements of resolution 77/281, the operative paragraph that names each, and the categories
-- of respondents, with spaces, that it addresses.
select
    code as element,
    paragraph::integer as paragraph,
    category as addressees,
from reference.elements
