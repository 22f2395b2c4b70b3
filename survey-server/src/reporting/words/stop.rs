//! Words that say nothing by themselves, in English and Russian: left out of counts and searches.

/// Whether a folded word says nothing by itself.
pub fn is_stop(word: &str) -> bool {
    ENGLISH.contains(&word) || RUSSIAN.contains(&word)
}

const ENGLISH: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "aren't", "as", "at", "be", "because",
    "been", "before", "being", "both", "but", "by", "can", "can't", "could", "couldn't", "did", "didn't", "do", "does",
    "doesn't", "doing", "don't", "down", "during", "each", "else", "even", "ever", "few", "for", "from", "further", "get",
    "got", "had", "hadn't", "has", "hasn't", "have", "haven't", "having", "he", "her", "here", "hers", "him", "his", "how",
    "i", "i'd", "i'll", "i'm", "i've", "if", "in", "into", "is", "isn't", "it", "it's", "its", "just", "me", "more", "most",
    "my", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "or", "other", "our", "ours", "out", "over", "own",
    "quite", "really", "s", "same", "she", "should", "so", "some", "such", "t", "than", "that", "that's", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "though", "through", "to", "too", "under", "until", "up",
    "us", "very", "was", "wasn't", "we", "we've", "were", "weren't", "what", "when", "where", "which", "while", "who",
    "whom", "why", "will", "with", "won't", "would", "wouldn't", "you", "your", "yours",
];

const RUSSIAN: &[&str] = &[
    "а", "без", "более", "бы", "был", "была", "были", "было", "быть", "в", "вам", "вас", "ведь", "весь", "во", "вот",
    "все", "всего", "всех", "всю", "всё", "вы", "где", "да", "даже", "для", "до", "его", "ее", "ей", "ему", "если", "есть",
    "еще", "же", "за", "здесь", "и", "из", "или", "им", "их", "к", "как", "какая", "какой", "ко", "когда", "кто", "ли",
    "либо", "лишь", "меня", "мне", "мной", "мог", "мои", "мой", "моя", "мы", "на", "над", "нам", "нас", "наш", "не",
    "него", "нее", "ней", "нет", "ни", "них", "но", "ну", "о", "об", "однако", "он", "она", "они", "оно", "от", "очень",
    "по", "под", "пока", "после", "при", "про", "раз", "с", "сам", "свое", "свой", "себе", "себя", "со", "так", "также",
    "такой", "там", "те", "тем", "то", "того", "тоже", "той", "только", "том", "тот", "тут", "ты", "у", "уж", "уже",
    "хотя", "чего", "чем", "через", "что", "чтобы", "чуть", "эта", "эти", "это", "этого", "этой", "этом", "этот", "эту",
    "я",
];

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    #[test]
    fn stop_words_stand_as_folding_leaves_them_or_beside_it() {
        for word in ENGLISH.iter().chain(RUSSIAN) {
            assert!(is_stop(&fold(word)), "{word}");
        }
        assert!(!is_stop("courier") && !is_stop("курьер"));
    }
}
