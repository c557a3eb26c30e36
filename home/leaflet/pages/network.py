"""Why there is a network, what it wants, who is in it, and what they do."""

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

ACTIONS = {
    "type": "actions",
    "slug": "actions-conjointes",
    "title": "Actions conjointes",
    "summary": "Ce que des membres du réseau réalisent ensemble, où, et avec quels résultats.",
    "in_menu": True,
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
    "children": [WHY, PRESENTATION, OBJECTIVES, COMPOSITION, DOMAINS, ACTIONS],
}
