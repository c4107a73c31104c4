### What is published for machines: the lists and long form beside the tables.

data-observations = Observations
    .about = Tous les tableaux sous une seule forme longue : une ligne par cellule, avec les concepts de SDMX. Le contenu des colonnes du répondant, de l’origine et des justificatifs n’a pas de ligne propre.
data-observations-table = { word-table }
data-observations-row = { word-row }
    .about = Numéro de la ligne dans le fichier CSV du tableau, à partir de 1.
data-observations-ref_area = Zone de référence
    .about = Code M49 à trois chiffres du répondant ; vide s’il n’en a pas.
data-observations-respondent = { evidence-column-respondent }
data-observations-concept = Concept
    .about = Nom de la colonne du tableau.
data-observations-obs_value = Valeur
    .about = Comme dans le fichier CSV du tableau ; vide si la valeur manque.
data-observations-obs_label = Libellé
    .about = Signification du code de la valeur, en anglais.
data-observations-unit_measure = Unité de mesure
    .about = Code de CL_UNIT_MEASURE, la liste SDMX des indicateurs relatifs aux objectifs de développement durable (IAEG-SDGs), s’il y en a un qui convient ; sinon, un texte en anglais.
data-observations-obs_status = État de l’observation
    .about = Code de la liste SDMX CL_OBS_STATUS : A, valeur présente ; O, valeur manquante ; M, valeur manquante car elle ne peut exister ; K, valeur incluse ailleurs.
data-observations-basis = { evidence-column-basis }
data-observations-evidence = { sheet-evidence }
    .about = { package-evidence }

data-codelists = Listes de codes
    .about = Les codes que les tableaux utilisent, dans l’ordre de leurs listes, ainsi que ceux de M49 et de SDMX.
data-codelists-list = Liste
data-codelists-code = Code
data-codelists-position = Rang dans la liste
data-label = Libellé ({ $of })

data-respondents = Répondants
    .about = Tous ceux à qui le questionnaire a été adressé.
data-respondents-code = { data-codelists-code }
    .about = { package-respondent }
data-respondents-m49 = Code M49
    .about = Code normalisé de l’Organisation des Nations Unies pour un État, à trois chiffres.
data-respondents-iso3 = Code ISO 3166-1 alpha-3
    .about = Vide pour une organisation.
data-respondents-category = { word-category }
data-respondents-region = Région
    .about = Code M49 ; vide pour une organisation.
data-respondents-subregion = Sous-région
    .about = { data-respondents-region.about }
data-respondents-ldc = Pays le moins avancé
data-respondents-lldc = Pays en développement sans littoral
data-respondents-sids = Petit État insulaire en développement
data-name = Nom ({ $of })

data-evidence = { sheet-evidence }
    .about = Les endroits des fichiers reçus sur lesquels reposent les lignes des tableaux. Les réponses relatives aux personnes à contacter et les adresses électroniques ne sont pas reproduites.
data-evidence-id = { evidence-column-id }
data-evidence-respondent = { evidence-column-respondent }
data-evidence-basis = { evidence-column-basis }
data-evidence-submission = Envoi
data-evidence-file = { evidence-column-file }
data-evidence-sheet = { evidence-column-sheet }
data-evidence-cells = { evidence-column-cells }
data-evidence-text = { evidence-column-text }

## The status of an observation (SDMX, CL_OBS_STATUS)

obs-status-a = Valeur normale
obs-status-k = Données incluses dans une autre catégorie
obs-status-m = Valeur manquante ; les données ne peuvent exister
obs-status-o = Valeur manquante

## The regions and subregions of M49 (United Nations Statistics Division)

m49-002 = Afrique
m49-009 = Océanie
m49-015 = Afrique septentrionale
m49-019 = Amériques
m49-021 = Amérique septentrionale
m49-030 = Asie orientale
m49-034 = Asie méridionale
m49-035 = Asie du Sud-Est
m49-039 = Europe méridionale
m49-053 = Australie et Nouvelle-Zélande
m49-054 = Mélanésie
m49-057 = Micronésie
m49-061 = Polynésie
m49-142 = Asie
m49-143 = Asie centrale
m49-145 = Asie occidentale
m49-150 = Europe
m49-151 = Europe orientale
m49-154 = Europe septentrionale
m49-155 = Europe occidentale
m49-202 = Afrique subsaharienne
m49-419 = Amérique latine et Caraïbes
