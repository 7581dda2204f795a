//! Encrypted connections: whom we believe.
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

/// Believes the issuers that browsers believe and `extra` ones (DER), by the reviewed library `aws-lc`.
pub(super) fn client(extra: &[Vec<u8>]) -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for issuer in extra {
        roots.add(CertificateDer::from(issuer.as_slice()))?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::SinkExt;
    use rustls::ServerConfig;
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_rustls::TlsAcceptor;
    use tokio_tungstenite::tungstenite::Message;

    use super::*;
    use crate::http::{Call, Http, HttpSettings};
    use crate::testing::quick_settings;
    use crate::trouble::Trouble;

    #[derive(Clone, Copy)]
    enum Speaks {
        Http,
        WebSocket,
    }

    /// A server with a certificate for `localhost` by an issuer of its own; gives its port and the issuer.
    async fn encrypted(speaks: Speaks) -> (u16, Vec<u8>) {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let (acceptor, issuer) = (TlsAcceptor::from(Arc::new(config)), made.cert.der().to_vec());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    // A client that does not believe us goes away.
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    match speaks {
                        Speaks::Http => {
                            let _ = stream.read(&mut [0; 4096]).await.unwrap();
                            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nja").await.unwrap();
                            stream.shutdown().await.unwrap();
                        }
                        Speaks::WebSocket => {
                            let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
                            socket.send(Message::Text("ja".into())).await.unwrap();
                        }
                    }
                });
            }
        });
        (port, issuer)
    }

    #[tokio::test]
    async fn only_believed_servers_are_spoken_to() {
        let (port, issuer) = encrypted(Speaks::Http).await;
        let url = format!("https://localhost:{port}/");
        let believing = Http::new(HttpSettings { extra_issuers: vec![issuer], ..quick_settings() }).unwrap();
        assert_eq!(believing.send(Call::get(&url).unwrap()).await.unwrap().text(), "ja");
        let wary = Http::new(quick_settings()).unwrap();
        for trouble in [
            wary.send(Call::post(&url).unwrap()).await.map(|_| ()),
            wary.open_socket(Call::get(&url.replace("https", "wss")).unwrap(), Duration::from_secs(1)).await.map(|_| ()),
            // The certificate is for another name.
            believing.send(Call::get(&format!("https://127.0.0.1:{port}/")).unwrap()).await.map(|_| ()),
        ] {
            assert!(matches!(&trouble, Err(Trouble::Unreachable { reason }) if reason.contains("certificate")), "{trouble:?}");
        }
        assert!(Http::new(HttpSettings { extra_issuers: vec![b"no certificate".to_vec()], ..quick_settings() }).is_err());
    }

    #[tokio::test]
    async fn a_socket_is_encrypted_too() {
        let (port, issuer) = encrypted(Speaks::WebSocket).await;
        let http = Http::new(HttpSettings { extra_issuers: vec![issuer], ..quick_settings() }).unwrap();
        let call = Call::get(&format!("wss://localhost:{port}/")).unwrap();
        let mut socket = http.open_socket(call, Duration::from_secs(1)).await.unwrap();
        assert_eq!(socket.next().await.unwrap().as_deref(), Some("ja"));
    }

    #[tokio::test]
    async fn a_page_without_encryption_is_no_encrypted_server() {
        let server = crate::testing::StandIn::start(|_| crate::testing::Reply::status(200, "ja")).await;
        let url = server.url().replace("http:", "https:");
        let trouble = Http::new(quick_settings()).unwrap().send(Call::post(&url).unwrap()).await.unwrap_err();
        assert!(matches!(trouble, Trouble::Unreachable { .. }), "{trouble}");
    }
}
