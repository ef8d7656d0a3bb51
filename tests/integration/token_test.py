"""The token in outgoing mail, from `tag` and `sendmail` through a bounce to the verdict."""
import base64
import datetime
import email.utils
import json
import os
import pathlib
import subprocess
import unittest

from support import BACKSIFT, FORGED_AS_ANN, GENUINE, SENT_BY_ANN, HomeTest, bounce, messages


class KeyedToken(HomeTest):
    """The token that differs in each message, from `tag` through a bounce to the verdict."""

    def setUp(self):
        super().setUp()
        self.keys = self.home / "keys"
        self.config.write_text(
            '[identity]\naddresses = ["ann@example.org"]\n[token]\nheader = "X-Your-Special-Header"\n'
            f'key_file = "{self.keys}"\ncovers = "some"\n')
        secret = base64.b64encode(bytes(range(32))).decode()
        self.keys.write_text(f"a1 2026-01-01 {secret}\n")
        self.keys.chmod(0o600)

    def judged(self, mail):
        done = self.run_backsift("classify", "--config", self.config, "--format", "json", stdin=mail)
        row = json.loads(done.stdout)
        return row["verdict"], next(p["answer"] for p in row["proofs"] if p["name"] == "token")

    def tagged(self):
        sent = SENT_BY_ANN.replace("X-Your-Special-Header: With its content\n", "")
        done = self.run_backsift("tag", "--config", self.config, stdin=sent)
        self.assertEqual(done.returncode, 0, done.stderr)
        out = done.stdout.decode()
        self.assertTrue(out.endswith(sent))
        self.assertEqual(self.run_backsift("tag", "--config", self.config, stdin=out).stdout.decode(), out)
        return out

    def bounce_today(self, returned):
        """As if it came in now: the token's age counts from our own arrival."""
        now = email.utils.format_datetime(datetime.datetime.now(datetime.timezone.utc))
        return bounce(returned).replace("Sat, 21 Nov 2026 05:20:43 +0000", now, 1)

    def test_a_bounce_that_returns_it_is_proven(self):
        self.assertEqual(self.judged(self.bounce_today(self.tagged())), ("genuine", "proven"))

    def test_it_does_not_need_the_message_id(self):
        rewritten = self.tagged().replace("<one@example.org>", "<0100@email.amazonses.com>")
        self.assertEqual(self.judged(self.bounce_today(rewritten)), ("genuine", "proven"))

    def test_one_that_was_tampered_with_is_backscatter(self):
        good = self.tagged()
        at = good.index("; n=") + 4
        bad = good[:at] + ("A" if good[at] != "A" else "B") + good[at + 1:]
        self.assertEqual(self.judged(self.bounce_today(bad)), ("backscatter", "contradicted"))
        forged = good.split("\n", 1)[0] + "\n" + FORGED_AS_ANN
        self.assertEqual(self.judged(self.bounce_today(forged))[1], "proven", "a copied token is the recipient check's to find")

    def test_one_that_was_cut_says_nothing(self):
        head, rest = self.tagged().split("\n", 1)
        self.assertEqual(self.judged(self.bounce_today(head[:-3] + "\n" + rest))[1], "unknown")

    def test_a_key_file_that_others_may_read_is_refused_and_mail_still_arrives(self):
        self.keys.chmod(0o644)
        done = self.run_backsift("classify", "--config", self.config, stdin=GENUINE)
        self.assertGreaterEqual(done.returncode, 64)
        self.assertIn(b"chmod 600", done.stderr)
        done = self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, stdin=GENUINE)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.assertEqual(len(messages(self.inbox)), 1)


if __name__ == "__main__":
    unittest.main()
