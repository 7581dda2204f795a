//! A wire to PostgreSQL that can be cut at the worst moment: after the server has written, before its answer is here.
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Stands between a node and its server until the story ends.
pub(super) struct Cut {
    url: String,
    armed: Arc<AtomicBool>,
    cut: Arc<AtomicBool>,
}

impl Cut {
    /// In front of the server of `url`.
    pub(super) fn before(url: &str) -> Self {
        let (user, rest) = url.split_once('@').unwrap();
        let (server, database) = rest.split_once('/').unwrap();
        let server = server.to_socket_addrs().unwrap().next().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("{user}@{}/{database}", listener.local_addr().unwrap());
        let (armed, cut) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let here = Self { url, armed: armed.clone(), cut: cut.clone() };
        // Ends with the test's process.
        std::thread::spawn(move || {
            for node in listener.incoming().flatten() {
                let (armed, cut) = (armed.clone(), cut.clone());
                std::thread::spawn(move || carry(&node, server, &armed, &cut));
            }
        });
        here
    }

    pub(super) fn url(&self) -> String {
        self.url.clone()
    }

    pub(super) fn loses_the_answer_to_the_next_commit(&self) {
        self.armed.store(true, Ordering::SeqCst);
    }

    pub(super) fn has_cut(&self) -> bool {
        self.cut.load(Ordering::SeqCst)
    }
}

fn carry(node: &TcpStream, server: SocketAddr, armed: &AtomicBool, cut: &Arc<AtomicBool>) {
    let Ok(server) = TcpStream::connect(server) else { return };
    let loses = Arc::new(AtomicBool::new(false));
    let (answers_to, answers_from, losing) = (node.try_clone().unwrap(), server.try_clone().unwrap(), loses.clone());
    std::thread::spawn(move || answers(&answers_from, &answers_to, &losing));
    let mut bytes = [0; 16 * 1024];
    while let Ok(length @ 1..) = (&*node).read(&mut bytes) {
        let asked = &bytes[..length];
        let commits = asked.windows(7).any(|word| word == b"commit\0");
        if commits && armed.swap(false, Ordering::SeqCst) {
            loses.store(true, Ordering::SeqCst);
            cut.store(true, Ordering::SeqCst);
        }
        if (&server).write_all(asked).is_err() {
            break;
        }
    }
    // Ending is all that is left; a side that is gone already is fine.
    let _gone = (server.shutdown(Shutdown::Both), node.shutdown(Shutdown::Both));
}

fn answers(server: &TcpStream, node: &TcpStream, losing: &AtomicBool) {
    let (mut server, mut node) = (server, node);
    let mut bytes = [0; 16 * 1024];
    while let Ok(length @ 1..) = server.read(&mut bytes) {
        if losing.load(Ordering::SeqCst) {
            // The server has answered, so it has written.
            std::thread::sleep(Duration::from_millis(10));
            break;
        }
        if node.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    let _gone = (server.shutdown(Shutdown::Both), node.shutdown(Shutdown::Both));
}
