"""
The pages of the demonstration, in French: what the network says of itself.

The facts come from the network's own leaflet of 2012, those about the territory from the census of
2024 (Haut-Commissariat au Plan) and the division into regions of 2015. The sentences are written for
this site. What is invented, the three pieces of news, says in its title that it is an example.

A page is a dict: its type, its slug, its texts, its body as (block, value) pairs, its children.
`@slug` stands for the page with that slug. Spaces before “: ; ! ? »” and after “«” are U+00A0.

The Arabic of every text here is in `ar.po`, one entry a segment as wagtail-localize cuts them: a
sentence changed here wants its entry changed there.
"""

WHY = {
    "type": "standard",
    "slug": "pourquoi-l-ess",
    "title": "Pourquoi l’économie sociale et solidaire ?",
    "summary": "Lutter contre la pauvreté, la précarité et l’exclusion, créer des emplois, vivre mieux : ce que l’économie sociale et solidaire peut apporter à la région.",
    "in_menu": True,
    "body": [
        (
            "text",
            "<p>Une coopérative, une association ou une mutuelle ne se juge pas d’abord à son bénéfice : elle se juge à ce qu’elle change dans la vie de ses membres et de ceux qui l’entourent. L’<b>économie sociale et solidaire</b> (ESS) rassemble ces façons d’entreprendre, où l’on décide ensemble et où l’activité sert les personnes.</p>"
            "<p>Pour la région, c’est un levier utile et bien adapté à ses besoins.</p>",
        ),
        ("heading", {"text": "Ce que la région en attend", "level": "h2"}),
        (
            "list",
            {
                "style": "stars",
                "items": [
                    "<p><b>Faire reculer la pauvreté</b>, en aidant chacun à vivre de son travail.</p>",
                    "<p><b>Réduire la précarité</b>, par des activités qui durent et qui s’appuient sur un groupe.</p>",
                    "<p><b>Combattre l’exclusion</b>, en faisant une place à ceux qui restent à l’écart de la vie économique.</p>",
                    "<p><b>Créer des emplois</b> dans la région.</p>",
                    "<p><b>Améliorer les conditions de vie</b> des populations vulnérables.</p>",
                ],
            },
        ),
        ("heading", {"text": "Une affaire régionale", "level": "h2"}),
        (
            "text",
            '<p>Le développement économique et social fait partie des compétences du conseil régional. C’est à ce titre qu’il a conduit le <a linktype="page" id="@projet-press">projet PRESS</a>, pour appuyer la mise en place d’une politique régionale de l’ESS. NORESS, qui réunit les acteurs du secteur, est née de ce projet.</p>',
        ),
        ("heading", {"text": "Quelques mots à connaître", "level": "h2"}),
        (
            "accordion",
            {
                "items": [
                    {
                        "title": "Coopérative",
                        "text": "<p>Un groupe de personnes qui mettent en commun leurs moyens pour exercer une activité et qui la dirigent ensemble, chaque membre disposant d’une voix.</p>",
                    },
                    {
                        "title": "Porteur de projet",
                        "text": "<p>La personne ou le groupe qui a l’idée d’une activité et qui cherche à la réaliser.</p>",
                    },
                    {
                        "title": "Activité génératrice de revenus (AGR)",
                        "text": "<p>Une activité, souvent modeste à ses débuts, qui procure un revenu régulier à une personne, à une famille ou à un groupe.</p>",
                    },
                    {
                        "title": "Accompagnement",
                        "text": "<p>L’aide apportée dans la durée à un porteur de projet ou à une structure : écoute, conseil, formation, mise en relation.</p>",
                    },
                ],
            },
        ),
        (
            "cards",
            {
                "title": "Pour continuer",
                "items": [
                    {
                        "title": "Les objectifs du réseau",
                        "text": "Quatre objectifs communs, de la mobilisation des acteurs à la visibilité du secteur.",
                        "page": "@objectifs",
                    },
                    {
                        "title": "Les domaines d’activité",
                        "text": "Les six domaines dans lesquels les membres travaillent ensemble.",
                        "page": "@domaines",
                    },
                ],
            },
        ),
    ],
}

PRESENTATION = {
    "type": "standard",
    "slug": "presentation",
    "title": "Présentation",
    "summary": "Créée en décembre 2012, la plateforme NORESS réunit en un réseau professionnel les acteurs de l’économie sociale et solidaire de la région.",
    "in_menu": True,
    "body": [
        (
            "text",
            "<p>NORESS est la <b>Plateforme régionale des acteurs de l’économie sociale et solidaire</b> (ESS). Ses membres y échangent leur expérience, travaillent en commun, mènent des actions conjointes et proposent à la région des lignes stratégiques en matière d’ESS.</p>"
            '<p>Elle est née du <a linktype="page" id="@projet-press">projet PRESS</a>, conduit en coopération par la Région Tanger-Tétouan et la Région Provence-Alpes-Côte d’Azur, en France. À sa création, c’était une première dans la région, et même à l’échelle du pays.</p>',
        ),
        ("heading", {"text": "Une ambition", "level": "h2"}),
        (
            "quote",
            {
                "text": "La plateforme NORESS a pour ambition de constituer le référent régional en matière d’ESS.",
                "source": "Dépliant de présentation de NORESS",
            },
        ),
        (
            "text",
            "<p>Être ce référent, c’est être l’adresse où l’on s’informe, où l’on trouve les bons interlocuteurs et où se préparent des propositions pour la région.</p>",
        ),
        ("heading", {"text": "Repères", "level": "h2"}),
        (
            "timeline",
            {
                "items": [
                    {
                        "date": "2000",
                        "title": "Une convention-cadre entre deux régions",
                        "text": "<p>La Région Tanger-Tétouan et la Région Provence-Alpes-Côte d’Azur se lient dans le cadre de la coopération décentralisée.</p>",
                    },
                    {
                        "date": "Décembre 2012",
                        "title": "La création de NORESS",
                        "text": "<p>La plateforme voit le jour dans le cadre du projet PRESS. Ses membres sont signataires d’un mémoire d’entente.</p>",
                    },
                    {
                        "date": "2015",
                        "title": "Une région plus grande",
                        "text": "<p>Le nouveau découpage régional rattache la province d’Al Hoceïma à l’ancienne région, qui devient Tanger-Tétouan-Al Hoceïma.</p>",
                    },
                ],
            },
        ),
        ("heading", {"text": "Le territoire", "level": "h2"}),
        (
            "text",
            "<p>En 2012, le territoire de NORESS était celui de la région Tanger-Tétouan. Depuis le découpage de 2015, la région compte <b>deux préfectures et six provinces</b> : aux sept territoires d’alors s’est ajoutée la province d’Al Hoceïma, qui relevait auparavant de la région Taza-Al Hoceïma-Taounate. Le conseil régional de Tanger-Tétouan est devenu le Conseil de la région Tanger-Tétouan-Al Hoceïma.</p>",
        ),
        (
            "table",
            {
                "caption": "Population des huit préfectures et provinces en 2024. Source : Haut-Commissariat au Plan (HCP), recensement de 2024.",
                "columns": ["Territoire", "Type", "Population en 2024"],
                "rows": [
                    ["Tanger-Assilah", "Préfecture", "1 494 413"],
                    ["M’diq-Fnideq", "Préfecture", "254 064"],
                    ["Tétouan", "Province", "611 928"],
                    ["Larache", "Province", "510 211"],
                    ["Chefchaouen", "Province", "412 713"],
                    ["Al Hoceïma", "Province", "371 527"],
                    ["Ouezzane", "Province", "274 577"],
                    ["Fahs-Anjra", "Province", "100 789"],
                    ["Ensemble de la région", "Région", "4 030 222"],
                ],
            },
        ),
        ("heading", {"text": "Les institutions", "level": "h2"}),
        (
            "text",
            "<p>Trois noms figurent en tête du dépliant de NORESS et disent d’où vient le réseau :</p>",
        ),
        (
            "list",
            {
                "style": "bullets",
                "items": [
                    "<p>Royaume du Maroc</p>",
                    "<p>Région Tanger-Tétouan</p>",
                    "<p>Région Provence-Alpes-Côte d’Azur</p>",
                ],
            },
        ),
        (
            "cards",
            {
                "title": "Pour continuer",
                "items": [
                    {
                        "title": "La composition du réseau",
                        "text": "Les deux familles de membres et le mémoire d’entente qui les lie.",
                        "page": "@composition",
                    },
                    {
                        "title": "Le projet PRESS",
                        "text": "La coopération des deux régions, les quatre axes du projet et ses partenaires.",
                        "page": "@projet-press",
                    },
                ],
            },
        ),
    ],
}

OBJECTIVES = {
    "type": "standard",
    "slug": "objectifs",
    "title": "Objectifs",
    "summary": "Mobiliser, coopérer, décloisonner, faire connaître : les quatre objectifs que les membres de NORESS se sont donnés.",
    "in_menu": True,
    "body": [
        (
            "text",
            "<p>Chaque membre de NORESS a ses missions propres. Le réseau leur donne à tous des objectifs communs, qui guident ses réunions et ses actions.</p>",
        ),
        (
            "list",
            {
                "style": "numbers",
                "items": [
                    "<p><b>Mobiliser les acteurs régionaux de l’ESS.</b> Institutions, associations et coopératives : chacun a sa place dans la démarche.</p>",
                    "<p><b>Renforcer leur coopération et coordonner les actions.</b> Se parler plus tôt, se répartir les tâches, avancer du même pas à l’échelle de la région.</p>",
                    "<p><b>Décloisonner les initiatives et mutualiser les actions.</b> Ce qui a réussi dans un territoire peut servir à un autre ; ce qui se fait en double peut se faire ensemble.</p>",
                    "<p><b>Faire mieux connaître et reconnaître le secteur, et le rendre plus visible.</b> L’ESS de la région gagne à être connue des habitants comme des décideurs.</p>",
                ],
            },
        ),
        ("heading", {"text": "Des objectifs à l’action", "level": "h2"}),
        (
            "text",
            "<p>Les membres ont deux manières d’avancer vers ces objectifs : mener des <b>actions conjointes</b> et proposer des <b>lignes stratégiques</b> en matière d’ESS à l’échelle de la région.</p>"
            '<p>Leur travail se répartit entre <a linktype="page" id="@domaines">six domaines d’activité</a>.</p>',
        ),
        (
            "call_to_action",
            {
                "title": "Ces objectifs sont aussi les vôtres ?",
                "text": "Le réseau est ouvert aux organisations qui soutiennent l’économie sociale et solidaire dans la région.",
                "label": "Devenir membre",
                "page": "@devenir-membre",
            },
        ),
    ],
}

COMPOSITION = {
    "type": "standard",
    "slug": "composition",
    "title": "Composition",
    "summary": "Des institutions publiques d’un côté, des associations et des coopératives d’appui de l’autre, liées par un même mémoire d’entente.",
    "in_menu": True,
    "body": [
        (
            "text",
            "<p>NORESS rassemble les principaux acteurs qui œuvrent pour l’économie sociale et solidaire (ESS) dans la région. Ils forment <b>deux familles</b>.</p>",
        ),
        ("heading", {"text": "Les institutions publiques", "level": "h2"}),
        (
            "text",
            "<p>Le dépliant de NORESS cite notamment :</p>",
        ),
        (
            "partners",
            {
                "items": [
                    {"name": "Agence de développement social", "sigle": "ADS"},
                    {"name": "Centre régional d’investissement", "sigle": "CRI"},
                    {
                        "name": "Conseil régional de Tanger-Tétouan",
                        "sigle": "CRTT",
                        "description": "Depuis 2015 : Conseil de la région Tanger-Tétouan-Al Hoceïma.",
                    },
                    {
                        "name": "Agence nationale de promotion de l’emploi et des compétences",
                        "sigle": "ANAPEC",
                    },
                    {
                        "name": "Agence pour la promotion et le développement économique et social des préfectures et provinces du Nord",
                        "sigle": "APDN",
                    },
                    {
                        "name": "Chambre de commerce, d’industrie et de services",
                        "sigle": "CCI",
                        "description": "Les chambres de la région ont été réunies en 2015 ; le sigle est aujourd’hui CCIS.",
                    },
                    {"name": "Caisse nationale de sécurité sociale", "sigle": "CNSS"},
                ],
            },
        ),
        ("heading", {"text": "Les associations et les coopératives d’appui", "level": "h2"}),
        (
            "text",
            "<p>La seconde famille réunit les associations et les coopératives qui appuient et accompagnent les porteurs de projets.</p>",
        ),
        ("heading", {"text": "Le mémoire d’entente", "level": "h2"}),
        (
            "text",
            "<p>Les membres ont signé un <b>mémoire d’entente</b>. Ce texte donne à la plateforme son cadre de travail institutionnel et permet à chacun de contribuer aux objectifs communs.</p>",
        ),
        (
            "cards",
            {
                "title": "Pour continuer",
                "items": [
                    {
                        "title": "Les objectifs du réseau",
                        "text": "Quatre objectifs communs, de la mobilisation des acteurs à la visibilité du secteur.",
                        "page": "@objectifs",
                    },
                    {
                        "title": "Devenir membre",
                        "text": "Qui peut rejoindre le réseau, et comment présenter sa demande.",
                        "page": "@devenir-membre",
                    },
                ],
            },
        ),
    ],
}

DOMAINS = {
    "type": "standard",
    "slug": "domaines",
    "title": "Domaines d’activité",
    "summary": "Six domaines d’activité au service de l’économie sociale et solidaire (ESS), et une réunion des membres tous les trois mois.",
    "in_menu": True,
    "body": [
        (
            "text",
            "<p>Les membres de NORESS concentrent leurs activités sur six domaines. Les actualités de ce site sont classées selon ces mêmes domaines.</p>",
        ),
        (
            "list",
            {
                "style": "numbers",
                "items": [
                    "<p><b>Appui à la structuration du secteur.</b> Aider les acteurs de l’ESS à s’organiser, à se regrouper et à parler d’une même voix.</p>",
                    "<p><b>Appui à l’accompagnement des structures de l’ESS.</b> Faire en sorte que coopératives, associations et porteurs de projets trouvent conseil et soutien à chaque étape.</p>",
                    "<p><b>Renforcement des capacités des acteurs de l’ESS.</b> Former, transmettre, partager les méthodes : l’expérience des uns sert aux autres.</p>",
                    "<p><b>Appui au développement de réseaux.</b> Encourager les liens entre ceux qui partagent un métier, un besoin ou un territoire.</p>",
                    "<p><b>Promotion de l’ESS.</b> Faire connaître l’ESS, ses produits, ses services et ceux qui les proposent.</p>",
                    "<p><b>Reconnaissance et valorisation du secteur.</b> Montrer ce que l’ESS apporte à la région, pour qu’elle soit reconnue à sa juste valeur.</p>",
                ],
            },
        ),
        ("heading", {"text": "Une réunion tous les trois mois", "level": "h2"}),
        (
            "text",
            "<p>Les membres de NORESS se réunissent <b>tous les trois mois</b>, pour mener leurs actions conjointes et préparer les propositions du réseau à la région.</p>",
        ),
        (
            "call_to_action",
            {
                "title": "Votre organisation agit dans l’un de ces domaines ?",
                "text": "Rejoignez les institutions, les associations et les coopératives qui y travaillent ensemble.",
                "label": "Devenir membre",
                "page": "@devenir-membre",
            },
        ),
    ],
}

NETWORK = {
    "type": "section",
    "slug": "reseau",
    "title": "Le réseau",
    "summary": "NORESS, la plateforme régionale des acteurs de l’économie sociale et solidaire : pourquoi elle existe, ce qu’elle vise et qui la compose.",
    "in_menu": True,
    "body": [
        (
            "text",
            "<p>Dans le Nord du Maroc, des institutions publiques, des associations et des coopératives œuvrent pour l’économie sociale et solidaire. NORESS les réunit en un <b>réseau professionnel</b> où l’on échange, où l’on travaille ensemble et où se préparent des actions conjointes.</p>"
            '<p>La <a linktype="page" id="@maison-ess">Maison de l’économie sociale et solidaire</a> (MESS), auprès du conseil régional, anime le réseau.</p>',
        ),
        (
            "territory_map",
            {
                "title": "Huit préfectures et provinces",
                "text": "Le réseau travaille dans la région Tanger-Tétouan-Al Hoceïma : deux préfectures et six provinces.",
            },
        ),
    ],
    "children": [WHY, PRESENTATION, OBJECTIVES, COMPOSITION, DOMAINS],
}

HOUSE = {
    "type": "standard",
    "slug": "maison-ess",
    "title": "La Maison de l’ESS (MESS)",
    "summary": "Premier axe du projet PRESS, la Maison de l’économie sociale et solidaire anime le réseau et répond à ceux qui veulent le rejoindre.",
    "in_menu": True,
    "body": [
        (
            "text",
            '<p>La création de la <b>première Maison de l’économie sociale et solidaire</b> (MESS) est le premier axe du <a linktype="page" id="@projet-press">projet PRESS</a>. Elle est installée à Tanger, auprès du conseil régional.</p>'
            "<p>C’est elle qui anime la plateforme NORESS, et c’est à elle que l’on s’adresse pour tout ce qui touche au réseau.</p>",
        ),
        ("heading", {"text": "Quand la contacter ?", "level": "h2"}),
        (
            "list",
            {
                "style": "bullets",
                "items": [
                    "<p>Vous voulez mieux connaître la plateforme NORESS ou le projet PRESS.</p>",
                    '<p>Votre organisation souhaite <a linktype="page" id="@devenir-membre">devenir membre</a>.</p>',
                    "<p>Vous cherchez, dans votre préfecture ou votre province, un membre du réseau qui accompagne les porteurs de projets.</p>",
                    "<p>Vous avez relevé une erreur sur ce site, ou une page vous est difficile d’accès.</p>",
                ],
            },
        ),
        (
            "call_to_action",
            {
                "title": "Parler à l’équipe de la Maison de l’ESS",
                "text": "Adresse, téléphone, télécopie et courriel sont réunis sur une seule page.",
                "label": "Nous contacter",
                "page": "@contact",
            },
        ),
    ],
}

OBSERVATORY = {
    "type": "standard",
    "slug": "observatoire",
    "title": "L’observatoire régional (ORESS)",
    "summary": "Deuxième axe du projet PRESS : un observatoire régional de l’économie sociale et solidaire, pour connaître le secteur et le faire connaître.",
    "in_menu": True,
    "body": [
        (
            "text",
            '<p>On ne soutient bien que ce que l’on connaît. Le <a linktype="page" id="@projet-press">projet PRESS</a> a donc prévu la création du <b>premier Observatoire régional de l’économie sociale et solidaire</b> (ORESS).</p>'
            "<p>Parmi les partenaires du projet figure la Chambre régionale de l’économie sociale et solidaire de la Région Provence-Alpes-Côte d’Azur.</p>",
        ),
        ("heading", {"text": "Comment ce site donne ses chiffres", "level": "h2"}),
        (
            "text",
            "<p>Un chiffre ne vaut que si l’on sait de quoi il parle. Chaque fois que ce site en donne un, il dit trois choses :</p>",
        ),
        (
            "list",
            {
                "style": "numbers",
                "items": [
                    "<p><b>Le périmètre</b> : une province, l’ancienne région Tanger-Tétouan, ou la région d’aujourd’hui. Le découpage de 2015 interdit de les comparer sans précaution.</p>",
                    "<p><b>L’année</b> à laquelle le chiffre se rapporte.</p>",
                    "<p><b>La source</b>, pour que chacun puisse vérifier.</p>",
                ],
            },
        ),
        (
            "text",
            "<p>Par exemple, pour la population de la région dans ses limites d’aujourd’hui :</p>",
        ),
        (
            "figures",
            {
                "items": [
                    {
                        "value": "3 556 729",
                        "label": "habitants en 2014",
                        "source": "HCP, recensement de 2014, limites d’aujourd’hui",
                    },
                    {
                        "value": "4 030 222",
                        "label": "habitants en 2024",
                        "source": "HCP, recensement de 2024",
                    },
                ],
            },
        ),
        (
            "text",
            "<p>Les chiffres de l’ESS elle-même (coopératives, associations, emplois) seront publiés ici quand leur périmètre, leur année et leur source auront été établis.</p>",
        ),
        (
            "cards",
            {
                "title": "Pour continuer",
                "items": [
                    {
                        "title": "Le territoire en détail",
                        "text": "La population des huit préfectures et provinces en 2024.",
                        "page": "@presentation",
                    },
                ],
            },
        ),
    ],
}

SHARED_ENTERPRISE = {
    "type": "standard",
    "slug": "entreprise-collective-partagee",
    "title": "L’Entreprise Collective Partagée",
    "summary": "Quatrième axe du projet PRESS : une expérience pilote, pour éprouver dans les faits une façon d’entreprendre à plusieurs.",
    "in_menu": True,
    "body": [
        (
            "text",
            '<p>Le quatrième axe du <a linktype="page" id="@projet-press">projet PRESS</a> passe à la pratique : c’est la mise en place d’une <b>expérience pilote</b>, par la création d’une Entreprise Collective Partagée.</p>',
        ),
        ("heading", {"text": "Pourquoi une expérience pilote ?", "level": "h2"}),
        (
            "text",
            "<p>Une expérience pilote met une idée à l’épreuve en grandeur réelle, mais sur un seul cas. On voit ce qui fonctionne et ce qui doit changer, et d’autres peuvent ensuite s’en inspirer.</p>",
        ),
        ("heading", {"text": "Sa place dans le projet", "level": "h2"}),
        (
            "text",
            '<p>Elle complète les trois autres axes : la <a linktype="page" id="@maison-ess">Maison de l’ESS</a>, l’<a linktype="page" id="@observatoire">observatoire régional</a>, et la structuration et l’animation du secteur, auxquelles contribue NORESS.</p>'
            "<p><i>Les suites données à cette expérience restent à confirmer : la Maison de l’ESS complétera cette page.</i></p>",
        ),
        (
            "call_to_action",
            {
                "title": "En savoir plus sur cette expérience",
                "text": "L’équipe de la Maison de l’ESS répond à vos questions.",
                "label": "Nous contacter",
                "page": "@contact",
            },
        ),
    ],
}

PRESS = {
    "type": "section",
    "slug": "projet-press",
    "title": "Le projet PRESS",
    "summary": "Le projet d’appui à la mise en place d’une politique régionale d’économie sociale et solidaire : trois ans, deux régions, quatre axes.",
    "in_menu": True,
    "body": [
        (
            "text",
            "<p>PRESS est le <b>projet d’appui à la mise en place d’une politique régionale d’économie sociale et solidaire dans la région Tanger-Tétouan</b>. Le conseil régional l’a conduit au titre de ses compétences en matière de développement économique et social, en coopération avec le conseil régional de Provence-Alpes-Côte d’Azur, en France.</p>"
            "<p>Il a été prévu pour une durée de <b>trois ans</b>. C’est dans ce cadre que NORESS a été créée, en décembre 2012.</p>",
        ),
        ("heading", {"text": "Quatre axes", "level": "h2"}),
        (
            "list",
            {
                "style": "numbers",
                "items": [
                    '<p>La création de la première <a linktype="page" id="@maison-ess">Maison de l’économie sociale et solidaire</a> (MESS).</p>',
                    '<p>La création du premier <a linktype="page" id="@observatoire">Observatoire régional de l’économie sociale et solidaire</a> (ORESS).</p>',
                    '<p>La structuration et l’animation du secteur de l’ESS dans la région, auxquelles contribue la <a linktype="page" id="@reseau">plateforme NORESS</a>.</p>',
                    '<p>Une expérience pilote : la création d’une <a linktype="page" id="@entreprise-collective-partagee">Entreprise Collective Partagée</a>.</p>',
                ],
            },
        ),
        ("heading", {"text": "La coopération de deux régions", "level": "h2"}),
        (
            "text",
            "<p>La Région Tanger-Tétouan et la Région Provence-Alpes-Côte d’Azur sont liées depuis l’an 2000 par une <b>convention-cadre</b>, dans le cadre de la coopération décentralisée.</p>",
        ),
        ("heading", {"text": "Les partenaires du projet", "level": "h2"}),
        ("text", "<p>Autour des deux régions, le projet a réuni :</p>"),
        (
            "partners",
            {
                "items": [
                    {"name": "Chambre de commerce, d’industrie et de services de Tanger"},
                    {"name": "RADEV"},
                    {"name": "Énergies Alternatives"},
                    {
                        "name": "Chambre régionale de l’économie sociale et solidaire de la Région Provence-Alpes-Côte d’Azur",
                        "sigle": "CRESS PACA",
                    },
                    {"name": "Direction générale des collectivités locales", "sigle": "DGCL"},
                    {"name": "Ambassade de France au Maroc"},
                ],
            },
        ),
    ],
    "children": [HOUSE, OBSERVATORY, SHARED_ENTERPRISE],
}

SAMPLE = "<p><b>Ceci est un exemple.</b> Il montre à quoi ressemble une actualité de ce site ; rien de ce qu’il évoque n’a eu lieu. Les actualités du réseau le remplaceront.</p>"

NEWS_MEETING = {
    "type": "news",
    "slug": "exemple-reunion-trimestrielle",
    "title": "Exemple : la réunion trimestrielle des membres",
    "summary": "Exemple d’annonce de réunion : le jour et le lieu, l’ordre du jour, et la façon d’y prendre part.",
    "date": "2026-11-10",
    "domains": ["structuring", "networking"],
    "territories": ["MA-TNG"],
    "body": [
        ("text", SAMPLE),
        (
            "text",
            "<p>Les membres de NORESS se réunissent tous les trois mois. Une annonce comme celle-ci dit au public ce qui sera discuté ; les documents de la réunion, eux, restent dans l’espace des membres.</p>",
        ),
        (
            "table",
            {
                "caption": "Les renseignements pratiques à donner",
                "columns": ["Renseignement", "Ce que la rédaction indique"],
                "rows": [
                    ["Jour et heure", "à préciser"],
                    ["Lieu", "à préciser"],
                    ["Participation à distance", "possible ou non"],
                ],
            },
        ),
        ("heading", {"text": "Un ordre du jour possible", "level": "h2"}),
        (
            "list",
            {
                "style": "numbers",
                "items": [
                    "<p>Approbation du procès-verbal de la réunion précédente</p>",
                    "<p>Suivi des décisions</p>",
                    "<p>Avancement des actions conjointes</p>",
                    "<p>Divers</p>",
                ],
            },
        ),
        (
            "call_to_action",
            {
                "title": "Prendre part aux réunions",
                "text": "Les réunions rassemblent les organisations membres du réseau.",
                "label": "Devenir membre",
                "page": "@devenir-membre",
            },
        ),
    ],
}

NEWS_TRAINING = {
    "type": "news",
    "slug": "exemple-atelier-cooperatives",
    "title": "Exemple : un atelier pour les coopératives",
    "summary": "Exemple d’annonce de formation : à qui elle s’adresse, ce que l’on y apprend et comment s’inscrire.",
    "date": "2026-10-20",
    "domains": ["capacity-building", "support"],
    "territories": ["MA-CHE", "MA-OUZ"],
    "body": [
        ("text", SAMPLE),
        (
            "text",
            "<p>Quand un membre organise une formation, l’actualité dit d’abord trois choses : à qui elle s’adresse, où et quand elle a lieu, et ce que l’on y apprend. Les domaines d’activité et les territoires, choisis par la rédaction, permettent à chacun de retrouver ce qui le concerne.</p>",
        ),
        ("heading", {"text": "Le déroulement de la journée", "level": "h2"}),
        (
            "timeline",
            {
                "items": [
                    {
                        "date": "Matin",
                        "title": "Accueil et tour de table",
                        "text": "<p>Chacun présente sa coopérative et dit ce qu’il attend de l’atelier.</p>",
                    },
                    {
                        "date": "Midi",
                        "title": "Repas en commun",
                    },
                    {
                        "date": "Après-midi",
                        "title": "Exercices par petits groupes",
                        "text": "<p>On s’exerce sur des cas réels, apportés par les participants.</p>",
                    },
                ],
            },
        ),
        ("heading", {"text": "Questions fréquentes", "level": "h2"}),
        (
            "accordion",
            {
                "items": [
                    {
                        "title": "L’atelier est-il gratuit ?",
                        "text": "<p>La rédaction indique ici les frais, ou leur absence.</p>",
                    },
                    {
                        "title": "Dans quelle langue se tient-il ?",
                        "text": "<p>La rédaction indique ici la langue de travail.</p>",
                    },
                    {
                        "title": "Comment s’inscrire ?",
                        "text": "<p>La rédaction indique ici l’adresse où écrire et la date limite.</p>",
                    },
                ],
            },
        ),
    ],
}

NEWS_RESULTS = {
    "type": "news",
    "slug": "exemple-bilan-action-conjointe",
    "title": "Exemple : le bilan d’une action conjointe",
    "summary": "Exemple de bilan d’une action menée par plusieurs membres : ce qui était prévu, ce qui a été fait, ce qui reste à faire.",
    "date": "2026-09-29",
    "domains": ["promotion", "recognition"],
    "territories": ["MA-TET", "MA-LAR", "MA-HOC"],
    "body": [
        ("text", SAMPLE),
        (
            "text",
            "<p>Une action conjointe réunit plusieurs membres autour d’un même but : un marché de produits du terroir, une campagne d’information, une étude. Une fois l’action terminée, le réseau en rend compte, y compris de ce qui n’a pas abouti.</p>",
        ),
        ("heading", {"text": "Trois questions pour un bilan", "level": "h2"}),
        (
            "list",
            {
                "style": "stars",
                "items": [
                    "<p><b>Qu’avions-nous prévu ?</b> L’objectif, les membres engagés, le calendrier.</p>",
                    "<p><b>Qu’avons-nous fait ?</b> Les résultats, avec leurs chiffres et leur source.</p>",
                    "<p><b>Que reste-t-il à faire ?</b> Les suites, et qui s’en charge.</p>",
                ],
            },
        ),
        ("heading", {"text": "Rappel", "level": "h2"}),
        (
            "quote",
            {
                "text": "Décloisonner les initiatives et mutualiser les actions en matière d’ESS dans la région.",
                "source": "Dépliant de présentation de NORESS, troisième objectif",
            },
        ),
        (
            "cards",
            {
                "items": [
                    {
                        "title": "Les objectifs du réseau",
                        "text": "Quatre objectifs communs, de la mobilisation des acteurs à la visibilité du secteur.",
                        "page": "@objectifs",
                    },
                ],
            },
        ),
    ],
}

NEWS = {
    "type": "news_index",
    "slug": "actualites",
    "title": "Actualités",
    "summary": "Les réunions, les formations et les actions du réseau, par domaine d’activité et par territoire.",
    "in_menu": True,
    "children": [NEWS_MEETING, NEWS_TRAINING, NEWS_RESULTS],
}

RESOURCES = {
    "type": "resources",
    "slug": "ressources",
    "title": "Ressources",
    "summary": "Les documents que le réseau met à la disposition de tous.",
    "in_menu": True,
}

MEMBERSHIP = {
    "type": "standard",
    "slug": "devenir-membre",
    "title": "Devenir membre",
    "summary": "Institution publique, structure d’accompagnement ou organisation de développement : voyez si votre organisation peut rejoindre NORESS, et comment.",
    "in_menu": True,
    "body": [
        ("heading", {"text": "Qui peut adhérer ?", "level": "h2"}),
        ("text", "<p>Le réseau est ouvert aux organisations. La vôtre est :</p>"),
        (
            "list",
            {
                "style": "stars",
                "items": [
                    "<p><b>une institution publique</b> qui œuvre dans le domaine de l’économie sociale et solidaire (ESS) ;</p>",
                    "<p><b>une structure qui accompagne et soutient l’ESS</b> et le développement des activités génératrices de revenus (AGR) ;</p>",
                    "<p><b>une organisation de développement</b>, nationale ou internationale.</p>",
                ],
            },
        ),
        (
            "text",
            "<p>Si elle correspond à l’un de ces trois cas, elle peut demander à nous rejoindre.</p>",
        ),
        ("heading", {"text": "Ce que cela signifie", "level": "h2"}),
        (
            "list",
            {
                "style": "bullets",
                "items": [
                    "<p><b>Signer le mémoire d’entente</b>, le texte qui lie les membres et leur donne un cadre de travail commun.</p>",
                    "<p><b>Participer aux réunions</b>, qui se tiennent tous les trois mois.</p>",
                    '<p><b>Contribuer aux <a linktype="page" id="@objectifs">objectifs communs</a></b> et aux actions conjointes.</p>',
                ],
            },
        ),
        ("heading", {"text": "Comment faire sa demande", "level": "h2"}),
        (
            "text",
            "<p>Un formulaire de demande sera bientôt disponible sur cette page. D’ici là, adressez-vous à la Maison de l’ESS (MESS), par courrier, par téléphone ou par courriel, en indiquant :</p>",
        ),
        (
            "list",
            {
                "style": "numbers",
                "items": [
                    "<p>le nom de votre organisation et ce qu’elle fait ;</p>",
                    "<p>les préfectures et les provinces où elle agit ;</p>",
                    "<p>celui des trois cas ci-dessus qui lui correspond ;</p>",
                    "<p>la personne à qui répondre et son adresse électronique.</p>",
                ],
            },
        ),
        (
            "text",
            "<p>Ne joignez pas de copie de pièce d’identité : le réseau n’en a pas besoin.</p>",
        ),
        (
            "call_to_action",
            {
                "title": "Rejoignez-nous",
                "text": "La Maison de l’ESS reçoit les demandes et répond à vos questions.",
                "label": "Contacter la Maison de l’ESS",
                "page": "@contact",
            },
        ),
    ],
}

CONTACT = {
    "type": "contact",
    "slug": "contact",
    "title": "Contact",
    "summary": "Une question sur NORESS ou sur le projet PRESS, une demande d’adhésion ? L’équipe de la Maison de l’économie sociale et solidaire vous répond.",
    "in_menu": True,
    "body": [
        ("heading", {"text": "Venir à la Maison de l’ESS", "level": "h2"}),
        (
            "text",
            "<p>La Maison de l’économie sociale et solidaire (MESS) se trouve à Tanger, rue des Amoureux, auprès du conseil régional. L’emplacement exact sur la carte est encore <b>à confirmer</b> : avant de vous déplacer, prenez contact avec l’équipe, qui vous indiquera le chemin.</p>",
        ),
        ("heading", {"text": "Pour que nous puissions vous répondre", "level": "h2"}),
        (
            "list",
            {
                "style": "bullets",
                "items": [
                    "<p>Dites-nous qui vous êtes : une personne, une coopérative, une association, une institution.</p>",
                    "<p>Indiquez votre préfecture ou votre province.</p>",
                    "<p>Écrivez en arabe ou en français, comme il vous convient.</p>",
                ],
            },
        ),
        (
            "text",
            '<p>Les renseignements que vous nous donnez ne servent qu’à vous répondre : voyez la page <a linktype="page" id="@donnees-personnelles">Données personnelles</a>.</p>',
        ),
    ],
}

LEGAL_NOTICE = {
    "type": "standard",
    "slug": "mentions-legales",
    "title": "Mentions légales",
    "summary": "Qui publie ce site, d’où viennent ses contenus et à quelles conditions les réutiliser.",
    "in_menu": True,
    "body": [
        ("heading", {"text": "Éditeur", "level": "h2"}),
        (
            "text",
            '<p>Ce site est celui de NORESS, la Plateforme régionale des acteurs de l’économie sociale et solidaire. Il est publié par la Maison de l’économie sociale et solidaire (MESS), auprès du Conseil de la région Tanger-Tétouan-Al Hoceïma. Son adresse et ses numéros figurent à la page <a linktype="page" id="@contact">Contact</a>.</p>'
            "<p>Le nom du responsable de la publication sera indiqué ici par la Maison de l’ESS avant l’ouverture du site au public.</p>",
        ),
        ("legal_facts", None),
        ("heading", {"text": "Hébergement", "level": "h2"}),
        (
            "text",
            "<p>Le nom et l’adresse de l’hébergeur seront indiqués ici avant l’ouverture du site au public.</p>",
        ),
        ("heading", {"text": "Contenus et réutilisation", "level": "h2"}),
        (
            "text",
            "<p>Les pages qui présentent le réseau et le projet PRESS reprennent les faits du dépliant de présentation de NORESS. Les actualités dont le titre commence par « Exemple » sont des modèles : rien de ce qu’elles évoquent n’a eu lieu.</p>"
            "<p>Vous pouvez citer ce site en indiquant la source et l’adresse de la page. Pour reproduire une page entière ou une image, demandez l’accord de la Maison de l’ESS.</p>"
            "<p>Chaque chiffre publié est accompagné de sa source et de son année. Si vous relevez une erreur, signalez-la à la Maison de l’ESS : elle sera corrigée.</p>",
        ),
        ("heading", {"text": "Crédits", "level": "h2"}),
        (
            "table",
            {
                "caption": "Ce que ce site doit à d’autres",
                "columns": ["Élément", "Auteur et licence"],
                "rows": [
                    [
                        "Limites des préfectures et des provinces",
                        "© contributeurs OpenStreetMap, licence ODbL",
                    ],
                    ["Chiffres de population", "Haut-Commissariat au Plan (HCP)"],
                    [
                        "Polices de caractères Alyamama, IBM Plex Sans et IBM Plex Sans Arabic",
                        "Licence SIL Open Font License 1.1",
                    ],
                    ["Logiciels Wagtail et Django", "Logiciels libres, licence BSD"],
                ],
            },
        ),
        ("heading", {"text": "Liens vers d’autres sites", "level": "h2"}),
        (
            "text",
            "<p>Quelques pages renvoient à d’autres sites. La Maison de l’ESS n’en maîtrise ni le contenu ni la façon dont ils traitent vos données.</p>",
        ),
        ("heading", {"text": "Vos données et l’accessibilité du site", "level": "h2"}),
        (
            "cards",
            {
                "items": [
                    {
                        "title": "Données personnelles",
                        "text": "Ce que ce site recueille, et vos droits selon la loi n° 09-08.",
                        "page": "@donnees-personnelles",
                    },
                    {
                        "title": "Accessibilité",
                        "text": "L’état de l’accessibilité de ce site, et comment signaler une difficulté.",
                        "page": "@accessibilite",
                    },
                ],
            },
        ),
    ],
}

PRIVACY = {
    "type": "standard",
    "slug": "donnees-personnelles",
    "title": "Données personnelles",
    "summary": "Ce que ce site recueille sur vous, à quoi cela sert, et comment exercer vos droits selon la loi n° 09-08.",
    "in_menu": True,
    "body": [
        ("heading", {"text": "L’essentiel", "level": "h2"}),
        (
            "list",
            {
                "style": "stars",
                "items": [
                    "<p>Vous pouvez lire toutes les pages publiques sans donner votre nom ni ouvrir de compte.</p>",
                    "<p>Les formulaires des pages publiques servent à chercher et à trier : ils ne demandent rien sur vous.</p>",
                    "<p>Aucun cookie n’est déposé sur l’appareil des visiteurs, aucune page ne charge de contenu depuis un autre site, aucune statistique de visite n’est tenue.</p>",
                    "<p>Ce site ne demande jamais le numéro de la carte nationale d’identité.</p>",
                ],
            },
        ),
        ("heading", {"text": "Le responsable du traitement", "level": "h2"}),
        (
            "text",
            '<p>Le responsable du traitement est la Maison de l’économie sociale et solidaire (MESS), auprès du Conseil de la région Tanger-Tétouan-Al Hoceïma ; ce point est <b>à confirmer</b> avant l’ouverture du site au public. Ses coordonnées figurent à la page <a linktype="page" id="@contact">Contact</a>.</p>',
        ),
        ("heading", {"text": "Les données, leur finalité, leurs destinataires", "level": "h2"}),
        (
            "table",
            {
                "caption": "Les traitements de ce site",
                "columns": ["Données", "Finalité", "Destinataires"],
                "rows": [
                    [
                        "Journal technique du serveur : adresse IP, date, page demandée, mots recherchés",
                        "Faire fonctionner le site et le protéger",
                        "Les personnes chargées de l’exploitation du site",
                    ],
                    [
                        "Comptes des rédacteurs : nom, adresse électronique, pages modifiées",
                        "Rédiger, traduire et publier les pages",
                        "L’équipe de la Maison de l’ESS et les rédacteurs",
                    ],
                    [
                        "Espace membre : nom en lettres latines et arabes, adresse électronique, organisations et mandats ; téléphone et photo, si vous les donnez",
                        "Donner accès à l’espace membre, se connaître et se joindre",
                        "La coordination ; les membres du réseau, sauf l’adresse et le téléphone que vous choisissez de ne pas montrer",
                    ],
                    [
                        "Historique de l’espace membre : qui a ajouté, changé, retiré ou téléchargé un document, donné ou terminé un mandat, et quand",
                        "Garder la trace de ce qui s’est fait et veiller sur les documents",
                        "La coordination, les animateurs et, sauf pour les téléchargements, les membres du groupe de travail concerné",
                    ],
                    [
                        "Courriels de l’espace membre : à qui, à quel sujet, quand ; gardés six mois",
                        "Vous prévenir de ce qui vous concerne, dans votre langue et à votre rythme",
                        "La personne à qui ils sont adressés ; la coordination, pour ceux qui n’ont pas pu être remis",
                    ],
                    [
                        "Sécurité des comptes : connexions avec un nouvel appareil, changements de mot de passe, d’adresse ou de second facteur, avec l’adresse IP et le navigateur ; conservés un an",
                        "Montrer à chaque personne ce qui est arrivé à son compte, et l’en prévenir",
                        "La personne titulaire du compte",
                    ],
                    [
                        "Messages adressés à la Maison de l’ESS",
                        "Vous répondre",
                        "L’équipe de la Maison de l’ESS",
                    ],
                ],
            },
        ),
        (
            "text",
            "<p>Ces données ne sont ni vendues, ni louées, ni employées à des fins publicitaires. Leur durée de conservation et leur lieu d’hébergement seront indiqués ici avant l’ouverture du site au public.</p>",
        ),
        ("heading", {"text": "Ce qui est obligatoire", "level": "h2"}),
        (
            "text",
            "<p>Pour lire ce site et y faire une recherche, aucun renseignement personnel n’est demandé. Pour ouvrir un compte, le nom et l’adresse électronique sont obligatoires : sans eux, le compte ne peut pas être créé. Tout autre renseignement est facultatif, sauf mention contraire à côté du champ.</p>",
        ),
        ("heading", {"text": "Cookies", "level": "h2"}),
        (
            "text",
            "<p>Les pages publiques n’en déposent aucun. Les personnes qui se connectent à leur compte reçoivent les seuls cookies nécessaires à la connexion, à la sécurité des formulaires et à la reconnaissance de leur appareil.</p>",
        ),
        ("heading", {"text": "Vos droits", "level": "h2"}),
        (
            "text",
            "<p>La loi n° 09-08, relative à la protection des personnes physiques à l’égard du traitement des données à caractère personnel, vous donne trois droits :</p>",
        ),
        (
            "list",
            {
                "style": "bullets",
                "items": [
                    "<p><b>l’accès</b> : savoir si des données vous concernant sont traitées, et en recevoir communication ;</p>",
                    "<p><b>la rectification</b> : faire corriger ou compléter ce qui est inexact ou incomplet ;</p>",
                    "<p><b>l’opposition</b> : refuser, pour un motif légitime, que vos données soient traitées.</p>",
                ],
            },
        ),
        (
            "text",
            '<p>Pour les exercer, écrivez à la Maison de l’ESS, par courrier ou par courriel, en précisant le droit que vous exercez et les données dont il s’agit. Les adresses figurent à la page <a linktype="page" id="@contact">Contact</a>.</p>'
            '<p>Si la réponse ne vous satisfait pas, vous pouvez adresser une plainte à la Commission nationale de contrôle de la protection des données à caractère personnel (<a href="https://www.cndp.ma/">CNDP</a>).</p>',
        ),
        ("heading", {"text": "Récépissé de la CNDP", "level": "h2"}),
        (
            "text",
            "<p>Tout formulaire de ce site qui recueille des données personnelles porte la référence du récépissé ; tant qu’il n’a pas été délivré, la mention « en cours » en tient lieu.</p>",
        ),
        ("legal_facts", None),
    ],
}

ACCESSIBILITY = {
    "type": "standard",
    "slug": "accessibilite",
    "title": "Accessibilité",
    "summary": "Ce site veut être lu et utilisé par tous. Voici où il en est, ce qui a été vérifié, ce qui ne l’a pas été, et comment signaler une difficulté.",
    "in_menu": True,
    "body": [
        ("heading", {"text": "Notre objectif", "level": "h2"}),
        (
            "text",
            "<p>Nous visons le niveau AA des règles internationales pour l’accessibilité des contenus Web, version 2.2 (WCAG 2.2). Les pages sont conçues pour rester légères et lisibles sur un téléphone, en français comme en arabe, et pour fonctionner sans JavaScript.</p>",
        ),
        ("heading", {"text": "L’état du site", "level": "h2"}),
        (
            "text",
            "<p>La conformité de ce site aux WCAG 2.2, niveau AA, <b>n’est pas encore établie</b> : il n’a pas été audité par un tiers, et les vérifications automatiques ne couvrent qu’une partie des règles.</p>",
        ),
        ("heading", {"text": "Ce qui a été vérifié", "level": "h2"}),
        (
            "list",
            {
                "style": "bullets",
                "items": [
                    "<p>Chaque type de page est contrôlé avec l’outil automatique axe, dans les deux langues et dans les deux thèmes, clair et sombre.</p>",
                    "<p>Les menus, la recherche et les liens sont essayés au clavier seul.</p>",
                    "<p>La langue et le sens de lecture sont indiqués sur chaque page, de droite à gauche pour l’arabe.</p>",
                ],
            },
        ),
        ("heading", {"text": "Les limites connues", "level": "h2"}),
        (
            "list",
            {
                "style": "bullets",
                "items": [
                    "<p>Aucun audit complet, règle par règle, n’a encore été mené.</p>",
                    "<p>Le site n’a pas encore été éprouvé avec des personnes en situation de handicap qui utilisent chaque jour un lecteur d’écran ou une autre aide technique.</p>",
                    "<p>Les documents à télécharger, en particulier les PDF, peuvent ne pas être accessibles.</p>",
                    "<p>Les vidéos et les cartes proposées en lien se trouvent sur d’autres sites, dont nous ne maîtrisons pas l’accessibilité.</p>",
                ],
            },
        ),
        ("heading", {"text": "Signaler une difficulté", "level": "h2"}),
        (
            "text",
            "<p>Si une page vous pose problème, dites à la Maison de l’ESS laquelle, ce que vous vouliez faire et l’appareil ou l’aide technique que vous utilisez. Elle vous donnera le renseignement par un autre moyen, et le défaut sera corrigé dès que possible.</p>",
        ),
        (
            "call_to_action",
            {
                "title": "Une page vous pose problème ?",
                "text": "Dites-le-nous par téléphone, par courrier ou par courriel.",
                "label": "Nous contacter",
                "page": "@contact",
            },
        ),
    ],
}

ABOUT = {
    "type": "section",
    "slug": "informations",
    "title": "À propos de ce site",
    "summary": "Qui publie ce site, ce qu’il fait de vos données et comment il se rend accessible à tous.",
    "body": [
        (
            "text",
            "<p>Ce site est publié en français et en arabe. Il est fait pour s’ouvrir vite, même sur un téléphone et une connexion lente, et ne suit pas ses visiteurs.</p>",
        ),
    ],
    "children": [LEGAL_NOTICE, PRIVACY, ACCESSIBILITY],
}

PAGES = {
    "type": "home",
    "slug": "noress",
    "title": "Accueil",
    "seo_title": "NORESS, l’économie sociale et solidaire du Nord du Maroc",
    "search_description": "NORESS, plateforme régionale des acteurs de l’économie sociale et solidaire : le réseau, ses objectifs, ses membres, ses actualités, et comment le rejoindre.",
    "kicker": "Tanger-Tétouan-Al Hoceïma",
    "headline": "Au Nord, une économie qui rassemble",
    "summary": "NORESS réunit les institutions publiques, les associations et les coopératives qui soutiennent l’économie sociale et solidaire dans le Nord du Maroc.",
    "primary_label": "Devenir membre",
    "primary_page": "@devenir-membre",
    "secondary_label": "Découvrir le réseau",
    "secondary_page": "@presentation",
    "body": [
        (
            "figures",
            {
                "items": [
                    {
                        "value": "2012",
                        "label": "création du réseau",
                        "source": "Dépliant de NORESS : décembre 2012",
                    },
                    {
                        "value": "8",
                        "label": "préfectures et provinces",
                        "source": "Découpage régional de 2015",
                    },
                    {
                        "value": "6",
                        "label": "domaines d’activité",
                        "source": "Dépliant de NORESS",
                    },
                    {
                        "value": "3 mois",
                        "label": "entre deux réunions des membres",
                        "source": "Dépliant de NORESS",
                    },
                ],
            },
        ),
        ("heading", {"text": "Le réseau en une minute", "level": "h2"}),
        (
            "text",
            "<p>NORESS est la plateforme régionale des acteurs de l’<b>économie sociale et solidaire</b> (ESS). Elle est née en décembre 2012 du projet PRESS, et la Maison de l’ESS (MESS), auprès du conseil régional, en assure l’animation.</p>"
            "<p>Ses membres ont signé un mémoire d’entente et se réunissent tous les trois mois. Contre la pauvreté, la précarité et l’exclusion, ils mènent des actions conjointes et proposent à la région des lignes stratégiques.</p>",
        ),
        ("latest_news", {"title": "Dernières actualités", "count": 3}),
        (
            "cards",
            {
                "title": "Découvrir",
                "items": [
                    {
                        "title": "Pourquoi l’ESS ?",
                        "text": "Des emplois, de meilleures conditions de vie : ce qu’elle apporte à la région.",
                        "page": "@pourquoi-l-ess",
                    },
                    {
                        "title": "Les objectifs du réseau",
                        "text": "Quatre objectifs communs, de la mobilisation des acteurs à la visibilité du secteur.",
                        "page": "@objectifs",
                    },
                    {
                        "title": "La composition du réseau",
                        "text": "Les deux familles de membres et le mémoire d’entente qui les lie.",
                        "page": "@composition",
                    },
                    {
                        "title": "Le projet PRESS",
                        "text": "La coopération des deux régions, les quatre axes du projet et ses partenaires.",
                        "page": "@projet-press",
                    },
                ],
            },
        ),
        (
            "activity_domains",
            {
                "title": "Six domaines d’activité",
                "text": "Ce à quoi les membres travaillent, d’une réunion à l’autre.",
            },
        ),
        (
            "call_to_action",
            {
                "title": "Votre organisation soutient l’ESS dans la région ?",
                "text": "Institutions publiques, structures d’accompagnement, organisations de développement : le réseau vous est ouvert.",
                "label": "Devenir membre",
                "page": "@devenir-membre",
            },
        ),
    ],
    "children": [NETWORK, PRESS, NEWS, RESOURCES, MEMBERSHIP, CONTACT, ABOUT],
}
