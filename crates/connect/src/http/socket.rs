//! WebSockets behind the same address guard as every other call.
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::header::USER_AGENT;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{Connector, MaybeTlsStream, WebSocketStream, client_async_tls_with_config};

use super::addresses::{self, Guard};
use super::call::Call;
use super::{Http, verdict};
use crate::trouble::Trouble;

/// An open WebSocket that hears text.
#[derive(Debug)]
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    silence: Duration,
}

impl Http {
    /// Opens a WebSocket to a `ws:` or `wss:` address. Headers of `call` go with the handshake. After `silence` without a frame a ping
    /// is sent; after twice that the connection is given up.
    pub async fn open_socket(&self, call: Call, silence: Duration) -> Result<Socket, Trouble> {
        let opened = tokio::time::timeout(call.timeout.unwrap_or(self.settings.timeout), self.handshake(&call)).await;
        let stream = opened.map_err(|_| Trouble::Unclear { reason: "no answer in time".to_owned() })??;
        Ok(Socket { stream, silence })
    }

    async fn handshake(&self, call: &Call) -> Result<WebSocketStream<MaybeTlsStream<TcpStream>>, Trouble> {
        if let Some(fault) = &call.fault {
            return Err(Trouble::Unreachable { reason: fault.clone() });
        }
        addresses::check(&call.url, self.settings.private_addresses)?;
        let mut request = call.url.as_str().into_client_request().map_err(|fault| self.judge_socket(call, fault))?;
        request.headers_mut().extend(call.headers.clone());
        if let Ok(user_agent) = self.settings.user_agent.parse() {
            request.headers_mut().insert(USER_AGENT, user_agent);
        }
        let unreachable =
            |fault: std::io::Error| Trouble::Unreachable { reason: verdict::quoted(&fault.to_string(), &call.secrets) };
        let (host, port) = (call.url.host_str().unwrap_or_default(), call.url.port_or_known_default().unwrap_or(443));
        let at = Guard::new(self.settings.private_addresses).lookup(host, port).await.map_err(unreachable)?;
        let tcp = TcpStream::connect(at.as_slice()).await.map_err(unreachable)?;
        let limits = WebSocketConfig::default()
            .read_buffer_size(16 * 1024)
            .max_message_size(Some(self.settings.max_body))
            .max_frame_size(Some(self.settings.max_body));
        let connector = Connector::Rustls(self.socket_tls.clone());
        let opened = client_async_tls_with_config(request, tcp, Some(limits), Some(connector)).await;
        opened.map(|(stream, _)| stream).map_err(|fault| self.judge_socket(call, fault))
    }

    fn judge_socket(&self, call: &Call, fault: tungstenite::Error) -> Trouble {
        let tungstenite::Error::Http(response) = fault else {
            return Trouble::Unreachable { reason: verdict::quoted(&fault.to_string(), &call.secrets) };
        };
        let status = response.status().as_u16();
        let (head, body) = response.into_parts();
        match self.judge(call, status, head.headers, body.unwrap_or_default().into()) {
            Err(trouble) => trouble,
            Ok(_) => Trouble::Nonsense { reason: format!("status {status} where a WebSocket should open") },
        }
    }
}

impl Socket {
    /// The next text; `None` when the server has closed.
    pub async fn next(&mut self) -> Result<Option<String>, Trouble> {
        let mut asked_whether_alive = false;
        loop {
            match tokio::time::timeout(self.silence, self.stream.next()).await {
                Ok(None | Some(Ok(Message::Close(_)))) => return Ok(None),
                Ok(Some(Ok(Message::Text(text)))) => return Ok(Some(text.to_string())),
                // Pings are answered by the library; other frames only prove that the line is alive.
                Ok(Some(Ok(_))) => asked_whether_alive = false,
                Ok(Some(Err(fault))) => return Err(unclear(&fault.to_string())),
                Err(_) if asked_whether_alive => return Err(unclear("the stream fell silent")),
                Err(_) => {
                    asked_whether_alive = true;
                    self.stream.send(Message::Ping(Vec::new().into())).await.map_err(|fault| unclear(&fault.to_string()))?;
                }
            }
        }
    }
}

fn unclear(reason: &str) -> Trouble {
    Trouble::Unclear { reason: verdict::quoted(reason, &[]) }
}
