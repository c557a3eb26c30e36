"""The project PRESS, and what came of it."""

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
