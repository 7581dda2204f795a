//! Texts that have broken programs: markup, invisible and turning characters, NUL, emoji families, and very long ones.

/// Each is a whole comment. Markup in them names `torg-pwned`, so that a page that let it through is caught.
pub(super) const TEXTS: &[&str] = &[
    "<script>alert('torg-pwned')</script>",
    "</textarea></title></style><script src=//torg-pwned.example></script>",
    "<img src=x onerror=\"torg-pwned\"> <svg onload=torg-pwned> <a href=\"javascript:torg-pwned\">klicka</a>",
    "\" autofocus onfocus=torg-pwned x=\"",
    "' onmouseover='torg-pwned",
    "<!-- --><![CDATA[ <iframe srcdoc='torg-pwned'>",
    "{{torg-pwned}} ${torg-pwned} %3Cscript%3Etorg-pwned",
    "javascript:torg-pwned https://exempelby.example/?a=1&b=<b>",
    "\u{202e}neddalkcab\u{202c} \u{2066}isolerad\u{2069} \u{200f}\u{061c}",
    "noll\u{200b}bredd\u{200c}\u{200d}\u{feff}\u{2060}\u{ad}ord",
    "NUL\0 mitt i, och styrtecken \u{1}\u{8}\u{1b}[31m\u{7f}\u{85}",
    "👩‍👩‍👧‍👦 👨🏿‍🚒 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇸🇪🇳🇴 e\u{301}\u{327}\u{308} Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
    "हिन्दी में पूछना ภาษาไทย 中文問題 العربية עברית ქართული ʼnİıſßŉ ﷺ",
    "\u{fffe}\u{ffff}\u{10ffff}\u{e000}\u{1f}",
    "'; drop table records_entry; -- \\ % _ \" ` ?1 $1 {id}",
    "\r\n\r\n\t rad\u{2028}två\u{2029}tre \r",
    "   ",
];

/// A hundred kilobytes each, of words, of one word, and of all different words.
pub(super) fn long_texts() -> Vec<String> {
    vec![
        "Varför svarar ingen? ".repeat(5_000),
        "å".repeat(50_000),
        (0..14_000).map(|n| format!("ord{n:x} ")).collect(),
        "\u{202e}<b>".repeat(14_000),
        "👩‍👩‍👧‍👦".repeat(4_000),
        "\0".repeat(100_000),
    ]
}
