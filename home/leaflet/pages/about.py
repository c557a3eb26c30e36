"""What a site has to say of itself: its publisher, personal data, accessibility."""

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
