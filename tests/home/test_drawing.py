"""What is drawn in pages: the mosaic covers and the region."""

import re
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils.translation import override

from home import region
from home.mosaic import COLOUR_WAYS, colour_way, mosaic
from network.models import Territory

NAMES = {
    "MA-TNG": "Tanger-Assilah",
    "MA-MDF": "M’diq-Fnideq",
    "MA-TET": "Tétouan",
    "MA-FAH": "Fahs-Anjra",
    "MA-LAR": "Larache",
    "MA-CHE": "Chefchaouen",
    "MA-OUZ": "Ouezzane",
    "MA-HOC": "Al Hoceïma",
}


@dataclass
class Record:
    code: str
    name: str


@pytest.fixture
def records():
    return [Record(code, name) for code, name in NAMES.items()]


def render(source, **context):
    template = Template("{% load drawing_tags %}" + source)
    return BeautifulSoup(template.render(Context(context)), "html.parser")


def points(path):
    """The points of a drawn line, absolute, back from the steps it is written in."""
    assert re.fullmatch(r"M\d+ \d+l[\d -]+z", path)
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    x, y = numbers[:2]
    found = [(x, y)]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def test_region_has_its_eight_territories_inside_the_drawing(records):
    width, height = region.size()
    shapes = region.shapes(records)
    assert {shape.code: shape.name for shape in shapes} == NAMES
    for shape in shapes:
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points(shape.path)), shape.code


def test_region_s_neighbours_still_touch(records):
    """Shorter paths keep every point: a border is drawn twice, and must be the same line."""
    corners = {shape.code: set(points(shape.path)) for shape in region.shapes(records)}
    for code, neighbour in [
        ("MA-TNG", "MA-FAH"),
        ("MA-FAH", "MA-MDF"),
        ("MA-TNG", "MA-LAR"),
        ("MA-LAR", "MA-OUZ"),
        ("MA-TET", "MA-CHE"),
        ("MA-CHE", "MA-HOC"),
    ]:
        assert len(corners[code] & corners[neighbour]) >= 5, (code, neighbour)
    assert not corners["MA-TNG"] & corners["MA-HOC"]


def test_region_follows_the_order_of_the_records(records):
    records.reverse()
    assert [shape.code for shape in region.shapes(records)] == [record.code for record in records]


def test_region_is_whole_without_records_and_passes_over_unknown_ones():
    shapes = region.shapes([Record("MA-01", "Région"), Record("MA-CHE", "Chefchaouen")])
    assert [shape.name for shape in shapes] == ["Chefchaouen", *[""] * 7]


def test_narrow_shapes_have_their_names_in_two_lines():
    lines = {
        shape.name: shape.lines
        for shape in region.shapes(
            [
                Record("MA-TNG", "طنجة - أصيلة"),
                Record("MA-MDF", "المضيق - الفنيدق"),
                Record("MA-HOC", "Al Hoceïma"),
            ]
        )
    }
    assert lines["طنجة - أصيلة"] == ["طنجة", "أصيلة"]
    assert lines["المضيق - الفنيدق"] == ["المضيق-الفنيدق"]
    assert lines["Al Hoceïma"] == ["Al Hoceïma"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_map_is_a_named_picture_with_the_same_in_words(records, language):
    with override(language):
        html = render("{% region_map records 'La carte' %}", records=records)
    assert html.svg["role"] == "img"
    assert html.svg["aria-label"] == "La carte"
    assert html.svg["direction"] == "ltr"
    # No grouping, however the reader's language groups: these are coordinates.
    assert html.svg["viewbox"] == "0 0 7200 5154"
    assert all(re.fullmatch(r"\d+", text["x"]) for text in html.select("text"))
    items = html.select("ol > li")
    assert len(items) == 8
    assert all(name in item.text for name, item in zip(NAMES.values(), items, strict=True))
    # The number in the drawing leads to the same number in the list.
    assert [text.text for text in html.select("text.number")] == [li.i.text for li in items]
    assert "OpenStreetMap" in html.figcaption.text


def test_map_marks_one_territory(records):
    html = render("{% region_map records 'La carte' 'MA-TNG' %}", records=records)
    marked = html.select("path.marked")
    shapes = {shape.code: shape.path for shape in region.shapes(records)}
    assert [path["d"] for path in marked] == [shapes["MA-TNG"]]
    assert len(html.select("path.plain")) == 7
    assert html.select_one("figcaption .key").text == "Tanger-Assilah"


def test_map_without_any_name_is_still_drawn():
    html = render("{% region_map records 'La carte' %}", records=[])
    assert len(html.select("path[d]")) == 9  # With the line that leads to a label.
    assert not html.select("text.name, li")


@pytest.mark.django_db
def test_map_takes_the_reference_data(django_user_model):
    with override("ar"):
        records = Territory.objects.filter(code__in=NAMES)
        names = [shape.name for shape in region.shapes(records)]
    assert len(names) == 8
    assert all(re.search("[ء-ي]", name) for name in names)


def test_mosaic_is_the_same_for_the_same_seed():
    assert mosaic(12) == mosaic(12)
    assert len({mosaic(seed).stars for seed in range(50)}) == 50


def test_mosaics_of_pages_made_in_a_row_have_the_three_colours():
    assert {colour_way(seed).name for seed in range(7, 10)} == {"green", "blue", "brick"}
    assert {way.name for way in COLOUR_WAYS} == {"green", "blue", "brick"}


@pytest.mark.parametrize("seed", [0, 1, 17, 2_000, 1_234_567])
def test_mosaic_is_light_and_needs_nothing_of_another_page(seed):
    html = render("{% mosaic seed %}", seed=seed)
    assert html.svg["aria-hidden"] == "true"
    ids = {tag["id"] for tag in html.select("[id]")}
    # The number is not grouped: the parts would not find one another.
    assert ids == {f"star-{seed}", f"stars-{seed}"}
    stars = html.select("use[fill]")
    assert 5 <= len(stars) <= 40
    assert {use["href"] for use in html.select("use")} == {f"#star-{seed}"}
    assert html.select_one(f'rect[fill="url(#stars-{seed})"]')
    assert len(str(html)) < 3_500


def test_colour_way_names_the_class_of_the_card():
    assert render("{% colour_way 4 %}").text == colour_way(4).name


def test_icons_are_hidden_from_those_who_do_not_see_them():
    arrow, phone = render("{% icon 'arrow' %}{% icon 'phone' %}").select("svg")
    assert arrow["aria-hidden"] == phone["aria-hidden"] == "true"
    # What points is mirrored where one reads from the right; a telephone is not.
    assert "dir" in arrow["class"]
    assert "dir" not in phone["class"]
