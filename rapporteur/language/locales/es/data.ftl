### What is published for machines: the lists and long form beside the tables.

data-observations = Observaciones
    .about = Todos los cuadros en un solo formato largo: una fila por celda, con los conceptos de SDMX. Lo que figura en las columnas de encuestado, base y evidencia no tiene fila propia.
data-observations-table = { word-table }
data-observations-row = { word-row }
    .about = Número de la fila en el archivo CSV del cuadro, a partir de 1.
data-observations-ref_area = Área de referencia
    .about = Código M49 de tres dígitos del encuestado; vacío si no lo tiene.
data-observations-respondent = { evidence-column-respondent }
data-observations-concept = Concepto
    .about = Nombre de la columna del cuadro.
data-observations-obs_value = Valor
    .about = Como en el archivo CSV del cuadro; vacío si falta.
data-observations-obs_label = Etiqueta
    .about = Significado del código del valor, en inglés.
data-observations-unit_measure = Unidad de medida
    .about = Código de CL_UNIT_MEASURE, la lista SDMX de los indicadores de los Objetivos de Desarrollo Sostenible (IAEG-SDGs), si hay uno adecuado; de lo contrario, un texto en inglés.
data-observations-obs_status = Estado de la observación
    .about = Código de la lista CL_OBS_STATUS de SDMX: A, hay valor; O, falta el valor; M, falta el valor porque no puede existir; K, el valor está incluido en otro lugar.
data-observations-basis = { evidence-column-basis }
data-observations-evidence = { sheet-evidence }
    .about = { package-evidence }

data-codelists = Listas de códigos
    .about = Los códigos que utilizan los cuadros, en el orden de sus listas, y los de M49 y SDMX.
data-codelists-list = Lista
data-codelists-code = Código
data-codelists-position = Posición en la lista
data-label = Etiqueta ({ $of })

data-respondents = Encuestados
    .about = Todos aquellos a quienes se dirigió el cuestionario.
data-respondents-code = { data-codelists-code }
    .about = { package-respondent }
data-respondents-m49 = Código M49
    .about = Código normalizado de las Naciones Unidas para un Estado, de tres dígitos.
data-respondents-iso3 = Código ISO 3166-1 alfa-3
    .about = Vacío si se trata de una organización.
data-respondents-category = { word-category }
data-respondents-region = Región
    .about = Código M49; vacío si se trata de una organización.
data-respondents-subregion = Subregión
    .about = { data-respondents-region.about }
data-respondents-ldc = País menos adelantado
data-respondents-lldc = País en desarrollo sin litoral
data-respondents-sids = Pequeño Estado insular en desarrollo
data-name = Nombre ({ $of })

data-evidence = { sheet-evidence }
    .about = Los lugares de los archivos recibidos en que se basan las filas de los cuadros. Se omiten las respuestas relativas a las personas de contacto y las direcciones de correo electrónico.
data-evidence-id = { evidence-column-id }
data-evidence-respondent = { evidence-column-respondent }
data-evidence-basis = { evidence-column-basis }
data-evidence-submission = Envío
data-evidence-file = { evidence-column-file }
data-evidence-sheet = { evidence-column-sheet }
data-evidence-cells = { evidence-column-cells }
data-evidence-text = { evidence-column-text }

## The status of an observation (SDMX, CL_OBS_STATUS)

obs-status-a = Valor normal
obs-status-k = Datos incluidos en otra categoría
obs-status-m = Valor ausente; los datos no pueden existir
obs-status-o = Valor ausente

## The regions and subregions of M49 (United Nations Statistics Division)

m49-002 = África
m49-009 = Oceanía
m49-015 = África septentrional
m49-019 = América
m49-021 = América septentrional
m49-030 = Asia oriental
m49-034 = Asia meridional
m49-035 = Asia sudoriental
m49-039 = Europa meridional
m49-053 = Australia y Nueva Zelandia
m49-054 = Melanesia
m49-057 = Micronesia
m49-061 = Polinesia
m49-142 = Asia
m49-143 = Asia central
m49-145 = Asia occidental
m49-150 = Europa
m49-151 = Europa oriental
m49-154 = Europa septentrional
m49-155 = Europa occidental
m49-202 = África subsahariana
m49-419 = América Latina y el Caribe
