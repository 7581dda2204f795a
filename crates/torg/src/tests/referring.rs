//! Whose matter it is: the unit a conversation was referred to finds it in its views, counts and search, wherever it stands; nobody else does.
use axum::http::StatusCode;
use store::{sql, values};

use super::listening::{batch, item};
use super::town::{Town, on_both_engines};
use crate::govern::mandate::Allowed;
use crate::ground::{ConversationId, UnitId};
use crate::participate::inbox::{Order, View};

const ASTRID: &str = "Astrid Holm";
const FATIMA: &str = "Fatima Berg";
const OMAR: &str = "Omar Lind";

sql! {
    REFER_THE_REST = "update participate_conversation set referred_to = ?1 where referred_to is null";
}

impl Town {
    /// `who` refers a conversation to a unit.
    async fn refers(&self, who: &str, id: ConversationId, to: UnitId) -> StatusCode {
        let page = format!("/participate/conversations/{id}/referral");
        self.post(&page).as_(who).with("to", format!("unit:{to}")).await.status
    }

    /// Omar answers for water, Fatima for the service; nobody else has a mandate. Gives both units.
    async fn has_water_and_service(&self) -> (UnitId, UnitId) {
        self.starts_anew().await;
        self.entrusts(ASTRID, FATIMA, "Kundservice", &[Allowed::Answer, Allowed::Read]).await.unwrap();
        self.entrusts(ASTRID, OMAR, "Vatten och avlopp", &[Allowed::Answer, Allowed::Read]).await.unwrap();
        (self.unit("Vatten och avlopp").await, self.unit("Kundservice").await)
    }
}

/// A view's count is what its list holds, in both orders; gives how many.
async fn holds(town: &Town, who: &str, view: View) -> usize {
    let someone = town.colleague(who).await;
    let counted = someone.counts().await.into_iter().find(|(one, _)| *one == view).unwrap().1;
    for order in [Order::Newest, Order::Clock] {
        let listed = someone.reads_to_the_end(view, order).await.concat();
        let mut ids: Vec<_> = listed.iter().map(|conversation| conversation.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(
            (listed.len(), ids.len()),
            (usize::try_from(counted).unwrap(), usize::try_from(counted).unwrap()),
            "{who} {view:?}"
        );
    }
    usize::try_from(counted).unwrap()
}

async fn what_is_referred_stands_in_the_views_the_counts_and_the_search(town: Town) {
    let (water, service) = town.has_water_and_service().await;
    let ase = town.citizen("Åse Lind");
    let leak = ase.asks("Det sprutar vatten ur gatan!");
    ase.asks("Vattenpasset ligger kvar på gatan.");
    town.hears().await;
    let id = town.colleague(FATIMA).await.conversation_about("sprutar").await.id;
    assert_eq!(holds(&town, OMAR, View::Open).await, 0);
    assert_eq!(town.colleague(OMAR).await.hits("gatan").await, 0, "not even how often is told");

    assert!(town.refers(FATIMA, id, water).await.is_redirection());
    for (view, n) in
        [(View::Open, 1), (View::Nobody, 1), (View::Referred, 1), (View::Mentions, 1), (View::Mine, 0), (View::Done, 0)]
    {
        assert_eq!(holds(&town, OMAR, view).await, n, "{view:?}");
    }
    let omar = town.colleague(OMAR).await;
    assert_eq!(omar.searches("gatan").await, ["Det sprutar vatten ur gatan! @exempelby"], "and no word of the other one");
    assert_eq!(omar.hits("gat*").await, 1);
    assert_eq!((holds(&town, FATIMA, View::Open).await, holds(&town, FATIMA, View::Referred).await), (2, 0));
    assert_eq!(town.colleague(FATIMA).await.hits("gatan").await, 2);

    // What is said in it from then on, and what is said anew, is found too.
    ase.replies(&leak, "Nu rinner det in i källaren! @exempelby");
    ase.edits(&leak, "Det forsar vatten ur gatan! @exempelby");
    town.hears().await;
    assert_eq!((omar.hits("källaren").await, omar.hits("forsar").await, omar.hits("sprutar").await), (1, 1, 0));
    assert_eq!(omar.searches("vatten").await.len(), 1);
    omar.assigns(id, Some(omar.id())).await.unwrap();
    assert_eq!((holds(&town, OMAR, View::Mine).await, holds(&town, OMAR, View::Nobody).await), (1, 0));
    let inbox = town.get("/participate/inbox?view=referred").as_(OMAR).await.fine();
    assert!(inbox.says("källaren") && inbox.says("Lämnat till oss"), "{}", inbox.text());
    let found = town.get("/participate/inbox?q=forsar").as_(OMAR).await.fine();
    assert!(found.says("forsar"), "{}", found.text());

    // Who reads the channel and the unit meets it once.
    town.entrusts(ASTRID, OMAR, "Kundservice", &[Allowed::Read]).await.unwrap();
    assert_eq!((holds(&town, OMAR, View::Open).await, holds(&town, OMAR, View::Referred).await), (2, 1));
    assert_eq!(town.colleague(OMAR).await.hits("gatan").await, 2);
    town.revokes_all_of(omar.id()).await;
    town.entrusts(ASTRID, OMAR, "Vatten och avlopp", &[Allowed::Answer, Allowed::Read]).await.unwrap();

    // Back where it came from, nothing of it is left here.
    assert!(town.refers(FATIMA, id, service).await.is_redirection());
    for view in View::ALL {
        assert_eq!(holds(&town, OMAR, *view).await, 0, "{view:?}");
    }
    for word in ["gatan", "källaren", "forsar", "gat*"] {
        assert_eq!(town.colleague(OMAR).await.hits(word).await, 0, "{word}");
    }
    assert!(town.verify().await.is_sound());
}

async fn a_unit_meets_its_matters_behind_a_thousand_of_others(town: Town) {
    let (water, service) = town.has_water_and_service().await;
    let talk = town.unit("Kommunikation").await;
    town.takes(batch(vec![item("leak", "Det läcker i Storgatan")], "c1")).await.unwrap();
    let id = town.colleague(FATIMA).await.conversation_about("Storgatan").await.id;
    assert!(town.refers(FATIMA, id, water).await.is_redirection());
    let others = (0..1100).map(|n| item(&n.to_string(), &format!("Fråga {n}"))).collect();
    town.takes(batch(others, "c2")).await.unwrap();
    town.desk.write(move |conn| Ok(conn.run(&REFER_THE_REST, values![talk])?)).await.unwrap();
    assert_eq!(holds(&town, OMAR, View::Referred).await, 1);
    assert_eq!(town.colleague(OMAR).await.inbox().await, ["Det läcker i Storgatan"]);
    assert_eq!(town.colleague(OMAR).await.hits("storgatan").await, 1);
    assert_ne!(talk, service);
}

on_both_engines!(
    what_is_referred_stands_in_the_views_the_counts_and_the_search,
    a_unit_meets_its_matters_behind_a_thousand_of_others,
);
