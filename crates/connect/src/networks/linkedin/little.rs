//! LinkedIn's "little text" of posts, in which some characters mean something (docs: marketing/community-management/shares/little-text-format).

/// Characters that must have a backslash before them to stand for themselves.
const RESERVED: &[char] = &['\\', '|', '{', '}', '@', '[', ']', '(', ')', '<', '>', '#', '*', '_', '~'];

/// Plain text as little text: what is reserved is escaped, and a hashtag becomes one.
pub(super) fn written(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len() + 16), text);
    let mut before = None;
    while let Some(sign) = rest.chars().next() {
        let after = &rest[sign.len_utf8()..];
        let tag = if sign == '#' && !before.is_some_and(char::is_alphanumeric) { tag(after) } else { "" };
        if tag.is_empty() {
            if RESERVED.contains(&sign) {
                out.push('\\');
            }
            out.push(sign);
            rest = after;
        } else {
            out.push_str("{hashtag|\\#|");
            out.push_str(tag);
            out.push('}');
            rest = &after[tag.len()..];
        }
        before = Some(sign);
    }
    out
}

/// The word of a hashtag that begins here: letters and digits, not digits alone.
fn tag(text: &str) -> &str {
    let end = text.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(text.len());
    let word = &text[..end];
    if word.chars().all(|sign| sign.is_ascii_digit()) { "" } else { word }
}

/// Little text as its readers see it.
pub(super) fn read(little: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(little.len()), little);
    while let Some(sign) = rest.chars().next() {
        let after = &rest[sign.len_utf8()..];
        match sign {
            '\\' => {
                let Some(next) = after.chars().next() else { break };
                out.push(next);
                rest = &after[next.len_utf8()..];
            }
            // `{hashtag|\#|bad}`
            '{' if after.starts_with("hashtag|") => {
                let Some((body, behind)) = after.split_once('}') else {
                    out.push(sign);
                    rest = after;
                    continue;
                };
                out.push('#');
                out.push_str(body.rsplit('|').next().unwrap_or_default());
                rest = behind;
            }
            // `@[Exempelby](urn:li:organization:1)`
            '@' if after.starts_with('[') => {
                match after[1..].split_once("](").and_then(|(name, more)| Some((name, more.split_once(')')?.1))) {
                    Some((name, behind)) => {
                        out.push('@');
                        out.push_str(&name.replace('\\', ""));
                        rest = behind;
                    }
                    None => {
                        out.push(sign);
                        rest = after;
                    }
                }
            }
            _ => {
                out.push(sign);
                rest = after;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_means_something_is_escaped_and_hashtags_stay_hashtags() {
        assert_eq!(written("Kl. 7 (i dag) @badet_1"), "Kl. 7 \\(i dag\\) \\@badet\\_1");
        assert_eq!(written("Nytt #Exempelby!"), "Nytt {hashtag|\\#|Exempelby}!");
        assert_eq!(written("nr #1 och a#b"), "nr \\#1 och a\\#b");
        assert_eq!(read("Se @[Exempelby kommun](urn:li:organization:1) \\(nu\\)"), "Se @Exempelby kommun (nu)");
        for odd in ["\\", "{hashtag|", "@[", "@[a](b", "{", "{hashtag|\\#|}"] {
            read(odd);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(text in "[a-zåäö0-9 #@()*_~{}|\\[\\]<>\\\\]{0,60}") {
            prop_assert_eq!(read(&written(&text)), text);
        }
    }
}
