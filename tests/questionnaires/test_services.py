"""Definitions that never change once published; drafts that lose nothing; one submission, once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from tests.conftest import Act
from tests.questionnaires.conftest import House
from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.kernel import events
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries, services
from webapp.questionnaires.events import QuestionnaireSubmitted
from webapp.questionnaires.models import Definition, Draft, Response
from webapp.questionnaires.presenters.pages import differences
from webapp.questionnaires.rules import extensions, importing, validation
from webapp.questionnaires.rules.entry import read
from webapp.questionnaires.rules.filling import initial_answers
from webapp.questionnaires.rules.hashing import content_hash
from webapp.records import queries as records
from webapp.seed.questionnaires import begin_hra, fill_hra
from webapp.toolbox import packaged
from webapp.toolbox.signature import own


def sent(people: House, **facts: Any) -> str:
    shen = people.shen
    return fill_hra(
        client_id=shen.id,
        branch_id=shen.branch_id,
        account_id=shen.account_id,
        name="Shen Zhihe",
        facts=facts,
    )


def begun(people: House, sections: int = 1) -> queries.Filling:
    shen = people.shen
    begin_hra(
        client_id=shen.id, branch_id=shen.branch_id, account_id=shen.account_id, facts={}, sections=sections
    )
    found = queries.draft(client_id=shen.id, code="hra")
    assert found
    return found


def save(
    people: House, values: dict[str, list[Any]], revision: int, by: str = "", **more: Any
) -> services.Saved:
    return services.save_answers(
        client_id=people.shen.id, code="hra", values=values, revision=revision, written_by=by, **more
    )


class TestPublish:
    def test_a_published_definition_never_changes(self, people: House, act: Act) -> None:
        for deed in (
            update(Definition).values(text="{}"),
            update(Definition).values(status="DRAFT"),
            delete(Definition),
        ):
            with pytest.raises(IntegrityError), act():
                db.session.execute(deed)

    def test_a_new_version_retires_the_old_one(self, people: House, act: Act) -> None:
        with act():
            newer = json.loads(packaged.text("questionnaires", "hra")) | {"version": "2.0.0"}
            row = services.take_in(imported=importing.take_in(json.dumps(newer)))
            services.publish(definition_id=row.id)
        with act():
            found = db.session.execute(select(Definition.version, Definition.status)).all()
            assert sorted(map(tuple, found)) == [("1.1.0", "RETIRED"), ("2.0.0", "PUBLISHED")]

    def test_a_draft_begins_with_what_the_form_fills_in_itself(self, people: House, act: Act) -> None:
        newer = json.loads(packaged.text("questionnaires", "hra")) | {"version": "2.0.0"}
        question = next(one for one in newer["item"][0]["item"] if one["type"] == "choice")
        question["initial"] = [question["answerOption"][0]]
        offered = question["initial"][0]["valueCoding"]
        city = {key: offered[key] for key in ("system", "code", "display")}
        with act():
            row = services.take_in(imported=importing.take_in(json.dumps(newer)))
            services.publish(definition_id=row.id)
        with act():
            shen = people.shen
            draft = services.start(
                client_id=shen.id, branch_id=shen.branch_id, code="hra", actor_id=shen.account_id, agrees=True
            )
            assert draft.answers == {question["linkId"]: [city]}

    def test_what_a_form_only_shows_keeps_its_value_whatever_is_posted(self, people: House, act: Act) -> None:
        newer = json.loads(packaged.text("questionnaires", "hra")) | {"version": "2.0.0"}
        shown = next(one for one in newer["item"][0]["item"] if one["type"] == "choice")
        shown |= {"readOnly": True, "initial": [shown["answerOption"][0]]}
        posted = {"valueCoding": shown["answerOption"][1]["valueCoding"]}
        with act():
            row = services.take_in(imported=importing.take_in(json.dumps(newer)))
            services.publish(definition_id=row.id)
        with act():
            draft = begun(people, sections=0)
            link_id, before = shown["linkId"], draft.answers[shown["linkId"]]
            told = {link_id: [posted["valueCoding"]]}
            saved = save(people, told, draft.revision, typed={link_id: ["anything"]})
            assert saved.filling.answers[link_id] == before
            assert saved.filling.typed == {}
            assert read(draft.definition, {link_id: [before[0]["code"]]}) == ({}, {})

    def test_numbers_of_a_definition_are_kept_as_they_are_written(self, people: House, act: Act) -> None:
        text = packaged.text("questionnaires", "hra").replace('"1.1.0"', '"2.0.0"')
        item = '{"linkId": "x", "type": "decimal", "text": "x", "initial": [{"valueDecimal": 0.30}], "extension": '
        limit = f'[{{"url": "{extensions.MAX_VALUE}", "valueDecimal": 0.30000000000000000001}}]}}'
        with act():
            row = services.take_in(
                imported=importing.take_in(text.replace('"item": [', f'"item": [{item}{limit},', 1))
            )
            form = queries.parsed(row.id)
        written = extensions.value(form.index["x"].source, extensions.MAX_VALUE)
        assert str(written) == "0.30000000000000000001"
        assert json.dumps(initial_answers(form)["x"]) == "[0.3]"

    def test_the_same_text_is_taken_in_once_and_another_under_its_name_is_refused(
        self, people: House, act: Act
    ) -> None:
        with act():
            known = queries.current_definition("hra")
            assert (
                services.take_in(imported=importing.take_in(packaged.text("questionnaires", "hra"))) is known
            )
            other = json.loads(packaged.text("questionnaires", "hra")) | {"date": "2030-01-01"}
            with pytest.raises(services.AlreadyTakenIn):
                services.take_in(imported=importing.take_in(json.dumps(other)))

    def test_what_lacks_a_language_is_not_published(self, people: House, act: Act) -> None:
        form = {"id": "x", "item": [{"linkId": "a", "type": "boolean", "text": "Only English"}]}
        with act():
            row = services.take_in(imported=importing.take_in(json.dumps(form)))
            with pytest.raises(services.NotPublishable):
                services.publish(definition_id=row.id)


class TestStart:
    def test_needs_the_clients_consent(self, people: House, act: Act) -> None:
        shen = people.shen
        with act(), pytest.raises(services.ConsentMissing):
            services.start(client_id=shen.id, branch_id=shen.branch_id, code="hra", actor_id=shen.account_id)

    def test_twice_gives_the_same_draft(self, people: House, act: Act) -> None:
        with act():
            first = begun(people, sections=0)
            second = begun(people, sections=0)
        assert first.id == second.id

    def test_an_unknown_questionnaire_is_not_there(self, people: House, act: Act) -> None:
        with act(), pytest.raises(NotYours):
            services.start(client_id=people.shen.id, branch_id=people.shen.branch_id, code="x", actor_id="")


class TestSaveAnswers:
    def test_keeps_what_was_answered_encrypted(self, people: House, act: Act) -> None:
        with act():
            draft = begun(people)
            save(people, {"other-medicines": ["aspirin every day"]}, draft.revision)
        with act():
            assert queries.draft(client_id=people.shen.id, code="hra").answers["other-medicines"]  # type: ignore[union-attr]
            stored = db.session.execute(text("SELECT answers FROM questionnaire_draft")).scalar_one()
            assert "aspirin" not in stored

    def test_a_stale_save_from_elsewhere_overwrites_nothing_and_keeps_both(
        self, people: House, act: Act
    ) -> None:
        with act():
            draft = begun(people)
            save(people, {"high-glucose": [True]}, draft.revision, by="phone")
        with act():
            late = save(people, {"high-glucose": [False]}, draft.revision, by="tablet")
        with act():
            kept = queries.draft(client_id=people.shen.id, code="hra")
            assert kept
            assert late.stale
            assert kept.answers["high-glucose"] == [True]
            assert kept.parked == {"high-glucose": [False]}

    def test_what_could_not_be_read_there_is_kept_beside_as_it_was_typed(
        self, people: House, act: Act
    ) -> None:
        with act():
            draft = begun(people)
            save(people, {"sleep-hours": [7]}, draft.revision, by="phone")
            late = save(
                people,
                {"sleep-hours": []},
                draft.revision,
                by="tablet",
                typed={"sleep-hours": ["seven"]},
            )
            assert late.stale
            assert [other for _question, _here, other in differences(late.filling)] == ["seven"]
            settled = services.settle(client_id=people.shen.id, code="hra", keep_parked=True)
        assert settled.typed == {"sleep-hours": ["seven"]}
        assert "sleep-hours" not in settled.answers

    def test_two_texts_that_cannot_be_read_do_not_overwrite_each_other(self, people: House, act: Act) -> None:
        with act():
            draft = begun(people)
            for by, words in (("phone", "seven"), ("tablet", "eight")):
                save(people, {"sleep-hours": []}, draft.revision, by=by, typed={"sleep-hours": [words]})
            kept = queries.draft(client_id=people.shen.id, code="hra")
        assert kept
        assert (kept.typed, kept.parked_typed) == ({"sleep-hours": ["seven"]}, {"sleep-hours": ["eight"]})

    def test_what_was_cleared_elsewhere_is_asked_about_too(self, people: House, act: Act) -> None:
        with act():
            draft = begun(people)
            save(people, {"high-glucose": [True]}, draft.revision, by="phone")
            assert save(people, {"high-glucose": []}, draft.revision, by="tablet").stale
            settled = services.settle(client_id=people.shen.id, code="hra", keep_parked=True)
        assert "high-glucose" not in settled.answers

    def test_nothing_is_sent_before_the_person_has_chosen(self, people: House, act: Act) -> None:
        with act():
            draft = begun(people)
            save(people, {"high-glucose": [True]}, draft.revision, by="phone")
            save(people, {"high-glucose": [False]}, draft.revision, by="tablet")
            with pytest.raises(services.NotChosen):
                services.submit(
                    client_id=people.shen.id, code="hra", signature=own("Shen Zhihe"), actor_id=""
                )

    def test_a_stale_save_that_agrees_is_simply_kept(self, people: House, act: Act) -> None:
        with act():
            draft = begun(people)
            save(people, {"high-glucose": [True]}, draft.revision, by="phone")
            assert not save(people, {"high-glucose": [True]}, draft.revision, by="tablet").stale

    def test_the_same_page_may_overtake_itself(self, people: House, act: Act) -> None:
        with act():
            draft = begun(people)
            save(people, {"high-glucose": [True]}, draft.revision, by="phone")
            assert not save(people, {"high-glucose": [False]}, draft.revision, by="phone").stale

    @pytest.mark.parametrize(("keep_parked", "expected"), [(True, [False]), (False, [True])])
    def test_the_person_chooses_between_two_devices(
        self, people: House, act: Act, keep_parked: bool, expected: list[bool]
    ) -> None:
        with act():
            draft = begun(people)
            save(people, {"high-glucose": [True]}, draft.revision, by="phone")
            save(people, {"high-glucose": [False]}, draft.revision, by="tablet")
            settled = services.settle(client_id=people.shen.id, code="hra", keep_parked=keep_parked)
        assert settled.answers["high-glucose"] == expected
        assert settled.parked == {}

    def test_a_page_that_does_not_know_the_choice_does_not_undo_it(self, people: House, act: Act) -> None:
        with act():
            draft = begun(people)
            seen = save(people, {"high-glucose": [True]}, draft.revision, by="phone").filling.revision
            save(people, {"high-glucose": [False]}, draft.revision, by="tablet")
            services.settle(client_id=people.shen.id, code="hra", keep_parked=True)
            assert save(people, {"high-glucose": [True]}, seen, by="phone").stale

    def test_a_hidden_answer_comes_back_when_its_question_does(self, people: House, act: Act) -> None:
        smoking = {"system": "https://kangyue.example/fhir/CodeSystem/hra", "code": "current"}
        never = {**smoking, "code": "never"}
        with act():
            revision = begun(people).revision
            first = save(people, {"smoking": [smoking], "smoking-amount": [10]}, revision)
            hidden = save(people, {"smoking": [never]}, first.filling.revision)
            assert hidden.asks_others
            again = save(people, {"smoking": [smoking]}, hidden.filling.revision)
        assert again.filling.answers["smoking-amount"] == [10]


class TestSubmit:
    def test_pins_the_definition_and_the_answers(self, people: House, act: Act) -> None:
        with act():
            row = queries.response(sent(people))
            assert row
            current = queries.current_definition("hra")
            assert current
            pinned = (row.definition_id, row.version, row.content_hash)
            assert pinned == (current.id, current.version, current.content_hash)
            assert row.response_hash == content_hash(row.response)
            assert validation.validate(queries.parsed(row.definition_id), row.response) == []

    def test_happens_once(self, people: House, act: Act) -> None:
        with act():
            first = sent(people)
        with act():
            shen = people.shen
            again = services.submit(
                client_id=shen.id, code="hra", signature=own("Shen Zhihe"), actor_id=shen.account_id
            )
            assert again.id == first
            assert len(db.session.scalars(select(Response)).all()) == 1
            assert db.session.scalars(select(Draft)).all() == []

    def test_is_told_and_filed(self, people: House, act: Act) -> None:
        heard: list[QuestionnaireSubmitted] = []
        events.subscribe(QuestionnaireSubmitted, heard.append)
        with act():
            response_id = sent(people)
        with act():
            assert heard[-1] == QuestionnaireSubmitted(
                response_id, people.shen.id, people.shen.branch_id, "hra"
            )
            assert [one.kind for (one, *_) in map(_row, records.timeline(client_id=people.shen.id).rows)] == [
                "QUESTIONNAIRE"
            ]

    def test_open_questions_are_named_in_order(self, people: House, act: Act) -> None:
        with act():
            begun(people, sections=7)
            with pytest.raises(services.NotComplete) as refused:
                services.submit(
                    client_id=people.shen.id, code="hra", signature=own("Shen Zhihe"), actor_id=""
                )
        assert refused.value.link_ids[:3] == ["sleep-hours", "pss10-1", "pss10-2"]

    def test_something_unreadable_stops_it(self, people: House, act: Act) -> None:
        with act():
            draft = begun(people, sections=99)
            save(people, {"sleep-hours": []}, draft.revision, typed={"sleep-hours": ["eight"]})
            with pytest.raises(services.NotComplete):
                services.submit(
                    client_id=people.shen.id, code="hra", signature=own("Shen Zhihe"), actor_id=""
                )

    def test_a_withdrawn_consent_stops_it(self, people: House, act: Act) -> None:
        with act():
            begun(people, sections=99)
            clients.withdraw_consent(client_id=people.shen.id, purpose=Purpose.QUESTIONNAIRE, actor_id="")
        with act(), pytest.raises(services.ConsentMissing):
            services.submit(client_id=people.shen.id, code="hra", signature=own("Shen Zhihe"), actor_id="")

    def test_what_was_sent_never_changes(self, people: House, act: Act) -> None:
        with act():
            sent(people)
        for deed in (update(Response).values(number="x"), delete(Response)):
            with pytest.raises(IntegrityError), act():
                db.session.execute(deed)

    def test_hidden_answers_are_not_sent(self, people: House, act: Act) -> None:
        with act():
            row = queries.response(sent(people, **{"smoking": "never", "smoking-amount": 20}))
        assert row
        assert "smoking-amount" not in json.dumps(row.response)


def _row(row: Any) -> tuple[Any, ...]:
    return row if isinstance(row, tuple) else (row,)
