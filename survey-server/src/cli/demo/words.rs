//! The people of the demo and what they say, in English and Russian.

use super::chance::Chance;

/// The company of the demo.
pub const COMPANY: &str = "Kestrel Home";
/// Its zone.
pub const ZONE: &str = "Asia/Almaty";
/// The branch that had a bad autumn, and the courier that was the reason.
pub const TROUBLED: &str = "Shymkent";
/// The courier that was let go.
pub const BAD_COURIER: &str = "QuickVan";

/// Branches, and how much better or worse than the others each is.
pub const BRANCHES: [(&str, f64); 5] =
    [("Almaty", 0.5), ("Astana", 0.1), ("Karaganda", -0.2), (TROUBLED, 0.3), ("Atyrau", -0.6)];
/// Couriers of the good times.
pub const COURIERS: [&str; 3] = ["Own fleet", "Steppe Parcel", "City Post"];
/// Who does the services and answers the telephone.
pub const AGENTS: [&str; 5] = ["Aliya", "Marat", "Sergey", "Nina", "Daulet"];
/// What is bought.
pub const PRODUCTS: [&str; 6] = ["Kitchen", "Wardrobe", "Sofa", "Bed", "Table", "Lamp"];

/// Who works on cases: e-mail, name.
pub const TEAM: [(&str, &str); 3] = [
    ("aigerim@kestrel.example", "Aigerim Bekova"),
    ("timur@kestrel.example", "Timur Akhmetov"),
    ("elena@kestrel.example", "Elena Sokolova"),
];

const ENGLISH: ([&str; 10], [&str; 10]) = (
    ["Anna", "James", "Olivia", "Daniel", "Grace", "Thomas", "Emma", "Oscar", "Ruth", "Adam"],
    ["Carter", "Whitfield", "Moreno", "Novak", "Hughes", "Lindqvist", "Baker", "Osman", "Fisher", "Grant"],
);
const RUSSIAN: ([&str; 12], [&str; 12]) = (
    [
        "Айгуль",
        "Ерлан",
        "Мария",
        "Дмитрий",
        "Гульнара",
        "Алексей",
        "Светлана",
        "Нурлан",
        "Ольга",
        "Тимур",
        "Ирина",
        "Бауыржан",
    ],
    [
        "Ким",
        "Абай",
        "Ткаченко",
        "Оспан",
        "Шевчук",
        "Ли",
        "Жумабай",
        "Пак",
        "Мельник",
        "Сулейменова",
        "Цой",
        "Коваленко",
    ],
);

/// A name and its language.
pub fn person(chance: &mut Chance) -> (String, &'static str) {
    if chance.happens(0.6) {
        (format!("{} {}", chance.one_of(&RUSSIAN.0), chance.one_of(&RUSSIAN.1)), "ru")
    } else {
        (format!("{} {}", chance.one_of(&ENGLISH.0), chance.one_of(&ENGLISH.1)), "en")
    }
}

/// How somebody feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// They would recommend.
    Happy,
    /// They shrug.
    Lukewarm,
    /// They are let down.
    Unhappy,
    /// They are let down by the courier.
    Stranded,
}

const HAPPY_EN: &[&str] = &[
    "Came a day early, and the driver carried it up to the fifth floor.",
    "The kitchen fits to the millimetre. Daulet measured twice.",
    "I rang with a silly question and got a patient answer.",
    "Exactly like in the shop. My mother has ordered one too.",
    "They swept up after assembling. Nobody does that.",
    "One drawer stuck; they came the next morning and it glides now.",
    "Fair price, and no one tried to sell me insurance.",
    "The text with the time of arrival was right to ten minutes.",
];
const HAPPY_RU: &[&str] = &[
    "Привезли на день раньше и подняли на пятый этаж без доплаты.",
    "Кухня встала миллиметр в миллиметр, замерщик молодец.",
    "Собрали за два часа и убрали за собой мусор.",
    "Позвонила с глупым вопросом, ответили спокойно и по делу.",
    "Всё как на картинке, соседка уже спрашивает, где брали.",
    "Дверца шкафа скрипела, приехали на следующий день и поправили.",
    "Цена честная, ничего лишнего не навязывали.",
    "Курьер позвонил за час и приехал минута в минуту.",
];
const LUKEWARM_EN: &[&str] = &[
    "Good sofa, but the colour is a shade darker than on the screen.",
    "All fine, only the instructions are hard to read.",
    "Took a week longer than I hoped, though they did say so.",
    "The assembly was good, the parking fee was a surprise.",
    "Works. I expected a bit more for the money.",
];
const LUKEWARM_RU: &[&str] = &[
    "Диван хороший, но цвет чуть темнее, чем на сайте.",
    "В целом нормально, только инструкция мелким шрифтом.",
    "Ждали на неделю дольше, чем рассчитывали, но предупредили.",
    "Собрали хорошо, а за подъём взяли отдельно.",
    "Неплохо, но за эти деньги ждал большего.",
];
const UNHAPPY_EN: &[&str] = &[
    "The table arrived with a scratch right across the top.",
    "Two legs of the bed are missing and nobody rings back.",
    "I was told three different dates by three different people.",
    "The refund was promised for last week. Still nothing.",
    "The lamp hums. The shop says it is meant to.",
];
const UNHAPPY_RU: &[&str] = &[
    "Стол приехал с царапиной через всю столешницу.",
    "Не хватает двух ножек от кровати, дозвониться не могу.",
    "Три человека назвали мне три разные даты.",
    "Деньги обещали вернуть на прошлой неделе, до сих пор нет.",
    "Шкаф перекосило через месяц, мастер так и не приехал.",
];
const STRANDED_EN: &[&str] = &[
    "Took a day off for QuickVan and nobody came. Twice.",
    "The driver left the wardrobe at the gate in the rain.",
    "Four hours late, no call, and the box was torn open.",
    "The courier wanted cash to carry it upstairs, which I had paid for already.",
];
const STRANDED_RU: &[&str] = &[
    "Отпросилась с работы, а курьер не приехал. Второй раз подряд.",
    "Шкаф выгрузили у ворот под дождём и уехали.",
    "Опоздали на четыре часа, не позвонили, коробка порвана.",
    "Курьер потребовал доплату за подъём, хотя он был оплачен.",
];
const NOTES_EN: &[&str] = &[
    "Rang. A new part goes out today, by our own driver.",
    "Spoke for ten minutes. Wanted to be heard, and a date that holds: Thursday 10 to 12.",
    "Money is on its way; sent the receipt while we talked.",
    "Apologised, and the fitter comes tomorrow at nine.",
];
const NOTES_RU: &[&str] = &[
    "Дозвонилась. Деталь отправим сегодня нашей машиной.",
    "Поговорили. Важно было, чтобы выслушали; договорились на четверг с 10 до 12.",
    "Деньги вернули при клиенте, чек отправлен.",
    "Извинились, мастер приедет завтра в девять.",
];

/// Said beside the point, in any mood.
const ASIDES_EN: &[&str] = &[
    "Parking at the shop is a pain.",
    "The price was fair.",
    "A bit more expensive than elsewhere.",
    "The box was badly packed.",
    "The courier was polite.",
    "The courier was late by an hour.",
    "Assembly took all afternoon.",
    "Nobody answered the phone at first.",
];
const ASIDES_RU: &[&str] = &[
    "Парковки у магазина нет.",
    "Цена честная.",
    "Дороже, чем у других.",
    "Упаковка слабая.",
    "Курьер вежливый.",
    "Курьер опоздал на час.",
    "Сборка заняла весь день.",
    "До магазина было не дозвониться.",
];
/// What came up in the last days of the story.
const NEWS_EN: &[&str] = &["The new app logs me out.", "The new app lost my order.", "I cannot pay in the new app."];
const NEWS_RU: &[&str] = &[
    "Новое приложение всё время выкидывает.",
    "Новое приложение потеряло заказ.",
    "В новом приложении нельзя оплатить.",
];

/// What somebody in this mood writes; lately they also write of the new app.
pub fn comment(chance: &mut Chance, mood: Mood, language: &str, lately: bool) -> String {
    let list = match (mood, language) {
        (Mood::Happy, "ru") => HAPPY_RU,
        (Mood::Happy, _) => HAPPY_EN,
        (Mood::Lukewarm, "ru") => LUKEWARM_RU,
        (Mood::Lukewarm, _) => LUKEWARM_EN,
        (Mood::Unhappy, "ru") => UNHAPPY_RU,
        (Mood::Unhappy, _) => UNHAPPY_EN,
        (Mood::Stranded, "ru") => STRANDED_RU,
        (Mood::Stranded, _) => STRANDED_EN,
    };
    let said = *chance.one_of(list);
    let aside = match language {
        "ru" if lately && chance.happens(0.35) => chance.one_of(NEWS_RU),
        "ru" if chance.happens(0.5) => chance.one_of(ASIDES_RU),
        _ if language != "ru" && lately && chance.happens(0.35) => chance.one_of(NEWS_EN),
        _ if language != "ru" && chance.happens(0.5) => chance.one_of(ASIDES_EN),
        _ => return said.to_owned(),
    };
    format!("{said} {aside}")
}

/// Tags by words in both languages.
pub const TAG_RULES: [(&str, &[&str]); 6] = [
    ("courier", &["courier", "driver", "QuickVan", "курьер"]),
    ("late", &["late", "nobody came", "week longer", "опоздать", "опоздал", "опоздали", "дольше"]),
    ("damage", &["scratch", "torn", "missing", "badly packed", "царапина", "порвана", "не хватает", "упаковка слабая"]),
    ("price", &["price", "expensive", "money", "цена", "дороже", "деньги"]),
    ("assembly", &["assembly", "assembling", "measured", "сборка", "собрали", "мастер", "замерщик"]),
    ("phone", &["rang", "rings", "phone", "call", "позвонила", "дозвониться", "позвонил"]),
];

/// What the one who took care of it noted.
pub fn note(chance: &mut Chance, language: &str) -> &'static str {
    chance.one_of::<&'static str>(if language == "ru" { NOTES_RU } else { NOTES_EN })
}
