"""Holds another screen against the labelled corpus: reads texts as JSON lines, writes findings and the seconds they took.

    python screen.py presidio|scrubadub < texts.jsonl > findings.jsonl

Each line in: {"text", "language"}. Each line out: {"findings": [[group, first byte, last byte], …]}; the last line: {"seconds"}.
Presidio gets a blank spaCy pipeline (its models are downloads, and find names, which is not what is compared here), telephones of
the five Nordic regions, and every national number that it knows for them. scrubadub gets the locale of each text.
"""

import json
import logging
import sys
import time

logging.disable(logging.CRITICAL)


def presidio():
    import spacy
    import presidio_analyzer.predefined_recognizers as known
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):
        def __init__(self):
            super().__init__()
            self.nlp = {"en": spacy.blank("en")}

        def load(self):
            pass

        def is_loaded(self):
            return True

    groups = {
        "PHONE_NUMBER": "phone",
        "EMAIL_ADDRESS": "email",
        "IBAN_CODE": "account",
        "CREDIT_CARD": "account",
        "FI_PERSONAL_IDENTITY_CODE": "identity",
        "SE_PERSONNUMMER": "identity",
        "NO_FODSELSNUMMER": "identity",
        "DK_CPR": "identity",
    }
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.add_recognizer(known.PhoneRecognizer(supported_regions=["SE", "NO", "DK", "FI", "IS"]))
    for name in ("EmailRecognizer", "IbanRecognizer", "CreditCardRecognizer"):
        registry.add_recognizer(getattr(known, name)())
    for name in dir(known):
        if name.endswith("Recognizer") and name.startswith(("Fi", "Se", "No", "Dk", "Is")) and name[2].isupper():
            registry.add_recognizer(getattr(known, name)(supported_language="en"))
            for entity in getattr(known, name)(supported_language="en").supported_entities:
                groups.setdefault(entity, "identity" if "ORG" not in entity else "account")
    analyzer = AnalyzerEngine(nlp_engine=Blank(), registry=registry, supported_languages=["en"])
    print("presidio looks for:", sorted(groups), file=sys.stderr)

    def find(text, _language):
        found = analyzer.analyze(text, language="en", entities=[entity for entity in groups if entity in analyzer.get_supported_entities("en")])
        return [(groups[one.entity_type], one.start, one.end) for one in found if one.entity_type in groups]

    return find


def scrubadub():
    import scrubadub as package

    locales = {"sv": "sv_SE", "nb": "nb_NO", "nn": "nb_NO", "da": "da_DK", "fi": "fi_FI", "en": "en_GB"}
    groups = {"phone": "phone", "email": "email", "credit_card": "account", "social_security_number": "identity"}
    scrubbers = {}
    for language, locale in locales.items():
        # One detector asks the network for a list of domains when it is made; it finds links, which are not compared here.
        scrubbers[language] = package.Scrubber(locale=locale, detector_list=[], post_processor_list=[])
        for detector in (package.detectors.PhoneDetector, package.detectors.EmailDetector, package.detectors.CreditCardDetector):
            scrubbers[language].add_detector(detector(locale=locale))

    def find(text, language):
        found = scrubbers[language].iter_filth(text)
        return [(groups[one.detector_name], one.beg, one.end) for one in found if one.detector_name in groups]

    return find


def main():
    find = {"presidio": presidio, "scrubadub": scrubadub}[sys.argv[1]]()
    texts = [json.loads(line) for line in sys.stdin]
    find(texts[0]["text"], texts[0]["language"])
    started = time.process_time()
    all_found = [find(one["text"], one["language"]) for one in texts]
    seconds = time.process_time() - started
    for one, found in zip(texts, all_found):
        byte = lambda place: len(one["text"][:place].encode())
        print(json.dumps({"findings": [[group, byte(start), byte(end)] for group, start, end in found]}))
    print(json.dumps({"seconds": seconds}))


main()
