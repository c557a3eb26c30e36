"""What the page types promise by themselves: slugs, blocks, settings, images."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from home.blocks import HomeBodyBlock, LinkedBlock, TableBlock, WebAddressBlock
from home.models import SiteImage, SiteSettings, StandardPage


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Économie d’ici", "economie-dici"), ("Œuvre à M’diq", "oeuvre-a-mdiq")],
)
def test_french_slug_is_ascii(home, add_page, title, slug):
    assert add_page(home, title).slug == slug
    assert add_page(home, "Autre", slug=f"{slug}-é").slug == f"{slug}-e"


def test_arabic_slug_comes_from_the_arabic_title_and_stays(home_ar, add_page):
    page = add_page(home_ar, "أجندة 2026")
    assert page.slug == "أجندة-2026"
    page.title = "مواعيد"
    page.slug = "2026"  # What wagtail-localize makes of the Arabic one.
    page.save_revision().publish()
    assert StandardPage.objects.get(pk=page.pk).slug == "أجندة-2026"


def test_arabic_slug_may_be_changed_by_an_editor(home_ar, add_page):
    page = add_page(home_ar, "أجندة")
    page.slug = "مواعيد"
    page.save_revision().publish()
    assert StandardPage.objects.get(pk=page.pk).slug == "مواعيد"


def test_two_arabic_pages_of_one_title_have_two_addresses(home_ar, add_page):
    first, second = add_page(home_ar, "أخبار الشبكة"), add_page(home_ar, "أخبار الشبكة")
    assert first.slug != second.slug


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "data:text/html,x"])
def test_web_address_takes_nothing_but_http(url):
    with pytest.raises(ValidationError):
        WebAddressBlock().clean(url)


@pytest.mark.parametrize("filled", [[], ["page", "url"]])
def test_call_to_action_leads_to_one_place(home, filled):
    block = LinkedBlock()
    value = {"page": home if "page" in filled else None}
    value["url"] = "https://example.org/" if "url" in filled else ""
    with pytest.raises(ValidationError) as error:
        block.clean(block.normalize(value))
    assert "page" in error.value.block_errors


def test_table_is_translated_text_by_text():
    block = TableBlock()
    table = block.to_python(
        {
            "caption": "Population",
            "columns": [{"type": "text", "heading": "Province"}, {"type": "text", "heading": ""}],
            "rows": [{"values": ["Larache", ""]}, {"values": ["Ouezzane", "Oui"]}],
        }
    )
    segments = block.get_translatable_segments(table)
    assert [s.path for s in segments] == [
        "caption",
        "heading.0",
        "cell.0.0",
        "cell.1.0",
        "cell.1.1",
    ]
    for segment, text in zip(segments, ["السكان", "إقليم", "العرائش", "وزان", "نعم"], strict=True):
        segment.string.data = text
    block.restore_translated_segments(table, segments)
    assert table.caption == "السكان"
    assert [column["heading"] for column in table.columns] == ["إقليم", ""]
    assert [row["values"] for row in table.row_data] == [["العرائش", ""], ["وزان", "نعم"]]


def test_image_tells_what_it_shows_in_the_reader_s_language():
    image = SiteImage(title="IMG_0042", alt_fr="Un étal de miel", alt_ar="بسطة لبيع العسل")
    with override("fr"):
        assert image.default_alt_text == "Un étal de miel"
    with override("ar"):
        assert image.default_alt_text == "بسطة لبيع العسل"


def test_image_without_alternative_text_is_refused():
    with pytest.raises(ValidationError) as error:
        SiteImage(title="IMG_0042").full_clean(exclude=["file", "collection"])
    assert {"alt_fr", "alt_ar"} <= set(error.value.message_dict)


def test_settings_answer_in_french_where_the_arabic_is_empty():
    settings = SiteSettings(
        address_fr="Rue des Amoureux", publisher_fr="MESS", publisher_ar="الدار"
    )
    with override("ar"):
        assert settings.address == "Rue des Amoureux"
        assert settings.publisher == "الدار"


@pytest.mark.parametrize("number", ["39 37", "javascript:", "+212 5 39 37 24 68 poste douze mille"])
def test_settings_refuse_what_is_no_telephone_number(number):
    with pytest.raises(ValidationError) as error:
        SiteSettings(phone=number).full_clean()
    assert "phone" in error.value.message_dict


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_block_has_a_label_in_the_editor_s_language(language):
    for name, block in HomeBodyBlock().child_blocks.items():
        with override("en"):
            english = str(block.label)
        with override(language):
            # « Image » is the same word in French.
            assert str(block.label) != english or (name, language) == ("image", "fr")
