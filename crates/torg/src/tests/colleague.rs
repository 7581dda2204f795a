//! Someone at the desk as a story sees them: they read the inbox, answer, assign and close, each under their own mandate.
use crate::govern::Officer;
use crate::govern::mandate::{Answer, Read};
use crate::ground::{ConversationId, DeliveryId, MessageId, PersonId, Problem};
use crate::participate::conversation::{self, Conversation, State};
use crate::participate::inbox::{self, Asking, Hits, Order, View};
use crate::participate::{note, reply};
use crate::publish::delivery::{self, Delivery, Settled};
use crate::records::message::{self, Message, Text};

use super::town::Town;

/// Someone at the desk.
pub(super) struct Colleague<'t> {
    pub(super) town: &'t Town,
    pub(super) officer: Officer,
}

impl Colleague<'_> {
    pub(super) fn id(&self) -> PersonId {
        self.officer.id()
    }

    async fn asking(&self) -> Asking {
        let (officer, now) = (self.officer.clone(), self.town.now());
        self.town.desk.read(move |conn| Asking::of(conn, &officer, now)).await.unwrap()
    }

    /// The conversations of a view, first page.
    pub(super) async fn sees(&self, view: View, order: Order) -> Vec<Conversation> {
        let asking = self.asking().await;
        self.town.desk.read(move |conn| Ok(inbox::list(conn, &asking, view, order, None)?.conversations)).await.unwrap()
    }

    /// The conversations of a view, page after page.
    pub(super) async fn reads_to_the_end(&self, view: View, order: Order) -> Vec<Vec<Conversation>> {
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let asking = self.asking().await;
            let page = self.town.desk.read(move |conn| Ok(inbox::list(conn, &asking, view, order, after)?)).await.unwrap();
            pages.push(page.conversations);
            after = page.next;
            if after.is_none() {
                return pages;
            }
        }
    }

    /// How many conversations each view says it holds.
    pub(super) async fn counts(&self) -> Vec<(View, i64)> {
        let asking = self.asking().await;
        self.town.desk.read(move |conn| Ok(inbox::counts(conn, &asking)?)).await.unwrap()
    }

    /// What all open conversations say last, the newest first.
    pub(super) async fn inbox(&self) -> Vec<String> {
        let mut said = Vec::new();
        for conversation in self.sees(View::Open, Order::Newest).await {
            said.push(self.says_last(&conversation).await);
        }
        said
    }

    async fn says_last(&self, conversation: &Conversation) -> String {
        let id = conversation.latest_message;
        self.town
            .desk
            .read(move |conn| {
                let found = message::find(conn, id)?.ok_or_else(crate::ground::problem::not_found)?;
                Ok(message::text(conn, found.content)?.plain().to_owned())
            })
            .await
            .unwrap()
    }

    /// Searches; gives the texts that were hit, the newest first.
    pub(super) async fn searches(&self, words: &str) -> Vec<String> {
        let (asking, words) = (self.asking().await, words.to_owned());
        let texts = self.town.desk.read(move |conn| {
            let Hits { conversations, .. } = inbox::find(conn, &asking, &words, None)?;
            conversations.into_iter().map(|(_, hit)| Ok(message::text(conn, hit.content)?.plain().to_owned())).collect()
        });
        texts.await.unwrap()
    }

    /// How many messages a search says it found.
    pub(super) async fn hits(&self, words: &str) -> i64 {
        let (asking, words) = (self.asking().await, words.to_owned());
        self.town.desk.read(move |conn| Ok(inbox::find(conn, &asking, &words, None)?.count)).await.unwrap()
    }

    /// The open conversation whose latest message holds `words`.
    pub(super) async fn conversation_about(&self, words: &str) -> Conversation {
        for conversation in self.sees(View::Open, Order::Newest).await {
            if self.says_last(&conversation).await.contains(words) {
                return conversation;
            }
        }
        panic!("no open conversation says {words:?}; there is {:?}", self.inbox().await)
    }

    /// The conversation, as someone who may read it opens it.
    pub(super) async fn opens(&self, id: ConversationId) -> Result<(Conversation, Vec<(Message, Text)>), Problem> {
        let (officer, now) = (self.officer.clone(), self.town.now());
        self.town
            .desk
            .read(move |conn| {
                let (conversation, _) = conversation::with_mandate::<Read>(conn, &officer, id, now)?;
                let thread = message::thread(conn, id)?;
                let read = thread.into_iter().map(|one| {
                    let text = message::text(conn, one.content)?;
                    Ok((one, text))
                });
                Ok((conversation, read.collect::<Result<_, Problem>>()?))
            })
            .await
    }

    /// The thread's texts, oldest first.
    pub(super) async fn reads(&self, id: ConversationId) -> Vec<String> {
        let (_, thread) = self.opens(id).await.unwrap();
        thread.into_iter().map(|(_, text)| text.plain().to_owned()).collect()
    }

    /// Answers the latest message.
    pub(super) async fn answers(&self, id: ConversationId, text: &str) -> Result<DeliveryId, Problem> {
        let latest = self.opens(id).await?.0.latest_message;
        self.answers_to(id, latest, text).await
    }

    /// Answers one message of the conversation.
    pub(super) async fn answers_to(&self, id: ConversationId, to: MessageId, text: &str) -> Result<DeliveryId, Problem> {
        let (officer, text) = (self.officer.clone(), text.to_owned());
        self.town
            .desk
            .act(move |mut act| {
                let now = act.now();
                let (conversation, by) = conversation::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
                reply::answer(act, &by, &conversation, to, text.as_str().into())
            })
            .await
    }

    /// Takes an answer back.
    pub(super) async fn undoes(&self, id: DeliveryId) -> Result<(), Problem> {
        let (officer, desk) = (self.officer.clone(), self.town.desk.clone());
        self.town
            .desk
            .act(move |mut act| {
                let now = act.now();
                let (delivery, by) = delivery::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
                reply::take_back(act, &by, desk.vault(), &delivery)
            })
            .await
    }

    /// Tells Torg what became of a delivery.
    pub(super) async fn settles(&self, id: DeliveryId, settled: Settled) -> Result<(), Problem> {
        let officer = self.officer.clone();
        self.town
            .desk
            .act(move |mut act| {
                let now = act.now();
                let (_, by) = delivery::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
                delivery::settle(act, &by, id, settled, None)
            })
            .await
    }

    /// Wants a failed delivery tried again.
    pub(super) async fn retries(&self, id: DeliveryId) -> Result<(), Problem> {
        let officer = self.officer.clone();
        self.town
            .desk
            .act(move |mut act| {
                let now = act.now();
                let (_, by) = delivery::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
                delivery::retry(act, &by, id)
            })
            .await
    }

    /// Turns a conversation to another state.
    pub(super) async fn turns(&self, id: ConversationId, to: State) -> Result<(), Problem> {
        let officer = self.officer.clone();
        self.town
            .desk
            .act(move |mut act| {
                let now = act.now();
                let (conversation, by) = conversation::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
                conversation::turn(act, &by, &conversation, to)
            })
            .await
    }

    /// Gives a conversation to someone, or to nobody.
    pub(super) async fn assigns(&self, id: ConversationId, to: Option<PersonId>) -> Result<(), Problem> {
        let officer = self.officer.clone();
        self.town
            .desk
            .act(move |mut act| {
                let now = act.now();
                let (conversation, by) = conversation::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
                conversation::assign(act, &by, &conversation, to)
            })
            .await
    }

    /// Writes an internal note.
    pub(super) async fn notes(&self, id: ConversationId, text: &str) -> Result<(), Problem> {
        let (officer, text) = (self.officer.clone(), text.to_owned());
        self.town
            .desk
            .act(move |mut act| {
                let now = act.now();
                let (conversation, by) = conversation::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
                note::write(act, &by, &conversation, &text)
            })
            .await
            .map(drop)
    }
}

impl Town {
    /// A delivery as it stands.
    pub(super) async fn delivery(&self, id: DeliveryId) -> Delivery {
        self.desk.read(move |conn| Ok(delivery::find(conn, id)?)).await.unwrap().unwrap()
    }
}
