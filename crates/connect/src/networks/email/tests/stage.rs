//! Two small servers: one keeps letters and speaks IMAP, one takes letters and speaks SMTP.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::connection::{Connection, Secret};
use crate::http::Http;
use crate::testing::{now, quick_http};

/// What goes wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fault {
    #[default]
    None,
    /// The answer to this command begins with these words.
    Says(&'static str, &'static str),
    /// This command is never answered.
    Silence(&'static str),
    /// The line breaks at this command.
    Breaks(&'static str),
    /// This command is answered with bytes without end.
    Flood(&'static str),
    /// The letter is taken and kept, and then nothing is said.
    LostAnswer,
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) validity: u32,
    /// Number, arrival, bytes.
    pub(super) inbox: Vec<(u32, Timestamp, Vec<u8>)>,
    /// To whom each letter was handed over, and its bytes.
    pub(super) sent: Vec<(Vec<String>, Vec<u8>)>,
    pub(super) fault: Fault,
    /// All that was said to both servers.
    pub(super) heard: Vec<String>,
}

/// Both servers; their state can be looked into.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    state: Arc<Mutex<State>>,
    ports: (u16, u16),
}

impl Stage {
    pub(super) async fn open() -> Self {
        let state = State { validity: 7, inbox: Vec::new(), sent: Vec::new(), fault: Fault::None, heard: Vec::new() };
        let imap = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let smtp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let ports = (imap.local_addr().unwrap().port(), smtp.local_addr().unwrap().port());
        let stage = Self { state: Arc::new(Mutex::new(state)), ports };
        for (listener, speaks) in [(imap, Speaks::Imap), (smtp, Speaks::Smtp)] {
            let stage = stage.clone();
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let stage = stage.clone();
                    // A client that goes away is no fault of the server's.
                    tokio::spawn(async move {
                        let _ = match speaks {
                            Speaks::Imap => stage.imap(stream).await,
                            Speaks::Smtp => stage.smtp(stream).await,
                        };
                    });
                }
            });
        }
        stage
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn connection(&self) -> Connection {
        self.connection_with(quick_http(), &[])
    }

    pub(super) fn connection_with(&self, http: Http, more: &[(&str, &str)]) -> Connection {
        let (imap, smtp) = (format!("127.0.0.1:{}", self.ports.0), format!("127.0.0.1:{}", self.ports.1));
        let settings =
            [("address", "info@exempelby.example"), ("name", "Exempelby kommun"), ("imap", imap.as_str()), ("smtp", &smtp)];
        let settings = settings.iter().chain(more).map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Connection::new(http, settings, [("password".to_owned(), Secret::new("hemligt-lösen".replace('ö', "o")))].into())
    }

    /// A letter arrives; gives its number.
    pub(super) fn arrives(&self, bytes: &[u8]) -> u32 {
        let mut state = self.state();
        let uid = state.inbox.last().map_or(10, |(uid, ..)| uid + 1);
        state.inbox.push((uid, now(), bytes.to_vec()));
        uid
    }

    /// What happens to the command that `line` is, if anything.
    async fn odd(&self, tag: &str, line: &str, stream: &mut BufReader<TcpStream>) -> std::io::Result<Odd> {
        let fault = self.state().fault;
        let concerns = |command: &str| line.to_ascii_uppercase().contains(command);
        match fault {
            Fault::Says(command, words) if concerns(command) => {
                let space = if tag.is_empty() { "" } else { " " };
                stream.write_all(format!("{tag}{space}{words}\r\n").as_bytes()).await?;
                return Ok(Odd::Answered);
            }
            Fault::Silence(command) if concerns(command) => tokio::time::sleep(Duration::from_secs(60)).await,
            Fault::Breaks(command) if concerns(command) => return Ok(Odd::Over),
            Fault::Flood(command) if concerns(command) => loop {
                stream.write_all(&[b'*'; 16 * 1024]).await?;
            },
            _ => return Ok(Odd::Nothing),
        }
        Ok(Odd::Over)
    }

    async fn imap(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        if !matches!(self.odd("*", "GREETING", &mut stream).await?, Odd::Nothing) {
            return Ok(());
        }
        stream.write_all(b"* OK ready\r\n").await?;
        let mut line = String::new();
        while stream.read_line(&mut line).await? > 0 {
            let (tag, command) = line.trim_end().split_once(' ').unwrap_or_default();
            let (tag, command) = (tag.to_owned(), command.to_owned());
            line.clear();
            self.state().heard.push(command.clone());
            match self.odd(&tag, &command, &mut stream).await? {
                Odd::Nothing => {}
                Odd::Answered => continue,
                Odd::Over => return Ok(()),
            }
            let answer = self.imap_answer(&command);
            stream.write_all(&answer).await?;
            let done = if command.starts_with("STARTTLS") { "BAD no" } else { "OK done" };
            stream.write_all(format!("{tag} {done}\r\n").as_bytes()).await?;
        }
        Ok(())
    }

    fn imap_answer(&self, command: &str) -> Vec<u8> {
        let state = self.state();
        let inbox = if command.contains("Sent") { &[][..] } else { &state.inbox[..] };
        if command.starts_with("EXAMINE") {
            let next = state.inbox.last().map_or(10, |(uid, ..)| uid + 1);
            return format!("* {} EXISTS\r\n* OK [UIDVALIDITY {}] \r\n* OK [UIDNEXT {next}] \r\n", inbox.len(), state.validity)
                .into_bytes();
        }
        if let Some(query) = command.strip_prefix("UID SEARCH ") {
            let from = |range: &str| range.split(':').next().and_then(|number| number.parse::<u32>().ok()).unwrap_or(1);
            let ids: Vec<&str> = query.split('"').filter(|part| part.contains('@')).collect();
            let newest = inbox.last().map(|(uid, ..)| *uid);
            let fitting = inbox.iter().enumerate().filter(|(number, (uid, _, bytes))| {
                let head = String::from_utf8_lossy(bytes);
                let head = head.split("\r\n\r\n").next().unwrap_or_default();
                match query.strip_prefix("UID ") {
                    Some(range) => *uid >= from(range) || Some(*uid) == newest,
                    None if query.starts_with("SINCE") || query == "ALL" => true,
                    None if !ids.is_empty() => ids.iter().any(|id| head.contains(id)),
                    None => *number as u32 + 1 >= from(query),
                }
            });
            let found: String = fitting.map(|(_, (uid, ..))| format!(" {uid}")).collect();
            return format!("* SEARCH{found}\r\n").into_bytes();
        }
        if let Some(rest) = command.strip_prefix("UID FETCH ") {
            let uid: u32 = rest.split(' ').next().unwrap().parse().unwrap();
            let most: usize = rest.split_once("<0.").and_then(|(_, most)| most.split('>').next()?.parse().ok()).unwrap();
            let Some((number, (_, at, bytes))) = inbox.iter().enumerate().find(|(_, (known, ..))| *known == uid) else {
                return Vec::new();
            };
            let at = at.strftime("%d-%b-%Y %H:%M:%S +0000");
            let part = &bytes[..bytes.len().min(most)];
            let head = format!(
                "* {} FETCH (UID {uid} RFC822.SIZE {} INTERNALDATE \"{at}\" BODY[]<0> {{{}}}\r\n",
                number + 1,
                bytes.len(),
                part.len()
            );
            return [head.as_bytes(), part, b")\r\n"].concat();
        }
        if command.starts_with("LIST") {
            return b"* LIST (\\HasNoChildren \\Sent) \".\" Sent\r\n* LIST (\\HasNoChildren) \".\" INBOX\r\n".to_vec();
        }
        Vec::new()
    }

    async fn smtp(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 ready\r\n").await?;
        let (mut to, mut line) = (Vec::new(), String::new());
        while stream.read_line(&mut line).await? > 0 {
            let command = std::mem::take(&mut line).trim_end().to_owned();
            self.state().heard.push(command.clone());
            match self.odd("", &command, &mut stream).await? {
                Odd::Nothing => {}
                Odd::Answered => continue,
                Odd::Over => return Ok(()),
            }
            let answer = match command.split(' ').next().unwrap_or_default() {
                "EHLO" => "250-localhost\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
                "AUTH" => "235 come in",
                "RCPT" => {
                    to.push(command["RCPT TO:<".len()..].trim_end_matches('>').to_owned());
                    "250 fine"
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    let mut letter = Vec::new();
                    while !letter.ends_with(b"\r\n.\r\n") {
                        letter.push(stream.read_u8().await?);
                    }
                    letter.truncate(letter.len() - 5);
                    match self.odd("", "END OF LETTER", &mut stream).await? {
                        Odd::Nothing => {}
                        Odd::Answered => continue,
                        Odd::Over => return Ok(()),
                    }
                    self.state().sent.push((std::mem::take(&mut to), letter.clone()));
                    self.arrives(&letter);
                    if self.state().fault == Fault::LostAnswer {
                        return Ok(());
                    }
                    "250 taken"
                }
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        Ok(())
    }
}

#[derive(Clone, Copy)]
enum Speaks {
    Imap,
    Smtp,
}

enum Odd {
    Nothing,
    Answered,
    Over,
}

/// A letter from Åse with this id, more headers, and a plain text.
pub(super) fn letter(id: &str, more: &str, text: &str) -> Vec<u8> {
    let more = if more.is_empty() { String::new() } else { format!("{more}\r\n") };
    format!(
        "Return-Path: <ase@example.com>\r\nFrom: =?utf-8?Q?=C3=85se_=C3=85gren?= <ase@example.com>\r\nTo: info@exempelby.example\r\nSubject: Badet\r\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0100\r\nMessage-ID: <{id}>\r\n{more}Content-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
        text.replace('\n', "\r\n")
    )
    .into_bytes()
}
