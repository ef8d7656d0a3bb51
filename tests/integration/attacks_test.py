"""What forgers try. Each attack is asked with each proof configured alone and with all of them; none may
become genuine. The true bounce beside them must, or the attacks would show nothing. A mark says nothing
of whom its mail went to unless it covers that or the index has it, so a forger who got a mail of ours may
send its token on with a To of his own: what that reaches is written down here too (REPLAYED)."""
import base64
import email.utils
import hashlib
import re
import subprocess
import unittest

from support import HomeTest, make_maildir

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

KEY = f"a1 2026-01-01 {base64.b64encode(bytes(range(32))).decode()}\n"

PROOFS = {
    "token": '[token]\nheader = "X-Your-Special-Header"\nvalue = "With its content"\ncovers = "some"\n',
    "relays": '[relays]\nnames = ["mail.example.org", "192.0.2.10"]\n',
    "hmac": '[token]\nheader = "X-Other-Header"\nkey_file = "{home}/keys"\ncovers = "some"\n',
    "envelope": '[envelope]\nkey_file = "{home}/keys"\n',  # tag and ENVID
    "sent": '[sent]\nfolders = ["{home}/Sent"]\n',
    "dkim": '[[dkim]]\ndomain = "example.org"\nselector = "s1"\npublic_key = "{home}/s1.pub"\n',
}


# Who sent to victim@ what has a To: victim@ of his own and a copy of these marks.
REPLAYED = {"a token and a To of its own": ("token", "hmac"),
            "an envelope tag and a To of its own": ("hmac", "envelope")}  # the key of [token] makes tags too


def report(returned, recipient="bob@example.net", outer="", to="ann@example.org", envid=""):
    """A bounce to ann as Postfix writes it."""
    envid = f"Original-Envelope-Id: {envid}\n" if envid else ""
    failed = [recipient] if isinstance(recipient, str) else recipient
    groups = "\n".join(f"Final-Recipient: rfc822; {one}\nAction: failed\nStatus: 5.1.1\n" for one in failed)
    return f"""\
Return-Path: <>
Received: from mx.example.net (mx.example.net [192.0.2.25])
\tby mail.example.org (Postfix) with ESMTP id 1 for <{to}>; {email.utils.formatdate()}
{outer}Date: Sat, 21 Nov 2026 05:20:42 +0000
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: {to}
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
{envid}
{groups}
--b1
Content-Type: message/rfc822

{returned}
--b1--
"""


def in_words(returned, recipient):
    """A bounce without fields for programs, as qmail and Exim write them."""
    top = ("Return-Path: <>\nReceived: from mx.example.net (mx.example.net [192.0.2.25])\n"
           f"\tby mail.example.org (Postfix) with ESMTP id 1 for <ann@example.org>; {email.utils.formatdate()}\n"
           "Date: Sat, 21 Nov 2026 05:20:42 +0000\nFrom: MAILER-DAEMON@mx.example.net\nTo: ann@example.org\n")
    return {"qmail": f"{top}Subject: failure notice\n\nHi. This is the qmail-send program at mx.example.net.\n"
                     "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
                     f"This is a permanent error; I've given up. Sorry it didn't work out.\n\n<{recipient}>:\n"
                     f"Sorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{returned}",
            "Exim": f"{top}Subject: Mail delivery failed: returning message to sender\nAuto-Submitted: auto-replied\n\n"
                    "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
                    "delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
                    f"  {recipient}\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. "
                    f"------\n\n{returned}"}


class Attacks(HomeTest):
    def setUp(self):
        super().setUp()
        self.key = self.home / "s1.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.key], check=True)
        subprocess.run(["openssl", "pkey", "-in", self.key, "-pubout", "-out", self.home / "s1.pub"], check=True)
        self.signed = self.sign(SENT)
        (self.home / "keys").write_text(KEY)
        (self.home / "keys").chmod(0o600)
        (make_maildir(self.home / "Sent") / "cur/1.host:2,S").write_text(SENT + BODY)
        self.configure(("hmac",))
        self.hmac = self.printed("tag", stdin=SENT).split("\n")[0] + "\n"
        self.assertTrue(self.hmac.startswith("X-Other-Header: v1; k=a1;"))
        self.tagged, self.envid = self.printed("token", "envelope").strip(), self.printed("token", "envid").strip()
        self.config.write_text(self.config.read_text() + '[envelope]\ntag = "prvs"\n')
        self.batv = self.printed("token", "envelope").strip()
        self.configure(("sent",))
        self.printed("sent", "update")

    def configure(self, proofs):
        config = '[identity]\naddresses = ["ann@example.org"]\n' + "".join(PROOFS[p] for p in proofs)
        if "token" in proofs and "hmac" in proofs:  # there is one [token]
            config = config.replace(PROOFS["token"], "")
        self.config.write_text(config.replace("{home}", str(self.home)))

    def printed(self, *words, stdin=""):
        done = self.run_backsift(words[0], "--config", self.config, *words[1:], stdin=stdin, XDG_STATE_HOME=str(self.home / "with-index"))
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode()

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
        ours = TOKEN + self.hmac + self.signed
        elsewhere = SPAM_LINE.replace("bob@example.net", "victim@example.com")
        nowhere, both = SPAM_LINE.replace(" for <bob@example.net>", ""), ("victim@example.net", "bob@example.net")
        altered = lambda mark: mark[:-20] + ("a" if mark[-20] != "a" else "b") + mark[-19:]
        # In no index, not by its id nor by its subject: the signature alone is attacked.
        unlisted = SENT.replace("one@", "three@").replace("lunch", "dinner")
        signed = self.sign(unlisted)
        other = self.sign(unlisted.replace("Ann <ann@", "Eve <eve@"))
        glyphs = {"cyrillic": "mail.\u0435xample.org", "digit": "mail.examp1e.org", "below": "mail.example.org.spam.test",
                  "punycode": "mail.xn--xample-2of.org", "longer": "xmail.example.org"}
        homoglyphs = {f"homoglyph host, {name}": report(
            f"Received: from {host} ({host} [192.0.2.166])\n\tby mx.example.net (Postfix) with ESMTP id 4;"
            f" Sat, 21 Nov 2026 05:20:40 +0000\n{FORGED}{SPAM}") for name, host in glyphs.items()}
        words = {f"marks replayed, the recipient in {program}'s words": mail for program, mail in in_words(
            elsewhere + ours + BODY, "victim@example.com").items()}
        return homoglyphs | words | {
            "marks replayed to another recipient": report(
                SPAM_LINE.replace("bob@example.net", "victim@example.com") + ours + BODY, "victim@example.com"),
            "marks replayed to several at once": report(
                SPAM_LINE.replace(" for <bob@example.net>", "") + ours + BODY, "victim@example.com"),
            "marks replayed to another and the original": report(nowhere + ours + BODY, both),
            "marks replayed to the original and another": report(nowhere + ours + BODY, both[::-1]),
            "everything replayed to both": report(nowhere + ours + BODY, both, to=self.tagged, envid=self.envid),
            "a subject replayed to both": report(
                nowhere + SENT.replace("one@", "other@") + BODY, both),
            "the whole true mail replayed": report(
                SPAM_LINE.replace("bob@example.net", "victim@example.com") + RELAY_LINE + LAPTOP_LINE + ours + BODY,
                "victim@example.com"),
            "marks replayed, with a To of its own": report(elsewhere + "To: victim@example.com\n" + self.signed + BODY,
                                                           "victim@example.com"),
            "a Message-ID and a To of its own": report(
                elsewhere + SENT.replace("bob@example.net", "victim@example.com") + SPAM, "victim@example.com"),
            **{f"marks replayed below a {name} of its own": report(
                elsewhere + f"{name}: bob@example.net\n" + ours + BODY, "victim@example.com")
                for name in ("Delivered-To", "X-Original-To", "Resent-From", "X-Forwarded-For")},
            "marks replayed below a List-Id of its own": report(
                elsewhere + "List-Id: <offers.spam.test>\n" + ours + BODY, "victim@example.com"),
            "an envelope tag replayed": report(elsewhere + SENT + SPAM, "victim@example.com", to=self.tagged),
            "a BATV tag replayed": report(elsewhere + SENT + SPAM, "victim@example.com", to=self.batv),
            "an envelope id replayed": report(elsewhere + SENT + SPAM, "victim@example.com", envid=self.envid),
            "everything replayed": report(elsewhere + ours + BODY, "victim@example.com", to=self.tagged, envid=self.envid),
            "an envelope tag for another day": report(SPAM_LINE + FORGED + SPAM, to=self.tagged.replace(".2", ".3", 1)),
            "an envelope tag that was guessed": report(SPAM_LINE + FORGED + SPAM, to=altered(self.tagged)),
            "an envelope tag cut off": report(SPAM_LINE + FORGED + SPAM, to=self.tagged[:30] + "@example.org"),
            "a BATV tag that was guessed": report(SPAM_LINE + FORGED + SPAM, to=altered(self.batv)),
            "a BATV tag of another address": report(SPAM_LINE + FORGED + SPAM, to=self.batv.replace("=ann@", "=eve@")),
            "an envelope id that was guessed": report(SPAM_LINE + FORGED + SPAM, envid=altered(self.envid)),
            "an envelope id in the notice and the header": report(
                SPAM_LINE + FORGED + SPAM, outer=f"Original-Envelope-Id: {self.envid}\n").replace(
                    "I could not", f"Original-Envelope-Id: {self.envid}\n\nI could not"),
            "an envelope tag in the notice, Cc and Subject": report(
                SPAM_LINE + FORGED.replace("watches", self.tagged) + SPAM, outer=f"Cc: {self.tagged}\n").replace(
                    "I could not", f"To: {self.tagged}\n\nI could not"),
            "an envelope tag as the returned To and From": report(
                SPAM_LINE + FORGED.replace("bob@example.net", self.tagged).replace("<ann@", f"<{self.tagged.split('@')[0]}@") + SPAM),
            "a token that was guessed": report(SPAM_LINE + altered(self.hmac) + FORGED + SPAM),
            "a token under another name": report(SPAM_LINE + self.hmac.replace("Other", "Another") + FORGED + SPAM),
            "a token for another day": report(SPAM_LINE + self.hmac.replace("t=2", "t=3") + FORGED + SPAM),
            "a token folded into another field": report(SPAM_LINE + "Comments: x\n " + self.hmac + FORGED + SPAM),
            "token in the outer header": report(SPAM_LINE + FORGED + SPAM, outer=TOKEN + self.hmac),
            "all our marks in the outer header": report(SPAM_LINE + FORGED + SPAM, outer=TOKEN + self.hmac + self.signed.split("\n")[0] + "\n"),
            "relay as HELO": report(SPAM_LINE.replace("from host166.spam.test (", "from mail.example.org (") + FORGED + SPAM),
            "relay's address as HELO": report(SPAM_LINE.replace("from host166.spam.test (", "from [192.0.2.10] (") + FORGED + SPAM),
            "Received injected below": report(SPAM_LINE + LAPTOP_LINE + FORGED + SPAM),
            "Received injected next to the top": report(SPAM_LINE + RELAY_LINE + LAPTOP_LINE + FORGED + SPAM),
            "relay in the for address": report(SPAM_LINE.replace("<bob@example.net>", "<bob@mail.example.org>") + FORGED + SPAM),
            "Subject that begins Received:": report(
                SPAM_LINE + FORGED.replace("watches", RELAY_LINE.replace("\n\t", " ").strip()) + SPAM),
            "Subject that holds the token": report(SPAM_LINE + FORGED.replace("watches", TOKEN.strip()) + SPAM),
            "Subject that holds the keyed token": report(SPAM_LINE + FORGED.replace("watches", self.hmac.strip()) + SPAM),
            "our domain as Message-ID": report(SPAM_LINE + FORGED.replace("host166.spam.test", "mail.example.org") + SPAM),
            "our marks in the spam's body": report(SPAM_LINE + FORGED + SPAM + ours + RELAY_LINE),
            "header block behind the returned body": report(SPAM_LINE + FORGED + SPAM + "\n" + RELAY_LINE + ours + BODY),
            "DKIM signature over another From": report(SPAM_LINE + other + BODY),
            "DKIM signature with the From exchanged": report(SPAM_LINE + other.replace("Eve <eve@", "Ann <ann@") + BODY),
            "DKIM signature and a From on top": report(SPAM_LINE + "From: Eve <eve@spam.test>\n" + signed + BODY),
            "DKIM signature that covers no To": report(
                SPAM_LINE + self.sign(unlisted, "from:date:message-id").replace("To: bob", "To: victim") + BODY, "victim@example.net"),
            "Message-ID twice": report(SPAM_LINE + SENT.split("\n")[0] + "\n" + FORGED + SPAM),
            "fields twice": report(SPAM_LINE + FORGED + self.signed.replace("ann@", "eve@") + SPAM),
            "signature twice, header of the forger": report(SPAM_LINE + 2 * (self.signed.split("\n")[0] + "\n") + FORGED + SPAM),
        }

    def verdict(self, mail, proofs):
        self.configure(proofs)
        done = self.run_backsift("classify", "--config", self.config, stdin=mail,
                                 XDG_STATE_HOME=str(self.home / ("with-index" if "sent" in proofs else "without")))
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

    def test_a_mark_that_covers_no_recipient_may_be_sent_on_to_one(self):
        """The limit of tokens and tags; a DKIM signature and the index of sent mail know whom the mail went to."""
        elsewhere = SPAM_LINE.replace("bob@example.net", "victim@example.com")
        mine = SENT.replace("bob@example.net", "victim@example.com").replace("one@", "two@")
        for name, mail in {
                "a token and a To of its own": report(elsewhere + TOKEN + self.hmac + mine + SPAM, "victim@example.com"),
                "an envelope tag and a To of its own": report(elsewhere + mine + SPAM, "victim@example.com", to=self.tagged)}.items():
            with self.subTest(name):
                reached = tuple(p for p in PROOFS if self.verdict(mail, (p,)) == "genuine")
                self.assertEqual(reached, REPLAYED[name])

    def tagged_mail(self, sent, *recipients):
        """As it goes out with a token that the index then knows: through `sendmail`, or `tag` where no recipient is given."""
        self.configure(("hmac", "sent"))
        plain = "".join(line for line in sent.splitlines(True) if not line.startswith("X-Other-Header:"))
        if recipients:
            program = self.home / "real-sendmail"
            program.write_text("#!/bin/sh\nexec cat\n")
            program.chmod(0o755)
            return self.printed("sendmail", "--", program, *recipients, stdin=plain)
        return self.printed("tag", stdin=plain)

    def test_a_token_that_the_index_knows_may_not_be_sent_on(self):
        elsewhere = SPAM_LINE.replace("bob@example.net", "victim@example.com")
        mine = SENT.replace("bob@example.net", "victim@example.com").replace("one@", "two@")
        for way, out in {"tag": self.tagged_mail(SENT), "sendmail": self.tagged_mail(SENT, "bob@example.net")}.items():
            token = out.split("\n")[0] + "\n"
            self.assertTrue(token.startswith("X-Other-Header: v1; "), out)
            for name, mail in {
                    "a To of its own": report(elsewhere + token + mine + SPAM, "victim@example.com"),
                    "a To and a Bcc of its own": report(
                        elsewhere + token + mine + "Bcc: bob@example.net\n" + SPAM, "victim@example.com"),
                    "a To of its own, and both failed": report(
                        elsewhere + token + mine.replace("To: ", "To: bob@example.net, ") + SPAM,
                        ("bob@example.net", "victim@example.com")),
                    "a To like its From": report(
                        elsewhere + token + mine.replace("To: victim@example.com", "To: ann@example.org") + SPAM,
                        "victim@example.com"),
                    "a list of its own": report(
                        elsewhere + token + "List-Id: <offers.spam.test>\n" + mine + SPAM, "victim@example.com"),
                    "the trace of a forwarding of its own": report(
                        elsewhere + token + "Delivered-To: bob@example.net\n" + mine + SPAM, "victim@example.com"),
                    **{f"a To of its own, in {program}'s words": mail for program, mail in in_words(
                        elsewhere + token + mine + SPAM, "victim@example.com").items()}}.items():
                with self.subTest(way=way, name=name):
                    self.assertEqual(self.verdict(mail, ("hmac", "sent")), "unverifiable")

    def test_a_token_in_a_folder_may_not_be_sent_on(self):
        (self.home / "Sent/cur/2.host:2,S").write_text(self.hmac + SENT.replace("one@", "tagged@") + BODY)
        mine = SENT.replace("bob@example.net", "victim@example.com").replace("one@", "two@")
        mail = report(SPAM_LINE.replace("bob@", "victim@") + self.hmac + mine + SPAM, "victim@example.com")
        self.assertEqual(self.verdict(mail, ("hmac", "sent")), "genuine")
        self.configure(("hmac", "sent"))
        self.printed("sent", "update")
        self.assertEqual(self.verdict(mail, ("hmac", "sent")), "unverifiable")

    def test_true_bounces_of_a_token_that_the_index_knows_are_genuine(self):
        """With another Message-ID, as some relays put one there, and another subject: the token alone tells."""
        def came_back(out):
            return out.replace("<one@example.org>", "<0100@email.amazonses.test>").replace("lunch", "[x] lunch")
        bob, list_mail = "bob@example.net", SENT.replace("bob@example.net", "club@lists.example.net")
        blind = SENT.replace("To: bob@example.net", "To: Ann <ann@example.org>")
        list_line = ("Received: from lists.example.net (lists.example.net [192.0.2.30])\n"
                     "\tby mx.elsewhere.test (Postfix) with ESMTP id 7; Sat, 21 Nov 2026 05:20:41 +0000\n"
                     "Received: from mail.example.org (mail.example.org [192.0.2.10])\n"
                     "\tby lists.example.net (Postfix) with ESMTP id 6; Sat, 21 Nov 2026 05:20:40 +0000\n"
                     "List-Id: <club.lists.example.net>\n")
        for sendmail in (True, False):
            out = lambda sent, *to: came_back(self.tagged_mail(sent, *(to if sendmail else ())))
            mails = {
                "to its recipient": report(RELAY_LINE + out(SENT, bob) + BODY),
                "in words": in_words(RELAY_LINE + out(SENT, bob) + BODY, bob)["Exim"],
                "by a plus tag": report(RELAY_LINE + out(SENT.replace("bob@", "bob+tag@"), "bob+tag@example.net") + BODY),
                "through a list": report(list_line + out(list_mail, "club@lists.example.net") + BODY, "dora@elsewhere.test"),
                "through an alias": report("Delivered-To: bob@example.net\n" + RELAY_LINE + out(SENT, bob) + BODY, "robert@elsewhere.test"),
                "forwarded": report(
                    "Received: from mx.example.net (mx.example.net [192.0.2.25])\n\tby mx.elsewhere.test (Postfix) with ESMTP"
                    " id 8 for <robert@elsewhere.test>; Sat, 21 Nov 2026 05:20:41 +0000\n" + RELAY_LINE + out(SENT, bob) + BODY,
                    "robert@elsewhere.test"),
                "a blind copy of a mail to oneself": report(RELAY_LINE + out(blind, "ann@example.org", "dora@elsewhere.test") + BODY,
                                                            "dora@elsewhere.test"),
                "a blind copy that the header names": report(
                    RELAY_LINE + out(SENT + "Bcc: dora@elsewhere.test\n", bob, "dora@elsewhere.test") + BODY, "dora@elsewhere.test"),
            }
            if sendmail:
                mails["a blind copy"] = report(RELAY_LINE + out(SENT, bob, "dora@elsewhere.test") + BODY, "dora@elsewhere.test")
            for name, mail in mails.items():
                with self.subTest(name, sendmail=sendmail):
                    self.assertEqual(self.verdict(mail, ("hmac", "sent")), "genuine")

    def test_a_broken_index_makes_no_token_unknown(self):
        token = self.tagged_mail(SENT).split("\n")[0] + "\n"
        sent_on = report(SPAM_LINE.replace("bob@", "victim@") + token + SENT.replace("bob@", "victim@").replace("one@", "two@") + SPAM,
                         "victim@example.net")
        self.assertEqual(self.verdict(sent_on, ("hmac", "sent")), "unverifiable")
        place = self.home / "with-index/backsift/sent"
        log = (place / "log").read_bytes()
        for name, broken in (("log", log[:-5]), ("log", b""), ("index", b"rubbish"), ("key", b"cut")):
            (place / name).write_bytes(broken)
            with self.subTest(name, bytes=len(broken)):
                self.assertEqual(self.verdict(sent_on, ("hmac", "sent")), "genuine")

    def test_the_true_bounce_is_genuine_by_each_proof(self):
        for to in (self.tagged, self.batv):
            mail = report(RELAY_LINE + LAPTOP_LINE + TOKEN + self.hmac + self.signed + BODY, to=to)
            for proof in PROOFS:
                with self.subTest(proof):
                    self.assertEqual(self.verdict(mail, (proof,)), "genuine")
        self.assertEqual(self.verdict(report(RELAY_LINE + SENT + BODY, envid=self.envid), ("envelope",)), "genuine")

    def test_the_true_bounce_in_words_is_genuine_by_each_proof(self):
        returned = RELAY_LINE + LAPTOP_LINE + TOKEN + self.hmac + self.signed + BODY
        for program, mail in in_words(returned, "bob@example.net").items():
            for proof in PROOFS:
                if proof != "envelope":  # it came to no tagged address
                    with self.subTest(program=program, proof=proof):
                        self.assertEqual(self.verdict(mail, (proof,)), "genuine")

    def test_the_true_bounce_about_several_is_genuine_by_each_proof(self):
        several = ("bob@example.net", "eve@example.net")
        sent = SENT.replace("bob@example.net", ", ".join(several)).replace("one@", "several@")
        (self.home / "Sent/cur/2.host:2,S").write_text(sent + BODY)
        self.configure(("sent",))
        self.printed("sent", "update")
        mail = report(RELAY_LINE.replace(" for <bob@example.net>", "") + LAPTOP_LINE + TOKEN + self.hmac + self.sign(sent) + BODY,
                      several, to=self.tagged)
        for proof in PROOFS:
            with self.subTest(proof):
                self.assertEqual(self.verdict(mail, (proof,)), "genuine")


if __name__ == "__main__":
    unittest.main()
