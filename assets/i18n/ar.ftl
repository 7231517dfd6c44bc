### واجهة «حاشية» بالعربية.
###
### Every key stands in every language's file, with the same variables; a test keeps it so.
### A key that ends in -tip is the tooltip of the key before it, and tells what happens
### on use; shortcuts are added by the program, never written here.
### Words used throughout: annotation وسم (وسوم), label تصنيف, to mark وسَمَ, article مقال,
### annotation file ملف وسوم, selection تحديد, caret مؤشر.
### Menu items and tooltips are verbal nouns (حفظ), messages are whole sentences.

## The application

app-name = حاشية
# The window's title. $name is the document's name.
window-title = { $name } – حاشية
window-title-unsaved = ● { $name } – حاشية

## Menus

menu-file = ملف
menu-edit = تحرير
menu-annotate = وسم
menu-view = عرض
menu-help = مساعدة
menu-recent = فتح ملف حديث
menu-mark = وسم التحديد
menu-paint = الوسم المتواصل
menu-edges = طرفا الوسم
menu-duplicate = وسم إضافي
menu-theme = المظهر
menu-font = الخط
menu-text-size = حجم النص
menu-entity = الكيانات
menu-lost = الوسوم المفقودة
menu-labels = التصنيفات
menu-figures = الأرقام
menu-list-order = ترتيب القائمة
menu-direction = اتجاه النص
menu-language = اللغة

## Actions: file

action-open = فتح…
action-open-tip = فتح مقال أو ملف وسوم
action-open-path = فتح بكتابة المسار…
action-open-path-tip = فتح ملف بكتابة مساره
action-open-sample = فتح المقال النموذجي
action-open-sample-tip = فتح المقال النموذجي المرفق بالبرنامج
action-save = حفظ
action-save-tip = حفظ المقال ووسومه في ملف الوسوم
action-save-as = حفظ باسم…
action-save-as-tip = حفظ المقال ووسومه في ملف آخر
action-merge-file = دمج مع الملف…
action-merge-file-tip = مقارنة المستند بما في ملفه الآن لاختيار ما يؤخذ من كل منهما
action-earlier = النسخ السابقة…
action-earlier-tip = عرض ما كان في ملف الوسوم قبل مرات الحفظ الأخيرة
menu-autosave = الحفظ التلقائي
action-autosave-off = عند الطلب فقط
action-autosave-off-tip = لا يُكتب في الملف إلا حين تحفظ، وكل تغيير مدوَّن في السجل في كل حال
action-autosave-often = بعد دقيقة من التغيير
action-autosave-often-tip = يُكتب في الملف تلقائيًا بعد دقيقة من التغيير، ولا يُستبدل ما كتبه برنامج آخر
action-autosave-usual = بعد خمس دقائق من التغيير
action-autosave-usual-tip = يُكتب في الملف تلقائيًا بعد خمس دقائق من التغيير، ولا يُستبدل ما كتبه برنامج آخر
action-autosave-rarely = بعد ربع ساعة من التغيير
action-autosave-rarely-tip = يُكتب في الملف تلقائيًا بعد ربع ساعة من التغيير، ولا يُستبدل ما كتبه برنامج آخر
action-take-over = تولّي التحرير…
action-take-over-tip = تحرير هذا الملف مع أنه قيد التحرير في مكان آخر، بعد سؤالك
action-encoding = القراءة بترميز آخر…
action-encoding-tip = اختيار ترميز المقال ما دام لم يُوسم فيه شيء
action-reanchor = نقل الوسوم إلى نص آخر…
action-reanchor-tip = نقل الوسوم إلى نسخة أخرى من المقال، كنسخة مصحَّحة
action-close = إغلاق
action-close-tip = إغلاق هذا المستند
action-quit = إنهاء
action-quit-tip = إغلاق المستندات كلها وإنهاء البرنامج

## Actions: edit

action-undo = تراجع
action-undo-tip = التراجع عن آخر تغيير
# $change is one of the change- messages below.
action-undo-change = تراجع عن: { $change }
action-redo = إعادة
action-redo-tip = إعادة ما جرى التراجع عنه
action-redo-change = إعادة: { $change }
action-history = سجل التغييرات…
action-history-tip = عرض كل ما جرى في هذا المستند للرجوع إلى أي مرحلة منه
action-copy = نسخ
action-copy-tip = نسخ النص المحدد
action-select-word = تحديد الكلمة
action-select-word-tip = تحديد الكلمة عند المؤشر، ثم تحديدها دون السوابق المتصلة بها، ثم العودة إليها
action-select-all = تحديد الكل
action-select-all-tip = تحديد المقال كله
action-clear-selection = إلغاء التحديد
action-clear-selection-tip = إزالة التحديد عن النص
action-find = بحث…
action-find-tip = البحث عن كلمات في المقال، بدءًا بالكلمات المحددة
action-find-next = البحث عن التالي
action-find-next-tip = الانتقال إلى الموضع التالي للكلمات وتحديده
action-find-previous = البحث عن السابق
action-find-previous-tip = الانتقال إلى الموضع السابق للكلمات وتحديده
action-find-folded = تجاهل الحركات وفروق الإملاء
action-find-folded-tip = إيجاد الكلمات كيفما كُتبت حركاتها وهمزاتها وياءاتها وأرقامها وحروفها الكبيرة
action-find-whole-words = كلمات كاملة
action-find-whole-words-tip = استبعاد ما ليس إلا جزءًا من كلمة أطول

## Actions: annotate ($label is a label's name)

action-mark = وسم بأنه «{ $label }»
action-mark-tip = وسم النص المحدد بأنه «{ $label }»
action-relabel = تغيير إلى «{ $label }»
action-relabel-tip = تغيير تصنيف الوسم المحدد إلى «{ $label }»
action-respan = نقل إلى التحديد
action-respan-tip = جعل الوسم المحدد يشمل النص المحدد
action-edge-first-grow-letter = الطرف الأول: توسيع بمقدار حرف
action-edge-first-grow-letter-tip = توسيع الوسم المحدد من أوله بمقدار حرف
action-edge-first-shrink-letter = الطرف الأول: تقليص بمقدار حرف
action-edge-first-shrink-letter-tip = تقليص الوسم المحدد من أوله بمقدار حرف
action-edge-first-grow-clitic = الطرف الأول: توسيع بمقدار سابقة أو لاحقة
action-edge-first-grow-clitic-tip = توسيع الوسم المحدد من أوله بمقدار سابقة أو لاحقة
action-edge-first-shrink-clitic = الطرف الأول: تقليص بمقدار سابقة أو لاحقة
action-edge-first-shrink-clitic-tip = تقليص الوسم المحدد من أوله بمقدار سابقة أو لاحقة
action-edge-first-grow-word = الطرف الأول: توسيع بمقدار كلمة
action-edge-first-grow-word-tip = توسيع الوسم المحدد من أوله بمقدار كلمة
action-edge-first-shrink-word = الطرف الأول: تقليص بمقدار كلمة
action-edge-first-shrink-word-tip = تقليص الوسم المحدد من أوله بمقدار كلمة
action-edge-last-grow-letter = الطرف الأخير: توسيع بمقدار حرف
action-edge-last-grow-letter-tip = توسيع الوسم المحدد من آخره بمقدار حرف
action-edge-last-shrink-letter = الطرف الأخير: تقليص بمقدار حرف
action-edge-last-shrink-letter-tip = تقليص الوسم المحدد من آخره بمقدار حرف
action-edge-last-grow-clitic = الطرف الأخير: توسيع بمقدار سابقة أو لاحقة
action-edge-last-grow-clitic-tip = توسيع الوسم المحدد من آخره بمقدار سابقة أو لاحقة
action-edge-last-shrink-clitic = الطرف الأخير: تقليص بمقدار سابقة أو لاحقة
action-edge-last-shrink-clitic-tip = تقليص الوسم المحدد من آخره بمقدار سابقة أو لاحقة
action-edge-last-grow-word = الطرف الأخير: توسيع بمقدار كلمة
action-edge-last-grow-word-tip = توسيع الوسم المحدد من آخره بمقدار كلمة
action-edge-last-shrink-word = الطرف الأخير: تقليص بمقدار كلمة
action-edge-last-shrink-word-tip = تقليص الوسم المحدد من آخره بمقدار كلمة
action-paint = وسم متواصل بأنه «{ $label }»
action-paint-tip = وسم كل كلمة تُنقر نقرًا مزدوجًا وكل نص يُسحب عليه بأنه «{ $label }» حتى الضغط على Esc
action-duplicate = وسم أيضًا بأنه «{ $label }»
action-duplicate-tip = إعطاء نص الوسم المحدد تصنيفًا آخر هو «{ $label }»
action-split = تقسيم عند المؤشر
action-split-tip = جعل الوسم المحدد وسمين يفصل بينهما موضع المؤشر
action-join-next = ضم الوسم التالي
action-join-next-tip = جعل الوسم المحدد والوسم التالي وما بينهما وسمًا واحدًا
action-join-previous = ضم الوسم السابق
action-join-previous-tip = جعل الوسم المحدد والوسم السابق وما بينهما وسمًا واحدًا
action-mark-all = وسم كل المواضع…
action-mark-all-tip = البحث عن كلمات الوسم المحدد في المقال كله لوسمها
action-unmark-all = إزالة الوسم من كل المواضع
action-unmark-all-tip = حذف كل وسم له تصنيف الوسم المحدد وكلماته مهما اختلف رسمها
action-context-menu = قائمة الوسم المحدد
action-context-menu-tip = عرض ما يمكن فعله بالوسم المحدد أو بالنص المحدد
action-delete-annotation = حذف الوسم
action-delete-annotation-tip = حذف الوسم المحدد مع بقاء النص كما هو
# The same where several annotations are selected.
action-delete-all = حذف الوسوم
action-delete-all-tip = حذف الوسوم المحددة كلها مع بقاء النص كما هو
action-accept-figure = قبول الرقم
action-accept-figure-tip = حفظ ما قُرئ من الرقم المحدد قيمًا له
action-accept-figures = قبول كل الأرقام المؤكدة
action-accept-figures-tip = حفظ ما قُرئ بيقين من كل رقم في خطوة واحدة يمكن التراجع عنها
action-edit-note = كتابة ملاحظة
action-edit-note-tip = كتابة ملاحظة على الوسم المحدد، أو على المقال إن لم يُحدد وسم
action-join-entity = ربط بالسابق
action-join-entity-tip = ربط هذا الوسم بما يسميه أقرب وسم قبله من التصنيف نفسه
# The same where several annotations are selected.
action-join-all = ربطها بكيان واحد
action-join-all-tip = ربط الوسوم المحددة كلها بكيان أول وسم منها مربوط بكيان، أو بكيان جديد إن لم يكن
action-choose-entity = اختيار كيان…
action-choose-entity-tip = اختيار ما يسميه الوسم المحدد بكتابة اسمه، أو إنشاء كيان جديد
action-unlink-entity = فك الربط
action-unlink-entity-tip = جعل الوسم المحدد لا يسمي كيانًا
action-split-mention = فصل هذا الموضع في كيان مستقل
action-split-mention-tip = ربط الوسم المحدد وحده بكيان جديد مستقل
action-merge-entity = دمج مع…
action-merge-entity-tip = اختيار كيان آخر هو نفسه لجعلهما كيانًا واحدًا
action-remove-entity = حذف الكيان
action-remove-entity-tip = حذف الكيان المحدد مع بقاء وسومه
action-review-lost = البتّ في الوسوم المفقودة…
action-review-lost-tip = المرور على الوسوم المفقودة والمواضع التي قد تعود إليها
action-put-back = إعادة الوسم إلى النص المحدد
action-put-back-tip = وضع الوسم المفقود المختار في القائمة على النص المحدد
action-forget-lost = حذف الوسم المفقود
action-forget-lost-tip = حذف الوسم المفقود المختار في القائمة نهائيًا
action-edit-labels = تعديل التصنيفات…
action-edit-labels-tip = إضافة تصنيفات هذا المستند وتسميتها وترتيبها وحذفها واختيار ألوانها ومفاتيحها
action-open-labels = تصنيفات من ملف…
action-open-labels-tip = استعمال تصنيفات ملف، مع السؤال عن مصير ما ليس فيه من التصنيفات المستعملة
action-save-labels = حفظ التصنيفات باسم…
action-save-labels-tip = كتابة تصنيفات هذا المستند في ملف مستقل لاستعمالها في مستندات أخرى
action-labels-basic = أشخاص وأماكن وأرقام
action-labels-basic-tip = استعمال تصنيفات الشخص والمكان والرقم مع بقاء ما وُسم به من غيرها
action-labels-conll = تصنيفات CoNLL الأربعة
action-labels-conll-tip = استعمال شخص ومكان ومنظمة ومتفرقات مع بقاء ما وُسم به من غيرها
action-labels-fine = تصنيفات مفصلة
action-labels-fine-tip = استعمال تصنيفات للمنظمات والتواريخ والأموال والكميات وغيرها مع بقاء ما وُسم به من سواها
action-next-annotation = الوسم التالي
action-next-annotation-tip = الانتقال إلى الوسم التالي في المقال
action-previous-annotation = الوسم السابق
action-previous-annotation-tip = الانتقال إلى الوسم السابق في المقال

## Actions: view

action-theme-system = مثل النظام
action-theme-system-tip = فاتح أو داكن بحسب إعداد النظام
action-theme-light = فاتح
action-theme-light-tip = نص داكن على صفحة فاتحة
action-theme-dark = داكن
action-theme-dark-tip = نص فاتح على صفحة داكنة
action-font-noto-naskh = نوتو نسخ
action-font-noto-naskh-tip = خط نسخ واضح للقراءة على الشاشة
action-font-scheherazade = شهرزاد الجديد
action-font-scheherazade-tip = حروف مفتوحة وحركات واضحة
action-font-amiri = الأميري
action-font-amiri-tip = خط النسخ المعهود في الكتب المطبوعة
action-font-vazirmatn = وزيرمتن
action-font-vazirmatn-tip = خط بسيط متقارب الأسطر، وهو خط الواجهة
action-text-bigger = تكبير النص
action-text-bigger-tip = تكبير نص المقال
action-text-smaller = تصغير النص
action-text-smaller-tip = تصغير نص المقال
action-text-reset = الحجم المعتاد
action-text-reset-tip = إرجاع نص المقال إلى حجمه المعتاد
action-direction-auto = بحسب النص
action-direction-auto-tip = تحديد الاتجاه من حروف المقال نفسه
action-direction-rtl = من اليمين إلى اليسار
action-direction-rtl-tip = بدء كل فقرة من اليمين
action-direction-ltr = من اليسار إلى اليمين
action-direction-ltr-tip = بدء كل فقرة من اليسار
action-language-system = مثل النظام
action-language-system-tip = استعمال لغة النظام إن كانت متاحة في البرنامج
# Languages call themselves by their own names, in every file alike.
action-language-ar = العربية
action-language-ar-tip = عرض الواجهة بالعربية
action-language-en = English
action-language-en-tip = عرض الواجهة بالإنجليزية
action-toggle-hidden = المحارف المخفية
action-toggle-hidden-tip = إظهار علامات على المحارف التي لا تُرى: محارف الاتجاه والمحارف عديمة العرض والمسافات غير المألوفة
action-next-control = محرف الاتجاه المخفي التالي
action-next-control-tip = الانتقال إلى المحرف التالي الذي يُظهر النص على غير ما كُتب
action-toggle-panel = اللوحة الجانبية
action-toggle-panel-tip = إظهار قائمة الوسوم أو إخفاؤها
action-toggle-figures = جدول الأرقام
action-toggle-figures-tip = إظهار الأرقام كلها بقيمها في جدول أو إخفاؤه
action-copy-figures = نسخ جدول الأرقام
action-copy-figures-tip = وضع الجدول في الحافظة كما هو معروض لبرنامج جداول
action-export-figures = تصدير جدول الأرقام…
action-export-figures-tip = كتابة الأرقام كلها بقيمها في ملف لبرامج الجداول
action-list-annotations = الوسوم
action-list-annotations-tip = عرض الوسوم في اللوحة الجانبية
action-order-label = بحسب التصنيف
action-order-label-tip = جمع وسوم كل تصنيف معًا في القائمة
action-order-reading = بترتيب القراءة
action-order-reading-tip = ترتيب الوسوم كما تتوالى في المقال
action-order-entity = بحسب الكيان
action-order-entity-tip = جمع الوسوم التي تسمي كيانًا واحدًا معًا، وما لا يسمي كيانًا في الآخر
action-order-text = بحسب الكلمات
action-order-text-tip = جمع الوسوم ذات الكلمات الواحدة معًا مهما اختلف رسمها، بدءًا بالأكثر تكرارًا
action-filter-list = تصفية القائمة…
action-filter-list-tip = عرض بعض الوسوم فقط بحسب كلماتها أو تصنيفها أو سماتها أو ملاحظاتها أو كياناتها
action-clear-filter = إلغاء التصفية
action-clear-filter-tip = عرض الوسوم كلها من جديد
action-list-entities = الكيانات
action-list-entities-tip = عرض ما تسميه الوسوم من أشخاص وأماكن وأشياء
action-list-lost = المفقودة
action-list-lost-tip = عرض الوسوم التي ليس نصها في المقال
action-next-pane = مغادرة الصفحة أو العودة إليها
action-next-pane-tip = نقل لوحة المفاتيح إلى القوائم والأزرار، حيث يُنتقل بينها بمفتاح Tab، أو العودة بها إلى الصفحة
action-next-document = المستند التالي
action-next-document-tip = الانتقال إلى المستند المفتوح التالي
action-previous-document = المستند السابق
action-previous-document-tip = الانتقال إلى المستند المفتوح السابق

## Actions: help

action-palette = البحث عن أمر…
action-palette-tip = كتابة جزء من اسم الأمر لتنفيذه
action-shortcuts = اختصارات لوحة المفاتيح
action-shortcuts-tip = عرض المفاتيح كلها وما تفعله
action-about = حول «حاشية»
action-about-tip = عرض الإصدار والتراخيص والخطوط

## Buttons

button-ok = موافق
button-cancel = إلغاء
button-close = إغلاق
button-open = فتح
button-save = حفظ
button-dont-save = عدم الحفظ
button-replace = استبدال
button-save-as = حفظ باسم…
button-try-again = إعادة المحاولة
button-later = التأجيل
button-reanchor = نقل الوسوم
button-keep-old-text = إبقاء النص القديم
button-keep-mine = الإبقاء على نسختي
button-merge = دمج…
button-merge-do = دمج
button-reload = إعادة التحميل
button-read-only = متابعة القراءة
button-take-over = تولّي التحرير
button-keep-work = الإبقاء على العمل
button-throw-away = التخلص منه
button-copy-details = نسخ التفاصيل

## Changes, as undo and redo name them

change-mark = إضافة وسم
change-unmark = حذف وسم
change-relabel = تغيير تصنيف
change-respan = نقل وسم
change-direction = تغيير اتجاه النص
change-split = تقسيم وسم
change-join = ضم وسوم
change-duplicate = إضافة تصنيف آخر للنص
change-attribute = تغيير سمة
change-note = تغيير ملاحظة
change-link = ربط بكيان
change-unlink = فك الربط بكيان
change-entity-add = إضافة كيان
change-entity-edit = تعديل كيان
change-entity-remove = حذف كيان
change-entity-merge = دمج كيانات
change-entity-split = تقسيم كيان
change-label-add = إضافة تصنيف
change-label-edit = تعديل تصنيف
change-label-remove = حذف تصنيف
change-label-move = نقل تصنيف
change-labels-load = تحميل مجموعة تصنيفات
change-reanchor = نقل الوسوم إلى هذا النص
change-lose = نزع الوسم عن نصه
change-put-back = إعادة وسم مفقود
change-forget = حذف وسم مفقود
change-article-note = تغيير ملاحظة المقال
change-merge = دمج مع الملف

## Tabs

tab-close = إغلاق { $name }
tab-unsaved = في { $name } تغييرات لم تُحفظ
tab-read-only = للقراءة فقط: { $name }

## Welcome: no document is open

welcome-title = لا مقال مفتوح
welcome-body = افتح ملف نص أو ملف وسوم، أو أفلته هنا.
welcome-open = فتح ملف…
welcome-sample = تجربة المقال النموذجي
welcome-hint-mark = حدد بضع كلمات ثم اضغط 1 أو 2 أو 3 لوسمها.

## Dragging files over the window

drop-title = أفلت للفتح
drop-count =
    { $count ->
        [zero] لا ملفات
        [one] ملف واحد
        [two] ملفان
        [few] { $count } ملفات
        [many] { $count } ملفًا
       *[other] { $count } ملف
    }

## Side panel

lost-empty-title = لا وسوم مفقودة
lost-empty-body = تُحفظ هنا الوسوم التي ليست كلماتها في النسخة الجديدة من المقال.
lost-note = ملاحظة: { $note }
lost-entity = كيان: { $name }
lost-hint = لإعادته حدد كلماته في المقال أولًا.
panel-empty-title = لا وسوم بعد
panel-empty-body = حدد نصًا في المقال ثم اضغط مفتاح أحد التصنيفات، أو انقر أحد الأزرار أعلاه.
# A label's group: $label its name, $count how many annotations bear it.
panel-group = { $label }: { $count }
panel-group-collapse = إخفاء هذه الوسوم
panel-group-expand = إظهار هذه الوسوم
panel-no-entity = بلا كيان
# The button that changes the order of the list.
panel-order = الترتيب
panel-go = الانتقال إلى «{ $quote }»

## Side panel: the filter of the list

filter-name = تصفية القائمة
filter-hint = تصفية بالكلمات
filter-menu = تصفية
# While something is left out: how many of all annotations are listed.
filter-count = { $count } من { $total }
filter-clear = عرض الكل
filter-hides-chosen = الوسم المحدد خارج ما تعرضه القائمة.
filter-nothing = لا وسم بهذه الصفة.
filter-note = الملاحظة
filter-with-note = له ملاحظة
filter-without-note = بلا ملاحظة
filter-entity = الكيان
filter-with-entity = له كيان
filter-without-entity = بلا كيان
# $label is a label that has attributes.
filter-attributes = السمات: { $label }
filter-any = الكل
filter-any-value = أي قيمة
filter-no-value = بلا قيمة
filter-value = قيمة ثم Enter

## Side panel: what is said of several chosen annotations

several-count =
    { $count ->
        [zero] لا وسوم محددة
        [one] وسم واحد محدد
        [two] وسمان محددان
        [few] { $count } وسوم محددة
        [many] { $count } وسمًا محددًا
       *[other] { $count } وسم محدد
    }
several-various = متفاوت

## Side panel: what is said of the chosen annotation or entity

# A field's or an attribute's name with its value.
details-named = { $name }: { $value }
details-label = التصنيف
details-none = لا شيء
details-yes = نعم
details-no = لا
details-note = ملاحظة
details-article = المقال
details-hint = حدد وسمًا لعرض تفاصيله وتعديلها. في الملاحظة يبدأ Enter سطرًا جديدًا، وCtrl+Enter ينهي الكتابة.
details-entity = الكيان
details-entity-tip = عرض هذا الكيان في قائمة الكيانات
# What is read of a figure: $values are names with values.
details-read = المقروء: { $values }
details-unread = لم يُفهم: { $text }
details-unreadable = لا يُقرأ هنا رقم بيقين، ويمكنك إدخال القيم بنفسك.

## Table of figures

figures-title = الأرقام
figures-close = إغلاق الجدول
figures-list = أرقام المقال
figures-empty-title = لا أرقام بعد
figures-empty-body = سِم عددًا أو مبلغًا أو تاريخًا في المقال فتظهر قيمته هنا.
figures-none-shown = لا رقم يطابق هذه التصفية.
figures-reading = جارٍ قراءة الأرقام…
# The filters, each with the number of figures it shows.
figures-filter-all = الكل: { $count }
figures-filter-open = غير المقبول: { $count }
figures-filter-unread = غير المقروء: { $count }
figures-accept-all = قبول المؤكد كله: { $count }
figures-copy = نسخ
figures-export = تصدير…
figures-column-standing = الحالة
figures-column-text = النص
figures-column-value = القيمة
figures-column-modifier = التحديد
figures-column-unit = الوحدة
figures-column-currency = العملة
figures-column-date = التاريخ
figures-sort-tip = الترتيب حسب هذا العمود؛ والنقر ثانيةً يعكس الترتيب وثالثةً يعيد ترتيب القراءة
figures-sorted-up = { $column }، تصاعديًا
figures-sorted-down = { $column }، تنازليًا
figures-standing-kept = مقبول
figures-standing-certain = مقروء
figures-standing-doubtful = مقروء جزئيًا
figures-standing-unread = لم يُقرأ
figures-accept = قبول
figures-accept-tip = حفظ المقروء قيمًا للرقم (V)
figures-unread-tip = لم يُفهم: { $text }
# A figure for those who do not see the table: its text and what its cells say.
figures-row = { $text }: { $cells }
figures-selected =
    { $count ->
        [zero] لم يُحدد رقم
        [one] حُدد رقم واحد
        [two] حُدد رقمان
        [few] حُددت { $count } أرقام
        [many] حُدد { $count } رقمًا
       *[other] حُدد { $count } رقم
    }
figures-sum = المجموع: { $value }
figures-least = الأصغر: { $value }
figures-most = الأكبر: { $value }
figures-first = الأول: { $value }
figures-last = الأخير: { $value }
figures-unlike = المعدود مختلف، فلا تُجمع.
figures-hint = ينتقل Enter إلى الصفحة، ويعدّل F2 أو النقر المزدوج، ويقبل V، ويحدد Shift أكثر من رقم.
notice-figures-accepted =
    { $count ->
        [zero] لم يُقبل رقم
        [one] قُبل رقم واحد
        [two] قُبل رقمان
        [few] قُبلت { $count } أرقام
        [many] قُبل { $count } رقمًا
       *[other] قُبل { $count } رقم
    }
notice-figures-none = لم يبق رقم قُرئ بيقين ولم يُقبل بعد
notice-figures-exported = الأرقام في «{ $name }»

entity-name = الاسم
entity-link = الرابط
entities-empty-title = لا كيانات بعد
entities-empty-body = حدد وسمًا ثم اضغط E إن كان يسمي ما يسميه الوسم السابق، أو Shift+E لاختيار كيان أو إنشائه.

## Dialog: history

history-title = سجل التغييرات
history-body = اختر سطرًا لإرجاع المستند إلى حاله بعد ذلك التغيير، أو لإعادته إليها.
history-opened = كما فُتح
# $quote is the text that was marked, $label a label's name.
history-mark = وسم «{ $quote }» بأنه «{ $label }»
history-unmark = حذف وسم «{ $quote }» الذي كان «{ $label }»
history-relabel = تغيير تصنيف «{ $quote }» إلى «{ $label }»
# $before and $after are ids; $count is how many annotations have the label.
history-label-id =
    { $count ->
        [zero] تغيير معرّف تصنيف من { $before } إلى { $after }
        [one] تغيير معرّف تصنيف من { $before } إلى { $after }، وسم واحد
        [two] تغيير معرّف تصنيف من { $before } إلى { $after }، وسمان
        [few] تغيير معرّف تصنيف من { $before } إلى { $after }، { $count } وسوم
        [many] تغيير معرّف تصنيف من { $before } إلى { $after }، { $count } وسمًا
       *[other] تغيير معرّف تصنيف من { $before } إلى { $after }، { $count } وسم
    }
# $before and $after are a label's names.
history-label-names = تغيير اسم التصنيف «{ $before }» إلى «{ $after }»
history-label-short = تغيير الاسم المختصر للتصنيف «{ $label }»
history-label-color = تغيير لون التصنيف «{ $label }»
history-label-key = تغيير مفتاح التصنيف «{ $label }»
history-label-parent = تغيير أصل التصنيف «{ $label }»
history-label-description = تغيير إرشادات التصنيف «{ $label }»
history-label-attributes = تغيير سمات التصنيف «{ $label }»
history-label-edit = تعديل التصنيف «{ $label }»
history-label-add = إضافة التصنيف «{ $label }»
history-label-move = نقل التصنيف «{ $label }»
# $count annotations were deleted with it.
history-label-remove =
    { $count ->
        [zero] حذف التصنيف «{ $label }»
        [one] حذف التصنيف «{ $label }» مع وسم واحد
        [two] حذف التصنيف «{ $label }» مع وسمين
        [few] حذف التصنيف «{ $label }» مع { $count } وسوم
        [many] حذف التصنيف «{ $label }» مع { $count } وسمًا
       *[other] حذف التصنيف «{ $label }» مع { $count } وسم
    }
# $count annotations have the label $other now.
history-label-handed =
    { $count ->
        [zero] حذف التصنيف «{ $label }»
        [one] حذف التصنيف «{ $label }»، وصار وسم واحد «{ $other }»
        [two] حذف التصنيف «{ $label }»، وصار وسمان «{ $other }»
        [few] حذف التصنيف «{ $label }»، وصارت { $count } وسوم «{ $other }»
        [many] حذف التصنيف «{ $label }»، وصار { $count } وسمًا «{ $other }»
       *[other] حذف التصنيف «{ $label }»، وصار { $count } وسم «{ $other }»
    }
# $change is one of the change- messages, $about what it was about.
history-other = { $change }: { $about }
history-plain = { $change }
# $entry is one of the lines above.
history-times = { $entry }، { $count ->
        [one] مرة واحدة
        [two] مرتين
        [few] { $count } مرات
        [many] { $count } مرة
       *[other] { $count } مرة
    }
history-merge =
    { $count ->
        [zero] دمج مع الملف
        [one] دمج مع الملف، تغيّر وسم واحد
        [two] دمج مع الملف، تغيّر وسمان
        [few] دمج مع الملف، تغيّرت { $count } وسوم
        [many] دمج مع الملف، تغيّر { $count } وسمًا
       *[other] دمج مع الملف، تغيّر { $count } وسم
    }
history-saved = { $entry } (محفوظ)

## Dialog: the labels of a document

labels-title = تصنيفات «{ $name }»
labels-none = لا تصنيفات بعد. أضف تصنيفًا أو استعمل مجموعة تصنيفات.
labels-list = قائمة التصنيفات
labels-use = مجموعة التصنيفات
# A label in the list: $name its name, $id what files call it, $count its annotations.
labels-row =
    { $count ->
        [zero] {"\u200F"}{ $name } ({ $id }): لا وسوم
        [one] {"\u200F"}{ $name } ({ $id }): وسم واحد
        [two] {"\u200F"}{ $name } ({ $id }): وسمان
        [few] {"\u200F"}{ $name } ({ $id }): { $count } وسوم
        [many] {"\u200F"}{ $name } ({ $id }): { $count } وسمًا
       *[other] {"\u200F"}{ $name } ({ $id }): { $count } وسم
    }
labels-add = إضافة
labels-add-tip = إضافة تصنيف في آخر القائمة (Insert)
labels-delete = حذف
labels-delete-tip = حذف التصنيف مع السؤال عن مصير وسومه (Del)
labels-up = رفع
labels-up-tip = نقل التصنيف نحو أول القائمة (Alt+Up أو بالسحب)
labels-down = خفض
labels-down-tip = نقل التصنيف نحو آخر القائمة (Alt+Down أو بالسحب)
labels-open = فتح مجموعة…
labels-save = حفظ المجموعة…
# What is new is called so until it is named.
labels-new-label = تصنيف جديد
labels-new-attribute = سمة جديدة
labels-new-option = خيار جديد
labels-name-ar = الاسم العربي
labels-name-en = الاسم الإنكليزي
labels-id = المعرّف في الملفات
labels-short = الاسم المختصر
labels-short-ar = المختصر العربي
labels-short-en = المختصر الإنكليزي
labels-key = المفتاح
labels-key-hint = اضغط رقمًا هنا
labels-parent = نوع من
labels-drop = ترك
labels-description = الإرشادات
labels-color = اللون
labels-palette-okabe-ito = أوكابه وإيتو
labels-palette-tol = تول الهادئة
# $color is written as #rrggbb.
labels-swatch = اللون { $color }
labels-theme-light = الفاتح
labels-theme-dark = الداكن
labels-contrast = تباين النص على التظليل في المظهر { $theme }: { $contrast }
labels-contrast-tip = مدى وضوح النص على التظليل (WCAG 2.1)، وهو مقروء من 4.5 وواضح جدًا من 7
# An Arabic word that a highlight is shown on, in every language.
labels-sample = القاهرة
labels-eyes-usual = العين المعتادة
labels-eyes-protanopia = عمى الأحمر
labels-eyes-deuteranopia = عمى الأخضر
labels-eyes-tritanopia = عمى الأزرق
# $difference is that of CIEDE2000.
labels-clear = يسهل تمييزه من غيره، وأقرب التصنيفات إليه «{ $label }» (الفرق { $difference } عند { $eyes })
labels-alike = يصعب تمييزه من «{ $label }» (الفرق { $difference } عند { $eyes })
labels-attributes = ما يمكن أن تقوله الوسوم غير ذلك
labels-attributes-none = لا سمات بعد
labels-add-attribute = إضافة سمة
labels-add-option = إضافة خيار
labels-add-option-tip = إضافة خيار
labels-remove = إزالة
labels-remove-tip = إزالة
labels-part-up = رفع
labels-part-up-tip = نقل إلى الأعلى
labels-part-down = خفض
labels-part-down-tip = نقل إلى الأسفل
labels-options-unfold =
    { $count ->
        [zero] إظهار الخيارات
        [one] إظهار خيار واحد
        [two] إظهار الخيارين
        [few] إظهار { $count } خيارات
        [many] إظهار { $count } خيارًا
       *[other] إظهار { $count } خيار
    }
labels-options-fold = إخفاء الخيارات
labels-kind-choice = واحد من عدة
labels-kind-yes-no = نعم أو لا
labels-kind-text = نص
labels-kind-number = عدد
labels-fault-empty = لا بد من اسم هنا.
labels-fault-long = هذا أطول من اللازم، وأقصى عدد للأحرف { $limit }.
labels-fault-name-taken = يوجد «{ $name }» من قبل.
labels-pick-parent = من أي تصنيف هو نوع؟
labels-pick-heir = أي تصنيف تأخذه الوسوم؟
labels-pick-field = اسم تصنيف أو معرّفه
labels-lose-title = سيضيع شيء بذلك
labels-lose-do = متابعة مع ذلك
labels-lose-annotations =
    { $count ->
        [zero] لن يُحذف أي وسم.
        [one] سيُحذف وسم واحد.
        [two] سيُحذف وسمان.
        [few] ستُحذف { $count } وسوم.
        [many] سيُحذف { $count } وسمًا.
       *[other] سيُحذف { $count } وسم.
    }
labels-lose-values =
    { $count ->
        [zero] لن يفقد أي وسم قيمة.
        [one] سيفقد وسم واحد قيمًا لم تعد تصلح له.
        [two] سيفقد وسمان قيمًا لم تعد تصلح لهما.
        [few] ستفقد { $count } وسوم قيمًا لم تعد تصلح لها.
        [many] سيفقد { $count } وسمًا قيمًا لم تعد تصلح لها.
       *[other] سيفقد { $count } وسم قيمًا لم تعد تصلح لها.
    }
labels-lose-kinds =
    { $count ->
        [zero] لن يفقد أي كيان تصنيفه.
        [one] سيبقى كيان واحد بلا تصنيف.
        [two] سيبقى كيانان بلا تصنيف.
        [few] ستبقى { $count } كيانات بلا تصنيف.
        [many] سيبقى { $count } كيانًا بلا تصنيف.
       *[other] سيبقى { $count } كيان بلا تصنيف.
    }
labels-lose-keys =
    { $count ->
        [zero] لن يفقد أي تصنيف مفتاحه.
        [one] سيبقى تصنيف واحد بلا مفتاح.
        [two] سيبقى تصنيفان بلا مفتاح.
        [few] ستبقى { $count } تصنيفات بلا مفتاح.
        [many] سيبقى { $count } تصنيفًا بلا مفتاح.
       *[other] سيبقى { $count } تصنيف بلا مفتاح.
    }
labels-delete-title = حذف التصنيف «{ $label }»؟
labels-delete-body =
    { $count ->
        [zero] ليس له وسوم، بل كيانات. فما مصيرها؟
        [one] له وسم واحد. فما مصيره؟
        [two] له وسمان. فما مصيرهما؟
        [few] له { $count } وسوم. فما مصيرها؟
        [many] له { $count } وسمًا. فما مصيرها؟
       *[other] له { $count } وسم. فما مصيرها؟
    }
labels-delete-do = حذف التصنيف
labels-fate-relabel = إعطاؤها تصنيفًا آخر…
labels-fate-relabel-to = إعطاؤها التصنيف «{ $label }»
labels-fate-delete =
    { $count ->
        [zero] تركها بلا تصنيف
        [one] حذف وسم واحد معه
        [two] حذف وسمين معه
        [few] حذف { $count } وسوم معه
        [many] حذف { $count } وسمًا معه
       *[other] حذف { $count } وسم معه
    }
labels-fate-delete-short = حذفه
labels-fate-keep = إبقاؤه
labels-fate-other = تصنيف آخر…
labels-load-title = استعمال هذه المجموعة من التصنيفات؟
labels-load-body =
    { $count ->
        [zero] ليس في المجموعة نقص.
        [one] في المستند تصنيف مستعمل ليس في المجموعة. فما مصيره؟
        [two] في المستند تصنيفان مستعملان ليسا في المجموعة. فما مصيرهما؟
        [few] في المستند { $count } تصنيفات مستعملة ليست في المجموعة. فما مصيرها؟
        [many] في المستند { $count } تصنيفًا مستعملًا ليست في المجموعة. فما مصيرها؟
       *[other] في المستند { $count } تصنيف مستعمل ليست في المجموعة. فما مصيرها؟
    }
labels-load-do = استعمال المجموعة
labels-unfinished-title = ثمة ما لم يكتمل
labels-unfinished-body = لا يمكن قبول ما كُتب: { $text }
labels-unfinished-do = تركه

## Dialog: which entity

pick-entity-title = أي كيان هو؟
pick-entity-merge-title = أي كيان هو نفسه؟
pick-entity-body = اكتب جزءًا من الاسم، ثم اضغط Enter لاختيار المحدد.
pick-entity-field = اسم الكيان
pick-entity-new = كيان جديد «{ $name }»

## Find bar

find-name = البحث في المقال
find-hint = كلمات للبحث عنها
find-next = التالي
find-previous = السابق
find-folded = تجاهل الحركات وفروق الإملاء
find-whole-words = كلمات كاملة
find-close = تم
find-close-tip = إغلاق هذا الشريط (Esc)
find-searching = جارٍ البحث…
find-none = لا نتيجة
find-count =
    { $count ->
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $count } نتائج
        [many] { $count } نتيجة
       *[other] { $count } نتيجة
    }
# While the search goes on, there may be more.
find-count-more = { $count }+ …
find-count-full = أكثر من { $count }
# $position is the number of the hit that is shown.
find-position = { $position } من { $count }
find-position-more = { $position } من { $count }+ …
find-position-full = { $position } من أكثر من { $count }
find-wrapped-next = (من البداية مجددًا)
find-wrapped-previous = (من النهاية مجددًا)
find-failed = انقطع البحث: { $reason }

## Toolbar

toolbar-hold-tip = نقر مزدوج أو Shift مع النقر: وسم كل ما يُحدَّد من الآن بأنه «{ $label }»

## Status bar

# While every word that is taken is marked at once.
status-paint = وسم متواصل: { $label } (ينهيه Esc)
status-saved = محفوظ
status-saved-itself = حُفظ تلقائيًا
status-autosave-failed = تعذر الحفظ التلقائي
# $user and $host are names from another machine.
status-read-only = للقراءة فقط: قيد التحرير لدى { $user } على { $host }
status-read-only-unknown = للقراءة فقط: قيد التحرير في مكان آخر
autosave-changed = غيّر برنامج آخر الملف. احفظه بنفسك ليُطلب رأيك
autosave-exists = حلّ ملف آخر محله. احفظه بنفسك ليُطلب رأيك
status-unsaved = غير محفوظ
# The changes are in no file, but in the journal: they survive the program.
status-unsaved-kept = غير محفوظ، لكنه مصون
status-unsaved-kept-tip = كل تغيير مدوّن في السجل، ويعود حتى لو انهار البرنامج
status-unsaved-writing = غير محفوظ، جارٍ التدوين…
# $why is one of the risk- messages.
status-at-risk = في خطر: { $why }
status-at-risk-tip = آخر التغييرات في الذاكرة وحدها. احفظ أو أزل سبب الخلل، ويعيد البرنامج المحاولة مع كل تغيير
risk-in-use = المستند مفتوح في نافذة أخرى من البرنامج
risk-disk-full = قرص مجلدك الشخصي ممتلئ
risk-not-allowed = لا يمكن الكتابة في مجلد السجل
risk-other = تعذرت كتابة السجل ({ $reason })
status-new = جديد
status-selection =
    المحدد: { $characters ->
        [zero] لا أحرف
        [one] حرف واحد
        [two] حرفان
        [few] { $characters } أحرف
        [many] { $characters } حرفًا
       *[other] { $characters } حرف
    }، { $words ->
        [zero] لا كلمات
        [one] كلمة واحدة
        [two] كلمتان
        [few] { $words } كلمات
        [many] { $words } كلمة
       *[other] { $words } كلمة
    }
status-selection-long = المحدد { $characters ->
        [one] حرف واحد
        [two] حرفان
        [few] { $characters } أحرف
        [many] { $characters } حرفًا
       *[other] { $characters } حرف
    }
status-annotations =
    { $count ->
        [zero] لا وسوم
        [one] وسم واحد
        [two] وسمان
        [few] { $count } وسوم
        [many] { $count } وسمًا
       *[other] { $count } وسم
    }
# Controls that make the text read other than it is stored.
status-controls = محارف اتجاه مخفية: { $count }
status-direction-rtl = من اليمين إلى اليسار
status-direction-ltr = من اليسار إلى اليمين
status-text-size = حجم النص: { $percent }%
status-loading = جارٍ فتح { $name }…
status-saving = جارٍ حفظ { $name }…

## Passing messages

notice-saved = حُفظ في { $path }
notice-opened-annotations = فُتح { $name } وفيه وسوم { $article }
# A set of labels was taken over: $name is the set's, $count how many it has.
notice-labels-loaded =
    { $count ->
        [zero] صارت المجموعة «{ $name }» مستعملة، ولا تصنيفات فيها
        [one] صارت المجموعة «{ $name }» مستعملة، وفيها تصنيف واحد
        [two] صارت المجموعة «{ $name }» مستعملة، وفيها تصنيفان
        [few] صارت المجموعة «{ $name }» مستعملة، وفيها { $count } تصنيفات
        [many] صارت المجموعة «{ $name }» مستعملة، وفيها { $count } تصنيفًا
       *[other] صارت المجموعة «{ $name }» مستعملة، وفيها { $count } تصنيف
    }
notice-labels-saved = حُفظت التصنيفات في { $path }
notice-nothing-selected = حدد نصًا أولًا
notice-marked-all =
    { $count ->
        [zero] لم يُوسم أي موضع
        [one] وُسم موضع واحد
        [two] وُسم موضعان
        [few] وُسمت { $count } مواضع
        [many] وُسم { $count } موضعًا
       *[other] وُسم { $count } موضع
    }
notice-unmarked-all =
    { $count ->
        [zero] لم يُحذف أي وسم
        [one] حُذف وسم واحد
        [two] حُذف وسمان
        [few] حُذفت { $count } وسوم
        [many] حُذف { $count } وسمًا
       *[other] حُذف { $count } وسم
    }
notice-edge-empty = لن يبقى من الوسم شيء
notice-edge-limit-first = هنا يبدأ المقال
notice-edge-limit-last = هنا ينتهي المقال
notice-already-marked = هذا النص موسوم من قبل بأنه «{ $label }»
notice-none-before = لا وسم قبل هذا من التصنيف نفسه
notice-already-open = { $name } مفتوح من قبل
notice-file-gone = لم يعد { $path } موجودًا، وسيُكتب من جديد عند الحفظ
notice-reloaded = أُعيد تحميل { $name }
notice-not-reloaded = تغيّر { $name } أثناء إعادة قراءة ملفه، فلم يُترك منه شيء
notice-merge-nothing = لا شيء يُدمج: ما في { $name } هو ما في ملفه
notice-merged =
    { $count ->
        [zero] دُمج { $name } مع ملفه
        [one] دُمج { $name } مع ملفه، وتغيّر وسم واحد
        [two] دُمج { $name } مع ملفه، وتغيّر وسمان
        [few] دُمج { $name } مع ملفه، وتغيّرت { $count } وسوم
        [many] دُمج { $name } مع ملفه، وتغيّر { $count } وسمًا
       *[other] دُمج { $name } مع ملفه، وتغيّر { $count } وسم
    }
notice-no-earlier = لا نسخ سابقة من { $name } بعد
notice-not-kept = تم الحفظ، لكن تعذر الاحتفاظ بالنسخة السابقة. رسالة النظام: { $reason }
notice-in-use = { $name } مفتوح أيضًا في نافذة أخرى من البرنامج. غيّره في إحداهما فقط: يُطلب رأيك عند الحفظ قبل استبدال ما حفظته الأخرى
# $user and $host are names from another machine.
notice-held = فُتح { $name } للقراءة فقط: هو قيد التحرير لدى { $user } على { $host }. يمكنك تولّي تحريره
notice-held-unknown = فُتح { $name } للقراءة فقط: هو قيد التحرير في مكان آخر. يمكنك تولّي تحريره
notice-free = يمكن الآن تحرير { $name } هنا
notice-changed-since = تغيّر منذ حفظته: وسوم { $name } ليست آخر ما كتبه البرنامج. غيّر الملفَ برنامج آخر أو جهاز آخر
notice-altered = وسوم { $name } ليست كما حُفظت: عُدِّل الملف يدويًا أو ببرنامج آخر، أو أتلف القرصُ بعضه. النص والمواضع صحيحة؛ راجع الأسماء والقيم والملاحظات ثم احفظ. قد تجد ما كان قبلها في «النسخ السابقة» من القائمة
notice-autosave-failed = تعذر حفظ { $name } تلقائيًا. لم يضِع شيء: التغييرات مدوَّنة في السجل
notice-journal-unusable = تعذر استعمال السجل { $path } وبقي في مكانه: { $reason }
notice-reanchored =
    { $count ->
        [zero] لم يُنقل أي وسم إلى هذا النص
        [one] نُقل وسم واحد إلى هذا النص
        [two] نُقل وسمان إلى هذا النص
        [few] نُقلت { $count } وسوم إلى هذا النص
        [many] نُقل { $count } وسمًا إلى هذا النص
       *[other] نُقل { $count } وسم إلى هذا النص
    }
notice-reanchored-left =
    { $count ->
        [zero] لم يُفقد أي وسم
        [one] حُفظ وسم واحد بين المفقودة لأن كلماته تغيرت أو ذهبت
        [two] حُفظ وسمان بين المفقودة لأن كلماتهما تغيرت أو ذهبت
        [few] حُفظت { $count } وسوم بين المفقودة لأن كلماتها تغيرت أو ذهبت
        [many] حُفظ { $count } وسمًا بين المفقودة لأن كلماتها تغيرت أو ذهبت
       *[other] حُفظ { $count } وسم بين المفقودة لأن كلماتها تغيرت أو ذهبت
    }
notice-place-by-hand = حدد كلماته في المقال، ثم اختر «إعادة الوسم إلى النص المحدد»
notice-replaced =
    { $count ->
        [zero] قُرئ النص كله بهذا الترميز
        [one] تعذرت قراءة موضع واحد بهذا الترميز فظهر مكانه �
        [two] تعذرت قراءة موضعين بهذا الترميز فظهر مكانهما �
        [few] تعذرت قراءة { $count } مواضع بهذا الترميز فظهر مكانها �
        [many] تعذرت قراءة { $count } موضعًا بهذا الترميز فظهر مكانها �
       *[other] تعذرت قراءة { $count } موضع بهذا الترميز فظهر مكانها �
    }

## Dialog: unsaved changes

dialog-unsaved-title = هل تريد حفظ التغييرات في «{ $name }»؟
dialog-unsaved-body = ستضيع التغييرات إن لم تُحفظ.

## Dialog: a typed path, where no file dialog answers

dialog-path-open-title = فتح ملف
dialog-path-figures-title = تصدير جدول الأرقام
dialog-path-reanchor-title = نقل الوسوم إلى نص الملف
dialog-path-save-title = حفظ باسم
dialog-path-labels-open-title = فتح مجموعة تصنيفات
dialog-path-labels-save-title = حفظ التصنيفات باسم
dialog-path-label = مسار الملف
dialog-path-hint = مثلًا: {"\u2066"}{ $example }{"\u2069"}
dialog-path-unavailable = نافذة اختيار الملفات في النظام غير متاحة. اكتب مسار الملف بدلًا منها.

## Dialog: replace a file

dialog-replace-title = هل تريد استبدال «{ $name }»؟
dialog-replace-body = ثمة ملف بهذا الاسم، وسيضيع ما فيه الآن.
dialog-replace-changed-body = عدّل برنامج آخر هذا الملف بعد أن فتحته أو حفظته، وستضيع تلك التعديلات. للإبقاء على النسختين ادمجهما أو احفظ نسختك باسم آخر.

## Dialog: a save that failed, a file that has changed, versions from before

dialog-save-failed-way-out = احفظ باسم آخر أو في مجلد آخر، أو أزل سبب الخطأ ثم أعد المحاولة.
dialog-source-changed-title = لم يعد «{ $name }» هو النص الذي أُضيفت إليه الوسوم
dialog-source-changed-body = في ملف الوسوم النص القديم، وهو المعروض. يمكن نقل الوسوم إلى النص الجديد في مستند مستقل، ويُحفظ ما لا موضع له في قائمة. ويبقى الملف القديم كما هو حتى تحفظ.
dialog-changed-title = عدّل برنامج آخر «{ $name }»
dialog-changed-body = لم يعد في الملف ما هو معروض هنا. ادمجهما لترى الفروق وتختار منها، أو أعد تحميل الملف، أو أبقِ المعروض فيحل محل الملف عند الحفظ التالي.
dialog-changed-body-modified = لم يعد في الملف ما فتحته، ولديك تغييرات لم تُحفظ. الدمج يعرض الفروق ويُبقي تغييرات الطرفين، وإعادة التحميل تضيّع تغييراتك، والإبقاء على نسختك يستبدل الملف عند الحفظ التالي.
dialog-earlier-title = النسخ السابقة من «{ $name }»
dialog-earlier-body = ما كان في الملف قبل كل مرة من مرات الحفظ الأخيرة. تُفتح النسخة مستندًا مستقلًا ويبقى الملف كما هو.
# $age is one of the age- messages below.
dialog-earlier-open = استُبدلت { $age }

# How long ago something happened.
age-now = قبل لحظات
age-minutes =
    { $count ->
        [zero] قبل لحظات
        [one] قبل دقيقة
        [two] قبل دقيقتين
        [few] قبل { $count } دقائق
        [many] قبل { $count } دقيقة
       *[other] قبل { $count } دقيقة
    }
age-hours =
    { $count ->
        [zero] قبل لحظات
        [one] قبل ساعة
        [two] قبل ساعتين
        [few] قبل { $count } ساعات
        [many] قبل { $count } ساعة
       *[other] قبل { $count } ساعة
    }
age-days =
    { $count ->
        [zero] اليوم
        [one] قبل يوم
        [two] قبل يومين
        [few] قبل { $count } أيام
        [many] قبل { $count } يومًا
       *[other] قبل { $count } يوم
    }

## Dialog: work that was brought back

dialog-held-title = الملف «{ $name }» قيد التحرير في مكان آخر
# $age is one of the age- messages; $user and $host are names from another machine.
dialog-held-body = هو قيد التحرير لدى { $user } على { $host }، وقد بدأ ذلك { $age }. يمكن هنا قراءته فقط.
dialog-held-body-unknown = هو قيد التحرير في مكان آخر، وقد بدأ ذلك { $age }، ولا يُعرف لدى من. يمكن هنا قراءته فقط.
dialog-held-advice = إن تولّيت تحريره فلن يمكن هناك إلا قراءته. اسأل أولًا: ما لم يُحفظ هناك لا ينتقل إلى هنا.
dialog-restored-title = استُعيد عمل غير محفوظ في «{ $name }»
# $age is one of the age- messages.
dialog-restored-body =
    { $count ->
        [zero] استُعيد ما لم يعد محفوظًا في أي ملف.
        [one] توقف البرنامج قبل حفظ تغيير واحد، وكان { $age }.
        [two] توقف البرنامج قبل حفظ تغييرين، وكان آخرهما { $age }.
        [few] توقف البرنامج قبل حفظ { $count } تغييرات، وكان آخرها { $age }.
        [many] توقف البرنامج قبل حفظ { $count } تغييرًا، وكان آخرها { $age }.
       *[other] توقف البرنامج قبل حفظ { $count } تغيير، وكان آخرها { $age }.
    }
# $change is one of the change- messages.
dialog-restored-last = التغيير الأخير: { $change }.
dialog-restored-torn = كان تغيير آخر قيد الكتابة في تلك اللحظة فضاع.
dialog-restored-damaged =
    { $count ->
        [zero] السجل تالف. أُبقي على السجل التالف.
        [one] السجل تالف: تعذرت قراءة قيد واحد منه. أُبقي على السجل التالف.
        [two] السجل تالف: تعذرت قراءة قيدين منه. أُبقي على السجل التالف.
        [few] السجل تالف: تعذرت قراءة { $count } قيود منه. أُبقي على السجل التالف.
        [many] السجل تالف: تعذرت قراءة { $count } قيدًا منه. أُبقي على السجل التالف.
       *[other] السجل تالف: تعذرت قراءة { $count } قيد منه. أُبقي على السجل التالف.
    }
dialog-restored-unfit =
    { $count ->
        [zero] لم يُترك أي تغيير لاحق.
        [one] لم يعد تغيير لاحق واحد ملائمًا فتُرك.
        [two] لم يعد تغييران لاحقان ملائمين فتُركا.
        [few] لم تعد { $count } تغييرات لاحقة ملائمة فتُركت.
        [many] لم يعد { $count } تغييرًا لاحقًا ملائمًا فتُركت.
       *[other] لم يعد { $count } تغيير لاحق ملائمًا فتُركت.
    }
dialog-restored-file-changed = عدّل برنامج آخر الملف بعد ذلك، وسيُطلب رأيك عند الحفظ قبل استبداله.
dialog-restored-files = ملفاتك على حالها كما حفظتها آخر مرة، ولا يُكتب العمل فيها إلا إذا حفظته. والتراجع متاح كما كان.

## Dialog: the encoding of an article

dialog-encoding-title = ما ترميز «{ $name }»؟
dialog-encoding-preview = هكذا يُقرأ:
# What the file seems to be, and the way out.
encoding-guess = الأرجح أن النص بترميز { $name }. اختر الترميز الذي يظهر به النص مقروءًا.
encoding-truncated = الملف مبتور: ينتهي في وسط حرف عند البايت { $byte }. الأفضل أن تحصل عليه من جديد. وإن فتحته ظهر � في ذلك الموضع.
encoding-damaged = الملف تالف: البايت { $byte } وربما غيره دخيل على { $encoding }. الأفضل أن تحصل عليه من جديد. وإن فتحته ظهر � في تلك المواضع.
encoding-nul = لا يبدو هذا نصًا: البايت { $byte } صفر، ولا صفر في النصوص. ويمكنك مع ذلك أن تعاينه.
encoding-twice = رُمّزت الحروف مرتين، كما يحدث حين يحسب برنامج ما أن UTF-8 ترميز آخر. يمكن إصلاح ذلك هنا، ويبقى الملف نفسه كما هو.
encoding-pdf = هذا ملف PDF وليس نصًا. احفظ نصه من قارئ PDF ثم افتحه.
encoding-word-processor = هذا مستند من محرر نصوص منسقة وليس نصًا مجردًا. احفظه هناك نصًا مجردًا (UTF-8) ثم افتحه.
encoding-picture = هذه صورة وليست نصًا.
encoding-archive = هذه ملفات مضغوطة وليست نصًا. فك ضغطها أولًا.
# Names of encodings; $name is the technical one.
encoding-unicode = يونيكود ({ $name })
encoding-arabic-windows = العربية، ويندوز ({ $name })
encoding-arabic-iso = العربية، آيزو ({ $name })
encoding-arabic-mac = العربية، ماكنتوش القديم ({ $name })
encoding-western = لغات أوروبا الغربية ({ $name })
encoding-hebrew = العبرية ({ $name })
encoding-cyrillic = السيريلية ({ $name })
encoding-turkish = التركية ({ $name })
encoding-doubled = UTF-8 مرمّز مرتين عبر { $name }

## The system's file dialog

filedialog-open-title = فتح مقال
filedialog-reanchor-title = النص الجديد للمقال
filedialog-save-title = حفظ الوسوم
filedialog-labels-open-title = فتح مجموعة تصنيفات
filedialog-labels-save-title = حفظ التصنيفات
filedialog-filter-labels = مجموعات تصنيفات
filedialog-filter-all-known = المقالات وملفات الوسوم
filedialog-filter-text = المقالات (نص)
filedialog-filter-annotations = ملفات الوسوم
filedialog-figures-title = تصدير جدول الأرقام
filedialog-filter-csv = الجداول (CSV)
filedialog-filter-any = الملفات كلها

## Dialog: command palette

palette-name = الأمر
palette-hint = جزء من اسم الأمر
palette-nothing = لا أمر بهذا الاسم

## Dialog: mark every occurrence

review-title = الوسم المفقود { $number } من { $count }
review-title-plain = الوسوم المفقودة
review-searching = جارٍ البحث عن المواضع التي قد تعود إليها…
review-nothing = كل وسم في موضعه.
review-said = { $label }: { $quote }
review-old = النص القديم
review-new = النص الجديد
review-list = المواضع التي قد يعود إليها
review-no-place = لم يُعثر على موضع له. يمكن تحديد كلماته في المقال يدويًا.
review-hint = يختار السهمان ↑ و↓ موضعًا، وEnter يضعه فيه، وDelete يتركه مفقودًا، وPage Up وPage Down للانتقال إلى غيره
review-accept = وضعه هنا
review-leave = تركه مفقودًا
review-by-hand = تحديده في المقال…
review-previous = السابق
review-next = التالي
review-put-all-back =
    { $count ->
        [zero] لا شيء يُعاد
        [one] إعادة وسم واحد
        [two] إعادة وسمين
        [few] إعادة { $count } وسوم
        [many] إعادة { $count } وسمًا
       *[other] إعادة { $count } وسم
    }
review-put-all-back-tip = وضع كل وسم حيث يُرجَّح أنه يعود، في خطوة واحدة يمكن التراجع عنها
reanchoring-title = جارٍ مقارنة النصين…
reanchoring-body = لا يتغير شيء قبل تمام المقارنة، ويبقى المستند المفتوح كما هو.
mark-all-title = وسم كل «{ $text }» بأنه «{ $label }»
mark-all-exact = الحروف نفسها فقط
mark-all-exact-tip = استبعاد صور الرسم الأخرى وما جاء بعد الواو والباء واللام ونحوها
mark-all-all = اختيار الكل
mark-all-none = إلغاء اختيار الكل
mark-all-list = المواضع
mark-all-overlaps = متداخل مع وسم
mark-all-glued = متصل بكلمة
mark-all-searching = جارٍ البحث…
mark-all-nothing = لا موضع آخر
mark-all-failed = انقطع البحث: { $reason }
mark-all-full = لا تظهر إلا المواضع الأولى وعددها { $count }
mark-all-already =
    { $count ->
        [zero] لا موضع موسومًا من قبل
        [one] موضع واحد موسوم من قبل
        [two] موضعان موسومان من قبل
        [few] { $count } مواضع موسومة من قبل
        [many] { $count } موضعًا موسومًا من قبل
       *[other] { $count } موضع موسوم من قبل
    }
mark-all-hint = الأسهم للانتقال، والمسافة للاختيار، و Enter للوسم
mark-all-do =
    { $count ->
        [zero] وسم
        [one] وسم موضع واحد
        [two] وسم موضعين
        [few] وسم { $count } مواضع
        [many] وسم { $count } موضعًا
       *[other] وسم { $count } موضع
    }

## Dialog: merge a document with its file

merge-title = الدمج مع «{ $name }»
merge-comparing = جارٍ المقارنة بالملف…
merge-differences =
    { $count ->
        [zero] لا فروق.
        [one] فرق واحد.
        [two] فرقان.
        [few] { $count } فروق.
        [many] { $count } فرقًا.
       *[other] { $count } فرق.
    }
merge-conflicts =
    { $count ->
        [zero] لا تعارض: يؤخذ ما غيّره أحد الطرفين وحده ما لم تختر غير ذلك.
        [one] منها تعارض واحد غيّر فيه الطرفان الشيء نفسه، ولا يضيع شيء ما لم تختر ذلك.
        [two] منها تعارضان غيّر فيهما الطرفان الشيء نفسه، ولا يضيع شيء ما لم تختر ذلك.
        [few] منها { $count } تعارضات غيّر فيها الطرفان الشيء نفسه، ولا يضيع شيء ما لم تختر ذلك.
        [many] منها { $count } تعارضًا غيّر فيها الطرفان الشيء نفسه، ولا يضيع شيء ما لم تختر ذلك.
       *[other] منها { $count } تعارض غيّر فيها الطرفان الشيء نفسه، ولا يضيع شيء ما لم تختر ذلك.
    }
merge-no-base = لا يُعرف ما بدأ منه الطرفان، فلا يُعد شيء محذوفًا.
merge-all-mine = نسختي كلها
merge-all-theirs = نسختهم كلها
merge-conflicts-only = التعارضات فقط
merge-mine = نسختي كما تظهر
merge-theirs = نسختهم في الملف
merge-list = الفروق
merge-hint = الأعلى والأسفل للانتقال، واليمين واليسار لاختيار الجانب، والمسافة للاختيار التالي، و Enter للدمج
# What assistive technology is told of each side. $what is what there is.
merge-said-mine = نسختي: { $what }
merge-said-theirs = نسختهم: { $what }
merge-conflict = تعارض
merge-both = كلاهما
merge-both-tip = جمع النسختين؛ وما لا يجتمع يبقى وسمين، أو تُكتب نسختهم في ملاحظة
merge-removed = محذوف
merge-absent = غير موجود
merge-added = مضاف
merge-only-here = هنا فقط
merge-kept = كما كان
# What it was before: a name, or words.
merge-was = سابقًا: { $was }
merge-other-label = تصنيف مختلف
merge-other-text = نص مختلف
merge-other-name = اسم مختلف
merge-other-color = لون مختلف
merge-other-parent = فرع من تصنيف آخر
merge-other-attributes = سمات مختلفة
merge-other-description = وصف مختلف
merge-other-unknown = اختلاف فيما لا تعرفه إلا إصدارات أخرى
merge-names = يسمّي { $name }
merge-names-nothing = لا يسمّي شيئًا
merge-without = بلا { $name }
merge-note = ملاحظة: { $note }
merge-no-note = بلا ملاحظة
merge-no-link = بلا رابط
merge-key = المفتاح { $key }
merge-no-key = بلا مفتاح
merge-lost = وسم مفقود
merge-entity = كيان
merge-label = تصنيف
merge-label-order = ترتيب التصنيفات
merge-direction = اتجاه النص
merge-article-note = ملاحظة المقال
merge-none = لا شيء

## Dialog: keyboard shortcuts

shortcuts-title = اختصارات لوحة المفاتيح
shortcuts-group-reading = القراءة
shortcuts-drag = تحديد نص
shortcuts-drag-keys = السحب
shortcuts-double-click = تحديد كلمة
shortcuts-double-click-keys = نقر مزدوج
shortcuts-double-click-again = الكلمة دون السوابق المتصلة بها، والعكس
shortcuts-double-click-again-keys = نقر مزدوج ثانٍ
shortcuts-triple-click = تحديد جملة
shortcuts-triple-click-keys = نقر ثلاثي
shortcuts-shift-click = توسيع التحديد إلى موضع النقر
shortcuts-shift-click-keys = Shift + نقر
shortcuts-click-highlight = تحديد وسم
shortcuts-click-highlight-keys = النقر على لونه
shortcuts-click-again = تحديد الوسم المحيط به
shortcuts-click-again-keys = النقر ثانيةً
shortcuts-ctrl-drag = إضافة قطعة إلى الوسم المحدد
shortcuts-ctrl-drag-keys = Ctrl + السحب
shortcuts-drag-end = تحريك أحد طرفي الوسم المحدد، ومع Ctrl كلمةً كلمة، ومع Alt بمقدار سابقة أو لاحقة
shortcuts-drag-end-keys = سحب مقبضه
shortcuts-arrows = الانتقال بمقدار حرف أو سطر
shortcuts-arrows-keys = الأسهم
shortcuts-ctrl-arrows = الانتقال بمقدار كلمة
shortcuts-ctrl-arrows-keys = Ctrl + الأسهم
shortcuts-shift-arrows = توسيع التحديد بمقدار حرف أو سطر
shortcuts-shift-arrows-keys = Shift + الأسهم
shortcuts-ctrl-shift-arrows = توسيع التحديد بمقدار كلمة
shortcuts-ctrl-shift-arrows-keys = Ctrl + Shift + الأسهم
shortcuts-alt-arrows = الانتقال بمقدار سابقة أو لاحقة، ومع Shift توسيع التحديد
shortcuts-alt-arrows-keys = Alt + السهمان الأيمن والأيسر
shortcuts-page = الانتقال بمقدار صفحة
shortcuts-page-keys = Page Up، Page Down
shortcuts-ends = الانتقال إلى البداية أو النهاية
shortcuts-ends-keys = Ctrl + Home، Ctrl + End
shortcuts-zoom = تكبير النص أو تصغيره
shortcuts-zoom-keys = Ctrl + عجلة الفأرة

shortcuts-group-list = قائمة الوسوم
shortcuts-list-down = الانتقال من التصفية إلى القائمة
shortcuts-list-down-keys = السهم الأسفل، Enter
shortcuts-list-arrows = الانتقال إلى وسم آخر
shortcuts-list-arrows-keys = السهمان الأعلى والأسفل، Page Up، Page Down، Home، End
shortcuts-list-shift = تحديد ما بين الموضعين
shortcuts-list-shift-keys = Shift مع المفاتيح نفسها، Shift + نقر
shortcuts-list-one = إضافة وسم إلى التحديد أو إخراجه منه
shortcuts-list-one-keys = Ctrl + نقر، أو Ctrl + السهم ثم المسافة
shortcuts-list-all = تحديد كل ما في القائمة
shortcuts-list-all-keys = Ctrl + A
shortcuts-list-fold = إخفاء مجموعة أو إظهارها
shortcuts-list-fold-keys = Enter على عنوانها
shortcuts-list-enter = العودة إلى الصفحة
shortcuts-list-enter-keys = Enter

## Dialog: about

about-title = حول «حاشية»
about-version = الإصدار { $version }
about-body = الحاشية ما يكتبه القارئ إلى جانب النص دون أن يغيره. يعمل هذا البرنامج دون شبكة، ولا يرسل شيئًا إلى أي مكان.
about-licence = برنامج حر برخصة MIT أو رخصة Apache 2.0، كما تشاء.
about-fonts = الخطوط: Noto Naskh Arabic، Noto Sans، Noto Sans Hebrew، Noto Sans Symbols، Noto Emoji، Vazirmatn، Scheherazade New، Amiri، برخصة الخطوط المفتوحة SIL OFL 1.1.

## Names for screen readers and tests, where nothing is written

a11y-article = نص المقال

## Errors: headings

error-title = حدث خطأ
error-open-title = تعذر فتح «{ $name }»
error-save-title = تعذر حفظ «{ $name }»
# Where in a file: lines and columns count from 1, columns count characters.
error-at = السطر { $line }، العمود { $column }
error-restore-title = تعذرت استعادة العمل في «{ $name }»
error-merge-title = تعذّر الدمج مع «{ $name }»
error-merge-other-text = وسومه على نص غير المعروض، ولا تُدمج إلا وسوم نص واحد: انقل أولًا وسوم أحدهما إلى مقال الآخر.
error-restore-kept = بقي السجل في مكانه: { $path }
error-nothing-lost = لم يضع شيء: ما زال المستند مفتوحًا بتغييراته.
error-nothing-opened = لم يُفتح شيء.

## Errors: reading and writing files

error-file-missing = لا ملف في { $path }.
error-file-is-folder = { $path } مجلد وليس ملفًا.
error-file-not-regular = { $path } ليس ملفًا عاديًا. اختر اسمًا آخر.
error-file-forbidden = لا إذن لك بقراءة { $path }.
error-file-forbidden-write = لا إذن لك بالكتابة في { $path }.
error-folder-missing = المجلد { $path } غير موجود.
error-disk-full = القرص ممتلئ.
error-disk-gone = لم يعد القرص أو مجلد الشبكة الذي فيه { $path } يستجيب.
error-file-too-big = الملف كبير جدًا: { $size } م.ب. أقصى ما يفتحه البرنامج { $limit } م.ب.
error-file-type = { $name } ليس ملف نص ولا ملف وسوم.
error-file-other = رسالة النظام: { $reason }
error-not-utf8 = النص ليس بترميز UTF-8 سليم: البايت رقم { $byte } دخيل. لا يقرأ البرنامج حاليًا إلا UTF-8.

## Errors: the annotation file

error-ron-syntax = صياغة RON غير سليمة: { $reason }
error-ron-no-format = ليس هذا ملف وسوم لبرنامج «حاشية»: لا تُذكر فيه الصيغة.
error-ron-no-labels = ليس هذا ملف مجموعة تصنيفات من «حاشية»، فليس فيه ما يدل على ذلك. اختر ملفًا حفظته «حاشية» مجموعةَ تصنيفات، وينتهي اسمه بـ ‎.labels.ron‎.
error-ron-version-newer = إصدار الملف { $found }، ولا يقرأ هذا البرنامج ما بعد الإصدار { $supported }. يلزم برنامج أحدث.
error-ron-version-unknown = لا وجود لإصدار الملف { $found }.
error-ron-unit = وحدة المواضع «{ $found }»، والواجب أن تكون «{ $expected }».
error-ron-direction = الاتجاه «{ $found }»، والواجب أن يكون «rtl» أو «ltr».
error-ron-missing-field = الحقل «{ $field }» مفقود.
error-ron-unknown-field = لا حقل باسم «{ $field }» في هذا الموضع.
error-ron-repeated-field = الحقل «{ $field }» مكرر هنا.
error-ron-sha256 = يجب أن يتألف SHA-256 للمصدر من 64 رقمًا ست عشريًا.

## Errors: marking

error-edit-empty-span = لا نص محددًا.
error-edit-outside = الموضع خارج المقال.
error-edit-grapheme = لا يُفصل حرف عن حركاته.
error-edit-label = لا تصنيف باسم «{ $label }».
error-edit-annotation = لا وسم برقم { $id }.
error-edit-id-used = الرقم { $id } مستعمل من قبل.
error-edit-too-many-annotations = أقصى عدد للوسوم { $limit }.
error-edit-pieces = يجب أن تتوالى أجزاء الوسم وبينها نص.
error-edit-too-many-pieces = أقصى عدد لأجزاء الوسم الواحد { $limit }.
error-edit-attribute = ليس للتصنيف «{ $label }» سمة باسم «{ $attribute }».
error-edit-value = لا تصلح هذه القيمة للسمة «{ $attribute }».
error-edit-lost-words = لا بد للوسم المفقود من كلماته.
error-edit-note-too-long = الملاحظة أطول من المسموح.
error-edit-label-id = لا يصلح «{ $id }» معرّفًا: يبدأ المعرّف بحرف لاتيني، ثم 63 حرفًا لاتينيًا أو رقمًا أو «_» أو «-» على الأكثر.
error-edit-label-color = ليس «{ $color }» لونًا: يُكتب اللون بعلامة # وستة أرقام ست عشرية.
error-edit-label-key = لا يصلح «{ $key }» مفتاحًا لتصنيف: المفتاح رقم من 1 إلى 9.
error-edit-label-id-taken = يوجد تصنيف بالمعرّف «{ $label }» من قبل.
error-edit-label-key-taken = المفتاح { $key } للتصنيف «{ $label }» من قبل.
error-edit-too-many-labels = أقصى عدد للتصنيفات { $limit }.
error-edit-label-parent = لا يكون التصنيف أصلًا لنفسه.
error-edit-label-description = وصف التصنيف «{ $label }» أطول من المسموح.
error-edit-label-attributes = سمات هذا التصنيف غير سليمة: { $reason }
error-edit-label-in-use = التصنيف «{ $label }» ما زال مستعملًا.
error-edit-attribute-in-use = للوسم { $id } قيمة للسمة «{ $attribute }» لن تبقى صالحة.
error-edit-entity = لا كيان برقم { $id }.
error-edit-entity-name = لا بد للكيان من اسم غير مفرط الطول.
error-edit-entity-in-use = ما زالت وسوم تذكر هذا الكيان.
error-edit-too-many-entities = أقصى عدد للكيانات { $limit }.
error-edit-link = ليس هذا رابطًا: يبدأ الرابط ببادئة مثل https: ولا مسافات فيه.
error-edit-nothing = لا شيء يُجرى عليه هذا.

## Errors: starting

error-broke-off = أخطأ البرنامج واضطر إلى التوقف. ما فعلته محفوظ في { $folder } ويعود حين تشغّله من جديد.
error-no-display = لا توجد شاشة (المتغيران { $variables } غير معيّنين)
error-no-window = تعذر فتح نافذة: { $reason }
error-no-window-hint = يمكن للبرنامج دون شاشة أن يرسم المقال في صورة: { $command }
