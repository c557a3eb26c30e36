"""Three pieces of news, each of which says that it is an example: none of it took place."""

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
