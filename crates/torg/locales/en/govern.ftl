# Govern: channels, people, units, mandates, access keys.
govern-overview = Overview
govern-channels = Channels
govern-people = People
govern-units = Units
govern-mandates = Mandates
govern-tokens = Access keys
unit = Unit
network = Network
channel = Channel
optional = optional
never = never
since = since
for-example = For example:
scope-everywhere = the whole authority
scope-unit = { $unit } and the units under it
scope-channel = the channel

# Refusals in govern.
refuse-outside-mandate = This lies outside of what you may govern. Ask someone whose mandate reaches here.
refuse-grant-more-than-held = You cannot give anyone more than you hold, and you hold no mandate to { $act } there. Leave it out, or choose a smaller part of the authority.
refuse-grant-longer-than-held = Your own mandate to { $act } ends before that. Choose a last day no later than your own.
refuse-link-to-more = This person holds a mandate to { $act } that you do not. A link would give you more than you hold. Ask someone with that mandate to make it.
refuse-token-by-token = A program cannot make access keys. Sign in and do it here.
refuse-private-addresses = Only someone who governs the whole authority can let Torg reach addresses inside the authority's own network. Undo the choice, or ask an administrator.
refuse-unknown-unit = There is no such unit. Choose another from the list.
refuse-unknown-scope = There is no such unit or channel. Choose another from the list.
refuse-channel-sign-in-over = More than a quarter of an hour has passed, or it is saved already. What you filled in is gone. Begin again.
refuse-network-sign-in-stopped = The sign-in at the network was broken off, so nothing is saved. Begin again when you like.
way-on-channel-new = Add a channel

# Channels.
channels-empty = The channels stand here: the authority's accounts in the networks. Add the first one, and comments are fetched.
channel-new = Add a channel
channel-new-choose = In which network does the authority have its account?
channel-new-demo = This is the practice town. If you add a channel in a real network, what you write there leaves the machine.
channel-new-in = Add a channel: { $network }
channel-unit-hint = The unit is responsible for the channel. Mandates for the unit hold in it.
channel-sign-in = Sign in at { $network }
channel-sign-in-hint = You are sent to the network, say yes there and come back here. Torg never sees the password.
channel-paste-secret = Do you already have an access key from the network?
channel-verify = Check the account
channel-verify-hint = Torg asks the network which account it is. You see it before anything is saved. Passwords and keys are encrypted and never shown again.
private-addresses = Addresses in our own network
private-addresses-allow = The network's server stands in the authority's own network
private-addresses-allowed = Allowed
private-addresses-why = Otherwise Torg reaches only the open internet. That keeps anyone from using an invented address to make Torg question systems inside the authority.
network-said = The network said:
channel-at-network = Sign in at { $network }
channel-at-network-text = From here you go to { $host }. Sign in there with the channel's account and say yes to Torg. Then you come back here.
channel-at-network-go = Go to { $host }
channel-confirm = Is this the right account?
channel-confirm-text = This is what the network answered. Nothing is saved yet.
channel-confirm-no = No, go back
channel-account = The account as the network shows it
channel-profile = Public page
channel-picture = Picture
channel-picture-link = Show the picture at the network
channel-picture-hint = Torg loads no pictures from the networks: that would tell them who is looking.
channel-save = Yes, add the channel
channel-save-renewed = Yes, save the credentials
channel-health = How it is
health-paused = Paused
health-troubled = Trouble
health-new = New, asked in a moment
health-well = Well
health-fetched = fetched
health-silent = Nobody has asked the network
health-never = The network was never asked. Tell whoever runs Torg.
channel-check = Are you well?
channel-is-well = The network answered just now and knows the account.
channel-pause = Pause
channel-resume = Resume
channel-pause-hint = Nothing is fetched or sent in a paused channel. When it is resumed, what came meanwhile is fetched.
channel-renew = Renew the credentials
channel-renew-title = Renew the credentials of @{ $handle }
channel-renew-text = It must be the same account. Everything in the channel stays.
channel-back = To the channel
channel-facts = Facts
channel-opened = Added
channel-fetched = Last fetched
channel-posted = Last posted
secret-kept = Kept encrypted, never shown
channel-promise = The promise
answer-within = Answer within
answer-within-number = Number
answer-within-length = Minutes, hours or days
answer-within-hint = Holds for what comes in from now on. The inbox counts down to it.
length-of-minutes = minutes
length-of-hours = hours
length-of-days = days
promise-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
promise-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
promise-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }

# The networks and what they need to know.
network-arena = Practice network
network-arena-about = Practise without anything leaving the machine
network-arena-folder = Folder
network-arena-folder-hint = The folder on Torg's machine where the practice network lies. It is made if it is not there.
network-arena-account = Account
network-arena-account-hint = The account's name in the practice network, without spaces.
network-arena-name = Name shown
network-arena-name-hint = If left empty, the account's name is shown.
network-bluesky = Bluesky
network-bluesky-about = Comments, mentions and direct messages
network-bluesky-service = Server
network-bluesky-service-hint = Where the account lies. Most lie with Bluesky itself.
network-bluesky-identifier = Account
network-bluesky-identifier-hint = The account's name without @.
network-bluesky-app_password = App password
network-bluesky-app_password-hint = Made at Bluesky under Settings, Privacy and security, App passwords. Allow direct messages if you want to answer them. Never use the account's own password.
network-email = E-mail
network-email-about = A mailbox: letters in, answers out
network-email-address = Address
network-email-address-hint = The mailbox’s own address. Answers come from it.
network-email-name = Name shown
network-email-name-hint = What the receiver sees beside the address. If empty, the address is shown.
network-email-imap = Server for incoming letters (IMAP)
network-email-imap-hint = The server’s name, with the port if it is not 993. Port 993 is encrypted from the start, other ports by STARTTLS.
network-email-smtp = Server for outgoing letters (SMTP)
network-email-smtp-hint = The server’s name, with the port if it is not 587. Port 465 is encrypted from the start, other ports by STARTTLS.
network-email-user = User
network-email-user-hint = The name the mailbox signs in with, if it is another than the address.
network-email-password = Password
network-email-password-hint = Preferably one that only Torg has. Microsoft 365 and others demand a password for programs.
network-email-recipient = Receiver of new letters
network-email-recipient-hint = Where letters that are no answers go, for example a list of subscribers. If empty, only answers can be written.
network-facebook = Facebook
network-facebook-about = A Page’s posts and the comments under them (tested against a stand-in only)
network-facebook-page = Page
network-facebook-page-hint = The Page’s number, under About, Page transparency.
network-facebook-token = Page access token
network-facebook-token-hint = Made by somebody who may moderate the Page, with rights to read and write its posts and comments.
network-facebook-app_secret = App secret
network-facebook-app_secret-hint = Stands in Meta’s App settings, Basic. It signs every call and proves what Facebook tells us.
network-facebook-verify_token = Verify word
network-facebook-verify_token-hint = A word you make up, for webhooks to /hooks/ followed by the channel's id. Leave it empty without them.
network-linkedin = LinkedIn
network-linkedin-about = A page’s posts and the comments under them (tested against a stand-in only)
network-linkedin-organization = The page’s number
network-linkedin-organization-hint = Stands in the address when an administrator has the page open.
network-linkedin-client_id = Client id
network-linkedin-client_id-hint = Of your own application at LinkedIn, with the Community Management API.
network-linkedin-version = The API’s version
network-linkedin-version-hint = Year and month. Empty: the one Torg is built for.
network-linkedin-client_secret = Client secret
network-linkedin-client_secret-hint = Stands beside the client id.
network-linkedin-token = Access token
network-linkedin-token-hint = What LinkedIn gives when an administrator has signed in. It holds for sixty days.
network-mastodon = Mastodon
network-mastodon-about = Other servers that speak the same language, too
network-mastodon-instance = Server
network-mastodon-instance-hint = The server where the account lies: what stands after the second @ in its name.
network-mastodon-token = Access token
network-mastodon-token-hint = Made on the server under Preferences, Development, with the right to read, write posts and upload pictures.
network-x = X
network-x-about = An account’s posts, answers and mentions (tested against a stand-in only)
network-x-api_key = API key
network-x-api_key-hint = Stands in X’s developer portal, of an app that may read and write.
network-x-api_secret = API secret
network-x-api_secret-hint = Stands beside the API key. It signs every call and proves what X tells us.
network-x-token = Access token
network-x-token-hint = The account’s own, made in the developer portal.
network-x-token_secret = Token secret
network-x-token_secret-hint = Stands beside the access token.
network-youtube = YouTube
network-youtube-about = Comments under the channel’s films (tested against a stand-in only)
network-youtube-channel = The channel’s id
network-youtube-channel-hint = Begins with UC. Stands under Settings, Advanced.
network-youtube-client_id = Client id
network-youtube-client_id-hint = Of your own application in Google Cloud, of the kind web application.
network-youtube-client_secret = Client secret
network-youtube-client_secret-hint = Stands beside the client id.
network-youtube-refresh_token = Refresh token
network-youtube-refresh_token-hint = What Google gives when the channel’s owner has signed in and said yes.
network-rss = RSS
network-rss-about = What others publish: RSS, Atom and JSON Feed
network-rss-address = The feed’s address
network-rss-address-hint = The address of the feed itself, not of the web page. It often ends in .xml or /feed.
network-wordpress = WordPress
network-wordpress-about = Posts on our own site and the comments under them
network-wordpress-site = Site
network-wordpress-site-hint = The front page’s address, with https.
network-wordpress-user = User
network-wordpress-user-hint = The account on the site that Torg writes as. It takes the role Editor to see and hold comments.
network-wordpress-app_password = Application password
network-wordpress-app_password-hint = Made in WordPress under Users, Profile, Application Passwords. Never use the account’s own password.
refuse-mandate-begins-in-the-past = A mandate can begin today at the earliest. Change the first day.
refuse-day-unreadable = “{ $day }” is no day that Torg can read. Write year, month and day, for example 2026-12-31.

# The overview.
own-mandates = Your mandates
own-mandates-none = You hold no mandate that is in force now. That is why you see no conversations and can do nothing here.
own-mandates-over =
    { $n ->
        [one] One mandate that is over
       *[other] { $n } mandates that are over
    }
ask-one-of = Ask one of those who can grant mandates:
nobody-governs = Nobody holds a mandate to govern right now. Whoever runs Torg can open a way in from the machine: torg admin recover.
count-troubled = { $n } in trouble
count-not-joined = { $n } without a password yet
count-ending-soon = { $n } ending within 30 days

# Mandates.
person = Person
choose = Choose …
mandate-acts = May
mandate-place = Where
mandate-place-hint = A unit includes the units under it and their channels.
mandate-document = Decision
mandate-document-hint = The decision's number, for example KS 2026/00112.
mandate-days = Holds
mandate-no-end = until further notice
mandate-giver = Granted by
mandate-by-founding = Torg, when the authority was founded
mandate-state = State
mandate-in-force = in force
mandate-to-come = begins later
mandate-over = over
mandate-revoked = revoked
mandate-look = See the mandate
mandate-title = Mandate under { $document }
mandates-now = Those in force
mandates-over = Those that are over
mandates-none = The mandates stand here: who may do what, where and for how long.
mandates-none-over = No mandate is over yet.
mandate-new = Grant a mandate
mandate-nobody = There is nobody else here to grant a mandate to. Add a person first.
mandate-from = From
mandate-to = Until, that day included
mandate-to-hint = If left empty, the mandate holds until further notice.
mandate-why = Each act in Torg is recorded with the mandate it rests on. Nobody can grant themselves a mandate, or grant more than they hold.
mandate-grant = Grant the mandate
mandate-revoke-title = Revoke the mandate
mandate-revoke-why = Why?
mandate-revoke-hint = The mandate ends at once. Answers not sent yet are stopped. The reason is kept in the record.
mandate-revoke = Revoke
act-answer-long = Answer: answer people, write notes, assign and close conversations
act-govern-long = Govern: channels, people, units and mandates
act-read-long = Read: conversations, the record and the outbox
act-run-long = Run: what was set aside, dead jobs, access keys, disposal

# People.
people-none = Those who work in Torg stand here.
person-new = Add a person
person-name = Name
person-name-hint = First and last name. Colleagues see it.
person-post = Post
person-post-hint = What they do, for example customer service.
person-signature = Signature
person-signature-hint = How answers to the public are signed: first name only, or function only.
person-email = E-mail address
person-email-hint = They sign in with it. Torg sends no mail.
person-language = Language of the pages
person-state = State
person-joined = Can sign in
person-not-joined = Has not set a password yet
person-left = Has left
person-add = Add, and make a link
person-added = The person is added
person-look = To their page
person-grant = Grant a mandate
person-grant-hint = Without a mandate they can sign in but see and do nothing.
person-no-mandates = They hold no mandate here.
person-doors = In and out
person-new-link = Make a new link
person-new-link-hint = For someone who lost their link or forgot their password. The link before stops working. When the password changes, they are signed out everywhere.
person-leave-title = They have left
person-leave-text = Logins and mandates end at once. What they did stays in the record.
person-leave = { $name } has left
link-title = A link for { $name }
link-label = The link
link-hint = It is shown only now, works once and holds for { $days } days. Give it to the person themselves.
link-why = Whoever has the link can become this person. Torg does not keep it.

# Units.
unit-new = Add a unit
unit-name = Name
unit-parent = Under
unit-zone = Time zone
unit-zone-hint = For example Europe/Stockholm.
unit-add = Add the unit

# Access keys.
tokens-none = The access keys stand here: they let a program do what one of your mandates allows.
token = Access key
token-new = Make an access key
token-made = The key is made
token-made-hint = It is shown only now. Copy it to the program that needs it. The program sends it so:
token-name = Name
token-name-hint = Which program it is for.
token-mandate = Mandate
token-days = Holds for so many days
token-why = What the program does is recorded as yours, under that mandate. When the mandate ends, the key stops working.
token-issue = Make the key
token-until = Holds until
token-state = State
token-revoked = Revoked
token-over = Ran out
token-mandate-over = Its mandate is over
token-revoke = Revoke

# Passwords.
refuse-password-long = The password is longer than { $n } characters. Shorten it.

# Finding one of many
find-label = Search the list
find-count = { $n } of { $all }
