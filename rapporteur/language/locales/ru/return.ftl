# Возвращаемый файл и сопроводительное письмо. Даты даются словами, количества — числами.

severity-BLOCKER = Препятствие
severity-ERROR = Ошибка
severity-WARNING = Предупреждение
severity-INFO = Уведомление

## Первый лист возвращаемого файла

return-sheet-title = Результаты проверки
return-heading = Результаты проверки вашего ответа
return-counts = В этом ответе: { return-count-blocker }, { return-count-error }, { return-count-warning }, { return-count-info }.
return-count-blocker = { $blocker ->
        [0] препятствий нет
        [one] { $blocker } препятствие
        [few] { $blocker } препятствия
       *[many] { $blocker } препятствий
    }
return-count-error = { $error ->
        [0] ошибок нет
        [one] { $error } ошибка
        [few] { $error } ошибки
       *[many] { $error } ошибок
    }
return-count-warning = { $warning ->
        [0] предупреждений нет
        [one] { $warning } предупреждение
        [few] { $warning } предупреждения
       *[many] { $warning } предупреждений
    }
return-count-info = { $info ->
        [0] уведомлений нет
        [one] { $info } уведомление
        [few] { $info } уведомления
       *[many] { $info } уведомлений
    }
return-column-severity = Степень важности
return-column-where = Где
return-column-question = { word-question }
return-column-problem = Замечание
return-column-remedy = Рекомендуемые действия
return-about = { $what }: { $text }
return-rows = { $table } ({ $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
       *[other] { $rows } строк
    })
return-deadline = Просьба не позднее { $date } прислать исправленный файл.
return-how = Просьба исправить ответы в тех же ячейках этого файла, сохранить его как электронную таблицу и прислать по адресу { $address }.
    .back = Просьба исправить ответы в тех же ячейках этого файла, сохранить его как электронную таблицу и прислать обратно.
return-none = В этом ответе ничего исправлять не требуется. Благодарим вас.

## Сопроводительное письмо

letter-reference = Исх. № { $reference }
letter-salutation = Уважаемая госпожа, уважаемый господин!
letter-thanks = Благодарим вас за ответ на вопросник «{ $title }» (дата получения: { $date }).
letter-thanks-undated = Благодарим вас за ответ на вопросник «{ $title }».
letter-accepted = Ваш ответ принят и включен в таблицы.
letter-correction = Ваш ответ прочитан. Некоторые сведения в нем необходимо исправить или проверить. Сведения с ошибками не включаются в таблицы, пока они не исправлены; все остальные используются.
letter-blocked = К сожалению, ваш ответ в его нынешнем виде использовать невозможно. Он будет включен в таблицы, как только будет исправлено все, что отмечено словом «{ severity-BLOCKER }».
letter-unverified = От вашего имени получен ответ. Нам не удалось удостовериться, что он прислан вами; он не включается в таблицы, пока этот вопрос не решен.
letter-left-out = Ваш ответ получен. Он не включен в таблицы по причине, указанной ниже.
letter-deadline = Будем признательны, если вы не позднее { $date } пришлете исправленный файл.
letter-address = Просим направить файл по адресу { $address }.
    .back = Просим прислать файл обратно.
letter-attached = К письму приложен ваш файл. На его первом листе, «{ return-sheet-title }», указано, к чему относится каждое замечание и какие действия рекомендуются.
letter-alone = Сделать пометки в вашем файле не удалось: он слишком велик, или его структура отличается от той, которую создают табличные редакторы. Замечания перечислены ниже. Просим перенести ответы в новый экземпляр вопросника и направить его.
letter-more = Другие замечания, не перечисленные здесь: { $number }.
letter-closing = С уважением,
letter-signature = Секретариат

## Сводка для секретариата

summary-submissions = По файлам
summary-rules = По правилам
summary-all = Все замечания
summary-column-respondent = { word-respondent }
summary-column-name = Название
summary-column-file = { word-file }
summary-column-places = Число мест
summary-column-state = Состояние
summary-column-code = Правило
summary-column-level = Уровень
summary-column-findings = Замечания
summary-column-submissions = Файлы
