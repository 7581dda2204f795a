//! News: what a reader's open page should look at again. A hint, never the truth; the page asks the database.
use tokio::sync::broadcast;

use super::ids::ConversationId;

/// Something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A conversation: its messages, state or who has it.
    Conversation(ConversationId),
    /// A delivery's state, a channel's health, a set-aside item: the counts in the frame.
    Desk,
}

/// Where handlers and followers put news and open pages hear it.
#[derive(Clone, Debug)]
pub struct News {
    sender: broadcast::Sender<Changed>,
}

impl Default for News {
    fn default() -> Self {
        Self { sender: broadcast::channel(1024).0 }
    }
}

impl News {
    /// Tells every open page. No listener is fine.
    pub fn tell(&self, changed: Changed) {
        let _heard_by = self.sender.send(changed);
    }

    /// Hears from now on. One who lags is told so and looks at everything again.
    pub fn hear(&self) -> broadcast::Receiver<Changed> {
        self.sender.subscribe()
    }
}
