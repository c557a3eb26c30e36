"""How to become a member, and whom to write to."""

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
