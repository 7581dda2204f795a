# The frame: what stands around every page.
skip-to-main = Skip to the content
navigation = Torg
menu-open = Menu
menu-close = Close the menu
close = Close
save = Save
language = Language
demo-note = Practice town. Nothing leaves this machine.
nav-inbox = Inbox
nav-work = Work
nav-publish = Outbox
nav-listen = Listen
nav-records = The record
nav-govern = Govern
nav-preferences = My choices
sign-out = Sign out
view-mine = Mine
view-nobody = Nobody has it
view-late = Late
view-mentions = Mentions
view-direct = Direct messages
view-open = All open
view-waiting = Waiting
view-done = Done
me-mandate = Answers under mandate { $document }.
me-mandate-until = Answers under mandate { $document }, until { $to }.
me-no-mandate = No mandate to answer.
banner-deliveries = { $n ->
     [one] One answer did not get through.
    *[other] { $n } answers did not get through.
}
banner-deliveries-link = See why, and what you can do

# Keys
keys-title = Keys
key-help = Show the keys
key-search = Search
key-next = Next conversation in the list
key-previous = Previous conversation in the list
key-open = Open the conversation
key-reply = Reply
key-note = Internal note
key-assign = Give to someone
key-done = Done, next
key-undo = Undo what you just sent
key-send = Send what you are writing
key-leave = Leave the field you write in

# The entrance: signing in, invitations, one's own choices.
sign-in-title = Sign in
sign-in-email = E-mail address
sign-in-password = Password
sign-in-button = Sign in
demo-sign-in = Choose who you are in the practice town.
welcome-title = Welcome, { $name }
welcome-short = Welcome
welcome-text = Choose a password. After that you sign in with { $email }.
welcome-password = Password
welcome-password-hint = At least { $n } characters. A sentence you remember is better than a complicated word.
welcome-button = Save the password and sign in
preferences-keys = Keys
preferences-keys-on = Single keys are shortcuts
preferences-keys-off = No shortcuts on single keys
preferences-keys-hint = Turn them off if you speak to your computer or touch keys by accident. Everything can be done with the buttons.
