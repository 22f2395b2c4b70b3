//! Sentences in both languages.

use serde_json::{Value, json};

use crate::recovery::Rules;

fn sentence(rule: &Value, language: &str) -> String {
    let mut rule = rule.clone();
    rule["id"] = json!("r");
    Rules::from_value(&json!({ "rules": [rule] })).unwrap().rules()[0].sentence(language)
}

fn when(when: &Value, language: &str) -> String {
    let sentence = sentence(&json!({"when": when, "then": [{"do": "tag", "tag": "x"}]}), language);
    sentence.split(": ").next().unwrap().to_owned()
}

fn then(then: &Value, language: &str) -> String {
    sentence(&json!({ "then": [then] }), language)
}

#[test]
fn conditions_are_said_with_brackets_where_they_nest() {
    let nested = json!({"all": [
        {"any": [{"fact": "category", "is": "detractor"}, {"answer": "wrong", "one_of": ["solved", "unsolved"]}]},
        {"not": {"all": [{"fact": "channel", "is": "api"}, {"property": "vip", "is": true}]}},
    ]});
    assert_eq!(
        when(&nested, "en"),
        "When (the category is “detractor” or the answer to “wrong” is one of “solved”, “unsolved”) and it is not so that \
         (the channel is “api” and the property “vip” is true)"
    );
    assert_eq!(
        when(&nested, "ru"),
        "Если (категория равна «критик» или ответ на «wrong» один из списка «solved», «unsolved») и неверно, что (канал равен \
         «api» и свойство «vip» равно «да»)"
    );
}

#[test]
fn time_and_silence_are_said_as_such() {
    let promise = json!({"promise": "promised_at", "at_least": 30});
    assert_eq!(when(&promise, "en"), "When at least 30 minutes have passed since the time promised in “promised_at”");
    assert_eq!(when(&promise, "ru-RU"), "Если со времени, обещанного в «promised_at», прошло не меньше 30 мин.");
    let silence = json!({"fact": "silence_days", "at_least": 14});
    assert_eq!(when(&silence, "en"), "When nothing has happened for at least 14 days");
    assert_eq!(when(&silence, "ru"), "Если ничего не происходит не меньше 14 дн.");
}

#[test]
fn every_comparison_has_words() {
    for (clause, english, russian) in [
        (json!({"fact": "score", "is_not": 7}), "the score is not 7", "оценка не равна 7"),
        (
            json!({"fact": "channel", "none_of": ["a", "b"]}),
            "the channel is none of “a”, “b”",
            "канал не из списка «a», «b»",
        ),
        (
            json!({"fact": "change", "at_most": -3}),
            "the change since the last answer is at most -3",
            "изменение с прошлого ответа не больше -3",
        ),
        (
            json!({"fact": "previous_score", "at_least": 9}),
            "the score before is at least 9",
            "прошлая оценка не меньше 9",
        ),
        (
            json!({"answer": "score", "between": [0, 6]}),
            "the answer to “score” is from 0 to 6",
            "ответ на «score» от 0 до 6",
        ),
        (
            json!({"answer": "comment", "contains": "late"}),
            "the answer to “comment” contains “late”",
            "ответ на «comment» содержит «late»",
        ),
        (
            json!({"answer": "comment", "exists": false}),
            "the answer to “comment” is not given",
            "нет ответа на «comment»",
        ),
        (
            json!({"property": "tariff", "is": "passive"}),
            "the property “tariff” is “passive”",
            "свойство «tariff» равно «passive»",
        ),
        (json!({"property": "branch", "exists": true}), "the property “branch” is given", "свойство «branch» известно"),
        (
            json!({"fact": "previous_category", "is": "promoter"}),
            "the category before is “promoter”",
            "прошлая категория равна «сторонник»",
        ),
    ] {
        assert_eq!(when(&clause, "en"), format!("When {english}"));
        assert_eq!(when(&clause, "ru"), format!("Если {russian}"));
    }
}

#[test]
fn every_action_has_words() {
    for (action, english, russian) in [
        (
            json!({"do": "callback", "event": "a.b"}),
            "call back programs with “a.b”",
            "отправить программам событие «a.b»",
        ),
        (json!({"do": "notify", "to": "team"}), "tell “team”", "сообщить: «team»"),
        (json!({"do": "acknowledge"}), "tell the customer they were heard", "сказать клиенту, что мы его услышали"),
        (json!({"do": "acknowledge", "message": "Sorry"}), "tell the customer: “Sorry”", "сказать клиенту: «Sorry»"),
        (
            json!({"do": "ask_later", "question": "why", "after": {"minutes": 1440}}),
            "ask the question “why” 1 day later",
            "через 1 день задать вопрос «why»",
        ),
        (
            json!({"do": "offer_review", "url": "https://r.example"}),
            "show everyone the review link https://r.example",
            "показать всем ссылку для отзыва https://r.example",
        ),
        (json!({"do": "tag", "tag": "x"}), "tag it “x”", "добавить метку «x»"),
        (
            json!({"do": "open_case", "contact_within": {"minutes": 1, "clock": "wall"}, "resolve_within": {"minutes": 1260, "clock": "business"}}),
            "open a case of normal priority with first contact within 1 minute and a solution within 21 business hours",
            "открыть обращение с обычным приоритетом, связаться в течение 1 минуты, решить в течение 21 рабочего часа",
        ),
    ] {
        assert_eq!(then(&action, "en"), format!("On every answer: {english}."));
        assert_eq!(then(&action, "ru"), format!("При каждом ответе: {russian}."));
    }
}

#[test]
fn russian_numbers_agree() {
    let later = |minutes: u32, clock: &str| {
        let sentence =
            then(&json!({"do": "ask_later", "question": "why", "after": {"minutes": minutes, "clock": clock}}), "ru");
        sentence["При каждом ответе: через ".len()..].split(" задать").next().unwrap().to_owned()
    };
    assert_eq!(later(60, "wall"), "1 час");
    assert_eq!(later(180, "wall"), "3 часа");
    assert_eq!(later(660, "wall"), "11 часов");
    assert_eq!(later(21, "wall"), "21 минуту");
    assert_eq!(later(112, "wall"), "112 минут");
    assert_eq!(later(4320, "wall"), "3 дня");
    assert_eq!(later(120, "business"), "2 рабочих часа");
    assert_eq!(later(22, "business"), "22 рабочие минуты");
}

#[test]
fn a_rule_that_is_off_says_so() {
    let off = json!({"enabled": false, "then": [{"do": "tag", "tag": "x"}]});
    assert_eq!(sentence(&off, "en"), "(Off) On every answer: tag it “x”.");
    assert_eq!(sentence(&off, "ru"), "(Выключено) При каждом ответе: добавить метку «x».");
}
