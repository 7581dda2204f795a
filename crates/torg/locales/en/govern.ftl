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
network-mastodon = Mastodon
network-mastodon-about = Other servers that speak the same language, too
network-mastodon-instance = Server
network-mastodon-instance-hint = The server where the account lies: what stands after the second @ in its name.
network-mastodon-token = Access token
network-mastodon-token-hint = Made on the server under Preferences, Development, with the right to read, write posts and upload pictures.
