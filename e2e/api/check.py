"""Starts the demo town, gets a token as a person would, and lets foreign tools judge the API. Called by e2e/api/check."""

import html
import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

HERE = Path(__file__).parent
# Not asked at random: what would call other hosts, end the asker's own access, or never end.
LEFT_OUT = ["verifyChannel", "addChannel", "renewChannel", "revokeToken", "revokeMandate", "letPersonLeave", "hearEvents"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Town:
    """`torg demo` in a folder of its own, stopped again at the end."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="torg-api-")
        self.log = open(Path(self.folder.name) / "torg.log", "w+")
        port = free_port()
        command = [os.environ["TORG_BIN"], "demo", "--listen", f"127.0.0.1:{port}", "--data", f"{self.folder.name}/data"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        self.url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.url}/health", timeout=5).read()
                return self
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        sys.exit(f"The demo town did not start:\n{self.said()}")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        self.folder.cleanup()

    def said(self):
        self.log.flush()
        return Path(self.log.name).read_text()

    def token(self):
        """Signs in as the administrator, on the pages, and makes an access key for what may be done everywhere."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        browser.addheaders = [("Accept", "text/html")]

        def page(path, fields=None):
            data = None if fields is None else urllib.parse.urlencode(fields).encode()
            return browser.open(self.url + path, data, timeout=20).read().decode()

        [person] = re.findall(r'<button[^>]*name="person" value="([^"]+)"[^>]*><strong>Astrid Holm', page("/sign-in"))
        page("/demo/sign-in", {"person": person, "to": "/"})
        form = page("/govern/tokens")
        secret = re.search(r'name="form-token" value="([^"]+)"', form)[1]
        mandate = re.search(r'<select[^>]*name="mandate".*?<option value="([^"]+)"', form, re.S)[1]
        made = page("/govern/tokens", {"form-token": secret, "name": "e2e/api/check", "mandate": mandate, "days": "30"})
        return html.unescape(re.search(r'value="(torg_[^"]+)"', made)[1])


def pointed(name):
    """A name as a JSON pointer in an address has it."""
    return urllib.parse.quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


def check_document(document):
    """The description follows the standard, and each of its examples what it is an example of."""
    faults = [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in OpenAPIV31SpecValidator(document).iter_errors()]
    registry = Registry().with_resource("urn:api", Resource(contents=document, specification=DRAFT202012))
    n_examples = 0

    def look(where, value):
        nonlocal n_examples
        if isinstance(value, list):
            for place, item in enumerate(value):
                look(f"{where}/{place}", item)
        elif isinstance(value, dict):
            if isinstance(value.get("schema"), dict) and isinstance(value.get("examples"), dict):
                # By its place in the document, so that what it refers to is found.
                judge = OAS31Validator({"$ref": f"urn:api#{where}/schema"}, registry=registry, format_checker=OAS31Validator.FORMAT_CHECKER)
                for example in value["examples"].values():
                    n_examples += 1
                    faults.extend(f"{where}: {fault.message}" for fault in judge.iter_errors(example["value"]))
            for name, inner in value.items():
                look(f"{where}/{pointed(name)}", inner)

    look("/paths", document["paths"])
    look("/components/responses", document["components"]["responses"])
    for fault in faults:
        print(f"✗ {fault}")
    print(f"The description has {len(document['paths'])} addresses; {n_examples} examples were held against their schemas.")
    return not faults and n_examples > 70


def known_things(town, token):
    """Ids of things that are in the town, by the names the description has for them, so that requests also reach what is there."""

    def ask(path, body=None):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        return json.loads(urllib.request.urlopen(urllib.request.Request(f"{town.url}/api/v1{path}", data, headers), timeout=20).read())

    deadline = time.monotonic() + 60
    while not (talks := ask("/conversations")["items"]):
        if time.monotonic() > deadline:
            sys.exit("Nobody in the demo town has said anything within a minute.")
        time.sleep(0.2)
    talk = talks[0]
    reply = ask(f"/conversations/{talk['id']}/replies", {"answers": talk["message"]["id"], "text": "Kl. 14 i dag."})
    return {
        "conversationId": talk["id"],
        "messageId": talk["message"]["id"],
        "deliveryId": reply["id"],
        "channelId": talk["channel"],
        "personId": ask("/people")["items"][-1]["id"],
        "mandateId": ask("/me")["mandate"],
        "entryId": ask("/record/entries")["items"][-1]["id"],
    }


def check_answers(town, token, things):
    """Made-up requests, right and wrong, to every operation; every answer is held against the description."""
    named = "".join(f'"path.{name}" = "{value}"\n' for name, value in things.items())
    config = Path(town.folder.name) / "schemathesis.toml"
    config.write_text(f"{(HERE / 'schemathesis.toml').read_text()}\n[parameters]\n{named}")
    command = [Path(sys.executable).with_name("schemathesis"), "--config-file", config, "run"]
    command += [f"{town.url}/api/v1/openapi.json", "--url", f"{town.url}/api/v1", "--header", f"Authorization: Bearer {token}"]
    command += ["--max-examples", os.environ.get("TORG_API_EXAMPLES", "8"), "--seed", "2026", "--warnings", "off"]
    for operation in LEFT_OUT:
        command += ["--exclude-operation-id", operation]
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0


def main():
    with Town() as town:
        token = town.token()
        document = json.loads(urllib.request.urlopen(f"{town.url}/api/v1/openapi.json", timeout=20).read())
        things = known_things(town, token)
        # All run, whatever the first says.
        well = [check_document(document), check_answers(town, token, {}), check_answers(town, token, things)]
        if town.process.poll() is not None:
            sys.exit(f"The demo town ended by itself ({town.process.returncode}):\n{town.said()[-4000:]}")
        faults = [line for line in town.said().splitlines() if "ERROR" in line]
        for line in faults:
            print(f"✗ the town's log: {line}")
        return 0 if all(well) and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
