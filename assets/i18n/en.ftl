### The interface of Hashiya in English.
###
### Every key stands in every language's file, with the same variables; a test keeps it so.
### A key that ends in -tip is the tooltip of the key before it, and tells what happens
### on use; shortcuts are added by the program, never written here.
### Words used throughout: an annotation is a marked stretch of text, a label is its kind
### (person, place, figure), an article is the text that is read.

## The application

app-name = Hashiya
# The window's title. $name is the document's name.
window-title = { $name } – Hashiya
window-title-unsaved = ● { $name } – Hashiya

## Menus

menu-file = File
menu-edit = Edit
menu-annotate = Annotate
menu-view = View
menu-help = Help
menu-recent = Open Recent
menu-mark = Mark As
menu-paint = Paint With
menu-edges = Edges
menu-duplicate = Mark Also As
menu-theme = Theme
menu-font = Font
menu-text-size = Text Size
menu-entity = Entities
menu-lost = Lost Annotations
menu-labels = Labels
menu-figures = Figures
menu-list-order = Order of the List
menu-direction = Text Direction
menu-language = Language

## Actions: file

action-open = Open…
action-open-tip = Open an article or an annotation file
action-open-path = Open by Path…
action-open-path-tip = Open a file by typing where it is
action-open-sample = Open the Sample
action-open-sample-tip = Open the sample article that comes with Hashiya
action-save = Save
action-save-tip = Save the article and its annotations to its annotation file
action-save-as = Save As…
action-save-as-tip = Save the article and its annotations to another file
action-merge-file = Merge With the File…
action-merge-file-tip = Compare the document with what its file holds now, and choose what is taken of either
action-earlier = Earlier Versions…
action-earlier-tip = Show what the annotation file held before it was last saved
menu-autosave = Save by Itself
action-autosave-off = Only When Asked
action-autosave-off-tip = Write to the file only when you save; every change is kept in the journal in any case
action-autosave-often = A Minute After a Change
action-autosave-often-tip = Write to the file by itself a minute after a change; never over what another program wrote
action-autosave-usual = Five Minutes After a Change
action-autosave-usual-tip = Write to the file by itself five minutes after a change; never over what another program wrote
action-autosave-rarely = A Quarter of an Hour After a Change
action-autosave-rarely-tip = Write to the file by itself a quarter of an hour after a change; never over what another program wrote
action-take-over = Take Over…
action-take-over-tip = Edit this file although it is being edited elsewhere; asks first
action-encoding = Read in Another Encoding…
action-encoding-tip = Choose the encoding of the article, as long as nothing is marked in it
action-reanchor = Re-anchor onto…
action-reanchor-tip = Take the annotations over onto another version of the article, such as a corrected one
action-close = Close
action-close-tip = Close this document
action-quit = Quit
action-quit-tip = Close every document and quit Hashiya

## Actions: edit

action-undo = Undo
action-undo-tip = Take back the last change
# $change is one of the change- messages below.
action-undo-change = Undo: { $change }
action-redo = Redo
action-redo-tip = Do again what was taken back
action-redo-change = Redo: { $change }
action-history = History…
action-history-tip = Show everything that was done to this document, and go back to any of it
action-copy = Copy
action-copy-tip = Copy the selected text
action-select-word = Select Word
action-select-word-tip = Select the word at the caret; once more, without what is written onto its front, and back
action-select-all = Select All
action-select-all-tip = Select the whole article
action-clear-selection = Clear Selection
action-clear-selection-tip = Select nothing
action-find = Find…
action-find-tip = Look for words in the article, at first for the selected ones
action-find-next = Find Next
action-find-next-tip = Go to the next place where the words stand, and select it
action-find-previous = Find Previous
action-find-previous-tip = Go to the previous place where the words stand, and select it
action-find-folded = Ignore Marks and Spelling
action-find-folded-tip = Find words however their vowel marks, hamzas, yaas, digits or capitals are written
action-find-whole-words = Whole Words
action-find-whole-words-tip = Leave out what is only part of a longer word

## Actions: annotate ($label is a label's name)

action-mark = Mark as { $label }
action-mark-tip = Mark the selected text as { $label }
action-relabel = Change to { $label }
action-relabel-tip = Give the selected annotation the label { $label }
action-respan = Move to the Selection
action-respan-tip = Make the selected annotation cover the selected text
action-edge-first-grow-letter = First Edge: Grow by a Letter
action-edge-first-grow-letter-tip = Make the selected annotation longer at its beginning, by a letter
action-edge-first-shrink-letter = First Edge: Shrink by a Letter
action-edge-first-shrink-letter-tip = Make the selected annotation shorter at its beginning, by a letter
action-edge-first-grow-clitic = First Edge: Grow by a Clitic
action-edge-first-grow-clitic-tip = Make the selected annotation longer at its beginning, by a clitic
action-edge-first-shrink-clitic = First Edge: Shrink by a Clitic
action-edge-first-shrink-clitic-tip = Make the selected annotation shorter at its beginning, by a clitic
action-edge-first-grow-word = First Edge: Grow by a Word
action-edge-first-grow-word-tip = Make the selected annotation longer at its beginning, by a word
action-edge-first-shrink-word = First Edge: Shrink by a Word
action-edge-first-shrink-word-tip = Make the selected annotation shorter at its beginning, by a word
action-edge-last-grow-letter = Last Edge: Grow by a Letter
action-edge-last-grow-letter-tip = Make the selected annotation longer at its end, by a letter
action-edge-last-shrink-letter = Last Edge: Shrink by a Letter
action-edge-last-shrink-letter-tip = Make the selected annotation shorter at its end, by a letter
action-edge-last-grow-clitic = Last Edge: Grow by a Clitic
action-edge-last-grow-clitic-tip = Make the selected annotation longer at its end, by a clitic
action-edge-last-shrink-clitic = Last Edge: Shrink by a Clitic
action-edge-last-shrink-clitic-tip = Make the selected annotation shorter at its end, by a clitic
action-edge-last-grow-word = Last Edge: Grow by a Word
action-edge-last-grow-word-tip = Make the selected annotation longer at its end, by a word
action-edge-last-shrink-word = Last Edge: Shrink by a Word
action-edge-last-shrink-word-tip = Make the selected annotation shorter at its end, by a word
action-paint = Paint With { $label }
action-paint-tip = Mark every word double-clicked and every text dragged over as { $label }, until Esc
action-duplicate = Mark Also as { $label }
action-duplicate-tip = Give the text of the selected annotation the label { $label } as well
action-split = Split at the Caret
action-split-tip = Make the selected annotation two where the caret stands
action-join-next = Join with the Next
action-join-next-tip = Make one of the selected annotation, the next one and the text between them
action-join-previous = Join with the Previous
action-join-previous-tip = Make one of the selected annotation, the previous one and the text between them
action-mark-all = Mark Every Occurrence…
action-mark-all-tip = Look for the selected annotation’s words in the whole article, to mark them
action-unmark-all = Unmark Every Occurrence
action-unmark-all-tip = Remove every annotation with the label and the words of the selected one, however they are spelt
action-context-menu = Menu of the Selected Annotation
action-context-menu-tip = Show what can be done to the selected annotation or text
action-delete-annotation = Delete Annotation
action-delete-annotation-tip = Remove the selected annotation; the text stays as it is
# The same where several annotations are selected.
action-delete-all = Delete the Annotations
action-delete-all-tip = Remove all selected annotations; the text stays as it is
action-accept-figure = Accept the Figure
action-accept-figure-tip = Keep what is read of the selected figure as its values
action-accept-figures = Accept All Certain Figures
action-accept-figures-tip = Keep what is read for certain of every figure, in one step that can be undone
action-edit-note = Write a Note
action-edit-note-tip = Write a note on the selected annotation, or on the article where none is selected
action-join-entity = Same as the One Before
action-join-entity-tip = Say that this annotation names what the one before it with the same label names
# The same where several annotations are selected.
action-join-all = All Name the Same
action-join-all-tip = Say that all selected annotations name the same: what the first of them names that names anything, or a new entity
action-choose-entity = Choose an Entity…
action-choose-entity-tip = Choose by name what the selected annotation names, or make a new entity
action-unlink-entity = Unlink
action-unlink-entity-tip = Say that the selected annotation names no entity
action-split-mention = Split Off the Mention
action-split-mention-tip = Give the selected mention an entity of its own
action-merge-entity = Merge With…
action-merge-entity-tip = Choose another entity that is the same, and make both one
action-remove-entity = Delete Entity
action-remove-entity-tip = Delete the selected entity; its mentions stay marked
action-review-lost = Decide About Lost Annotations…
action-review-lost-tip = Go through the lost annotations and the places they may belong to
action-put-back = Put Back onto Selection
action-put-back-tip = Put the lost annotation chosen in the list onto the selected text
action-forget-lost = Delete Lost Annotation
action-forget-lost-tip = Delete the lost annotation chosen in the list for good
action-edit-labels = Edit Labels…
action-edit-labels-tip = Add, rename, order and delete the labels of this document, and choose their colours and keys
action-open-labels = Labels From a File…
action-open-labels-tip = Use the labels of a file; what becomes of labels in use that it lacks is asked
action-save-labels = Save Labels As…
action-save-labels-tip = Write the labels of this document to a file of their own, to use them in others
action-labels-basic = People, Places, Figures
action-labels-basic-tip = Use the labels person, place and figure; others that are used stay
action-labels-conll = The Four of CoNLL
action-labels-conll-tip = Use person, location, organisation and miscellaneous; others that are used stay
action-labels-fine = Fine-Grained
action-labels-fine-tip = Use labels for organisations, dates, money, quantities and more; others that are used stay
action-next-annotation = Next Annotation
action-next-annotation-tip = Go to the next annotation in the article
action-previous-annotation = Previous Annotation
action-previous-annotation-tip = Go to the previous annotation in the article

## Actions: view

action-theme-system = Like the System
action-theme-system-tip = Be light or dark as the system is
action-theme-light = Light
action-theme-light-tip = Dark text on a light page
action-theme-dark = Dark
action-theme-dark-tip = Light text on a dark page
action-font-noto-naskh = Noto Naskh
action-font-noto-naskh-tip = A clear Naskh for reading on a screen
action-font-scheherazade = Scheherazade New
action-font-scheherazade-tip = Open letters and clear vowel marks
action-font-amiri = Amiri
action-font-amiri-tip = The Naskh of printed books
action-font-vazirmatn = Vazirmatn
action-font-vazirmatn-tip = A plain face with low lines, the one of the interface
action-text-bigger = Bigger Text
action-text-bigger-tip = Make the article's text bigger
action-text-smaller = Smaller Text
action-text-smaller-tip = Make the article's text smaller
action-text-reset = Usual Size
action-text-reset-tip = Give the article's text its usual size
action-direction-auto = Decided by the Text
action-direction-auto-tip = Let the article's letters decide its direction
action-direction-rtl = Right to Left
action-direction-rtl-tip = Begin every paragraph at the right
action-direction-ltr = Left to Right
action-direction-ltr-tip = Begin every paragraph at the left
action-language-system = Like the System
action-language-system-tip = Use the system's language if Hashiya speaks it
# Languages call themselves by their own names, in every file alike.
action-language-ar = العربية
action-language-ar-tip = Show the interface in Arabic
action-language-en = English
action-language-en-tip = Show the interface in English
action-toggle-hidden = Hidden Characters
action-toggle-hidden-tip = Flag characters that draw nothing: direction controls, zero-width characters, odd spaces
action-next-control = Next Hidden Direction Control
action-next-control-tip = Go to the next control that makes the text read other than it is stored
action-toggle-panel = Side Panel
action-toggle-panel-tip = Show or hide the list of annotations
action-toggle-figures = Table of Figures
action-toggle-figures-tip = Show or hide all figures with their values in a table
action-copy-figures = Copy the Table of Figures
action-copy-figures-tip = Put the table on the clipboard as it is shown, for a spreadsheet
action-export-figures = Export the Table of Figures…
action-export-figures-tip = Write all figures with their values to a file for spreadsheets
action-list-annotations = Annotations
action-list-annotations-tip = List the annotations in the side panel
action-order-label = By Label
action-order-label-tip = List the annotations of each label together
action-order-reading = In Reading Order
action-order-reading-tip = List the annotations as they follow one another in the article
action-order-entity = By Entity
action-order-entity-tip = List the annotations that name the same together, those that name nothing last
action-order-text = By Words
action-order-text-tip = List the annotations of the same words together, however they are written, the most frequent first
action-filter-list = Filter the List…
action-filter-list-tip = List only some annotations: by words, label, attribute, note or entity
action-clear-filter = Clear the Filter
action-clear-filter-tip = List all annotations again
action-list-entities = Entities
action-list-entities-tip = List the people, places and things that annotations name
action-list-lost = Lost
action-list-lost-tip = List the annotations whose text is not in the article
action-next-pane = Leave or Enter the Page
action-next-pane-tip = Give the keyboard to the menus and buttons, where Tab goes on, or back to the page
action-next-document = Next Document
action-next-document-tip = Go to the next open document
action-previous-document = Previous Document
action-previous-document-tip = Go to the previous open document

## Actions: help

action-palette = Find a Command…
action-palette-tip = Type part of a command’s name to carry it out
action-shortcuts = Keyboard Shortcuts
action-shortcuts-tip = Show every key and what it does
action-about = About Hashiya
action-about-tip = Show the version, the licences and the fonts

## Buttons

button-ok = OK
button-cancel = Cancel
button-close = Close
button-open = Open
button-save = Save
button-dont-save = Don't Save
button-replace = Replace
button-save-as = Save As…
button-try-again = Try Again
button-later = Decide Later
button-reanchor = Re-anchor
button-keep-old-text = Keep the Old Text
button-keep-mine = Keep Mine
button-merge = Merge…
button-merge-do = Merge
button-reload = Reload
button-read-only = Go On Reading
button-take-over = Take Over
button-keep-work = Keep the Work
button-throw-away = Throw It Away
button-copy-details = Copy Details

## Changes, as undo and redo name them

change-mark = mark
change-unmark = delete annotation
change-relabel = change label
change-respan = move annotation
change-direction = change text direction
change-split = split annotation
change-join = join annotations
change-duplicate = give the text one more label
change-attribute = change attribute
change-note = change note
change-link = link to entity
change-unlink = unlink from entity
change-entity-add = add entity
change-entity-edit = change entity
change-entity-remove = delete entity
change-entity-merge = merge entities
change-entity-split = split entity
change-label-add = add label
change-label-edit = edit label
change-label-remove = delete label
change-label-move = move label
change-labels-load = load label set
change-reanchor = take the annotations over onto this text
change-lose = take the annotation from its text
change-put-back = put a lost annotation back
change-forget = delete a lost annotation
change-article-note = change the article’s note
change-merge = merge with the file

## Tabs

tab-close = Close { $name }
tab-unsaved = { $name } has unsaved changes
tab-read-only = { $name } (read-only)

## Welcome: no document is open

welcome-title = No article is open
welcome-body = Open a text file or an annotation file, or drop one here.
welcome-open = Open a File…
welcome-sample = Try the Sample Article
welcome-hint-mark = Select a few words, then press 1, 2 or 3 to mark them.

## Dragging files over the window

drop-title = Drop to open
drop-count =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }

## Side panel

lost-empty-title = No annotation is lost
lost-empty-body = Annotations whose words are not in a new version of the article are kept here.
lost-note = Note: { $note }
lost-entity = Entity: { $name }
lost-hint = To put it back, select its words in the article first.
panel-empty-title = No annotations yet
panel-empty-body = Select text in the article and press a label's key, or click one of the buttons above.
# A label's group: $label its name, $count how many annotations bear it.
panel-group = { $label }: { $count }
panel-group-collapse = Hide these annotations
panel-group-expand = Show these annotations
panel-no-entity = No entity
# The button that changes the order of the list.
panel-order = Order
panel-go = Go to “{ $quote }”

## Side panel: the filter of the list

filter-name = Filter the list
filter-hint = Filter by words
filter-menu = Filter
# While something is left out: how many of all annotations are listed.
filter-count = { $count } of { $total }
filter-clear = Show All
filter-hides-chosen = The selected annotation is left out.
filter-nothing = No annotation is like that.
filter-note = Note
filter-with-note = with a note
filter-without-note = without a note
filter-entity = Entity
filter-with-entity = with an entity
filter-without-entity = without an entity
# $label is a label that has attributes.
filter-attributes = Attributes: { $label }
filter-any = all
filter-any-value = any value
filter-no-value = no value
filter-value = a value, then Enter

## Side panel: what is said of several chosen annotations

several-count =
    { $count ->
        [one] { $count } annotation selected
       *[other] { $count } annotations selected
    }
several-various = various

## Side panel: what is said of the chosen annotation or entity

# A field's or an attribute's name with its value.
details-named = { $name }: { $value }
details-label = Label
details-none = none
details-yes = yes
details-no = no
details-note = Note
details-article = The article
details-hint = Select an annotation to see and say more about it. In a note, Enter begins a new line and Ctrl+Enter ends writing.
details-entity = Entity
details-entity-tip = Show this entity in the list of entities
# What is read of a figure: $values are names with values.
details-read = Read: { $values }
details-unread = Not understood: { $text }
details-unreadable = No figure can be read here for certain; you can fill in the values.

## Table of figures

figures-title = Figures
figures-close = Close the table
figures-list = Figures of the article
figures-empty-title = No figures yet
figures-empty-body = Mark a number, an amount or a date in the article; its value appears here.
figures-none-shown = No figure is left under this filter.
figures-reading = Reading the figures…
# The filters, each with the number of figures it shows.
figures-filter-all = All: { $count }
figures-filter-open = Not accepted: { $count }
figures-filter-unread = Not read: { $count }
figures-accept-all = Accept All Certain: { $count }
figures-copy = Copy
figures-export = Export…
figures-column-standing = State
figures-column-text = Text
figures-column-value = Value
figures-column-modifier = Modifier
figures-column-unit = Unit
figures-column-currency = Currency
figures-column-date = Date
figures-sort-tip = Sort by this column; once more turns the order, a third time gives the reading order back
figures-sorted-up = { $column }, ascending
figures-sorted-down = { $column }, descending
figures-standing-kept = accepted
figures-standing-certain = read
figures-standing-doubtful = read in part
figures-standing-unread = not read
figures-accept = Accept
figures-accept-tip = Keep what is read as the values (V)
figures-unread-tip = Not understood: { $text }
# A figure for those who do not see the table: its text and what its cells say.
figures-row = { $text }: { $cells }
figures-selected =
    { $count ->
        [one] 1 figure selected
       *[other] { $count } figures selected
    }
figures-sum = Sum: { $value }
figures-least = Least: { $value }
figures-most = Most: { $value }
figures-first = First: { $value }
figures-last = Last: { $value }
figures-unlike = They count different things and are not added up.
figures-hint = Enter goes to the page, F2 or a double click edits, V accepts, Shift selects several.
notice-figures-accepted =
    { $count ->
        [one] 1 figure accepted
       *[other] { $count } figures accepted
    }
notice-figures-none = No figure is left that is read for certain and not yet accepted
notice-figures-exported = The figures are in “{ $name }”

entity-name = Name
entity-link = Link
entities-empty-title = No entities yet
entities-empty-body = Select an annotation and press E if it names the same as the one before it, or Shift+E to choose or make an entity.

## Dialog: history

history-title = History
history-body = Select a line to take the document back, or forward again, to where it was after that change.
history-opened = As it was opened
# $quote is the text that was marked, $label a label's name.
history-mark = Marked “{ $quote }” as { $label }
history-unmark = Unmarked “{ $quote }”, which was { $label }
history-relabel = Made “{ $quote }” { $label }
# $before and $after are ids; $count is how many annotations have the label.
history-label-id =
    { $count ->
        [0] Renamed label { $before } to { $after }
        [one] Renamed label { $before } to { $after }, { $count } annotation
       *[other] Renamed label { $before } to { $after }, { $count } annotations
    }
# $before and $after are a label's names.
history-label-names = Called label “{ $before }” now “{ $after }”
history-label-short = Changed the short names of label “{ $label }”
history-label-color = Changed the colour of label “{ $label }”
history-label-key = Changed the key of label “{ $label }”
history-label-parent = Changed the parent of label “{ $label }”
history-label-description = Changed the guideline of label “{ $label }”
history-label-attributes = Changed the attributes of label “{ $label }”
history-label-edit = Edited label “{ $label }”
history-label-add = Added label “{ $label }”
history-label-move = Moved label “{ $label }”
# $count annotations were deleted with it.
history-label-remove =
    { $count ->
        [0] Deleted label “{ $label }”
        [one] Deleted label “{ $label }” and { $count } annotation
       *[other] Deleted label “{ $label }” and { $count } annotations
    }
# $count annotations have the label $other now.
history-label-handed =
    { $count ->
        [one] Deleted label “{ $label }”, { $count } annotation is now “{ $other }”
       *[other] Deleted label “{ $label }”, { $count } annotations are now “{ $other }”
    }
# $change is one of the change- messages, $about what it was about.
history-other = { $change }: { $about }
history-plain = { $change }
# $entry is one of the lines above.
history-times = { $entry }, { $count } times
history-merge =
    { $count ->
        [0] Merged with the file
        [one] Merged with the file, { $count } annotation changed
       *[other] Merged with the file, { $count } annotations changed
    }
history-saved = { $entry } (saved)

## Dialog: the labels of a document

labels-title = Labels of “{ $name }”
labels-none = There are no labels yet. Add one, or use a set of labels.
labels-list = List of labels
labels-use = Use Labels
# A label in the list: $name its name, $id what files call it, $count its annotations.
labels-row =
    { $count ->
        [0] { $name } ({ $id }): no annotations
        [one] { $name } ({ $id }): { $count } annotation
       *[other] { $name } ({ $id }): { $count } annotations
    }
labels-add = Add
labels-add-tip = Add a label at the end (Insert)
labels-delete = Delete
labels-delete-tip = Delete the label; what becomes of its annotations is asked (Del)
labels-up = Up
labels-up-tip = Move the label towards the beginning (Alt+Up, or drag it)
labels-down = Down
labels-down-tip = Move the label towards the end (Alt+Down, or drag it)
labels-open = Open Set…
labels-save = Save Set…
# What is new is called so until it is named.
labels-new-label = New label
labels-new-attribute = New attribute
labels-new-option = New option
labels-name-ar = Arabic name
labels-name-en = English name
labels-id = Id in files
labels-short = Short names
labels-short-ar = Short Arabic name
labels-short-en = Short English name
labels-key = Key
labels-key-hint = Press a digit here
labels-parent = Kind of
labels-drop = Drop
labels-description = Guideline
labels-color = Colour
labels-palette-okabe-ito = Okabe–Ito
labels-palette-tol = Tol, muted
# $color is written as #rrggbb.
labels-swatch = Colour { $color }
labels-theme-light = light
labels-theme-dark = dark
labels-contrast = Contrast of text on the highlight, { $theme } theme: { $contrast }
labels-contrast-tip = How well text can be read on the highlight (WCAG 2.1); 4.5 and more is readable, 7 and more very well
# An Arabic word that a highlight is shown on, in every language.
labels-sample = القاهرة
labels-eyes-usual = usual eyes
labels-eyes-protanopia = red-blind eyes
labels-eyes-deuteranopia = green-blind eyes
labels-eyes-tritanopia = blue-blind eyes
# $difference is that of CIEDE2000.
labels-clear = Easily told apart from all others; most like “{ $label }” (difference { $difference } for { $eyes })
labels-alike = Hard to tell apart from “{ $label }” (difference { $difference } for { $eyes })
labels-attributes = What annotations can say besides
labels-attributes-none = Nothing yet
labels-add-attribute = Add an Attribute
labels-add-option = Add an option
labels-add-option-tip = Add an option
labels-remove = Remove
labels-remove-tip = Remove
labels-part-up = Up
labels-part-up-tip = Move up
labels-part-down = Down
labels-part-down-tip = Move down
labels-options-unfold =
    { $count ->
        [one] Show { $count } option
       *[other] Show { $count } options
    }
labels-options-fold = Hide the options
labels-kind-choice = one of several
labels-kind-yes-no = yes or no
labels-kind-text = text
labels-kind-number = number
labels-fault-empty = A name is needed here.
labels-fault-long = This is too long: { $limit } characters at most.
labels-fault-name-taken = “{ $name }” is there already.
labels-pick-parent = Which label is it a kind of?
labels-pick-heir = Which label do the annotations get?
labels-pick-field = Name or id of a label
labels-lose-title = Something would be lost
labels-lose-do = Do It All the Same
labels-lose-annotations =
    { $count ->
        [one] { $count } annotation will be removed.
       *[other] { $count } annotations will be removed.
    }
labels-lose-values =
    { $count ->
        [one] { $count } annotation will lose values that do not fit any more.
       *[other] { $count } annotations will lose values that do not fit any more.
    }
labels-lose-kinds =
    { $count ->
        [one] { $count } entity will have no label any more.
       *[other] { $count } entities will have no label any more.
    }
labels-lose-keys =
    { $count ->
        [one] { $count } label will have no key any more.
       *[other] { $count } labels will have no key any more.
    }
labels-delete-title = Delete the label “{ $label }”?
labels-delete-body =
    { $count ->
        [0] No annotation has it, but entities do. What becomes of them?
        [one] { $count } annotation has it. What becomes of it?
       *[other] { $count } annotations have it. What becomes of them?
    }
labels-delete-do = Delete Label
labels-fate-relabel = Give them another label…
labels-fate-relabel-to = Give them the label “{ $label }”
labels-fate-delete =
    { $count ->
        [0] Leave them without a label
        [one] Delete { $count } annotation with it
       *[other] Delete { $count } annotations with it
    }
labels-fate-delete-short = Delete
labels-fate-keep = Keep
labels-fate-other = Another label…
labels-load-title = Use this set of labels?
labels-load-body =
    { $count ->
        [one] The set lacks a label that is in use. What becomes of it?
       *[other] The set lacks { $count } labels that are in use. What becomes of them?
    }
labels-load-do = Use the Set
labels-unfinished-title = Something is not finished
labels-unfinished-body = What was typed cannot be kept: { $text }
labels-unfinished-do = Drop It

## Dialog: which entity

pick-entity-title = Which entity is it?
pick-entity-merge-title = Which entity is the same?
pick-entity-body = Type part of a name; Enter takes the marked one.
pick-entity-field = Name of the entity
pick-entity-new = New entity “{ $name }”

## Find bar

find-name = Find in the article
find-hint = Words to find
find-next = Next
find-previous = Previous
find-folded = Ignore marks and spelling
find-whole-words = Whole words
find-close = Done
find-close-tip = Close this bar (Esc)
find-searching = Searching…
find-none = No hit
find-count =
    { $count ->
        [one] { $count } hit
       *[other] { $count } hits
    }
# While the search goes on, there may be more.
find-count-more = { $count }+ …
find-count-full = more than { $count }
# $position is the number of the hit that is shown.
find-position = { $position } of { $count }
find-position-more = { $position } of { $count }+ …
find-position-full = { $position } of more than { $count }
find-wrapped-next = (from the beginning again)
find-wrapped-previous = (from the end again)
find-failed = The search broke off: { $reason }

## Toolbar

toolbar-hold-tip = Double-click or Shift+click: mark all that is selected from now on as { $label }

## Status bar

# While every word that is taken is marked at once.
status-paint = Painting: { $label } (Esc ends)
status-saved = Saved
status-saved-itself = Saved by itself
status-autosave-failed = Could not save by itself
# $user and $host are names from another machine.
status-read-only = Read-only: edited by { $user } on { $host }
status-read-only-unknown = Read-only: edited elsewhere
autosave-changed = Another program has changed the file. Save it yourself, to be asked
autosave-exists = Another file has come in its place. Save it yourself, to be asked
status-unsaved = Not saved
# The changes are in no file, but in the journal: they survive the program.
status-unsaved-kept = Not saved, but kept safe
status-unsaved-kept-tip = Every change is in the journal and comes back even after a crash
status-unsaved-writing = Not saved, keeping…
# $why is one of the risk- messages.
status-at-risk = At risk: { $why }
status-at-risk-tip = The last changes are only in memory. Save, or put right what is wrong; Hashiya tries again with every change
risk-in-use = another Hashiya has this document open
risk-disk-full = the disk of your home folder is full
risk-not-allowed = the journal's folder cannot be written to
risk-other = the journal cannot be written ({ $reason })
status-new = New
status-selection =
    { $characters ->
        [one] { $characters } character
       *[other] { $characters } characters
    }, { $words ->
        [one] { $words } word
       *[other] { $words } words
    } selected
status-selection-long =
    { $characters ->
        [one] { $characters } character
       *[other] { $characters } characters
    } selected
status-annotations =
    { $count ->
        [0] No annotations
        [one] { $count } annotation
       *[other] { $count } annotations
    }
# Controls that make the text read other than it is stored.
status-controls = Hidden direction controls: { $count }
status-direction-rtl = Right to left
status-direction-ltr = Left to right
status-text-size = Text size: { $percent }%
status-loading = Opening { $name }…
status-saving = Saving { $name }…

## Passing messages

notice-saved = Saved to { $path }
notice-opened-annotations = Opened { $name }, where the annotations of { $article } are kept
# A set of labels was taken over: $name is the set's, $count how many it has.
notice-labels-loaded =
    { $count ->
        [one] The set “{ $name }” is in use: { $count } label
       *[other] The set “{ $name }” is in use: { $count } labels
    }
notice-labels-saved = The labels were saved to { $path }
notice-nothing-selected = Select some text first
notice-marked-all =
    { $count ->
        [one] { $count } place marked
       *[other] { $count } places marked
    }
notice-unmarked-all =
    { $count ->
        [one] { $count } annotation removed
       *[other] { $count } annotations removed
    }
notice-edge-empty = Nothing would be left of the annotation
notice-edge-limit-first = The article begins here
notice-edge-limit-last = The article ends here
notice-already-marked = This text already has the label { $label }
notice-none-before = No annotation before this one has the same label
notice-already-open = { $name } is already open
notice-file-gone = { $path } is no longer there; saving will write it again
notice-reloaded = { $name } was read again
notice-not-reloaded = { $name } was changed while its file was read again; nothing of it was given up
notice-merge-nothing = There is nothing to merge: { $name } and its file say the same
notice-merged =
    { $count ->
        [0] { $name } was merged with its file
        [one] { $name } was merged with its file; { $count } annotation changed
       *[other] { $name } was merged with its file; { $count } annotations changed
    }
notice-no-earlier = There are no earlier versions of { $name } yet
notice-not-kept = Saved, but the version before could not be kept. The system says: { $reason }
notice-in-use = { $name } is open in another Hashiya window, too. Change it in one of them only: saving asks before it replaces what the other one saved
# $user and $host are names from another machine.
notice-held = Read-only: { $name } is being edited by { $user } on { $host }. You can take it over
notice-held-unknown = Read-only: { $name } is being edited elsewhere. You can take it over
notice-free = Here you can edit { $name } now
notice-changed-since = Changed since you saved it: the annotations of { $name } are not what Hashiya wrote last. Another program or another machine has changed the file
notice-altered = The annotations of { $name } are not as a program saved them: the file was edited by hand or by another program, or the disk has damaged it. Text and places are right; look at names, values and notes, then save. “Earlier Versions” in the menu may have what was there before
notice-autosave-failed = Could not save { $name } by itself. Nothing is lost: the changes are in the journal
notice-journal-unusable = The journal { $path } could not be used and stays where it is: { $reason }
notice-reanchored =
    { $count ->
        [one] { $count } annotation was taken over onto this text
       *[other] { $count } annotations were taken over onto this text
    }
notice-reanchored-left =
    { $count ->
        [one] { $count } annotation is kept as lost: its words have changed or are gone
       *[other] { $count } annotations are kept as lost: their words have changed or are gone
    }
notice-place-by-hand = Select its words in the article, then choose “Put Back onto Selection”
notice-replaced =
    { $count ->
        [one] { $count } place could not be read in this encoding and is shown as �
       *[other] { $count } places could not be read in this encoding and are shown as �
    }

## Dialog: unsaved changes

dialog-unsaved-title = Save the changes to “{ $name }”?
dialog-unsaved-body = Changes that are not saved will be lost.

## Dialog: a typed path, where no file dialog answers

dialog-path-open-title = Open a File
dialog-path-figures-title = Export the Table of Figures
dialog-path-reanchor-title = Re-anchor onto the Text of
dialog-path-save-title = Save As
dialog-path-labels-open-title = Open a Set of Labels
dialog-path-labels-save-title = Save the Labels As
dialog-path-label = Path of the file
dialog-path-hint = For example: { $example }
dialog-path-unavailable = The system's file dialog is not available. Type the path of the file instead.

## Dialog: replace a file

dialog-replace-title = Replace “{ $name }”?
dialog-replace-body = A file of this name is already there. What it holds now will be lost.
dialog-replace-changed-body = Another program has changed this file since you opened or saved it. Its changes will be lost. To keep both, merge them, or save yours under another name.

## Dialog: a save that failed, a file that has changed, versions from before

dialog-save-failed-way-out = Save under another name or in another folder, or put right what is wrong and try again.
dialog-source-changed-title = “{ $name }” is no longer the text that was annotated
dialog-source-changed-body = The annotation file holds the old text, and that is shown. The annotations can be taken over onto the new text: in a document of its own, with what cannot be placed kept in a list. The old file stays as it is until you save.
dialog-changed-title = Another program has changed “{ $name }”
dialog-changed-body = The file no longer holds what is shown here. Merge to see what is different and choose; reload it; or keep what is shown, and the next save replaces the file.
dialog-changed-body-modified = The file no longer holds what you opened, and you have changes that are not saved. Merge to see what is different and keep both. Reloading loses your changes; keeping yours replaces the file at the next save.
dialog-earlier-title = Earlier versions of “{ $name }”
dialog-earlier-body = What the file held before each of the last saves. A version opens as a document of its own; the file stays as it is.
# $age is one of the age- messages below.
dialog-earlier-open = Replaced { $age }

# How long ago something happened.
age-now = just now
age-minutes =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
age-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
age-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }

## Dialog: work that was brought back

dialog-held-title = Being edited elsewhere: “{ $name }”
# $age is one of the age- messages; $user and $host are names from another machine.
dialog-held-body = It is being edited by { $user } on { $host }, begun { $age }. Here it can only be read.
dialog-held-body-unknown = It is being edited, begun { $age }; by whom cannot be told. Here it can only be read.
dialog-held-advice = If you take it over, it can only be read there from then on. Ask first: what is not saved there does not come along.
dialog-restored-title = Unsaved work on “{ $name }” was brought back
# $age is one of the age- messages.
dialog-restored-body =
    { $count ->
        [0] What was in no file any more is here again.
        [one] Hashiya ended before { $count } change was saved, made { $age }.
       *[other] Hashiya ended before { $count } changes were saved, the last made { $age }.
    }
# $change is one of the change- messages.
dialog-restored-last = The last change: { $change }.
dialog-restored-torn = One more change was being written at that moment and is lost.
dialog-restored-damaged =
    { $count ->
        [one] The journal is damaged: { $count } entry could not be read. The damaged journal is kept.
       *[other] The journal is damaged: { $count } entries could not be read. The damaged journal is kept.
    }
dialog-restored-unfit =
    { $count ->
        [one] { $count } later change no longer fitted and was left out.
       *[other] { $count } later changes no longer fitted and were left out.
    }
dialog-restored-file-changed = Another program has changed the file since; saving will ask before it replaces that.
dialog-restored-files = Your files are as you last saved them; the work is written to them only when you save. Undo works as before.

## Dialog: the encoding of an article

dialog-encoding-title = In which encoding is “{ $name }”?
dialog-encoding-preview = So it would be read:
# What the file seems to be, and the way out.
encoding-guess = The text is most likely in the encoding { $name }. Choose the one in which it can be read.
encoding-truncated = The file was cut off: it ends inside a character, at byte { $byte }. It is best to get it again. If you open it, � stands in that place.
encoding-damaged = The file is damaged: byte { $byte } and perhaps others do not belong in { $encoding }. It is best to get it again. If you open it, � stands in those places.
encoding-nul = This is hardly a text: byte { $byte } is NUL, which no text has. You can still look at it.
encoding-twice = The letters were encoded twice, as happens when a program takes UTF-8 for another encoding. Hashiya can undo that; the file itself stays as it is.
encoding-pdf = This is a PDF file and not a text. Save its text from a PDF reader, and open that.
encoding-word-processor = This is a word processor's document and not a plain text. Save it there as plain text (UTF-8), and open that.
encoding-picture = This is a picture and not a text.
encoding-archive = These are compressed files and not a text. Unpack them first.
# Names of encodings; $name is the technical one.
encoding-unicode = Unicode ({ $name })
encoding-arabic-windows = Arabic, Windows ({ $name })
encoding-arabic-iso = Arabic, ISO ({ $name })
encoding-arabic-mac = Arabic, old Macintosh ({ $name })
encoding-western = Western European ({ $name })
encoding-hebrew = Hebrew ({ $name })
encoding-cyrillic = Cyrillic ({ $name })
encoding-turkish = Turkish ({ $name })
encoding-doubled = UTF-8 encoded twice, by way of { $name }

## The system's file dialog

filedialog-open-title = Open an Article
filedialog-reanchor-title = The Article's New Text
filedialog-save-title = Save Annotations
filedialog-labels-open-title = Open a Set of Labels
filedialog-labels-save-title = Save Labels
filedialog-filter-labels = Sets of labels
filedialog-filter-all-known = Articles and annotation files
filedialog-filter-text = Articles (text)
filedialog-filter-annotations = Annotation files
filedialog-figures-title = Export the Table of Figures
filedialog-filter-csv = Tables (CSV)
filedialog-filter-any = All files

## Dialog: command palette

palette-name = Command
palette-hint = Part of a command’s name
palette-nothing = No command is called so

## Dialog: mark every occurrence

review-title = Lost annotation { $number } of { $count }
review-title-plain = Lost annotations
review-searching = Looking for the places they may belong to…
review-nothing = Every annotation has its place.
review-said = { $label }: { $quote }
review-old = Old text
review-new = New text
review-list = Places where it may belong
review-no-place = No place was found. Its words can be selected in the article by hand.
review-hint = Up and down choose a place, Enter puts it there, Delete leaves it lost, Page Up and Page Down go to others
review-accept = Put Here
review-leave = Leave Lost
review-by-hand = Select in the Article…
review-previous = Previous
review-next = Next
review-put-all-back = Put { $count } Back
review-put-all-back-tip = Put each where it most likely belongs, as one step that can be undone
reanchoring-title = Comparing the texts…
reanchoring-body = Nothing is changed until they are compared; the document that is open stays as it is.
mark-all-title = Mark every “{ $text }” as { $label }
mark-all-exact = Only the same letters
mark-all-exact-tip = Leave out other spellings, and what is written after و, ب, ل and the like
mark-all-all = Check all
mark-all-none = Check none
mark-all-list = Places found
mark-all-overlaps = overlaps
mark-all-glued = written together
mark-all-searching = Searching…
mark-all-nothing = There is no other place
mark-all-failed = The search broke off: { $reason }
mark-all-full = Only the first { $count } places are shown
mark-all-already =
    { $count ->
        [one] { $count } place is marked already
       *[other] { $count } places are marked already
    }
mark-all-hint = Arrows: go; Space: check; Enter: mark
mark-all-do =
    { $count ->
        [0] Mark
        [one] Mark { $count } Place
       *[other] Mark { $count } Places
    }

## Dialog: merge a document with its file

merge-title = Merge with “{ $name }”
merge-comparing = Comparing with the file…
merge-differences =
    { $count ->
        [one] { $count } difference.
       *[other] { $count } differences.
    }
merge-conflicts =
    { $count ->
        [0] No conflict: what only one side changed is taken, unless you choose otherwise.
        [one] { $count } of them is a conflict: both sides changed the same thing. Nothing is lost unless you choose so.
       *[other] { $count } of them are conflicts: both sides changed the same thing. Nothing is lost unless you choose so.
    }
merge-no-base = What both sides began with is not known, so nothing counts as removed.
merge-all-mine = All Mine
merge-all-theirs = All Theirs
merge-conflicts-only = Only conflicts
merge-mine = Mine, as shown
merge-theirs = Theirs, in the file
merge-list = Differences
merge-hint = Up, Down: go; Left, Right: take that side; Space: next choice; Enter: merge
# What assistive technology is told of each side. $what is what there is.
merge-said-mine = Mine: { $what }
merge-said-theirs = Theirs: { $what }
merge-conflict = conflict
merge-both = Both
merge-both-tip = Put the two together; what cannot be one stays as two annotations, or theirs goes into a note
merge-removed = removed
merge-absent = not there
merge-added = added
merge-only-here = only here
merge-kept = as it was
# What it was before: a name, or words.
merge-was = was { $was }
merge-other-label = other label
merge-other-text = other text
merge-other-name = other name
merge-other-color = other colour
merge-other-parent = kind of another label
merge-other-attributes = other attributes
merge-other-description = other description
merge-other-unknown = what only other versions know differs
merge-names = names { $name }
merge-names-nothing = names nothing
merge-without = without { $name }
merge-note = note: { $note }
merge-no-note = without a note
merge-no-link = without a link
merge-key = key { $key }
merge-no-key = without a key
merge-lost = Lost annotation
merge-entity = Entity
merge-label = Label
merge-label-order = Order of the labels
merge-direction = Text direction
merge-article-note = Note on the article
merge-none = none

## Dialog: keyboard shortcuts

shortcuts-title = Keyboard Shortcuts
shortcuts-group-reading = Reading
shortcuts-drag = Select text
shortcuts-drag-keys = Drag
shortcuts-double-click = Select a word
shortcuts-double-click-keys = Double click
shortcuts-double-click-again = Without what is written onto its front, and back
shortcuts-double-click-again-keys = Double click again
shortcuts-triple-click = Select a sentence
shortcuts-triple-click-keys = Triple click
shortcuts-shift-click = Extend the selection to the click
shortcuts-shift-click-keys = Shift + click
shortcuts-click-highlight = Select an annotation
shortcuts-click-highlight-keys = Click on its colour
shortcuts-click-again = Select the annotation around it
shortcuts-click-again-keys = Click again
shortcuts-ctrl-drag = Add a piece to the selected annotation
shortcuts-ctrl-drag-keys = Ctrl + drag
shortcuts-drag-end = Move an end of the selected annotation; with Ctrl by words, with Alt by clitics
shortcuts-drag-end-keys = Drag its handle
shortcuts-arrows = Move by a letter or a line
shortcuts-arrows-keys = Arrows
shortcuts-ctrl-arrows = Move by a word
shortcuts-ctrl-arrows-keys = Ctrl + arrows
shortcuts-shift-arrows = Extend the selection by a letter or a line
shortcuts-shift-arrows-keys = Shift + arrows
shortcuts-ctrl-shift-arrows = Extend the selection by a word
shortcuts-ctrl-shift-arrows-keys = Ctrl + Shift + arrows
shortcuts-alt-arrows = Move by clitic; with Shift, extend the selection
shortcuts-alt-arrows-keys = Alt + left, right
shortcuts-page = Turn a page
shortcuts-page-keys = Page Up, Page Down
shortcuts-ends = Go to the beginning or the end
shortcuts-ends-keys = Ctrl + Home, Ctrl + End
shortcuts-zoom = Make the text bigger or smaller
shortcuts-zoom-keys = Ctrl + wheel

shortcuts-group-list = The list of annotations
shortcuts-list-down = From the filter into the list
shortcuts-list-down-keys = Arrow down, Enter
shortcuts-list-arrows = Go to another annotation
shortcuts-list-arrows-keys = Up, down, Page Up, Page Down, Home, End
shortcuts-list-shift = Select from there to here
shortcuts-list-shift-keys = Shift+the same, Shift+click
shortcuts-list-one = Select one more, or one less
shortcuts-list-one-keys = Ctrl+click; Ctrl+arrows, then Space
shortcuts-list-all = Select all that is listed
shortcuts-list-all-keys = Ctrl+A
shortcuts-list-fold = Hide or show a group
shortcuts-list-fold-keys = Enter on its heading
shortcuts-list-enter = Back to the page
shortcuts-list-enter-keys = Enter

## Dialog: about

about-title = About Hashiya
about-version = Version { $version }
about-body = A marginal note, ḥāshiya in Arabic, is what a reader writes beside a text without changing it. Hashiya works without a network and sends nothing anywhere.
about-licence = Free software under the MIT or the Apache 2.0 licence, as you prefer.
about-fonts = Fonts: Noto Naskh Arabic, Noto Sans, Noto Sans Hebrew, Noto Sans Symbols, Noto Emoji, Vazirmatn, Scheherazade New and Amiri, under the SIL Open Font License 1.1.

## Names for screen readers and tests, where nothing is written

a11y-article = Article text

## Errors: headings

error-title = Something went wrong
error-open-title = “{ $name }” could not be opened
error-save-title = “{ $name }” could not be saved
# Where in a file: lines and columns count from 1, columns count characters.
error-at = Line { $line }, column { $column }
error-restore-title = The work on “{ $name }” could not be brought back
error-merge-title = “{ $name }” cannot be merged
error-merge-other-text = Its annotations stand on another text than the one shown. Only annotations on the same text can be merged: re-anchor one of the two onto the other’s article first.
error-restore-kept = The journal stays where it is: { $path }
error-nothing-lost = Nothing was lost: the document is still open and its changes are still here.
error-nothing-opened = Nothing was opened.

## Errors: reading and writing files

error-file-missing = There is no file at { $path }.
error-file-is-folder = { $path } is a folder, not a file.
error-file-not-regular = { $path } is not a regular file. Choose another name.
error-file-forbidden = You may not read { $path }.
error-file-forbidden-write = You may not write to { $path }.
error-folder-missing = There is no folder { $path }.
error-disk-full = The disk is full.
error-disk-gone = The disk or network folder of { $path } no longer answers.
error-file-too-big = The file is too big: { $size } MB. Hashiya opens files of up to { $limit } MB.
error-file-type = { $name } is neither a text file nor an annotation file.
error-file-other = The system says: { $reason }
error-not-utf8 = The text is not valid UTF-8: byte { $byte } does not belong. Hashiya reads UTF-8 only for now.

## Errors: the annotation file

error-ron-syntax = This is not valid RON: { $reason }
error-ron-no-format = This is not a Hashiya annotation file: it does not say that it is one.
error-ron-no-labels = This is not a Hashiya label set: it does not say that it is one. Choose a file that Hashiya saved as a label set; its name ends in .labels.ron.
error-ron-version-newer = The file is of version { $found }; this Hashiya reads up to version { $supported }. A newer Hashiya is needed.
error-ron-version-unknown = There is no file version { $found }.
error-ron-unit = The unit of the spans is “{ $found }”, but must be “{ $expected }”.
error-ron-direction = The direction is “{ $found }”, but must be “rtl” or “ltr”.
error-ron-missing-field = The field “{ $field }” is missing.
error-ron-unknown-field = There is no field “{ $field }” in this place.
error-ron-repeated-field = The field “{ $field }” stands here twice.
error-ron-sha256 = The SHA-256 of the source must have 64 hexadecimal digits.

## Errors: marking

error-edit-empty-span = No text is selected.
error-edit-outside = The place is outside the article.
error-edit-grapheme = A letter cannot be parted from its marks.
error-edit-label = There is no label “{ $label }”.
error-edit-annotation = There is no annotation number { $id }.
error-edit-id-used = The number { $id } is already taken.
error-edit-too-many-annotations = There can be { $limit } annotations at most.
error-edit-pieces = The pieces of an annotation must follow each other with text between them.
error-edit-too-many-pieces = An annotation can have { $limit } pieces at most.
error-edit-attribute = The label “{ $label }” has no attribute “{ $attribute }”.
error-edit-value = This value does not fit the attribute “{ $attribute }”.
error-edit-lost-words = A lost annotation needs its words.
error-edit-note-too-long = The note is too long.
error-edit-label-id = “{ $id }” cannot be an id: it takes a Latin letter, then up to 63 Latin letters, digits, “_” or “-”.
error-edit-label-color = “{ $color }” is not a colour: it takes # and six hexadecimal digits.
error-edit-label-key = “{ $key }” cannot be a label’s key: it takes a digit from 1 to 9.
error-edit-label-id-taken = There is a label “{ $label }” already.
error-edit-label-key-taken = The key { $key } belongs to the label “{ $label }” already.
error-edit-too-many-labels = There can be { $limit } labels at most.
error-edit-label-parent = A label cannot be its own parent or ancestor.
error-edit-label-description = The description of the label “{ $label }” is too long.
error-edit-label-attributes = The attributes of this label are not right: { $reason }
error-edit-label-in-use = The label “{ $label }” is still used.
error-edit-attribute-in-use = Annotation { $id } has a value of “{ $attribute }” that would not fit any more.
error-edit-entity = There is no entity number { $id }.
error-edit-entity-name = An entity needs a name that is not too long.
error-edit-entity-in-use = This entity is still mentioned by annotations.
error-edit-too-many-entities = There can be { $limit } entities at most.
error-edit-link = This is no link: it begins with a scheme, such as https:, and has no spaces.
error-edit-nothing = There is nothing to do this with.

## Errors: starting

error-broke-off = Hashiya made a mistake and has to end. What you did is kept in { $folder } and comes back when you start it again.
error-no-display = there is no display ({ $variables } are not set)
error-no-window = No window could be opened: { $reason }
error-no-window-hint = Without a screen, Hashiya can draw an article into a picture: { $command }
