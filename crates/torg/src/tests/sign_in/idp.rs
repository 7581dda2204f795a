//! The real OpenID provider that the test run started (`e2e/servers/oidc`), seen from the person at the browser and from the
//! administrator who makes the desk a client there.
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect::{Call, Http, HttpSettings, PrivateAddresses, Secret};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{ASTRID, Browser};
use crate::govern::provider_logout::door_address;
use crate::govern::provider_sign_in::{logout_address, return_address};
use crate::ground::ProviderId;
use crate::tests::browser::Page;
use crate::tests::town::Town;

#[derive(Deserialize)]
struct Told {
    issuer: String,
    control: String,
}

/// The provider, with this story's own client.
pub(super) struct Idp<'t> {
    town: &'t Town,
    told: Told,
    http: Http,
    pub(super) id: ProviderId,
    /// Logout tokens as the provider sent them, the oldest first.
    pub(super) logouts: Arc<Mutex<Vec<String>>>,
}

/// What a client is told when it registers.
#[derive(Deserialize)]
struct Client {
    client_id: String,
    client_secret: String,
    registration_access_token: String,
    registration_client_uri: String,
}

/// How the desk is to treat the provider.
pub(super) struct Wishes<'w> {
    pub(super) joining_unit: Option<&'w str>,
    pub(super) second_factor: &'w str,
}

impl Default for Wishes<'_> {
    fn default() -> Self {
        Self { joining_unit: None, second_factor: "desk" }
    }
}

impl<'t> Idp<'t> {
    /// The provider, added to the desk by an administrator on its pages; none when the test run has none.
    pub(super) async fn joined(town: &'t Town, wishes: Wishes<'_>) -> Option<Self> {
        let Ok(told) = std::env::var("TORG_TEST_OIDC") else {
            assert!(
                std::env::var("TORG_REQUIRE_SERVERS").is_err(),
                "TORG_TEST_OIDC is not set, and TORG_REQUIRE_SERVERS demands the OpenID provider"
            );
            eprintln!("No OpenID provider: left out. Start e2e/servers/oidc/start.mjs and set TORG_TEST_OIDC to its line.");
            return None;
        };
        let told: Told = serde_json::from_str(&told).unwrap();
        let http = Http::new(HttpSettings { private_addresses: PrivateAddresses::Allow, ..HttpSettings::default() }).unwrap();
        let logouts = Arc::<Mutex<Vec<String>>>::default();
        let mut metadata = json!({
            "redirect_uris": ["https://desk.exempelby.example/not-yet"],
            "grant_types": ["authorization_code"], "response_types": ["code"],
            "token_endpoint_auth_method": "client_secret_basic",
        });
        let registering = Call::post(&format!("{}/reg", told.issuer)).unwrap().json(&metadata);
        let client: Client = http.send(registering).await.unwrap().json().unwrap();
        let unit = match wishes.joining_unit {
            Some(name) => town.unit(name).await.to_string(),
            None => String::new(),
        };
        let added = town
            .post("/govern/sign-in/providers/new")
            .with("name", "Exempelby inloggning")
            .with("issuer", &told.issuer)
            .with("client_id", &client.client_id)
            .with("secret", &client.client_secret)
            .with("private", "allow")
            .with("second_factor", wishes.second_factor)
            .with("unit", unit)
            .as_(ASTRID)
            .await
            .fine();
        let id: ProviderId = added.leads_to().rsplit('/').next().unwrap().parse().unwrap();
        // Now the administrator enters the desk's addresses at the provider.
        let page = town.get(added.leads_to()).as_(ASTRID).await.fine();
        assert!(page.says(&return_address(&town.desk, id)) && page.says(&logout_address(&town.desk, id)), "{}", page.text());
        assert!(!page.html.contains(&client.client_secret), "the secret is never shown again");
        metadata["redirect_uris"] = json!([return_address(&town.desk, id)]);
        metadata["backchannel_logout_uri"] = json!(listens(logouts.clone()).await);
        metadata["post_logout_redirect_uris"] = json!([door_address(&town.desk)]);
        metadata["backchannel_logout_session_required"] = json!(true);
        metadata["client_id"] = json!(client.client_id);
        metadata["client_secret"] = json!(client.client_secret);
        let token = Secret::new(client.registration_access_token);
        let updating = Call::put(&client.registration_client_uri).unwrap().bearer(&token).json(&metadata);
        http.send(updating).await.unwrap();
        Some(Self { town, told, http, id, logouts })
    }

    async fn control(&self, what: &str, asked: &Value) -> Value {
        let call = Call::post(&format!("{}/{what}", self.told.control)).unwrap().json(asked);
        self.http.send(call).await.unwrap_or_else(|trouble| panic!("{what} {asked}: {trouble}")).json().unwrap()
    }

    /// What the provider says of someone from now on.
    pub(super) async fn knows(&self, login: &str, claims: Value) {
        self.control("people", &json!({ "login": login, "claims": claims })).await;
    }

    /// Someone presses the desk's button and signs in at the provider; gives the address that leads back to the desk.
    pub(super) async fn leads_back(&self, browser: &Browser<'_>, login: &str) -> String {
        let leaving = browser.get(&format!("/sign-in/provider/{}?to=/me", self.id)).await.fine();
        assert!(leaving.leads_to().starts_with(&self.told.issuer), "{}", leaving.leads_to());
        let back = self.control("browse", &json!({ "login": login, "address": leaving.leads_to() })).await;
        let back = back["leadsTo"].as_str().unwrap().to_owned();
        back.strip_prefix("http://desk.exempelby.example").unwrap_or_else(|| panic!("it leads to {back}")).to_owned()
    }

    /// Someone signs in with the provider.
    pub(super) async fn signs_in(&self, browser: &Browser<'_>, login: &str) -> Page {
        let back = self.leads_back(browser, login).await;
        browser.get(&back).await
    }

    /// Someone signs out at the provider; gives the logout token that it sent to the desk.
    pub(super) async fn signs_out(&self, login: &str) -> String {
        let before = self.logouts.lock().unwrap().len();
        self.control("logout", &json!({ "login": login })).await;
        self.hears_after(before, login).await
    }

    async fn hears_after(&self, before: usize, login: &str) -> String {
        for _ in 0..100 {
            if let Some(token) = self.logouts.lock().unwrap().get(before) {
                return token.clone();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the provider told nobody that {login} signed out");
    }

    /// Someone follows an address to the provider and says yes there; gives where it leads them then, and what it told the desk.
    pub(super) async fn says_yes_at(&self, login: &str, address: &str) -> (String, String) {
        assert!(address.starts_with(&self.told.issuer), "{address}");
        let before = self.logouts.lock().unwrap().len();
        let back = self.control("logout", &json!({ "login": login, "address": address })).await;
        let token = self.hears_after(before, login).await;
        (back["leadsTo"].as_str().unwrap_or_default().to_owned(), token)
    }

    /// The provider's word arrives at the desk.
    pub(super) async fn tells(&self, token: &str) -> Page {
        self.town.post(&format!("/sign-in/provider/{}/logout", self.id)).with("logout_token", token).await
    }
}

/// A door for the provider's word; gives its address.
async fn listens(logouts: Arc<Mutex<Vec<String>>>) -> String {
    #[derive(Deserialize)]
    struct Form {
        logout_token: String,
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/logout", listener.local_addr().unwrap());
    let taken = async move |axum::Form(form): axum::Form<Form>| logouts.lock().unwrap().push(form.logout_token);
    let router = axum::Router::new().route("/logout", axum::routing::post(taken));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}
