# Porten: det som ikke får forlate myndigheten, det som trenger en grunn, det som er greit å vite.
gate-block = Kan ikke sendes
gate-justify = Trenger en grunn
gate-advise = Tips
gate-hard-to-read = Teksten er tung å lese. Lag kortere setninger og bytt ut lange ord.
gate-block-why = Fødselsnummer og beskyttede opplysninger publiseres aldri (personopplysningsloven § 12, forvaltningsloven § 13).
gate-because = Hvorfor må det stå der?
gate-because-hint = Én setning er nok. Grunnen havner i loggen, ikke i nettverket.
refuse-gate-block = { $kind } får ikke forlate myndigheten. Ta det ut av teksten og send på nytt.
refuse-gate-justify = Teksten inneholder personopplysninger ({ $kind }). Ta dem bort, eller skriv hvorfor de må stå der.
refuse-gate-reason = Skriv grunnen med { $shortest } til { $longest } tegn.
fact-because = Grunn til personopplysningene
