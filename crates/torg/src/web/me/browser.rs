//! What a browser calls itself, made short: "Firefox, Linux". It is its own word and proves nothing.
use crate::ground::locale::Locale;

/// Signs in a browser's name for itself, the telling ones first: every browser also claims to be others.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system in a few words.
pub(super) fn named(locale: Locale, browser: &str) -> String {
    let found = |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| browser.contains(sign)).map(|(_, name)| *name);
    match (found(BROWSERS), found(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => locale.say("me-login-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_by_its_telling_sign() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36";
        for (told, named_so) in [
            (chrome.to_owned(), "Chrome, Linux"),
            (chrome.replace("X11; Linux x86_64", "Windows NT 10.0; Win64; x64") + " Edg/139.0.0.0", "Edge, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned(), "Firefox, Linux"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1".to_owned(),
                "Safari, iPhone",
            ),
            ("curl/8.5.0".to_owned(), "curl"),
            ("<b>Firefox/1".to_owned(), "Firefox"),
        ] {
            assert_eq!(named(Locale::Sv, &told), named_so);
        }
        assert_ne!(named(Locale::Sv, "a story"), "a story");
    }
}
