//! The names of the months, as they stand beside the number of a day (in the genitive where a language has one).

use super::Language;

type Names = [&'static str; 12];

/// The name of a month, from 1 to 12; short where the language shortens it in a date.
pub(super) fn name(language: Language, month: i8, long: bool) -> &'static str {
    let names = match (language, long) {
        (Language::English, false) => &ENGLISH_SHORT,
        (Language::English, true) => &ENGLISH,
        (Language::German, false) => &GERMAN_SHORT,
        (Language::German, true) => &GERMAN,
        (Language::Spanish, false) => &SPANISH_SHORT,
        (Language::Spanish, true) => &SPANISH,
        (Language::French, false) => &FRENCH_SHORT,
        (Language::French, true) => &FRENCH,
        (Language::Portuguese, false) => &PORTUGUESE_SHORT,
        (Language::Portuguese, true) => &PORTUGUESE,
        (Language::Turkish, false) => &TURKISH_SHORT,
        (Language::Turkish, true) => &TURKISH,
        (Language::Russian, _) => &RUSSIAN,
        (Language::Ukrainian, _) => &UKRAINIAN,
        (Language::Kazakh, _) => &KAZAKH,
        (Language::Arabic, _) => &ARABIC,
    };
    names.get(usize::from(month.unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default()
}

const ENGLISH_SHORT: Names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
#[rustfmt::skip]
const ENGLISH: Names = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
];
#[rustfmt::skip]
const RUSSIAN: Names = [
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
];
#[rustfmt::skip]
const GERMAN_SHORT: Names = [
    "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
];
#[rustfmt::skip]
const GERMAN: Names = [
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
];
const SPANISH_SHORT: Names = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"];
#[rustfmt::skip]
const SPANISH: Names = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
];
#[rustfmt::skip]
const FRENCH_SHORT: Names = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
];
#[rustfmt::skip]
const FRENCH: Names = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
];
#[rustfmt::skip]
const PORTUGUESE_SHORT: Names = [
    "jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez.",
];
#[rustfmt::skip]
const PORTUGUESE: Names = [
    "janeiro", "fevereiro", "março", "abril", "maio", "junho",
    "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
];
const TURKISH_SHORT: Names = ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"];
#[rustfmt::skip]
const TURKISH: Names = [
    "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
    "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
];
#[rustfmt::skip]
const KAZAKH: Names = [
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
];
#[rustfmt::skip]
const UKRAINIAN: Names = [
    "січня", "лютого", "березня", "квітня", "травня", "червня",
    "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
];
#[rustfmt::skip]
const ARABIC: Names = [
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
];
