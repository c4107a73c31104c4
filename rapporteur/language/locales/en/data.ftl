### What is published for machines: the lists and long form beside the tables.

data-observations = Observations
    .about = All tables in one long form: a row for each cell, with the concepts of SDMX. What stands in the columns of respondent, basis and evidence has no row of its own.
data-observations-table = { word-table }
data-observations-row = { word-row }
    .about = Number of the row in the CSV file of the table, from 1.
data-observations-ref_area = Reference area
    .about = M49 code of the respondent, of three digits; empty where it has none.
data-observations-respondent = { evidence-column-respondent }
data-observations-concept = Concept
    .about = Name of the column of the table.
data-observations-obs_value = Value
    .about = As in the CSV file of the table; empty where it is missing.
data-observations-obs_label = Label
    .about = What the code of the value means, in English.
data-observations-unit_measure = Unit of measure
    .about = Code of CL_UNIT_MEASURE, the SDMX list of the Sustainable Development Goal indicators (IAEG-SDGs), where one fits; else a text in English.
data-observations-obs_status = Observation status
    .about = Code of the SDMX list CL_OBS_STATUS: A, a value; O, missing; M, missing because it cannot exist; K, included elsewhere.
data-observations-basis = { evidence-column-basis }
data-observations-evidence = { sheet-evidence }
    .about = { package-evidence }

data-codelists = Code lists
    .about = The codes that the tables use, in the order of their lists, and those of M49 and SDMX.
data-codelists-list = List
data-codelists-code = Code
data-codelists-position = Position in the list
data-label = Label ({ $of })

data-respondents = Respondents
    .about = All those to whom the questionnaire was addressed.
data-respondents-code = { data-codelists-code }
    .about = { package-respondent }
data-respondents-m49 = M49 code
    .about = United Nations standard code of a State, of three digits.
data-respondents-iso3 = ISO 3166-1 alpha-3 code
    .about = Empty for an organization.
data-respondents-category = { word-category }
data-respondents-region = Region
    .about = M49 code; empty for an organization.
data-respondents-subregion = Subregion
    .about = { data-respondents-region.about }
data-respondents-ldc = Least developed country
data-respondents-lldc = Landlocked developing country
data-respondents-sids = Small island developing State
data-name = Name ({ $of })

data-evidence = { sheet-evidence }
    .about = The places in the received files on which the rows of the tables rest. Answers about contact persons and e-mail addresses are left out.
data-evidence-id = { evidence-column-id }
data-evidence-respondent = { evidence-column-respondent }
data-evidence-basis = { evidence-column-basis }
data-evidence-submission = Submission
data-evidence-file = { evidence-column-file }
data-evidence-sheet = { evidence-column-sheet }
data-evidence-cells = { evidence-column-cells }
data-evidence-text = { evidence-column-text }

## The status of an observation (SDMX, CL_OBS_STATUS)

obs-status-a = Normal value
obs-status-k = Data included in another category
obs-status-m = Missing value; data cannot exist
obs-status-o = Missing value

## The regions and subregions of M49 (United Nations Statistics Division)

m49-002 = Africa
m49-009 = Oceania
m49-015 = Northern Africa
m49-019 = Americas
m49-021 = Northern America
m49-030 = Eastern Asia
m49-034 = Southern Asia
m49-035 = South-eastern Asia
m49-039 = Southern Europe
m49-053 = Australia and New Zealand
m49-054 = Melanesia
m49-057 = Micronesia
m49-061 = Polynesia
m49-142 = Asia
m49-143 = Central Asia
m49-145 = Western Asia
m49-150 = Europe
m49-151 = Eastern Europe
m49-154 = Northern Europe
m49-155 = Western Europe
m49-202 = Sub-Saharan Africa
m49-419 = Latin America and the Caribbean
