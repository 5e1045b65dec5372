"""Forms that headquarters took in from elsewhere: what the house's own do not have is shown, judged and answerable."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.rules.forms import extension
from tests.questionnaires.test_views import hidden
from tests.questionnaires.versions import coding, form, item, option, publish, said
from webapp.questionnaires import queries, services
from webapp.questionnaires.queries import Filling

PATH = "/questionnaires/habits"
PART = f"{PATH}/parts/1"
HIDDEN = extension("questionnaire-hidden", valueBoolean=True)
TWO_AT_MOST = extension("questionnaire-maxOccurs", valueInteger=2)
DRINKS = item(
    "drinks",
    "choice",
    "Which do you like best?",
    "最喜欢哪两样？",
    TWO_AT_MOST,
    repeats=True,
    answerOption=[option("tea", "Tea", "茶"), option("milk", "Milk", "奶"), option("water", "Water", "水")],
)
SPORT = item(
    "sport",
    "open-choice",
    "Which sport?",
    "什么运动？",
    answerOption=[option("walk", "Walking", "走路"), option("swim", "Swimming", "游泳")],
)
OFTEN = item(
    "often",
    "choice",
    "How often?",
    "多久一次？",
    answerOption=[{"valueString": "Often", "_valueString": said("经常")}],
)


TIMES = item(
    "times",
    "integer",
    "How many times?",
    "几次？",
    answerOption=[{"valueInteger": 1}, {"valueInteger": 3}],
)


def imported() -> str:
    """Give a form with a text before and behind its questions, and something that only the file knows."""
    whole = json.loads(form("1", [DRINKS, SPORT, OFTEN, TIMES]))
    intro = item("intro", "display", "Please take your time.", "请慢慢填。")
    file = item("file", "group", "For us", "内部", HIDDEN, item=[item("no", "string", "No.", "编号")])
    thanks = item("thanks", "display", "That was all.", "问完了。")
    return json.dumps(whole | {"item": [intro, *whole["item"], file, thanks]})


@pytest.fixture
def begun(people: House, act: Act) -> House:
    """Shen has begun the form."""
    with act():
        publish(imported())
    assert people.shen.browser.post(PATH, data={"agree": "y"}).status_code == 303
    return people


def save(house: House, **facts: list[str]) -> TestResponse:
    sent = hidden(house.shen.browser.get(PART)) | {f"q-{name}": given for name, given in facts.items()}
    return house.shen.browser.post(PART, data=sent | {"go": "next"})


def draft(house: House, act: Act) -> Filling:
    with act():
        found = queries.draft(client_id=house.shen.id, code="habits")
        assert found
        return found


class TestSection:
    def test_texts_around_the_questions_stand_there_and_what_is_hidden_is_no_page(self, begun: House) -> None:
        page = begun.shen.browser.get(PART).text
        words = ("Please take your time.", "Which do you like best?", "That was all.")
        assert sorted(words, key=page.index) == list(words)
        assert begun.shen.browser.get(f"{PATH}/parts/2").status_code == 404
        assert "Please take your time." in begun.shen.browser.get(f"{PATH}/print").text

    def test_more_than_may_be_chosen_comes_back_as_chosen_with_a_linked_error(
        self, begun: House, act: Act
    ) -> None:
        answer = save(begun, drinks=["tea", "milk", "water"])
        assert answer.status_code == 422
        assert 'href="#q-drinks"' in answer.text
        assert "Please give at most 2 answers." in unescape(answer.text)
        assert answer.text.count(" checked") == 3
        assert draft(begun, act).typed == {"drinks": ["tea", "milk", "water"]}

    def test_own_words_take_the_place_of_a_choice(self, begun: House, act: Act) -> None:
        blank = begun.shen.browser.get(PART).text
        assert 'name="q-sport" value=""' in blank
        assert " checked" not in blank
        assert save(begun, sport=["walk", ""]).status_code == 303
        assert draft(begun, act).answers["sport"] == [coding("walk", "Walking")]
        assert save(begun, sport=["", "Tai chi"]).status_code == 303
        assert draft(begun, act).answers["sport"] == ["Tai chi"]
        page = begun.shen.browser.get(PART).text
        assert 'name="q-sport" value="Tai chi"' in page
        assert re.findall(r'name="q-sport" value="([^"]*)" checked', page) == [""]
        assert "Tai chi" in begun.shen.browser.get(f"{PATH}/review").text

    def test_a_choice_and_own_words_are_two_answers(self, begun: House) -> None:
        answer = save(begun, sport=["walk", "Tai <chi>"])
        assert answer.status_code == 422
        assert "This question takes one answer only." in unescape(answer.text)
        assert 'name="q-sport" value="Tai &lt;chi&gt;"' in answer.text
        assert re.findall(r'name="q-sport" value="([^"]*)" checked', answer.text) == ["walk"]

    def test_a_figure_out_of_a_list_is_chosen_there(self, begun: House, act: Act) -> None:
        page = begun.shen.browser.get(PART).text
        assert re.findall(r'type="radio"[^>]*name="q-times" value="([^"]*)"', page) == ["1", "3"]
        assert save(begun, times=["3"]).status_code == 303
        assert draft(begun, act).answers["times"] == [3]
        assert save(begun, times=["2"]).status_code == 422


class TestReview:
    def test_a_choice_of_plain_text_is_said_in_both_languages(self, begun: House, act: Act) -> None:
        with act():
            services.save_answers(
                client_id=begun.shen.id, code="habits", values={"often": ["Often"]}, revision=0
            )
        assert "Often" in begun.shen.browser.get(f"{PATH}/review").text
        begun.shen.browser.post("/language", data={"language": "zh-Hans", "back": "/"})
        page = begun.shen.browser.get(f"{PATH}/review").text
        assert "经常" in page
        assert "Often" not in page

    def test_a_group_that_needs_an_answer_leads_to_its_first_question(self, people: House, act: Act) -> None:
        whole = json.loads(form("1", [SPORT, OFTEN]))
        whole["item"][0]["required"] = True
        with act():
            publish(json.dumps(whole))
        people.shen.browser.post(PATH, data={"agree": "y"})
        page = people.shen.browser.get(f"{PATH}/review").text
        assert "1 question still needs an answer" in page
        assert "#q-sport" in page
        assert "certify-form" not in page
