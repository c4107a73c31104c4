-- Further documents and links.
select
    submission,
    row,
    document_title as title,
    document_url as url,
    evidence,
    note,
from form.documents
