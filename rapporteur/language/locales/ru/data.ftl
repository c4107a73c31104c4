### What is published for machines: the lists and long form beside the tables.

data-observations = Наблюдения
    .about = Все таблицы в едином длинном формате: по строке на каждую ячейку, с понятиями SDMX. Содержание столбцов респондента, основания и подтверждения отдельных строк не имеет.
data-observations-table = { word-table }
data-observations-row = { word-row }
    .about = Номер строки в файле CSV таблицы, начиная с 1.
data-observations-ref_area = Территория
    .about = Трехзначный код M49 респондента; не указывается, если его нет.
data-observations-respondent = { evidence-column-respondent }
data-observations-concept = Понятие
    .about = Имя столбца таблицы.
data-observations-obs_value = Значение
    .about = Как в файле CSV таблицы; пусто, если значение отсутствует.
data-observations-obs_label = Пояснение
    .about = Что означает код значения, на английском языке.
data-observations-unit_measure = Единица измерения
    .about = Код CL_UNIT_MEASURE — списка SDMX для показателей достижения целей в области устойчивого развития (IAEG-SDGs), если имеется подходящий; в противном случае — текст на английском языке.
data-observations-obs_status = Статус наблюдения
    .about = Код списка SDMX CL_OBS_STATUS: A — значение имеется; O — значение отсутствует; M — значения не может существовать; K — значение включено в другую позицию.
data-observations-basis = { evidence-column-basis }
data-observations-evidence = { sheet-evidence }
    .about = { package-evidence }

data-codelists = Списки кодов
    .about = Коды, используемые в таблицах, в порядке их списков, а также коды M49 и SDMX.
data-codelists-list = Список
data-codelists-code = Код
data-codelists-position = Место в списке
data-label = Пояснение ({ $of })

data-respondents = Респонденты
    .about = Все, кому был направлен вопросник.
data-respondents-code = { data-codelists-code }
    .about = { package-respondent }
data-respondents-m49 = Код M49
    .about = Стандартный трехзначный код Организации Объединенных Наций для государства.
data-respondents-iso3 = Код ISO 3166-1 alpha-3
    .about = Для организации не указывается.
data-respondents-category = { word-category }
data-respondents-region = Регион
    .about = Код M49; для организации не указывается.
data-respondents-subregion = Субрегион
    .about = { data-respondents-region.about }
data-respondents-ldc = Наименее развитая страна
data-respondents-lldc = Развивающаяся страна, не имеющая выхода к морю
data-respondents-sids = Малое островное развивающееся государство
data-name = Название ({ $of })

data-evidence = { sheet-evidence }
    .about = Места в полученных файлах, на которых основаны строки таблиц. Ответы о контактных лицах и адреса электронной почты опущены.
data-evidence-id = { evidence-column-id }
data-evidence-respondent = { evidence-column-respondent }
data-evidence-basis = { evidence-column-basis }
data-evidence-submission = Поступивший файл
data-evidence-file = { evidence-column-file }
data-evidence-sheet = { evidence-column-sheet }
data-evidence-cells = { evidence-column-cells }
data-evidence-text = { evidence-column-text }

## The status of an observation (SDMX, CL_OBS_STATUS)

obs-status-a = Обычное значение
obs-status-k = Данные включены в другую категорию
obs-status-m = Значение отсутствует; данных не может существовать
obs-status-o = Значение отсутствует

## The regions and subregions of M49 (United Nations Statistics Division)

m49-002 = Африка
m49-009 = Океания
m49-015 = Северная Африка
m49-019 = Америка
m49-021 = Северная Америка
m49-030 = Восточная Азия
m49-034 = Южная Азия
m49-035 = Юго-Восточная Азия
m49-039 = Южная Европа
m49-053 = Австралия и Новая Зеландия
m49-054 = Меланезия
m49-057 = Микронезия
m49-061 = Полинезия
m49-142 = Азия
m49-143 = Центральная Азия
m49-145 = Западная Азия
m49-150 = Европа
m49-151 = Восточная Европа
m49-154 = Северная Европа
m49-155 = Западная Европа
m49-202 = Африка к югу от Сахары
m49-419 = Латинская Америка и Карибский бассейн
