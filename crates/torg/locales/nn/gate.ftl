# Porten: det som ikkje får forlate styresmakta, det som treng ein grunn, det som er greitt å vite.
gate-block = Kan ikkje sendast
gate-justify = Treng ein grunn
gate-advise = Tips
gate-hard-to-read = Teksten er tung å lese. Lag kortare setningar og byt ut lange ord.
gate-block-why = Fødselsnummer og verna opplysningar blir aldri publiserte (personopplysningslova § 12, forvaltningslova § 13).
gate-because = Kvifor må det stå der?
gate-because-hint = Éi setning er nok. Grunnen hamnar i loggen, ikkje i nettverket.
refuse-gate-block = { $kind } får ikkje forlate styresmakta. Ta det ut av teksten og send på nytt.
refuse-gate-justify = Teksten inneheld personopplysningar ({ $kind }). Ta dei bort, eller skriv kvifor dei må stå der.
refuse-gate-reason = Skriv grunnen med { $shortest } til { $longest } teikn.
fact-because = Grunn til personopplysningane
