# المصنف المعاد والرسالة المرفقة به. تُكتب التواريخ بالكلمات وتُعطى الأعداد أرقاماً.

severity-BLOCKER = مانع
severity-ERROR = خطأ
severity-WARNING = تحذير
severity-INFO = إشعار

## الورقة الأولى من المصنف المعاد

return-sheet-title = نتائج المراجعة
return-heading = نتائج مراجعة ردكم
return-counts = في هذا الرد: { return-count-blocker }، و{ return-count-error }، و{ return-count-warning }، و{ return-count-info }.
return-count-blocker = { $blocker ->
        [zero] لا موانع
        [one] مانع واحد
        [two] مانعان
        [few] ⁨{ $blocker }⁩ موانع
        [many] ⁨{ $blocker }⁩ مانعاً
       *[other] ⁨{ $blocker }⁩ مانع
    }
return-count-error = { $error ->
        [zero] لا أخطاء
        [one] خطأ واحد
        [two] خطآن
        [few] ⁨{ $error }⁩ أخطاء
        [many] ⁨{ $error }⁩ خطأً
       *[other] ⁨{ $error }⁩ خطأ
    }
return-count-warning = { $warning ->
        [zero] لا تحذيرات
        [one] تحذير واحد
        [two] تحذيران
        [few] ⁨{ $warning }⁩ تحذيرات
        [many] ⁨{ $warning }⁩ تحذيراً
       *[other] ⁨{ $warning }⁩ تحذير
    }
return-count-info = { $info ->
        [zero] لا إشعارات
        [one] إشعار واحد
        [two] إشعاران
        [few] ⁨{ $info }⁩ إشعارات
        [many] ⁨{ $info }⁩ إشعاراً
       *[other] ⁨{ $info }⁩ إشعار
    }
return-column-severity = درجة الأهمية
return-column-where = الموضع
return-column-question = { word-question }
return-column-problem = الملاحظة
return-column-remedy = الإجراء المقترح
return-about = ‏⁨{ $what }⁩: ⁨{ $text }⁩
return-rows = ⁨{ $table }⁩ ({ $rows ->
        [one] صف واحد
        [two] صفان
        [few] ⁨{ $rows }⁩ صفوف
        [many] ⁨{ $rows }⁩ صفاً
       *[other] ⁨{ $rows }⁩ صف
    })
return-deadline = يُرجى إرسال المصنف المصحح في موعد أقصاه ⁨{ $date }⁩.
return-how = يُرجى تصحيح الإجابات في خلاياها في هذا المصنف، وحفظه بوصفه جدول بيانات إلكترونياً، وإرساله إلى العنوان ⁨{ $address }⁩.
    .back = يُرجى تصحيح الإجابات في خلاياها في هذا المصنف، وحفظه بوصفه جدول بيانات إلكترونياً، وإعادة إرساله.
return-none = لا يحتاج هذا الرد إلى أي تصحيح. وشكراً لكم.

## الرسالة المرفقة

letter-reference = المرجع: ⁨{ $reference }⁩
letter-salutation = السيدة الفاضلة/السيد الفاضل، تحية طيبة وبعد،
letter-thanks = نشكركم على ردكم على الاستبيان «⁨{ $title }⁩»، الوارد في ⁨{ $date }⁩.
letter-thanks-undated = نشكركم على ردكم على الاستبيان «⁨{ $title }⁩».
letter-accepted = قُبل ردكم وأُدرج في الجداول.
letter-correction = قُرئ ردكم. وتحتاج بعض إجاباته إلى تصحيح أو إعادة نظر. ولا تُدرج الإجابات التي تشوبها أخطاء في الجداول إلى أن تُصحح؛ أما الإجابات الأخرى فتُستخدم جميعها.
letter-blocked = نأسف لتعذر استخدام ردكم بصيغته الحالية. وسيُدرج في الجداول متى عولج كل ما يحمل العلامة «{ severity-BLOCKER }».
letter-unverified = ورد رد باسمكم. وتعذر علينا التحقق من أنه وارد منكم، ولن يُدرج في الجداول إلى أن تُحسم هذه المسألة.
letter-left-out = ورد ردكم. ولم يُدرج في الجداول للسبب المبين أدناه.
letter-deadline = ونكون ممتنين لو أرسلتم المصنف المصحح في موعد أقصاه ⁨{ $date }⁩.
letter-address = ويُرجى إرساله إلى العنوان ⁨{ $address }⁩.
    .back = ويُرجى إعادة إرساله إلينا.
letter-attached = ومرفق طيه مصنفكم. وتبين ورقته الأولى، «{ return-sheet-title }»، موضع كل ملاحظة والإجراء المقترح بشأنها.
letter-alone = تعذر وضع العلامات في مصنفكم لأنه كبير جدا أو لأن بنيته تختلف عما تنشئه برامج الجداول الحسابية. وترد الملاحظات أدناه. ويُرجى نسخ إجاباتكم في نسخة جديدة من الاستبيان وإرسالها.
letter-more = ملاحظات أخرى غير مدرجة هنا: ⁨{ $number }⁩.
letter-closing = وتفضلوا بقبول فائق الاحترام،
letter-signature = الأمانة

## الموجز المعد للأمانة

summary-submissions = حسب الردود
summary-rules = حسب القواعد
summary-all = جميع النتائج
summary-column-respondent = { word-respondent }
summary-column-name = الاسم
summary-column-file = { word-file }
summary-column-places = عدد المواضع
summary-column-state = الحالة
summary-column-code = القاعدة
summary-column-level = المستوى
summary-column-findings = عدد النتائج
summary-column-submissions = عدد الردود
