//! Any bytes as a feed: what is told can be shown, found again, and leads only to the web.

/// One run.
pub(crate) fn run(data: &[u8]) {
    let address = url::Url::parse("https://www.example.com/feed.xml").expect("it is one");
    let Ok(feed) = connect::feed::read(data, &address) else { return };
    for entry in feed.entries.iter().flatten() {
        assert!(!entry.id.is_empty() && entry.id.len() <= 500, "{:?}", entry.id);
        assert!(!entry.title.contains('\0') && !entry.summary.contains('\0') && !entry.title.contains('\n'), "{entry:?}");
        let on_the_web = |link: &str| link.starts_with("https://") || link.starts_with("http://");
        assert!(entry.link.as_deref().is_none_or(on_the_web), "{:?}", entry.link);
        assert!(entry.picture.as_ref().is_none_or(|picture| on_the_web(&picture.url)), "{:?}", entry.picture);
    }
}
