"""Tags in the sender's address and ENVIDs, as `sendmail` puts them and as a real Postfix brings them back."""
import base64
import email.utils
import json
import re
import subprocess
import unittest

import contained
from contained import SCRATCH
from mta_world import MtaWorld, messages_now
from private_postfix import CONFIGURATION, PrivatePostfix
from support import GENUINE, HomeTest, SOURCE, needs, messages

WHY_NOT = contained.why_not("postfix", "smtp-sink")
KEYS = f"a1 2026-01-01 {base64.b64encode(bytes(range(32))).decode()}\n"
MAIL = "From: Ann <ann@example.net>\nTo: someone@refused.example.com\nSubject: hello\n\nhello\n"


def config(keys, home="", **envelope):
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in envelope.items())
    inbox = f'[deliver]\ninbox = "{home}/Maildir"\n' if home else ""
    return f'[identity]\naddresses = ["ann@example.net"]\n{inbox}[envelope]\nkey_file = "{keys}"\n{lines}'


class Sendmail(HomeTest):
    """What the real program is called with."""

    def setUp(self):
        super().setUp()
        self.keys = self.home / "keys"
        self.keys.write_text(KEYS)
        self.keys.chmod(0o600)
        self.program = self.home / "real-sendmail"
        self.program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$HOME/arguments"\ncat > "$HOME/message"\n')
        self.program.chmod(0o755)

    def called_with(self, *arguments, **envelope):
        self.config.write_text(config(self.keys, **envelope))
        done = self.run_backsift("sendmail", "--config", self.config, "--", self.program, *arguments, stdin=MAIL)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.assertEqual((self.home / "message").read_text(), MAIL)
        return (self.home / "arguments").read_text().splitlines()

    def test_the_envelope_is_left_alone_unless_asked(self):
        self.assertEqual(self.called_with("-i", "-f", "ann@example.net", "x@y.test"), ["-i", "-f", "ann@example.net", "x@y.test"])

    def test_an_envelope_id_is_put_in_front_and_notify_is_left_alone(self):
        words = self.called_with("-N", "success", "-t", envid=True)
        self.assertEqual((words[0], words[2:]), ("-V", ["-N", "success", "-t"]))
        self.assertRegex(words[1], r"^bs1\.a1\.\d{5}\.[a-z2-7]{20}\.[a-z2-7]{26}$")
        self.assertEqual(self.called_with("-V", "mine", "-t", envid=True), ["-V", "mine", "-t"])

    def test_a_sender_of_ours_is_tagged_and_no_other(self):
        self.assertRegex(self.called_with("-f", "ann@example.net", "x@y.test", tag="plus")[1],
                         r"^ann\+bs1\.a1\.\d{5}\.[a-z2-7]{16}@example\.net$")
        self.assertRegex(self.called_with("-fann@example.net", tag="prvs")[0], r"^-fprvs=0\d{3}[0-9a-f]{6}=ann@example\.net$")
        self.assertRegex(self.called_with("-t", tag="plus", delimiter="-")[1], r"^ann-bs1\.")
        for other in ("", "eve@example.net", "ann@example.org"):
            self.assertEqual(self.called_with("-f", other, tag="plus"), ["-f", other])

    def test_a_key_file_that_is_missing_does_not_keep_mail_back(self):
        self.keys.unlink()
        self.assertEqual(self.called_with("-t", tag="plus", envid=True), ["-t"])

    def test_recipients_of_the_command_line_reach_the_sent_index(self):
        self.config.write_text(f'[sent]\nfolders = ["{self.inbox}"]\n')
        blind = "Message-ID: <one@example.org>\nFrom: Ann <ann@example.org>\nSubject: x\n\nhi\n"
        self.run_backsift("sendmail", "--config", self.config, "--", self.program, "-i", "--", "bob@example.net", stdin=blind)
        done = self.run_backsift("classify", "--config", self.config, "--format", "json", stdin=GENUINE)
        self.assertEqual([p["answer"] for p in json.loads(done.stdout)["proofs"] if p["name"] == "sent"], ["proven"])


class Command(HomeTest):
    def setUp(self):
        super().setUp()
        self.keys = self.home / "keys"
        self.keys.write_text(KEYS)
        self.keys.chmod(0o600)

    def printed(self, *words, **envelope):
        self.config.write_text(config(self.keys, **envelope))
        done = self.run_backsift("token", *words, "--config", self.config)
        return done.returncode, done.stdout.decode().strip()

    def test_prints_an_address_to_send_from(self):
        self.assertRegex(self.printed("envelope")[1], r"^ann\+bs1\.a1\.\d{5}\.[a-z2-7]{16}@example\.net$")
        self.assertRegex(self.printed("envelope", "ann+shop@example.net", tag="prvs")[1],
                         r"^prvs=0\d{3}[0-9a-f]{6}=ann\+shop@example\.net$")
        self.assertEqual(self.printed("envelope", "eve@example.net"), (64, ""))
        self.assertRegex(self.printed("envid")[1], r"^bs1\.a1\.")

    def test_what_it_prints_is_proof(self):
        tagged = self.printed("envelope")[1]
        now = email.utils.formatdate()
        mail = re.sub(r"Sat, 21 Nov 2026 05:20:43 \+0000", now, GENUINE, count=1)
        extension = tagged.split("+", 1)[1].split("@")[0]
        local, domain = tagged.split("@")
        for words, environment in (
                (("-a", tagged), {}), ((), {"RECIPIENT": tagged}), ((), {"ORIGINAL_RECIPIENT": tagged, "RECIPIENT": "ann@example.net"}),
                ((), {"LOCAL": local, "DOMAIN": domain}), ((), {"LOCAL": local, "HOST": domain}), ((), {"EXTENSION": extension}),
                ((), {"EXTENSION": extension, "RECIPIENT": "ann@example.net"}), (("-a", extension), {})):
            done = self.run_backsift("classify", "--config", self.config, "--format", "json", *words, stdin=mail, **environment)
            answers = {p["name"]: p["answer"] for p in json.loads(done.stdout)["proofs"]}
            self.assertEqual(answers["envelope"], "proven", (words, environment))


@needs(not WHY_NOT, WHY_NOT)
class Postfix(MtaWorld, unittest.TestCase):
    """The mail is sent by the real sendmail and comes back; one that is forged has no tag."""

    kind = PrivatePostfix

    def connect(self):
        self.mta.configure(main=f"virtual_alias_maps = regexp:{SOURCE}/contrib/postfix/prvs.regexp\n")
        self.mta.forward(self.snippet("examples/forward/forward"))
        keys = self.mta.home / ".config/backsift/keys"
        keys.write_text(KEYS)
        keys.chmod(0o600)
        self.write_config(config(keys, self.mta.home, covers="all"))
        self.mta.own(self.mta.home / ".config")
        self.sender = SCRATCH / "sender"
        self.sender.mkdir(exist_ok=True)
        (self.sender / "keys").write_text(KEYS)
        (self.sender / "keys").chmod(0o600)

    def send(self, **envelope):
        """As a mail program calls it, with the words of contrib's recipes."""
        (self.sender / "config.toml").write_text(config(self.sender / "keys", **envelope))
        command = [self.binary, "sendmail", "--config", self.sender / "config.toml", "--", "/usr/sbin/sendmail", "-C", CONFIGURATION,
                   "-i", "-f", "ann@example.net", "someone@refused.example.com"]
        done = subprocess.run(command, input=MAIL.encode(), capture_output=True, timeout=60,
                                            env={"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(self.sender)})
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def answers(self, path):
        (self.sender / "config.toml").write_text(config(self.sender / "keys"))
        done = subprocess.run([self.binary, "classify", "--format", "json", "--config", self.sender / "config.toml", path],
                                            capture_output=True, timeout=60, env={"HOME": str(self.sender)})
        return {p["name"]: p["answer"] for p in json.loads(done.stdout)["proofs"]}

    def test_an_envelope_id_comes_back(self):
        self.send(envid=True)
        self.arrive(inbox=1)
        self.assertRegex(messages(self.inbox)[0], rb"Original-Envelope-Id: bs1\.a1\.")
        self.assertEqual(self.answers(messages_now(self.inbox)[0])["envid"], "proven")

    def test_a_plus_tag_comes_back(self):
        self.send(tag="plus")
        self.arrive(inbox=1)
        self.assertEqual(self.answers(messages_now(self.inbox)[0])["envelope"], "proven")

    def test_a_batv_tag_comes_back(self):
        self.send(tag="prvs")
        self.arrive(inbox=1)
        self.assertRegex(messages(self.inbox)[0], rb"X-Original-To: prvs=0")
        self.assertEqual(self.answers(messages_now(self.inbox)[0])["envelope"], "proven")

    def test_what_bears_no_tag_is_filed(self):
        self.bounce_of("forged-as-ann", source=contained.FOREIGN[0], name="host166.spam.test")
        self.arrive(folder=1)


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter()
    unittest.main()
