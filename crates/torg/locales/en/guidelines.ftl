# Riktlinjer / guidelines.
govern-guidelines = Guidelines
guideline = Guideline
guideline-new = Enter a guideline
guideline-revise = New version
guideline-save = Save as adopted
guideline-why = A guideline that is adopted, numbered and read gives people safe ground: everyone knows the frame and who decides. Every version is kept.
guideline-title = Title
guideline-number = Number
guideline-adopted-by = Adopted by
guideline-adopted-on = Adopted on
guideline-adopted = Adopted
guideline-scope = Holds for
guideline-owner = Responsible
guideline-language = Language
guideline-text = Text
guideline-text-hint = Markdown: # heading, - item, *stressed*, [words](https://address).
guideline-version = version { $n }
guideline-versions = Versions
guideline-read = Read
guideline-is-read = Read
guideline-is-unread = Not read
guideline-is-newer = Newer than you have read
guideline-is-withdrawn = Withdrawn
guideline-acknowledge = I have read this version
guideline-acknowledge-why = Your acknowledgement is kept with its time. Those who govern see who has read. When a new version comes, you get to read again.
guideline-readers = Who has read
guideline-readers-count = { $n } of { $all } have read this version.
guideline-have = Have read
guideline-have-not = Have not read yet
guideline-withdraw = Withdraw the guideline
guidelines-empty = The house's guidelines for social media stand here: number, version, who adopted them and who has read.
refuse-guideline-bare = Title, number, text and who adopted it must be filled in.
refuse-guideline-withdrawn = The guideline is withdrawn. Enter a new one.
refuse-guideline-newer = A newer version has come. Read it and acknowledge again.
guideline-starter-title = Guideline for social media
guideline-starter =
    # Goal
    Why we are in social media, for whom, and how we see that it does good.

    # Who decides
    - Who decides that a channel is opened, paused or closed.
    - Who owns each channel and follows it up.
    - Whom to ask when one is unsure, also out of hours.

    # How we work
    - Who may answer, under which mandate, and what must be approved first.
    - What is registered, kept and disposed of, and under which decision.
    - What is removed, on which ground, and how it is kept.
    - Where somebody with a case of their own is sent.

    # Follow-up and effort
    - How often each channel is read, and how soon we answer.
    - Who takes over during holidays and illness.
    - When the channel is looked through.

    # Language, tone and manners
    - We write clearly, kindly and briefly, in the language of whoever asks when we can.
    - We admit mistakes and correct them in the open.
    - Pictures have a description and films have captions.

    # Working hours
    What holds for private use during working hours, and for work outside of them.

    # Freedom of expression
    As a private person you may say what you think, also about your workplace. On duty you speak for the authority, from the authority's account.
