//! What the channel hears: each letter once, what it says now, and how it hangs together.
use super::stage::{Stage, letter};
use crate::item::{Batch, Change, Item, Kind};
use crate::network::{Listening, Network};
use crate::networks::email::Email;
use crate::trouble::Trouble;

fn items(batch: &Batch) -> Vec<Item> {
    batch.items.iter().map(|item| item.clone().unwrap()).collect()
}

fn texts(batch: &Batch) -> Vec<String> {
    items(batch).into_iter().map(|item| item.text).collect()
}

/// What a letter with these bytes says.
async fn reads(bytes: &[u8]) -> Item {
    let stage = Stage::open().await;
    stage.arrives(bytes);
    let batch = Email.since(&stage.connection(), None).await.unwrap();
    let [item] = <[Item; 1]>::try_from(items(&batch)).unwrap();
    assert_eq!(item.raw, bytes);
    item
}

#[tokio::test]
async fn a_letter_is_heard_once() {
    let stage = Stage::open().await;
    let connection = stage.connection();
    let account = Email.account(&connection).await.unwrap();
    assert_eq!((account.remote_id.as_str(), account.name.as_str()), ("info@exempelby.example", "Exempelby kommun"));
    stage.arrives(&letter(
        "1@example.com",
        "In-Reply-To: <0@x.example>\r\nReferences: <root@x.example> <0@x.example>",
        "Når åpner badet?\n\nDen fre skrev Exempelby:\n> hej",
    ));
    let first = Email.since(&connection, None).await.unwrap();
    let [item] = <[Item; 1]>::try_from(items(&first)).unwrap();
    assert_eq!((item.remote_id.as_str(), item.kind, item.change), ("1@example.com", Kind::Direct, Change::Written));
    assert_eq!((item.text.as_str(), item.warning.as_deref()), ("Når åpner badet?", Some("Badet")));
    assert_eq!((item.parent.as_deref(), item.root.as_deref()), (Some("0@x.example"), Some("root@x.example")));
    assert_eq!(
        (item.author.name.as_str(), item.author.handle.as_str(), item.author.ours),
        ("Åse Ågren", "ase@example.com", false)
    );
    assert_eq!(item.written_at, "2026-11-20T09:00:00Z".parse().unwrap());
    assert!(String::from_utf8(item.raw).unwrap().contains("> hej"), "the raw bytes keep what is not shown");

    assert!(Email.since(&connection, Some(&first.cursor)).await.unwrap().items.is_empty());
    stage.arrives(&letter("2@example.com", "", "Hallå?"));
    let second = Email.since(&connection, Some(&first.cursor)).await.unwrap();
    assert_eq!(texts(&second), ["Hallå?"]);
    assert_eq!(texts(&Email.since(&connection, Some(&first.cursor)).await.unwrap()), ["Hallå?"], "asking twice gives the same");
    let said = stage.state().heard.join("\n");
    assert!(
        !said.contains("STORE") && !said.contains("SELECT") && said.contains("BODY.PEEK"),
        "nothing is marked as read: {said}"
    );
}

#[tokio::test]
async fn a_full_inbox_comes_in_order_and_whole() {
    let stage = Stage::open().await;
    let connection = stage.connection();
    for number in 0..30 {
        stage.arrives(&letter(&format!("old{number}@x.example"), "", "x"));
    }
    let first = Email.since(&connection, None).await.unwrap();
    assert_eq!((first.items.len(), first.more), (20, false), "a new channel is given the newest");
    for number in 0..60 {
        match number {
            17 => stage.arrives(b"this is no letter at all"),
            _ => stage.arrives(&letter(&format!("{number}@x.example"), "", &number.to_string())),
        };
    }
    let (mut cursor, mut heard, mut spoiled) = (first.cursor, Vec::new(), 0);
    loop {
        let batch = Email.since(&connection, Some(&cursor)).await.unwrap();
        spoiled += batch.items.iter().filter(|item| item.is_err()).count();
        heard.extend(batch.items.into_iter().flatten().map(|item| item.text));
        cursor = batch.cursor;
        if !batch.more {
            break;
        }
    }
    assert_eq!(heard, (0..60).filter(|number| *number != 17).map(|number| number.to_string()).collect::<Vec<_>>());
    assert_eq!(spoiled, 1);
}

#[tokio::test]
async fn a_server_that_numbers_anew_is_read_again() {
    let stage = Stage::open().await;
    let connection = stage.connection();
    stage.arrives(&letter("1@x.example", "", "ett"));
    let cursor = Email.since(&connection, None).await.unwrap().cursor;
    assert!(cursor.starts_with("7:10@"), "{cursor}");
    {
        let mut state = stage.state();
        state.validity = 8;
        state.inbox.iter_mut().for_each(|(uid, ..)| *uid = 1);
    }
    stage.arrives(&letter("2@x.example", "", "två"));
    let again = Email.since(&connection, Some(&cursor)).await.unwrap();
    assert_eq!(texts(&again), ["ett", "två"], "the record knows what it has");
    assert!(again.cursor.starts_with("8:2@"), "{}", again.cursor);
    assert!(stage.state().heard.iter().any(|command| command.starts_with("UID SEARCH SINCE ")));
    assert!(Email.since(&connection, Some(&again.cursor)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn letters_of_every_charset_and_shape_are_read() {
    let head = "From: Åse <ase@example.com>\r\nMessage-ID: <a@b.example>\r\nMIME-Version: 1.0\r\n".replace('Å', "A");
    let latin = [head.as_bytes(), b"Subject: =?iso-8859-1?Q?Sm=F6rg=E5s?= =?windows-1252?B?k0hlaiGU?=\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n\xC5se \xE4r h\xE4r"].concat();
    let item = reads(&latin).await;
    assert_eq!((item.text.as_str(), item.warning.as_deref()), ("Åse är här", Some("Smörgås“Hej!”")));

    let quoted = format!(
        "{head}Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nKl=F6ckan =80 5 =\r\nidag"
    );
    assert_eq!(reads(quoted.as_bytes()).await.text, "Klöckan € 5 idag");

    let html = format!(
        "{head}Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{{}}</style><p>Hej</p><p>Se <a href=\"https://evil.example/\">https://bank.example/</a></p><script>x</script>"
    );
    assert_eq!(reads(html.as_bytes()).await.text, "Hej\n\nSe https://bank.example/ (https://evil.example/)");

    let flowed = format!("{head}Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nEn lang \r\nrad.\r\nNy.");
    assert_eq!(reads(flowed.as_bytes()).await.text, "En lang rad.\nNy.");

    let many = format!(
        "{head}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain\r\n\r\nPlain\r\n--y\r\n\
         Content-Type: text/html\r\n\r\n<b>Html</b>\r\n--y--\r\n--x\r\nContent-Type: image/png; name=\"../../bild.png\"\r\nContent-Disposition: attachment\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--x--\r\n",
        "AAAA".repeat(600)
    );
    let item = reads(many.as_bytes()).await;
    assert_eq!(item.text, "Plain");
    let [picture] = item.attachments.as_slice() else { panic!("{:?}", item.attachments) };
    assert_eq!((picture.media_type.as_str(), picture.url.as_str()), ("image/png", "mid:a@b.example/1"));
    assert_eq!(picture.alt, "../../bild.png (1 kB)");
}

#[tokio::test]
async fn a_huge_letter_is_heard_with_its_beginning() {
    let stage = Stage::open().await;
    let mut bytes = letter("1@x.example", "", "Se bilaga");
    bytes.extend(vec![b'x'; 3 * 1024 * 1024]);
    stage.arrives(&bytes);
    let item = items(&Email.since(&stage.connection(), None).await.unwrap()).remove(0);
    assert!(item.raw.len() == 1024 * 1024 && item.text.starts_with("Se bilaga") && item.text.chars().count() <= 100_001);
    assert_eq!(item.attachments.last().map(|rest| rest.alt.as_str()), Some("… 2 MB"));
}

#[tokio::test]
async fn what_a_machine_wrote_says_so() {
    for (more, word) in [
        ("Auto-Submitted: auto-replied (vacation)", "Auto-Submitted: auto-replied (vacation)"),
        ("Precedence: auto_reply", "Precedence: auto_reply"),
        ("X-Autoreply: yes", "X-Autoreply"),
    ] {
        let item = reads(&letter("1@x.example", more, "Jag är på semester")).await;
        assert_eq!(item.warning, Some(format!("Badet [{word}]")));
    }
    assert_eq!(
        reads(&letter("1@x.example", "Auto-Submitted: no\r\nList-Id: <a.b>", "Hej")).await.warning.as_deref(),
        Some("Badet")
    );
    let bounce = String::from_utf8(letter("1@x.example", "", "Gick inte fram"))
        .unwrap()
        .replace("<ase@example.com>\r\nFrom", "<>\r\nFrom");
    assert_eq!(reads(bounce.as_bytes()).await.warning.as_deref(), Some("Badet [Return-Path: <>]"));
}

#[tokio::test]
async fn our_own_copy_is_no_news_and_a_forged_letter_is() {
    let stage = Stage::open().await;
    let ours = |id: &str| String::from_utf8(letter(id, "", "Hej")).unwrap().replace("ase@example.com", "Info@Exempelby.example");
    stage.arrives(ours("torg.01980000000070008000000000000001@exempelby.example").as_bytes());
    stage.arrives(ours("42@exempelby.example").as_bytes());
    stage.arrives(ours("torg.01980000000070008000000000000001@evil.example").as_bytes());
    let heard = items(&Email.since(&stage.connection(), None).await.unwrap());
    assert_eq!(heard.len(), 2);
    assert!(heard.iter().all(|item| !item.author.ours));
}

#[tokio::test]
async fn a_thread_is_found_by_its_ids() {
    let stage = Stage::open().await;
    let connection = stage.connection();
    stage.arrives(&letter("1@x.example", "", "Når åpner badet?"));
    stage.arrives(&letter("other@x.example", "", "Annat"));
    stage.arrives(&letter("2@x.example", "References: <1@x.example>", "Hallå?"));
    let thread = Email.thread(&connection, "2@x.example").await.unwrap();
    assert_eq!(texts(&thread), ["Når åpner badet?", "Hallå?"]);
    assert_eq!(Email.look(&connection, "1@x.example").await.unwrap().unwrap().text, "Når åpner badet?");
    for strange in ["9@x.example", "a\" OR ALL \"", "a\r\nb LOGOUT", "", "å@x.example"] {
        let looked = Email.look(&connection, strange).await;
        assert!(matches!(looked, Err(Trouble::Refused { status: 404, .. })), "{strange}: {looked:?}");
        assert_eq!(Email.thread(&connection, strange).await.map(|_| ()), Err(Trouble::Gone), "{strange}");
    }
    assert!(!stage.state().heard.iter().any(|command| command.contains("OR ALL")));
}
