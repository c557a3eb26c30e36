"""The budget of an action: amounts read from any keyboard, and kept apart by currency."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from network.actions.operations import add_budget_line, change_budget_line
from network.core import audit
from network.models import BudgetLine

from .papers import actor, url
from .world import text


def lines(world):
    return BudgetLine.objects.filter(action=world.action_commission)


def form(**values):
    return {"label_en": "Stand", "funder": "", "currency": "MAD", "planned": "1 200,50",
            "spent": "", "once": str(uuid4()), **values}  # fmt: skip


@pytest.mark.parametrize("typed", ["1 200,50", "1.200,50", "1,200.50", "١٬٢٠٠٫٥٠"])
@pytest.mark.parametrize(("language", "shown"), [("en", "1,200.50"), ("ar", "1.200,50")])
def test_amount_is_read_right_and_shown_back(world, signed_in, typed, language, shown):
    browser = signed_in("member", language)
    answer = browser.post(
        url("budget-line-new", world.action_commission), form(planned=typed), follow=True
    )
    assert answer.redirect_chain[0][0] == url("action-budget", world.action_commission)
    line = lines(world).latest("pk")
    assert line.planned == Decimal("1200.50")
    assert line.spent is None
    assert f'<bdi dir="ltr">{shown}</bdi>' in answer.text
    assert f'value="{shown}"' in browser.get(url("budget-line-edit", line)).text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"planned": "-5"}, "not below zero"),
        ({"spent": "-5"}, "not below zero"),
        ({"planned": "1.20.300"}, "for example 1,200.50"),
        ({"planned": "9" * 13}, "too large"),
        ({"planned": ""}, "This field is required"),
        ({"currency": "XXX"}, "not one of the available choices"),
        ({"label_en": ""}, "in one language at least"),
    ],
)
def test_bad_line_is_refused_and_nothing_typed_is_lost(as_, world, values, said):
    before = lines(world).count()
    typed = form(label_ar="رواق", funder="Fund", **values)
    typed |= {"label_ar": ""} if "label_en" in values else {}
    answer = as_("member").post(url("budget-line-new", world.action_commission), typed)
    assert answer.status_code == 200
    assert said in answer.text
    for name in ("label_ar", "funder", "planned"):
        assert not typed[name] or typed[name] in answer.text
    assert lines(world).count() == before


def test_two_clicks_make_one_line(as_, world):
    member, sent, before = as_("member"), form(), lines(world).count()
    for _click in range(2):
        member.post(url("budget-line-new", world.action_commission), sent)
    assert lines(world).count() == before + 1


def test_currencies_are_summed_each_by_itself(as_, world):
    lines(world).delete()
    for currency, planned, spent in (
        ("MAD", 1000, 1200),
        ("MAD", 500, None),
        ("EUR", Decimal("90.5"), 0),
    ):
        BudgetLine.objects.create(
            action=world.action_commission, label=text("x"), currency=currency, planned=planned,
            spent=spent,
        )  # fmt: skip
    answer = as_("partner").get(url("action-budget", world.action_commission))
    totals = {total["currency"]: total for total in answer.context["totals"]}
    assert (totals["MAD"]["planned"], totals["MAD"]["left"]) == (1500, 300)
    assert (totals["EUR"]["planned"], totals["EUR"]["left"]) == (Decimal("90.5"), Decimal("90.5"))
    # More was spent than there was: it is said by more than a colour.
    assert '<bdi dir="ltr">\u2212200</bdi>' in answer.text
    assert url("budget-line-edit", lines(world).first()) not in answer.text


def test_second_editor_sees_what_the_first_one_wrote(as_, world):
    line, member = world.budget_line_commission, as_("member")
    opened = {"label_en_loaded": line.label.version("en"), "currency": "MAD",
              "initial-currency": "MAD", "initial-funder": line.funder, "funder": line.funder,
              "initial-planned": "1,000", "initial-spent": "", "spent": ""}  # fmt: skip
    change_budget_line(line, {"planned": Decimal("2500.5")}, by=actor(world, "member"))
    answer = member.post(url("budget-line-edit", line), {**opened, "planned": "3000"})
    assert "Somebody else has changed this in the meantime, to “2,500.5”" in answer.text
    answer = member.post(
        url("budget-line-edit", line), {**opened, "planned": "1,000", "spent": "7"}
    )
    line.refresh_from_db()
    # What only one of them changed is kept of both.
    assert (answer.status_code, line.planned, line.spent) == (302, Decimal("2500.5"), 7)


def test_partner_reads_the_budget_and_changes_nothing(world):
    values = {"label": text("x"), "planned": Decimal(1), "currency": "MAD"}
    for persona in ("partner", "guest", "other"):
        with pytest.raises(PermissionDenied):
            add_budget_line(world.action_commission, values, by=actor(world, persona))


def test_history_names_the_line_and_no_amount(as_, world):
    member = as_("member")
    sent = form(label_ar="رواق", planned="7777")
    member.post(url("budget-line-new", world.action_commission), sent)
    line = lines(world).latest("pk")
    member.post(url("budget-line-remove", line), {"once": str(uuid4())})
    assert not lines(world).filter(pk=line.pk).exists()
    entries = audit.history(world.action_commission)
    with translation.override("ar"):
        assert "رواق" in entries[0].message
    assert "Stand" in entries[0].message
    assert all("7777" not in str(entry.data) for entry in entries)
