# Palabras que aparecen en varios archivos.

word-tables = Cuadros
word-sheet = Hoja
word-table = Cuadro
word-respondent = Encuestado
word-row = Fila
word-file = Archivo
word-category = Categoría
word-resolution = Resolución
word-report = Informe
word-mandate = Mandato
word-language = Idioma
word-as-written = Texto original
word-question = Pregunta
word-sheets = Hojas
