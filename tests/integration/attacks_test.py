"""What forgers try. Each attack is asked with each proof configured alone and with all of them; none may
become genuine. The true bounce beside them must, or the attacks would show nothing."""
import base64
import hashlib
import re
import subprocess
import unittest

from support import HomeTest

RELAY_LINE = ("Received: from mail.example.org (mail.example.org [192.0.2.10])\n"
              "\tby mx.example.net (Postfix) with ESMTP id 2 for <bob@example.net>; Sat, 21 Nov 2026 05:20:40 +0000\n")
LAPTOP_LINE = ("Received: from laptop (unknown [192.0.2.77])\n"
               "\tby mail.example.org (Postfix) with ESMTPSA id 3; Sat, 21 Nov 2026 05:20:39 +0000\n")
SPAM_LINE = ("Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
             "\tby mx.example.net (Postfix) with ESMTP id 4 for <bob@example.net>; Sat, 21 Nov 2026 05:20:40 +0000\n")
TOKEN = "X-Your-Special-Header: With its content\n"
SENT = ("Message-ID: <one@example.org>\nFrom: Ann <ann@example.org>\nTo: bob@example.net\n"
        "Subject: lunch\nDate: Sat, 21 Nov 2026 05:20:38 +0000\n")
FORGED = ("Message-ID: <two@host166.spam.test>\nFrom: Ann <ann@example.org>\nTo: bob@example.net\n"
          "Subject: watches\nDate: Sat, 21 Nov 2026 05:20:38 +0000\n")
BODY = "\nShall we?\n"
SPAM = "\nBuy!\n"

PROOFS = {
    "token": '[token]\nheader = "X-Your-Special-Header"\nvalue = "With its content"\ncovers = "some"\n',
    "relays": '[relays]\nnames = ["mail.example.org", "192.0.2.10"]\n',
    "dkim": '[[dkim]]\ndomain = "example.org"\nselector = "s1"\npublic_key = "{home}/s1.pub"\n',
}


def report(returned, recipient="bob@example.net", outer=""):
    """A bounce to ann as Postfix writes it."""
    return f"""\
Return-Path: <>
Received: from mx.example.net (mx.example.net [192.0.2.25])
\tby mail.example.org (Postfix) with ESMTP id 1 for <ann@example.org>; Sat, 21 Nov 2026 05:20:43 +0000
{outer}Date: Sat, 21 Nov 2026 05:20:42 +0000
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: ann@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I could not deliver your message.
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1

--b1
Content-Type: message/rfc822

{returned}
--b1--
"""


class Attacks(HomeTest):
    def setUp(self):
        super().setUp()
        self.key = self.home / "s1.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.key], check=True)
        subprocess.run(["openssl", "pkey", "-in", self.key, "-pubout", "-out", self.home / "s1.pub"], check=True)
        self.signed = self.sign(SENT)

    def sign(self, header, names="from:to:date:message-id:subject"):
        """A DKIM-Signature (relaxed) on top of the header: written anew here, not with the code under test."""
        fields = dict((n.lower(), re.sub(r"\s+", " ", v).strip())
                      for n, v in (line.split(":", 1) for line in header.splitlines()))
        body = base64.b64encode(hashlib.sha256(b"Shall we?\r\n").digest()).decode()
        own = f"v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org; s=s1; h={names}; bh={body}; b="
        text = "".join(f"{n}:{fields[n]}\r\n" for n in names.split(":")) + f"dkim-signature:{own}"
        (self.home / "digest").write_bytes(hashlib.sha256(text.encode()).digest())
        subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.key, "-in", self.home / "digest",
                        "-out", self.home / "signature"], check=True, capture_output=True)
        return f"DKIM-Signature: {own}{base64.b64encode((self.home / 'signature').read_bytes()).decode()}\n{header}"

    def attacks(self):
        """name -> (mail, which proofs' marks it bears; it is shown to all)"""
        ours = TOKEN + self.signed
        other = self.sign(SENT.replace("Ann <ann@", "Eve <eve@"))
        glyphs = {"cyrillic": "mail.\u0435xample.org", "digit": "mail.examp1e.org", "below": "mail.example.org.spam.test",
                  "punycode": "mail.xn--xample-2of.org", "longer": "xmail.example.org"}
        homoglyphs = {f"homoglyph host, {name}": report(
            f"Received: from {host} ({host} [192.0.2.166])\n\tby mx.example.net (Postfix) with ESMTP id 4;"
            f" Sat, 21 Nov 2026 05:20:40 +0000\n{FORGED}{SPAM}") for name, host in glyphs.items()}
        return homoglyphs | {
            "marks replayed to another recipient": report(
                SPAM_LINE.replace("bob@example.net", "victim@example.com") + ours + BODY, "victim@example.com"),
            "marks replayed to several at once": report(
                SPAM_LINE.replace(" for <bob@example.net>", "") + ours + BODY, "victim@example.com"),
            "the whole true mail replayed": report(
                SPAM_LINE.replace("bob@example.net", "victim@example.com") + RELAY_LINE + LAPTOP_LINE + ours + BODY,
                "victim@example.com"),
            "marks replayed, with a To of its own": report(
                SPAM_LINE.replace("bob@example.net", "victim@example.com") + "To: victim@example.com\n" + self.signed + BODY,
                "victim@example.com"),
            "token in the outer header": report(SPAM_LINE + FORGED + SPAM, outer=TOKEN),
            "all our marks in the outer header": report(SPAM_LINE + FORGED + SPAM, outer=TOKEN + self.signed.split("\n")[0] + "\n"),
            "relay as HELO": report(SPAM_LINE.replace("from host166.spam.test (", "from mail.example.org (") + FORGED + SPAM),
            "relay's address as HELO": report(SPAM_LINE.replace("from host166.spam.test (", "from [192.0.2.10] (") + FORGED + SPAM),
            "Received injected below": report(SPAM_LINE + LAPTOP_LINE + FORGED + SPAM),
            "Received injected next to the top": report(SPAM_LINE + RELAY_LINE + LAPTOP_LINE + FORGED + SPAM),
            "relay in the for address": report(SPAM_LINE.replace("<bob@example.net>", "<bob@mail.example.org>") + FORGED + SPAM),
            "Subject that begins Received:": report(
                SPAM_LINE + FORGED.replace("watches", RELAY_LINE.replace("\n\t", " ").strip()) + SPAM),
            "Subject that holds the token": report(SPAM_LINE + FORGED.replace("watches", TOKEN.strip()) + SPAM),
            "our domain as Message-ID": report(SPAM_LINE + FORGED.replace("host166.spam.test", "mail.example.org") + SPAM),
            "our marks in the spam's body": report(SPAM_LINE + FORGED + SPAM + ours + RELAY_LINE),
            "header block behind the returned body": report(SPAM_LINE + FORGED + SPAM + "\n" + RELAY_LINE + ours + BODY),
            "DKIM signature over another From": report(SPAM_LINE + other + BODY),
            "DKIM signature with the From exchanged": report(SPAM_LINE + other.replace("Eve <eve@", "Ann <ann@") + BODY),
            "DKIM signature and a From on top": report(SPAM_LINE + "From: Eve <eve@spam.test>\n" + self.signed + BODY),
            "DKIM signature that covers no To": report(
                SPAM_LINE + self.sign(SENT, "from:date:message-id").replace("To: bob", "To: victim") + BODY, "victim@example.net"),
            "fields twice": report(SPAM_LINE + FORGED + self.signed.replace("ann@", "eve@") + SPAM),
            "signature twice, header of the forger": report(SPAM_LINE + 2 * (self.signed.split("\n")[0] + "\n") + FORGED + SPAM),
        }

    def verdict(self, mail, proofs):
        config = '[identity]\naddresses = ["ann@example.org"]\n' + "".join(PROOFS[p] for p in proofs)
        self.config.write_text(config.replace("{home}", str(self.home)))
        done = self.run_backsift("classify", "--config", self.config, stdin=mail)
        self.assertIn(done.returncode, (0, 1, 10, 30), done.stderr)
        return {0: "backscatter", 1: "ordinary", 10: "genuine", 30: "unverifiable"}[done.returncode]

    def test_no_attack_becomes_genuine(self):
        for name, mail in self.attacks().items():
            seen = {}
            for proofs in (*((p,) for p in PROOFS), tuple(PROOFS)):
                seen["+".join(proofs)] = self.verdict(mail, proofs)
            print(f"{name:42}", *(f"{proof}={verdict}" for proof, verdict in seen.items()))
            with self.subTest(name):
                self.assertNotIn("genuine", seen.values(), seen)

    def test_the_true_bounce_is_genuine_by_each_proof(self):
        mail = report(RELAY_LINE + LAPTOP_LINE + TOKEN + self.signed + BODY)
        for proof in PROOFS:
            with self.subTest(proof):
                self.assertEqual(self.verdict(mail, (proof,)), "genuine")


if __name__ == "__main__":
    unittest.main()
