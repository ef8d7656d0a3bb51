"""report: a draft that other programs can read, with the right address, and nothing that should stay private."""
import email
import email.policy
import subprocess
import unittest

from support import BACKSCATTER, GENUINE, ORDINARY, HomeTest, bounce, make_maildir

POLICY = email.policy.default.clone(raise_on_defect=True)


class Report(HomeTest):
    def setUp(self):
        super().setUp()
        self.file = self.home / "mail.eml"

    def report(self, mail, *arguments):
        self.file.write_bytes(mail if isinstance(mail, bytes) else mail.encode())
        return self.run_backsift("report", "--config", self.config, *arguments, self.file)

    def draft(self, mail, *arguments):
        done = self.report(mail, *arguments)
        self.assertEqual(done.returncode, 0, done)
        self.assertTrue(done.stdout.endswith(b"\n"))
        self.assertTrue(all(len(line) <= 998 for line in done.stdout.split(b"\n")))
        return email.message_from_bytes(done.stdout, policy=POLICY), done

    def test_an_abuse_report_reads_as_one(self):
        draft, done = self.draft(BACKSCATTER)
        self.assertEqual(draft.get_content_type(), "multipart/report")
        self.assertEqual(draft.get_param("report-type"), "feedback-report")
        self.assertEqual(draft["From"], "ann@example.org")
        self.assertEqual(draft["To"], "postmaster@example.net")
        self.assertEqual(draft["Cc"], "abuse@example.net")
        self.assertIsNotNone(draft["Date"].datetime)
        text, feedback, returned = draft.iter_parts()
        self.assertEqual([text.get_content_type(), feedback.get_content_type(), returned.get_content_type()],
                         ["text/plain", "message/feedback-report", "message/rfc822"])
        said = " ".join(text.get_content().split())
        self.assertIn("mx.example.net has sent me", said)
        self.assertIn("reject unwanted mail during the SMTP dialogue", said)
        fields = email.message_from_string(feedback.get_payload()[0].as_string() if feedback.is_multipart() else feedback.get_payload())
        self.assertEqual((fields["Feedback-Type"], fields["Version"]), ("abuse", "1"))
        self.assertTrue(fields["User-Agent"].startswith("Backsift/"))
        self.assertEqual(fields["Original-Mail-From"], "<>")
        self.assertEqual(fields["Source-IP"], "192.0.2.25")
        self.assertEqual(fields["Reporting-MTA"], "dns; mail.example.org")
        self.assertEqual(fields["Reported-Domain"], "example.net")
        self.assertEqual(returned.get_content()["Subject"], "Undelivered Mail Returned to Sender")
        self.assertIn(b"check the address", done.stderr)

    def test_the_attached_reply_is_as_it_came(self):
        done = self.report(BACKSCATTER)
        self.assertIn(BACKSCATTER.encode(), done.stdout)

    def test_a_terminal_gets_no_control_character_of_the_reply(self):
        hostile = BACKSCATTER.encode().replace(b"I could not", b"\x1b]0;title\x07\x08\x9b31m\xe2\x80\xaeI could not")
        self.assertIn(hostile, self.report(hostile).stdout)
        for arguments in ((), ("-o", "/dev/stdout")):
            seen = self.at_terminal("report", "--config", self.config, *arguments, self.file).replace(b"\r\n", b"\n")
            self.assertIn("\ufffd]0;title\ufffd\ufffd\ufffd31mI could not".encode(), seen)
            self.assertEqual([byte for byte in set(seen) if byte < 0x20 and byte not in b"\n\t"], [])
        saved = self.home / "draft"
        self.at_terminal("report", "--config", self.config, "-o", saved, self.file)
        self.assertIn(hostile, saved.read_bytes())

    def test_our_own_words_do_not_tell_how_we_know_our_mail(self):
        done = self.report(BACKSCATTER)
        self.assertNotIn(b"X-Your-Special-Header", done.stdout)
        self.assertNotIn(b"With its content", done.stdout)

    def test_a_plain_letter(self):
        draft, _ = self.draft(BACKSCATTER, "--plain")
        self.assertEqual(draft.get_content_type(), "multipart/mixed")
        self.assertEqual([p.get_content_type() for p in draft.iter_parts()], ["text/plain", "message/rfc822"])

    def test_it_goes_into_the_drafts_and_nowhere_else(self):
        drafts = make_maildir(self.inbox / ".Drafts")
        done = self.report(BACKSCATTER, "--inbox", self.inbox)
        self.assertEqual(done.returncode, 0, done)
        files = [p for p in drafts.rglob("*") if p.is_file()]
        self.assertEqual(len(files), 1)
        self.assertEqual(files[0].parent.name, "cur")
        self.assertTrue(files[0].name.endswith(":2,DS"))
        self.assertIn(str(files[0]).encode(), done.stdout)
        email.message_from_bytes(files[0].read_bytes(), policy=POLICY)
        other = make_maildir(self.home / "other")
        self.assertEqual(self.report(BACKSCATTER, "--drafts", other).returncode, 0)
        self.assertEqual(len(list((other / "cur").iterdir())), 1)
        self.assertEqual(self.report(BACKSCATTER, "--drafts", self.home / "nowhere").returncode, 66)
        self.assertTrue(self.report(BACKSCATTER, "--inbox", self.inbox, "-o", "-").stdout.startswith(b"From: "))

    def test_it_starts_no_program_and_opens_no_connection(self):
        self.file.write_text(BACKSCATTER)
        trace = self.home / "trace"
        import os
        from support import BACKSIFT
        subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=process,network", BACKSIFT, "report", "--config", self.config,
                        self.file], env=self.environment(), capture_output=True)
        calls = trace.read_text()
        self.assertEqual(calls.count("execve("), 1)
        for call in ("connect(", "sendto(", "fork(", "clone("):
            self.assertNotIn(call, calls)

    def test_it_refuses_what_is_nothing_to_complain_of(self):
        for mail in (GENUINE, ORDINARY):
            done = self.report(mail)
            self.assertEqual((done.returncode, done.stdout), (64, b""))
        self.assertEqual(self.report(bounce("").replace("message/rfc822", "text/plain")).returncode, 0)

    def test_addresses_follow_the_rule(self):
        for host, to in (("mx1.mail.example.co.uk", "postmaster@example.co.uk"), ("example.com", "postmaster@example.com"),
                         ("[192.0.2.7]", "postmaster@[192.0.2.7]")):
            draft, _ = self.draft(BACKSCATTER.replace("dns; mx.example.net", "dns; " + host))
            self.assertEqual(str(draft["To"]), to)

    def test_writes_to_no_host_that_nobody_reads_mail_at(self):
        for host in ("co.uk", "[127.0.0.1]", "[10.1.2.3]", "-x.example.net", "a..example.net", "com"):
            of_nobody = BACKSCATTER.replace("dns; mx.example.net", "dns; " + host)
            self.assertNotIn(b"postmaster@" + host.encode() + b"\n", self.report(of_nobody).stdout, host)

    def test_hostile_replies_make_a_sound_draft(self):
        nasty = BACKSCATTER.encode().replace(b"Subject: Undelivered Mail Returned to Sender",
                                             b"Subject: x\r\nBcc: victim@example.com\x00\xff" + b"y" * 5000)
        draft, _ = self.draft(nasty)
        self.assertIsNone(draft["Bcc"])
        self.assertEqual([p.get_content_type() for p in draft.iter_parts()][-1], "text/rfc822-headers")
        latin = BACKSCATTER.encode().replace(b"I could not", b"Ich konnte nicht \xfc")
        self.draft(latin)
        for host in ('a"b<c>.example.net, victim@example.com', "x@victim.example.com\u00fc", "localhost"):
            done = self.report(BACKSCATTER.replace("dns; mx.example.net", "dns; " + host))
            if done.returncode == 0:
                draft = email.message_from_bytes(done.stdout, policy=POLICY)
                self.assertNotIn("victim@", str(draft["To"]) + str(draft["Cc"]))
            else:
                self.assertEqual((done.returncode, done.stdout), (66, b""))


if __name__ == "__main__":
    unittest.main()
