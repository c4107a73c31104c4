# Ce que dit chaque règle : ce qui ne va pas, et comment y remédier.

file_empty = Le fichier est vide.
    .remedy = Veuillez renvoyer le questionnaire rempli.
file_encrypted = Le fichier est protégé par un mot de passe et ne peut pas être ouvert.
    .remedy = Veuillez l’enregistrer sans mot de passe et le renvoyer.
file_damaged = Le fichier est endommagé ou n’a été transmis qu’en partie.
    .remedy = Veuillez l’ouvrir, l’enregistrer de nouveau comme classeur Excel (.xlsx) et le renvoyer.
file_not_spreadsheet = Le fichier n’est pas un classeur de tableur.
    .remedy = Veuillez envoyer le questionnaire lui-même : un classeur Excel (.xlsx, .xlsm, .xlsb, .xls) ou OpenDocument (.ods).
not_a_questionnaire = Le classeur n’est pas un questionnaire du présent cycle d’établissement de rapports.
    .remedy = Veuillez utiliser le questionnaire que vous avez reçu, en conservant ses feuilles masquées.
identification_missing = La feuille masquée « rapporteur », qui indique à qui est destiné le questionnaire, a été supprimée du classeur.
    .remedy = Veuillez recopier vos réponses dans le questionnaire que vous avez reçu, sans en supprimer de feuille, et le renvoyer.
other_cycle = Le classeur est un questionnaire d’un autre cycle d’établissement de rapports : { $cycle }.
    .remedy = Veuillez remplir le questionnaire du présent cycle et l’envoyer.
other_form = Le classeur contient un autre questionnaire que celui qui a été envoyé.
    .remedy = Veuillez remplir le questionnaire que vous avez reçu pour le présent cycle.
other_version = La version du questionnaire, { $version }, n’est pas la version actuelle. Il a néanmoins été lu.
    .remedy = Aucune mesure n’est nécessaire ; veuillez seulement vérifier qu’aucune question de la version actuelle ne manque.
unknown_respondent = L’entité « { $respondent } » ne figure pas sur la liste de celles qui ont été consultées.
    .remedy = Veuillez utiliser le questionnaire qui porte votre propre code ; le secrétariat peut ajouter une entité à la liste.
nothing_answered = Aucune question n’a reçu de réponse.
    .remedy = Veuillez remplir le questionnaire et le renvoyer.
same_file = Le même fichier a déjà été reçu, sous le nom { $first }.
    .remedy = Aucune mesure n’est nécessaire : il ne compte qu’une fois.
superseded = Un fichier ultérieur de la même entité remplace celui-ci : { $stands }.
    .remedy = Si c’est le présent fichier qui doit être retenu, veuillez le renvoyer.
section_missing = La feuille « { $section } » est absente.
    .remedy = Veuillez reprendre cette feuille dans le questionnaire que vous avez reçu, la remplir et renvoyer le classeur entier.
hidden_column_missing = La première colonne de la feuille, qui est masquée, a été supprimée ou vidée. Elle contient les noms qui permettent de retrouver les réponses ; aucune réponse de cette feuille n’a donc pu être lue.
    .remedy = Veuillez recopier vos réponses dans le questionnaire que vous avez reçu, sans en supprimer de colonne, et le renvoyer.
question_unknown = La ligne se rapporte à « { $name } », qui n’est pas une question du présent questionnaire.
    .remedy = Aucune mesure n’est nécessaire si vous n’y avez pas répondu ; sinon, veuillez donner la réponse dans le questionnaire actuel.
answered_twice = La question « { $question } » a reçu une seconde réponse, différente de la première ; la première, en { $first }, a été conservée.
    .remedy = Veuillez ne garder qu’une réponse et effacer l’autre.
not_a_number = « { $value } » n’est pas un nombre.
    .remedy = Veuillez n’écrire que des chiffres, par exemple 1234,5, et indiquer l’unité et les remarques dans la note. S’il n’y a pas de chiffre, écrivez a, m, n ou x.
not_a_whole_number = « { $value } » n’est pas un nombre entier.
    .remedy = Veuillez écrire un nombre sans décimales, par exemple 2023. S’il n’y en a pas, écrivez a, m, n ou x.
number_out_of_range = Le nombre { $value } dépasse toute valeur possible ici.
    .remedy = Veuillez vérifier le nombre et son unité.
not_a_date = « { $value } » n’est pas une date.
    .remedy = Veuillez écrire le jour, le mois et l’année, par exemple 18 avril 2023.
unknown_choice = « { $value } » ne fait pas partie des choix proposés : { $choices }.
    .remedy = Veuillez choisir dans la liste de la cellule ; le choix le plus proche est « { $nearest } ». Si aucun ne convient, donnez des précisions dans la note.
text_too_long = La réponse est plus longue que ce que peut contenir une cellule de tableur.
    .remedy = Veuillez l’abréger ou envoyer le texte dans un document distinct.
required_missing = La question « { $question } » est restée sans réponse.
    .remedy = Veuillez y répondre ; si cela est impossible, écrivez a (sans objet) ou m (non disponible).
not_relevant = La question « { $question } » a reçu une réponse alors qu’elle ne s’applique pas, d’après une autre de vos réponses.
    .remedy = Veuillez effacer cette réponse ou corriger celle dont elle dépend.
constraint_broken = « { $value } » ne peut pas être la réponse à la question « { $question } ».
    .remedy = Veuillez suivre les indications données à côté de la question.

# Ce qui peut suivre un second fichier de la même entité.
partial_kept = Ce fichier répond à moins de questions que le précédent : { $now } au lieu de { $before }. Les réponses antérieures qui n’y figurent pas sont conservées : { $missing }.
    .remedy = Si l’une d’elles ne doit plus être retenue, veuillez répondre de nouveau à la question ou écrire a, m, n ou x.
partial_dropped = Ce fichier répond à moins de questions que le précédent : { $now } au lieu de { $before }. Les réponses antérieures qui n’y figurent pas ne comptent plus : { $missing }.
    .remedy = Si elles doivent encore être retenues, veuillez les inscrire de nouveau et envoyer le classeur entier.

# Ce que montrent les réponses des autres.
answers_conflict = Deux fichiers du même gouvernement répondent différemment à la question « { $question } » : « { $value } » ici, « { $theirs } » dans { $other }.
    .remedy = Veuillez convenir d’une seule réponse avec les auteurs de l’autre fichier et l’envoyer, ou indiquer au secrétariat laquelle des deux doit être retenue.

# Ce que contient une cellule.
formula_without_value = La cellule contient une formule dont le résultat n’a pas été enregistré.
    .remedy = Veuillez écrire le résultat lui-même dans la cellule.
error_value = La cellule contient une erreur du tableur : { $value }.
    .remedy = Veuillez écrire la réponse elle-même. S’il n’y en a pas, écrivez a, m, n ou x.
answer_in_label = L’intitulé d’une question a été remplacé par « { $value } ».
    .remedy = Veuillez écrire la réponse dans la cellule de réponse de la question.
two_choices = « { $value } » désigne plus d’un choix, alors que la cellule n’en admet qu’un.
    .remedy = Veuillez garder le choix qui convient le mieux et indiquer les autres dans la note.
number_approximate = « { $value } » n’est pas un chiffre exact ; la valeur retenue est { $read }.
    .remedy = Veuillez confirmer le chiffre exact en n’écrivant que des chiffres, et indiquer les remarques dans la note.
calendar_suspect = L’année de « { $value } » semble être celle d’un autre calendrier (thaïlandais, persan, islamique) ; elle a été lue comme { $read }.
    .remedy = Veuillez la vérifier et écrire l’année du calendrier grégorien.

# Le fichier dans son ensemble, et ce qui a été décidé à son sujet.
too_large = Le classeur est trop volumineux pour être lu sans risque.
    .remedy = Veuillez copier les réponses dans le questionnaire que vous avez reçu et envoyer celui-ci ; envoyez séparément les images et les autres documents.
received_after_cut_off = Le fichier a été reçu le { $received }, après la date limite du { $cut_off }. Il n’est pas pris en compte dans les tableaux, sauf si le secrétariat l’admet.
    .remedy = Aucune correction n’est nécessaire ; si la réponse doit encore être prise en compte, veuillez écrire au secrétariat.
withdrawn = Par décision du secrétariat en date du { $date }, le fichier a été retiré : { $reason }
    .remedy = Aucune mesure n’est nécessaire ; si vous ne vous attendiez pas à cette décision, veuillez écrire au secrétariat.
refused = Par décision du secrétariat en date du { $date }, le fichier a été refusé : { $reason }
    .remedy = Veuillez remédier à ce qu’indique le motif et renvoyer le questionnaire, ou écrire au secrétariat.

# Ce qu’une cellule affiche, et ce qui n’a pas été lu dans un classeur.
struck_out = « { $value } » est barré et n’a pas été retenu ; le texte lu est « { $read } ».
    .remedy = Veuillez supprimer ce qui n’est plus valable, ou retirer la barre si cela l’est encore.
raised_mark = « { $value } » comporte un signe en exposant ou en indice, qui n’a pas été considéré comme faisant partie de la réponse ; la valeur lue est { $read }.
    .remedy = Veuillez écrire la réponse seule dans la cellule, et l’appel de note dans la note.
digits_lost = « { $value } » a plus de chiffres qu’un tableur n’en conserve pour un nombre : les derniers sont peut-être perdus.
    .remedy = Veuillez mettre la cellule au format texte et écrire de nouveau les chiffres.
per_cent_in_count = « { $value } » est un pourcentage, une fraction ou un nombre négatif, alors que l’unité compte des personnes, des entreprises ou autres.
    .remedy = Veuillez écrire le nombre entier, ou choisir l’unité « pourcentage » là où elle est proposée.
read_as_code = « { $value } » a été lu comme le code de valeur manquante { $read }, et non comme un texte.
    .remedy = Aucune mesure n’est nécessaire si le code était voulu ; sinon, veuillez écrire la réponse en toutes lettres.
word_for_nothing = « { $value } » semble indiquer qu’il n’y a pas de réponse et n’a pas été retenu comme réponse.
    .remedy = Veuillez écrire { $read } à la place si c’est bien cela (a sans objet, m non disponible, n néant, x inclus ailleurs) ; sinon, veuillez écrire la réponse en toutes lettres.
data_type_value = La cellule contient un type de données d’Excel, tel que Géographie ou une image, dont le nom n’est pas enregistré sous forme de texte : { $value }.
    .remedy = Veuillez écrire le nom lui-même dans la cellule (menu Type de données, Convertir en texte).
display_unknown = Le fichier n’indique pas ce que ses cellules affichent : les formats tels que le pourcentage, les exposants et le texte barré n’ont pas pu être pris en compte.
    .remedy = Veuillez vérifier les réponses ainsi mises en forme, ou enregistrer le classeur au format .xlsx et le renvoyer.
identity_differs = Le classeur a été établi pour { $expected }, mais « { $value } » est inscrit comme répondant.
    .remedy = Veuillez utiliser le questionnaire qui porte votre propre code ; le secrétariat peut attribuer ce fichier au bon répondant.
label_moved = Ce que l’on voit a été déplacé par rapport aux noms masqués des questions : « { $seen } » se trouve là où était « { $expected } ». Les réponses ont été lues d’après ce que l’on voit.
    .remedy = Veuillez vérifier que chaque réponse se trouve à côté de sa question ou sous son intitulé.
label_contradicts = « { $seen } » se trouve là où était « { $expected } », et il n’est pas certain à laquelle des deux questions appartient la réponse : « { $value } ». Elle n’a pas été lue.
    .remedy = Veuillez inscrire la réponse à côté de sa question, ou sous son intitulé, dans le questionnaire que vous avez reçu.
answer_continued = Le texte des lignes suivantes a été lu comme la suite de la réponse : « { $value } ».
    .remedy = Aucune mesure n’est nécessaire s’il appartient à cette réponse.
note_without_answer = Il y a une note sans réponse : « { $value } ».
    .remedy = Veuillez inscrire la réponse, ou a, m, n ou x s’il n’y en a pas.
comment_unread = Un commentaire sur la cellule n’est pas une réponse et n’a pas été lu : « { $value } ».
    .remedy = Veuillez écrire dans la cellule, ou dans la note, ce qui fait partie de la réponse.
text_box_unread = Une zone de texte n’est pas une réponse et n’a pas été lue : « { $value } ».
    .remedy = Veuillez écrire son texte dans la cellule de la question, ou dans la note.
sheet_unread = La feuille « { $name } » ne fait pas partie du questionnaire et n’a pas été lue ; cellules remplies : { $cells }. Elle commence par : « { $value } ».
    .remedy = Veuillez inscrire ce qui relève du questionnaire dans ses propres feuilles et envoyer les autres informations dans un document distinct.
content_unread = Ce qui est écrit ici n’appartient à aucune question et n’a pas été lu : « { $value } » (cellules remplies : { $cells }).
    .remedy = Veuillez l’écrire dans la cellule d’une question, dans une ligne d’un tableau ou dans une note.
