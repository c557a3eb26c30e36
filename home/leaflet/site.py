"""
The settings of the demonstration's site: its name, contacts and legal facts.

The contacts are those of the network's leaflet of 2012. What the client has still to confirm stands in
`editor_note`, which editors see and visitors do not.
"""

SETTINGS = {
    "name": "NORESS",
    "tagline_fr": "Économie sociale et solidaire",
    "tagline_ar": "الاقتصاد الاجتماعي والتضامني",
    "description_fr": "La plateforme régionale des acteurs de l’économie sociale et solidaire dans le Nord du Maroc, animée par la Maison de l’ESS.",
    "description_ar": "الأرضية الجهوية للاقتصاد الاجتماعي والتضامني بشمال المغرب، تتولى تنشيطها دار الاقتصاد الاجتماعي والتضامني.",
    "institutions_fr": "Royaume du Maroc\nRégion Tanger-Tétouan\nRégion Provence-Alpes-Côte d’Azur",
    "institutions_ar": "المملكة المغربية\nجهة طنجة - تطوان\nجهة بروفانس - ألب - كوت دازور",
    "organisation_fr": "Maison de l’économie sociale et solidaire (MESS), Conseil de la région Tanger-Tétouan-Al Hoceïma",
    "organisation_ar": "دار الاقتصاد الاجتماعي والتضامني (MESS)، مجلس جهة طنجة - تطوان - الحسيمة",
    "address_fr": "Rue des Amoureux\nBP 1292\n90000 Tanger",
    "address_ar": "زنقة العشاق (Rue des Amoureux)\nص. ب. 1292\n90000 طنجة",
    "phone": "+212 5 39 37 24 68",
    "fax": "+212 5 39 37 28 14",
    "email": "mess.crtt@gmail.com",
    "website": "http://www.crtt.gov.ma",
    "territory": "MA-TNG",
    # The address, asked of a map: no point is claimed.
    "map_url": "https://www.openstreetmap.org/search?query=Rue%20des%20Amoureux%2C%20Tanger",
    "point_confirmed": False,
    "editor_note": (
        "À confirmer par la Maison de l’ESS.\n"
        "1. Téléphone et télécopie : le dépliant de 2012 imprime « Tél : 212 (0) 39 37 24 68 » et « Fax : 212 (0) 39 37 28 14 », dans la forme d’avant mars 2009. "
        "Les numéros affichés (+212 5 39 37 24 68 et +212 5 39 37 28 14) s’en déduisent : ils n’ont pas été essayés.\n"
        "2. Nom de l’organisme : le dépliant imprime « Maison de l’économie sociale et solidaire, Conseil régional de Tanger-Tétouan ». "
        "Le site affiche le nom que porte le conseil depuis 2015.\n"
        "3. Adresse, courrier électronique et site web : tels qu’imprimés dans le dépliant. Le nom de la rue en arabe est une traduction.\n"
        "4. Point sur la carte : l’emplacement exact de la Maison de l’ESS est à confirmer, puis à cocher ici.\n"
        "5. Éditeur du site et responsable du traitement (loi n° 09-08) : le site nomme la Maison de l’ESS, ce que le dépliant ne dit pas.\n"
        "6. Noms arabes traduits par nous : Énergies Alternatives, Entreprise Collective Partagée, Observatoire régional (ORESS), Direction générale des collectivités locales."
    ),
    "publisher_fr": "Maison de l’économie sociale et solidaire (MESS), Conseil de la région Tanger-Tétouan-Al Hoceïma",
    "publisher_ar": "دار الاقتصاد الاجتماعي والتضامني (MESS)، مجلس جهة طنجة - تطوان - الحسيمة",
    "cndp_receipt_fr": "en cours",
    "cndp_receipt_ar": "قيد الإنجاز",
}
