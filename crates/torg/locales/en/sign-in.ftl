# Signing in, one's own account, second factors and providers.
nav-me = My account
way-on-me = To my account
way-on-confirm = Show that it is you
way-on-second-factor = Add a second factor

demo-sign-in-form = Sign in with a password or a passkey instead

# The second step
second-title = One more step
second-code = Code
second-code-hint = The six digits in your authenticator app, or one of your recovery codes.
second-button = Sign in
second-back = Start again
passkey-sign-in = Sign in with a passkey
passkey-sign-in-hint = Your device asks for finger, face or PIN. No address is needed.
passkey-trouble = There was no passkey this time. Try again, or sign in another way.

# One's own account
me-title = My account
me-second-factor-first = You govern or run Torg, or the authority demands it of everyone: add a second factor below. Then the rest opens.
signature-why = The public sees the signature only: first name or function. What stands on the net about an employee can be used to find and threaten them.
me-second-factors = Second factor
me-second-factors-text = With a second factor it is not enough that someone gets hold of your password.
me-second-factors-demanded = The authority demands a second factor of you. One of these is enough.
me-app = Authenticator app
me-app-text = An app on your telephone shows a new code every half minute.
me-app-in-use = Your authenticator app is in use. When you sign in, Torg asks for a code from it.
me-app-add = Add an authenticator app
me-app-remove = Remove the authenticator app
me-app-remove-text = Its codes stop working. If you change telephones: remove the app here and add the new one.
me-codes = Recovery codes
me-codes-left = { $n ->
    [0] You have no recovery codes left. Make new ones.
    [one] You have one recovery code left. Make new ones soon.
   *[other] You have { $n } recovery codes left.
}
me-codes-make = Make new recovery codes
me-codes-hint = The old ones stop working.
me-passkeys = Passkeys
me-passkeys-text = A passkey lives in your telephone, your computer or a security key. It is enough to sign in, without a password, and nobody can trick it out of you.
me-password = Password
me-password-none = You have no password. You can choose one here.
me-password-current = The password you have
me-password-new = New password
me-password-ends = When you change it you are signed out everywhere else.
me-password-change = Change password
me-logins = Logins
me-logins-text = This is where you are signed in. Torg does not keep from where.
me-login-browser = Browser
me-login-way = How
me-login-begun = Signed in
me-login-seen = Last used
me-login-this = this one
me-login-end = Sign out
me-login-unknown = Unknown browser
me-logins-end-others = Sign out everywhere else
me-logins-end-all = Sign out everywhere
way-in-demo = Click in the practice town
way-in-link = Link from an administrator
way-in-passkey = Passkey
way-in-password = Password
way-in-provider = Provider
preferences-account = Password, second factor and logins are under My account.

# Authenticator app, recovery codes, passkeys
app-title = Add an authenticator app
app-scan = Open the app and point the camera at the picture.
app-picture = QR code with the secret. It stands as text below.
app-type = Does that not work? Type the secret by hand:
app-code = The code the app shows
app-code-hint = Six digits.
app-confirm = Save the app
codes-text = Keep the codes now, on paper or in a password manager. They are shown this once.
codes-hint = Each of them works once, when you do not have your second factor.
codes-done = I have kept them
passkey-name = Name of the passkey
passkey-name-hint = So that you know it again: Work phone, Security key.
passkey-add = Add a passkey
passkey-added = Added
passkey-used = Used
passkey-never-used = Not used yet.
passkey-change = Change
passkey-remove = Remove
passkey-needs-script = Passkeys need JavaScript in the browser.
passkeys-impossible = Passkeys need an address with a name and https. Torg is reached at { $address } now. Whoever runs Torg changes that with the setting public_url.

# Showing that it is you
confirm-title = Show that it is you
confirm-text = Before you change how you sign in, Torg wants to know that it is you who sits here. It holds for ten minutes.
confirm-button = Continue
confirm-by-signing-in = Sign out and in again, and it is done.

# Recovery by an administrator
recover-title = A new way in
recover-text = For someone who forgot their password or lost their telephone. They are signed out everywhere and get a new link from you.
recover-factors = Second factor
recover-keep = Keep: they still have their telephone or passkey
recover-remove = Remove: they are lost. Make sure first that you are talking to the right person.
recover-button = Make a new way in
end-logins = Sign this person out everywhere
end-logins-hint = If a computer or telephone is missing. Password and second factor stay.

# The demand for a second factor
demand-title = Demand for a second factor
demand-text = Of whom does the authority demand a second factor when signing in?
demand-everyone = Everyone
demand-govern-and-run = Those who govern or run Torg
demand-nobody = Nobody; who wants to has one
demand-why = Whoever governs can grant mandates to others. A password gone astray must not be enough for that.

# No
refuse-app-known = You already have an authenticator app. Remove it first if you want to change.
refuse-app-not-begun = No authenticator app is waiting here. Start again from My account.
refuse-code-wrong = The code is not right, or was used already. Wait for the next one and try again.
refuse-code-wait = There have been many wrong codes. Wait { $minutes } minutes, or use a device on which you signed in before.
refuse-half-over = It took too long, or there were too many tries. Start again.
refuse-last-second-factor = The authority demands a second factor of you. Add a new one before you remove this one.
refuse-not-fresh = First show that it is you.
refuse-passkey = The passkey could not be accepted. Try again, or sign in another way.
refuse-passkey-known = That passkey is there already.
refuse-passkey-name = Give the passkey a name of 1 to { $n } characters.
refuse-passkey-of-another = The passkey is somebody else's. Use one of your own.
refuse-passkeys-impossible = Passkeys cannot be used at the address { $address }. It needs a name and https.
refuse-password-now-wrong = The password you have is not right. Try again.
refuse-recover-oneself = You change your own account under My account. If you have no way in, ask another administrator.
refuse-second-factor-first = The authority demands a second factor of you. Add one under My account, and the rest opens.
refuse-signature-contact = “{ $signature }” holds an address or a number. The signature is first name or function only, to protect whoever answers.
refuse-signature-family = “{ $signature }” holds the family name. The signature is first name or function only, to protect whoever answers.
refuse-signature-long = The signature is too long. First name or function is enough.

# Events
event-group-rule-applied = A group at a provider gave someone a mandate
event-group-rule-ended = A group stopped granting a mandate
event-group-rule-made = A group at a provider came to grant a mandate
event-logins-ended = Someone was signed out
event-passkey-added = Someone added a passkey
event-passkey-removed = A passkey was removed
event-passkey-renamed = A passkey got a new name
event-password-changed = Someone changed their password
event-person-linked = Someone came from a provider for the first time
event-person-recovered = Someone got a new way in
event-provider-added = A provider for signing in was added
event-provider-changed = A provider for signing in was changed
event-provider-ended = A provider for signing in was removed
event-recovery-code-used = Someone signed in with a recovery code
event-recovery-codes-made = Someone made new recovery codes
event-second-factor-demanded = The demand for a second factor was changed
event-sign-in-app-added = Someone added an authenticator app
event-sign-in-app-removed = An authenticator app was removed
fact-factors-removed = Second factors removed
fact-group = Group
fact-issuer = Issuer
fact-of = Of whom
fact-passkey = Passkey
fact-provider = Provider
fact-rule = Rule
fact-subject = The provider's name for the person

# Providers for signing in
govern-sign-in = Signing in
sign-in-with = Sign in with { $name }
sign-out-still-there = You are signed out here, but perhaps still signed in at { $name }.
sign-out-there = Sign out there too
providers-title = Providers
providers-none = The authority's own directory of people stands here once you have added it (OpenID Connect). Then everyone signs in in one place.
provider-new = Add a provider
provider-new-text = First make Torg a client at the provider. Then fill in what it calls Torg.
provider-name = Name on the button
provider-name-hint = What the button at the sign-in says, for example Exempelby.
provider-issuer = Issuer
provider-issuer-hint = The provider's address of itself, letter for letter: https://id.example.org/realms/town
provider-client = Client id
provider-client-hint = What the provider calls Torg (client_id).
provider-secret = Client secret
provider-secret-hint = It is encrypted and never shown again.
provider-secret-kept = Leave it empty to keep the one there is.
provider-groups = Claim of groups
provider-groups-hint = The claim in which the provider lists groups. Empty means groups.
provider-unit = New people belong to
provider-unit-none = No new people: only those in the list of people come in
provider-unit-hint = Someone who is not in the list and has a group that a rule names is added to this unit.
provider-second-factor = Who asks for a second factor?
provider-second-factor-desk = Torg, of those who have one here
provider-second-factor-provider = The provider
provider-private = The provider stands in our own house: private addresses and http may be used
provider-why = Whoever the provider vouches for comes in. So only someone who governs the whole authority may add one.
provider-add = Ask the provider and save
provider-return-address = Address back
provider-logout-address = Address for logout
provider-door-address = Address after signing out there
provider-addresses-hint = Enter them at the provider: redirect URI, back-channel logout URI and post logout redirect URI.
provider-change = Change
provider-open = in use
provider-ended = removed
provider-ended-text = Nobody signs in with this provider any more.
provider-end = Remove the provider
provider-end-text = Those who signed in with it are signed out at once, and mandates that its groups gave end.
provider-end-why = Why
rules-title = Groups that give a mandate
rules-text = Whoever comes with the group gets the mandate, a month at a time. When they leave the group it ends at the next sign-in.
rule-group = Group
rule-group-hint = As the provider writes it.
rule-new = New rule
rule-make = Save the rule
rule-end = End the rule
rule-why = A rule never gives more than you hold yourself, not later either. You get nothing by your own rule.
confirm-with-provider = Show it at { $name }

refuse-provider-address = “{ $address }” is no address of an issuer. Write all of it, with https:// first and no question mark.
refuse-provider-another = The provider calls itself { $issuer }. Write the issuer exactly like that.
refuse-provider-answer = The sign-in at the provider could not be accepted. Try again. If it happens again, tell whoever runs Torg.
refuse-provider-incomplete = Name, client id and secret are needed. Fill in all three.
refuse-provider-known = That provider is there already, with the same client.
refuse-provider-needs-all = Whoever a provider vouches for can be anyone here. So you need every mandate for the whole authority yourself, and you lack one to { $act }.
refuse-provider-no-email = The provider has verified no e-mail address for you, so Torg does not know who you are here. Ask an administrator for help.
refuse-provider-session-over = You have signed out at the provider. Sign in again.
refuse-provider-unknown-person = You are known to the provider but not to Torg. Ask an administrator to add you.
refuse-provider-unreachable = { $issuer } does not answer as a provider should. Check the address, or try again in a while.
refuse-provider-without-tls = { $address } is not encrypted (https). That works only for a provider in your own house.
refuse-logout-token = The message about a logout could not be accepted.
refuse-rule-without-group = Write which group the rule is about.
rule-group-gone = The person is no longer in the group at { $provider }.
