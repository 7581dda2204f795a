//! Feeds of every dialect, and bytes that mean harm.
use std::time::Instant;

use proptest::prelude::*;

use super::*;

fn at() -> Url {
    Url::parse("https://www.exempelby.example/nyheter/feed.xml").unwrap()
}

fn read_all(bytes: &[u8]) -> Vec<Entry> {
    read(bytes, &at()).unwrap().entries.into_iter().map(Result::unwrap).collect()
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Exempelby &amp; omland</title><link>https://www.exempelby.example/</link><language>sv</language><ttl>30</ttl>
<item><title>Badet &lt;b&gt;öppnar&lt;/b&gt;</title><link>/bad</link><guid isPermaLink="false">bad-2</guid>
<pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate><description>&lt;p&gt;Klockan sju. &lt;a href="tider.html"&gt;Tider&lt;/a&gt;&lt;/p&gt;&lt;img src="/b.png" alt="Bassängen"&gt;</description></item>
<item><title>Storm</title><link>https://www.exempelby.example/storm</link><pubDate>Thu, 19 Nov 2026 10:00:00 +0100</pubDate>
<description>Kort.</description><content:encoded><![CDATA[<p>Hela <item>texten</item></p>]]></content:encoded></item>
</channel></rss>"#;

#[test]
fn rss_reads_as_a_person_would_read_it() {
    let feed = read(RSS.as_bytes(), &at()).unwrap();
    assert_eq!((feed.title.as_str(), feed.link.as_deref()), ("Exempelby & omland", Some("https://www.exempelby.example/")));
    assert_eq!(feed.rests_for, Some(30));
    let [storm, bad] = <[Entry; 2]>::try_from(read_all(RSS.as_bytes())).unwrap();
    assert_eq!((storm.id.as_str(), storm.summary.as_str()), ("https://www.exempelby.example/storm", "Hela texten"));
    assert_eq!((bad.id.as_str(), bad.title.as_str()), ("bad-2", "Badet öppnar"));
    assert!(bad.summary.starts_with("Klockan sju. Tider (https://www.exempelby.example/nyheter/tider.html)"), "{}", bad.summary);
    assert_eq!(bad.link.as_deref(), Some("https://www.exempelby.example/bad"));
    assert_eq!(bad.published, Some("2026-11-20T09:00:00Z".parse().unwrap()));
    assert_eq!(bad.picture, Some(Picture { url: "https://www.exempelby.example/b.png".into(), alt: "Bassängen".into() }));
    assert_eq!(bad.language.as_deref(), Some("sv"));
    let raw = String::from_utf8(bad.raw).unwrap();
    assert!(raw.starts_with("<item>") && raw.ends_with("</item>") && raw.contains("bad-2"), "{raw}");
    assert!(String::from_utf8(storm.raw).unwrap().contains("CDATA"));
}

#[test]
fn atom_and_json_feed_read_alike() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nb"><title>Kommunen</title><id>urn:x</id>
        <updated>2026-11-20T10:00:00Z</updated><link href="https://www.example.com/"/>
        <entry><title type="html">Bad &amp;amp; badstu</title><id>urn:1</id><link rel="enclosure" type="image/png" href="https://www.example.com/b.png"/>
        <link href="https://www.example.com/1"/><author><name>Kari</name></author><published>2026-11-19T08:00:00Z</published>
        <updated>2026-11-20T10:00:00Z</updated><summary type="text">Åpent &lt;i dag&gt;</summary></entry></feed>"#;
    let [entry] = <[Entry; 1]>::try_from(read_all(atom.as_bytes())).unwrap();
    assert_eq!((entry.title.as_str(), entry.author.as_str()), ("Bad & badstu", "Kari"));
    assert_eq!(entry.summary, "Åpent <i dag>", "what is called text is text");
    assert_eq!(entry.link.as_deref(), Some("https://www.example.com/1"));
    assert_eq!(entry.picture.map(|picture| picture.url).as_deref(), Some("https://www.example.com/b.png"));
    assert_eq!(entry.updated, Some("2026-11-20T10:00:00Z".parse().unwrap()));

    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Kommunen","home_page_url":"https://www.example.com/",
        "items":[{"id":"1","url":"https://www.example.com/1","title":"Bad","content_html":"<p>Åpent</p>","date_published":"2026-11-19T08:00:00Z"}]}"#;
    let [entry] = <[Entry; 1]>::try_from(read_all(json.as_bytes())).unwrap();
    assert_eq!((entry.id.as_str(), entry.title.as_str(), entry.summary.as_str()), ("1", "Bad", "Åpent"));
    assert!(String::from_utf8(entry.raw).unwrap().starts_with(r#"{"id":"1""#));
}

#[test]
fn other_charsets_and_bare_entries_are_read() {
    let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\"><channel><title>x</title><item><title>\xC5se</title></item></channel></rss>";
    assert_eq!(read_all(latin)[0].title, "Åse");
    assert_eq!(read_all(latin)[0].id, "Åse", "without id and link the headline is the id");
    let long =
        format!("<rss version=\"2.0\"><channel><item><guid>{}</guid><title>t</title></item></channel></rss>", "g".repeat(3000));
    assert!(read_all(long.as_bytes())[0].id.starts_with("sha256:"));
    let odd = "<rss version=\"2.0\"><channel><item><title>a</title></item><item><guid>x</guid></item><item><link>javascript:alert(1)</link><title>b</title></item></channel></rss>";
    let feed = read(odd.as_bytes(), &at()).unwrap();
    let spoiled: Vec<&Spoiled> = feed.entries.iter().filter_map(|entry| entry.as_ref().err()).collect();
    assert_eq!((spoiled.len(), spoiled[0].remote_id.as_deref()), (1, Some("x")));
    assert!(feed.entries.iter().flatten().all(|entry| entry.link.is_none()));
}

#[test]
fn entities_neither_grow_nor_reach_out() {
    let laughs = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect::<String>();
    let bombs = [
        format!("<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY l0 \"ha\">{laughs}]><rss version=\"2.0\"><channel><title>&l9;</title><item><title>&l9;</title></item></channel></rss>"),
        "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>t</title><item><title>&x;a</title></item></channel></rss>".to_owned(),
        "<!DOCTYPE r SYSTEM \"http://127.0.0.1:9/x.dtd\"><rss version=\"2.0\"><channel><title>t</title></channel></rss>".to_owned(),
    ];
    for bomb in bombs {
        let begun = Instant::now();
        let shown = format!("{:?}", read(bomb.as_bytes(), &at()));
        assert!(!shown.contains("root:") && shown.len() < 20_000, "{}", &shown[..200]);
        assert!(begun.elapsed().as_secs() < 5);
    }
}

#[test]
fn a_large_feed_and_a_deep_one_are_only_large_and_deep() {
    let item = "<item><guid>a</guid><title>b</title><description>&lt;div&gt;</description></item>";
    let large = format!("<rss version=\"2.0\"><channel>{}</channel></rss>", item.repeat(10_000_000 / item.len()));
    let begun = Instant::now();
    assert_eq!(read(large.as_bytes(), &at()).unwrap().entries.len(), MOST);
    let deep = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">{}", "<div>".repeat(400_000));
    assert!(read(deep.as_bytes(), &at()).is_err());
    let deep = format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}", "[".repeat(400_000));
    assert!(read(deep.as_bytes(), &at()).is_err());
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn what_is_no_feed_is_called_so() {
    for bytes in ["", "<html><body>Hej</body></html>", "{}", "null", "[]", "\u{0}\u{1}", "<rss", "<rss version=\"9\"></rss>"] {
        assert!(read(bytes.as_bytes(), &at()).is_err(), "{bytes}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        drop(read(&bytes, &at()));
    }

    #[test]
    fn any_cut_of_a_feed_is_survived(length in 0..RSS.len()) {
        drop(read(&RSS.as_bytes()[..length], &at()));
    }

    #[test]
    fn any_words_come_through(title in "[a-zåäö<>&\"' ]{1,40}", body in "\\PC{0,80}") {
        let escaped = |text: &str| html_escape::encode_text(&html_escape::encode_text(text)).into_owned();
        let feed = format!("<rss version=\"2.0\"><channel><item><guid>1</guid><title>{}</title><description>{}</description><link>/x</link></item></channel></rss>", escaped(&title), escaped(&body));
        let entries = read_all(feed.as_bytes());
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(&entries[0].title, &squeezed(&title));
        prop_assert_eq!(squeezed(&entries[0].summary), squeezed(&crate::text::storable(&body)));
    }
}
