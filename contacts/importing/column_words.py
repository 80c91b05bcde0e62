"""What a column of a table can be, and the words that people write above it in five languages."""

LEAVE_OUT = "skip"
KEEP = "keep"

FIELDS: dict[str, str] = {
    LEAVE_OUT: "Leave out",
    KEEP: "Keep in the notes",
    "name": "Full name",
    "first_name": "First name",
    "middle_name": "Middle name",
    "last_name": "Last name",
    "nickname": "Nickname",
    "email": "E-mail",
    "phone": "Phone",
    "profile": "LinkedIn or web page",
    "organization": "Organization",
    "title": "What they do",
    "how_known": "How I know them",
    "introduced": "Who introduced us",
    "walk_of_life": "Walk of life",
    "tags": "Tags",
    "notes": "Notes",
    "last_contact": "Last contact (a date)",
    "next_step": "Follow up on (a date)",
    "birthday": "Birthday",
    "anniversary": "Anniversary",
    "family": "Family",
    "job": "Their job",
    "interest": "Interests",
    "need": "What they need",
    "offer": "What they can offer",
}
"""What a column can be, with the words for it, in the order a page offers them."""

_WORDS: dict[str, str] = {
    "name": "name|full name|fullname|contact|contact name|display name|person|who|names|"
    "vollstandiger name|ganzer name|kontakt|ansprechpartner|vor und nachname|nom complet|nom et prenom|prenom et nom|"
    "nombre completo|nombre y apellidos|contacto|nome completo|nome e cognome|contato|nominativo|naam",
    "first_name": "first name|firstname|first|fname|given name|given names|forename|"
    "vorname|rufname|prenom|primer nombre|primeiro nome|nome proprio|voornaam",
    "middle_name": "middle name|middle|second name|additional name|zweiter vorname|deuxieme prenom|segundo nombre|"
    "nome do meio",
    "last_name": "last name|lastname|last|lname|surname|family name|nachname|familienname|zuname|"
    "nom de famille|apellido|apellidos|sobrenome|sobrenomes|apelido|apelidos|ultimo nome|cognome|achternaam",
    "nickname": "nickname|nick|alias|spitzname|surnom|apodo|alcunha",
    "email": "email|e mail|mail|emails|email address|e mail address|email addresses|work email|private email|"
    "personal email|business email|primary email|e mail adresse|email adresse|mailadresse|mail adresse|"
    "adresse e mail|adresse email|adresse mail|courriel|correo|correo electronico|direccion de correo|"
    "endereco de e mail|endereco de email|correio eletronico|email pessoal|indirizzo email",
    "phone": "phone|phone number|phone no|phones|mobile|mobile phone|mobile number|cell|cell phone|cellphone|telephone|"
    "tel|work phone|home phone|business phone|primary phone|landline|whatsapp|"
    "telefon|telefonnummer|telefonnr|handy|handynummer|mobil|mobilnummer|mobiltelefon|festnetz|rufnummer|"
    "telephone portable|portable|numero de telephone|telefono|telefono movil|movil|celular|numero de telefono|"
    "telefone|telemovel|numero de telefone|cellulare|telefoon",
    "profile": "linkedin|linkedin url|linkedin profile|linkedin profile url|linkedin link|profile|profile url|url|"
    "website|web site|web|web page|webpage|homepage|link|twitter|github|xing|"
    "webseite|internetseite|internet|profil|linkedin profil|site|site web|profil linkedin|page web|"
    "sitio web|pagina web|perfil|perfil de linkedin|perfil linkedin|site pessoal|sito web",
    "organization": "company|company name|current company|organization|organisation|organization name|employer|account|"
    "workplace|firm|business|firma|unternehmen|firmenname|arbeitgeber|organisation name|"
    "entreprise|societe|employeur|empresa|organizacion|compania|empregador|companhia|organizacao|azienda|bedrijf",
    "title": "job title|jobtitle|title|position|role|occupation|profession|function|headline|current position|"
    "beruf|berufsbezeichnung|stelle|funktion|jobtitel|stellung|poste|fonction|titre|intitule du poste|metier|"
    "puesto|cargo|titulo|profesion|ocupacion|profissao|funcao|ocupacao|ruolo|functie",
    "how_known": "how i know them|how known|how do i know them|how we met|how met|where met|where we met|met at|met|"
    "relationship|relation|connection|source|known from|woher|woher bekannt|kennengelernt|beziehung|bekannt durch|"
    "comment connu|rencontre|lien|como lo conozco|como nos conocimos|relacion|de donde|"
    "como conheco|como nos conhecemos|relacao|de onde",
    "introduced": "introduced by|referred by|referral|referrer|recommended by|empfohlen von|vorgestellt von|"
    "presente par|recommande par|presentado por|recomendado por|referido por|apresentado por|indicado por",
    "walk_of_life": "walk of life|circle|lebensbereich|kreis|cercle|circulo|ambito",
    "tags": "tags|tag|labels|label|groups|group|categories|category|keywords|list|lists|"
    "schlagworte|schlagworter|stichworte|gruppe|gruppen|kategorie|kategorien|etiquettes|groupe|groupes|"
    "categorie|mots cles|etiquetas|etiqueta|grupo|grupos|categoria|categorias|marcadores",
    "notes": "notes|note|comment|comments|remarks|remark|description|about|details|memo|background|"
    "notizen|notiz|bemerkung|bemerkungen|kommentar|kommentare|anmerkung|anmerkungen|beschreibung|"
    "remarques|commentaire|commentaires|notas|nota|comentario|comentarios|observaciones|descripcion|"
    "observacoes|descricao|note personali",
    "last_contact": "last contact|last contacted|last contact date|last contacted on|last spoke|last spoken|"
    "last talked|"
    "last touch|last interaction|last seen|last met|date contacted|contacted on|date of contact|contact date|"
    "letzter kontakt|zuletzt kontaktiert|zuletzt gesprochen|dernier contact|derniere rencontre|"
    "ultimo contacto|ultima conversacion|ultimo contato|data do ultimo contato|data do ultimo contacto",
    "next_step": "next step|next contact|next contact date|follow up|followup|follow up date|follow up on|"
    "next follow up|"
    "next action date|reminder|remind me|nachster kontakt|wiedervorlage|nachfassen|prochain contact|relance|rappel|"
    "proximo contacto|proximo paso|seguimiento|recordatorio|proximo contato|proximo passo|lembrete",
    "birthday": "birthday|birth date|birthdate|date of birth|dob|born|geburtstag|geburtsdatum|geboren|"
    "anniversaire|date de naissance|cumpleanos|fecha de nacimiento|aniversario|data de nascimento|nascimento|"
    "compleanno",
    "anniversary": "anniversary|wedding anniversary|hochzeitstag|jahrestag|anniversaire de mariage|"
    "aniversario de boda|aniversario de casamento",
    "family": "family|spouse|partner|children|kids|familie|ehepartner|kinder|famille|conjoint|enfants|"
    "familia|conyuge|hijos|conjuge|filhos",
    "interest": "interests|interest|hobby|hobbies|likes|interessen|interets|loisirs|intereses|aficiones|interesses|"
    "passatempos",
    "need": "needs|need|looking for|sucht|besoins|cherche|necesita|busca|precisa|procura",
    "offer": "offers|offer|can help with|expertise|skills|bietet|kenntnisse|propose|competences|ofrece|habilidades|"
    "oferece|competencias",
    KEEP: "address|street|city|town|state|region|country|zip|postal code|postcode|location|department|status|priority|"
    "industry|gender|salutation|prefix|suffix|"
    "adresse|strasse|ort|stadt|land|plz|postleitzahl|abteilung|anrede|branche|"
    "rue|ville|pays|code postal|departement|service|direccion|calle|ciudad|pais|codigo postal|departamento|sector|"
    "endereco|rua|cidade|codigo postal|cep|setor|localidade|morada",
    LEAVE_OUT: "id|uuid|row|no|nr|number|index|record id|contact id|created|created at|updated|updated at|"
    "modified|photo|"
    "created on|modified on|picture|image|avatar|foto|bild|erstellt|geandert|cree le|modifie le|creado|criado em",
}  # fmt: skip
BY_WORD = {word: field for field, words in _WORDS.items() for word in words.split("|")}
"""The field that a column's name stands for, as ``column_guesses.bare_name`` spells it."""
DATES = frozenset({"last_contact", "next_step", "birthday", "anniversary"})
FACTS = frozenset({"family", "job", "interest", "need", "offer"})

# Bare "name" is the family name where the given one has a column of its own.
SURNAMES_BESIDE_FIRST = {"name", "nom", "nome", "nombre", "naam"}
GIVEN_BESIDE_LAST = {"nome", "nombre", "name"}
FULL_ALONE = {"nom", "nome", "nombre"}
