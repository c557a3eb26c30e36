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

from .about import ABOUT
from .joining import CONTACT, MEMBERSHIP
from .network import NETWORK
from .news import NEWS
from .press import PRESS

RESOURCES = {
    "type": "resources",
    "slug": "ressources",
    "title": "Ressources",
    "summary": "Les documents que le réseau met à la disposition de tous.",
    "in_menu": True,
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
        ("published_actions", {"title": "Actions conjointes", "count": 3}),
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
