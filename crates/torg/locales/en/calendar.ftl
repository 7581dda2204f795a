# The calendar: what goes out when, blackout dates, subscriptions.
calendar-title = Calendar
calendar-zone = Times and days in { $zone }.
calendar-more = There are more posts in this period than fit here. Choose a unit, a channel or a shorter time.
calendar-views = View
calendar-month = Month
calendar-week-column = Week
calendar-day = Day
calendar-list = List
calendar-week = Week
calendar-week-number = week { $n }
calendar-leaves = Turn the leaf
calendar-before = Earlier
calendar-after = Later
calendar-today = Today
calendar-day-field = Day
calendar-place = Unit or channel
calendar-everywhere = All
calendar-show = Show
calendar-print = Print
calendar-rest = { $n } more
calendar-empty = Nothing is planned for this time.
calendar-on-silent-day = On a blackout date
calendar-own-time = Chosen as { $time }
calendar-move = Move to another day
calendar-move-to = New day; the time of day stays
calendar-move-go = Move
calendar-subscribe = Subscribe
way-on-calendar = See the calendar
blackouts-title = Blackout dates
blackouts-lead = Days on which nothing is to go out: an election, a day of mourning, a summer closing. Posts can not be handed in, approved or moved to such a day. What lies in the outbox already stays there and is shown in the calendar. When something grave happens, use a stop.
blackouts-none = No dates are blacked out.
blackouts-may-not = Whoever may approve posts for a unit can black out dates for it.
blackouts-decide = Black out dates
blackout-decide = Black out
blackout-first = From ({ $zone })
blackout-last = Until and including
blackout-why-hint = Everyone at the desk reads it, also those who want to plan something for the day.
blackout-day = Blackout
blackout-by = { $name } decided it { $time }.
blackout-planned = { $n ->
    [one] One post is planned for these days. Move it if it should not go out.
   *[other] { $n } posts are planned for these days. Move them if they should not go out.
}
blackout-end = Let the days go
refuse-blackout = { $channel } is to be silent from { $first } until { $last }: { $why } Choose another time, or ask whoever blacked out the dates to let them go.
refuse-blackout-days = The last day must come after the first, and there can be { $most } days at most.
refuse-blackout-ended = The days were let go already.
refuse-blackout-past = Those days are over. Choose days to come.
refuse-blackout-why = Say why, in { $longest } characters at most.
subscriptions-lead = Your own calendar can show what goes out when. It gets a secret address that reads what you may see, no more and no less, and never the words of posts. Give it to nobody else; end it when you no longer use it.
subscription-made = The address is ready
subscription-made-hint = Copy it to your calendar program now, as a subscription to an address. It is shown this once only.
subscriptions-mine = Your subscriptions
subscription-new = A new subscription
subscription-name = Name
subscription-name-hint = What the calendar is to be called, for example where you read it.
subscription-place = Show
subscription-place-gone = Something that you no longer see
subscription-make = Make the address
subscription-since = Made { $time }.
subscription-read = Last read { $time }.
subscription-unread = No program has read it yet.
subscription-end = End
refuse-calendar-feeds = You have { $most } subscriptions. End one that you do not use.
event-blackout-decided = Dates were blacked out: nothing is to go out
event-blackout-ended = Blackout dates were let go
event-calendar-feed-made = A subscription to the calendar was made
event-calendar-feed-ended = A subscription to the calendar was ended
holiday-new-years-day = New Year's Day
holiday-epiphany = Epiphany
holiday-maundy-thursday = Maundy Thursday
holiday-good-friday = Good Friday
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-may-day = May Day
holiday-ascension-day = Ascension Day
holiday-constitution-day = Constitution Day
holiday-whit-sunday = Whit Sunday
holiday-whit-monday = Whit Monday
holiday-national-day = National Day of Sweden
holiday-midsummer-day = Midsummer Day
holiday-all-saints-day = All Saints' Day
holiday-christmas-day = Christmas Day
holiday-second-christmas-day = Boxing Day
calendar-month-1 = January
calendar-month-2 = February
calendar-month-3 = March
calendar-month-4 = April
calendar-month-5 = May
calendar-month-6 = June
calendar-month-7 = July
calendar-month-8 = August
calendar-month-9 = September
calendar-month-10 = October
calendar-month-11 = November
calendar-month-12 = December
calendar-weekday-1 = Monday
calendar-weekday-2 = Tuesday
calendar-weekday-3 = Wednesday
calendar-weekday-4 = Thursday
calendar-weekday-5 = Friday
calendar-weekday-6 = Saturday
calendar-weekday-7 = Sunday
series-title = Said again
series-all = Recurring
series-lead = Posts that are said again and again. The next one is made two weeks before its time, so that somebody can read it. It says what the post says then, and is approved as any post.
series-none = No post is said again.
series-make = Say it again
series-hint = Counted from the time of the post, at the same time of day.
series-step = Every … (how many)
series-every = Days, weeks or months
series-every-day = Days
series-every-week = Weeks, on the same weekday
series-every-month = Months, on the same date
series-every-month-weekday = Months, on the same weekday
series-each-day = { $n ->
    [one] Every day
   *[other] Every { $n } days
}
series-each-week = { $n ->
    [one] Every week
   *[other] Every { $n } weeks
}
series-each-month = { $n ->
    [one] Every month, on the same date
   *[other] Every { $n } months, on the same date
}
series-each-month-weekday = { $n ->
    [one] Every month, on the same weekday
   *[other] Every { $n } months, on the same weekday
}
series-until = until { $day }.
series-then = What becomes of each?
series-then-draft = Each becomes a draft that somebody reads and hands in.
series-then-hand-in = Each is handed in by itself and approved as its channels demand.
series-then-draft-choice = A draft that somebody reads and hands in
series-then-hand-in-choice = Handed in by itself, under my mandate
series-last = Until and including
series-next = Next: { $time }.
series-over = There is no other to come.
series-trouble = The last one stayed a draft:
series-end = Stop saying it again
series-by = { $name } decided it.
refuse-series-no-time = Give the post a time first: what follows is counted from it.
refuse-series-step = Choose a number from 1 to { $most }.
refuse-series-long = Choose a last day within three years. After that somebody decides anew.
refuse-series-over = By that rule there is no other. Choose a later last day.
refuse-series-ended = It has ended already.
event-series-made = A post is to be said again
event-series-ended = A post is no longer said again
feeds-title = Feeds
feeds-lead = What a feed says (RSS, Atom, JSON Feed) becomes drafts or posts by itself. The feed is a channel that listens, so each entry is on the record first.
feeds-none = No feed becomes posts.
feeds-no-source = First add the feed as a channel of the kind RSS.
feeds-to-channels = To the channels
feeds-may-not = Whoever may publish in a unit can let a feed become posts there.
feed-new = A new rule
feed-name = Name
feed-source = Feed
feed-unit = Unit that the posts belong to
feed-template = What is said
feed-template-hint = The slots are filled with the entry's headline, text and address:
feed-most = At most so many a day
feed-most-said = At most { $n } a day.
feed-left-alone = { $n ->
    [one] One entry was left alone, because there were more.
   *[other] { $n } entries were left alone, because there were more.
}
feed-make = Let it begin
feed-end = End
refuse-feed-template = Write what is to be said, in { $longest } characters at most.
refuse-feed-most = Choose a number from 1 to { $most }.
refuse-feed-source = Choose a channel that listens to a feed (RSS).
refuse-feed-ended = The rule has ended already.
event-feed-rule-made = A feed is to become posts
event-feed-rule-ended = A feed no longer becomes posts
fact-begins-at = From
fact-blackout = Blackout dates
fact-ends-at = Until
fact-feed = Subscription
fact-series = Series
fact-source = Source
job-follow-feed = Follow a feed
job-say-again = Say a post again
