//! A bare line to a server that speaks no HTTP, behind the same address guard, encrypted by the same rules, and with an end.
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::Http;
use super::addresses::Guard;
use super::verdict::quoted;
use crate::trouble::Trouble;

/// An open line. It reads no more than it was told to, whatever the server sends.
#[derive(Debug)]
pub(crate) struct Line {
    stream: Stream,
    left: u64,
}

/// Whether nobody between can read along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encrypted {
    Yes,
    No,
}

#[derive(Debug)]
enum Stream {
    Bare(TcpStream),
    Encrypted(Box<TlsStream<TcpStream>>),
}

impl Http {
    /// The addresses of `host` that may be called.
    pub(crate) async fn look_up(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, Trouble> {
        let looked = Guard::new(self.settings.private_addresses).lookup(host, port);
        match tokio::time::timeout(self.settings.timeout, looked).await {
            Ok(found) => found.map_err(|fault| unreachable(&fault)),
            Err(_) => Err(Trouble::Unreachable { reason: "the name was not resolved in time".to_owned() }),
        }
    }

    /// Opens a line on which at most `most` bytes are read.
    pub(crate) async fn open_line(&self, host: &str, port: u16, encrypted: Encrypted, most: u64) -> Result<Line, Trouble> {
        let at = self.look_up(host, port).await?;
        let connected = tokio::time::timeout(self.settings.timeout, TcpStream::connect(at.as_slice())).await;
        let stream = connected.map_err(|_| Trouble::Unreachable { reason: "nobody answered in time".to_owned() })?;
        let line = Line { stream: Stream::Bare(stream.map_err(|fault| unreachable(&fault))?), left: most };
        match encrypted {
            Encrypted::Yes => self.encrypt(line, host).await,
            Encrypted::No => Ok(line),
        }
    }

    /// Goes on encrypted, with the server that `host` names and nobody else.
    pub(crate) async fn encrypt(&self, line: Line, host: &str) -> Result<Line, Trouble> {
        let Stream::Bare(stream) = line.stream else { return Ok(line) };
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| Trouble::Unreachable { reason: "the server's name is none that a certificate can have".to_owned() })?;
        let connecting = TlsConnector::from(self.socket_tls.clone()).connect(name, stream);
        let stream = tokio::time::timeout(self.settings.timeout, connecting).await;
        let stream = stream.map_err(|_| Trouble::Unreachable { reason: "no encryption was agreed in time".to_owned() })?;
        Ok(Line { stream: Stream::Encrypted(Box::new(stream.map_err(|fault| unreachable(&fault))?)), left: line.left })
    }
}

fn unreachable(fault: &io::Error) -> Trouble {
    Trouble::Unreachable { reason: quoted(&fault.to_string(), &[]) }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.left == 0 {
            return Poll::Ready(Err(io::Error::other("the server sends more than anyone asked for")));
        }
        let before = buffer.filled().len();
        let polled = match &mut self.stream {
            Stream::Bare(stream) => Pin::new(stream).poll_read(context, buffer),
            Stream::Encrypted(stream) => Pin::new(stream.as_mut()).poll_read(context, buffer),
        };
        let read = (buffer.filled().len() - before) as u64;
        self.left = self.left.saturating_sub(read);
        polled
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.stream {
            Stream::Bare(stream) => Pin::new(stream).poll_write(context, bytes),
            Stream::Encrypted(stream) => Pin::new(stream.as_mut()).poll_write(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Bare(stream) => Pin::new(stream).poll_flush(context),
            Stream::Encrypted(stream) => Pin::new(stream.as_mut()).poll_flush(context),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Bare(stream) => Pin::new(stream).poll_shutdown(context),
            Stream::Encrypted(stream) => Pin::new(stream.as_mut()).poll_shutdown(context),
        }
    }
}
