"""release: to the inbox, learnt, respected, retracted; and what a mail program drops into .NotBackscatter."""
import subprocess
import unittest

from support import BACKSCATTER, BACKSIFT, GENUINE, HomeTest, make_maildir, messages

OTHER_RECIPIENT = BACKSCATTER.replace("bob@example.net", "bob@elsewhere.test")
OTHER_HOST = BACKSCATTER.replace("dns; mx.example.net", "dns; mx.elsewhere.test")
# As qmail has it: no status part; host and recipient stand in the author and in the words.
QMAIL = """\
Return-Path: <>
Received: from mx.example.net (mx.example.net [192.0.2.25])
\tby mail.example.org (Postfix) with ESMTP id 1 for <ann@example.org>; Sat, 21 Nov 2026 05:20:43 +0000
Date: Sat, 21 Nov 2026 05:20:42 +0000
From: MAILER-DAEMON@mx.example.net
To: ann@example.org
Subject: failure notice

Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<bob@example.net>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <ann@example.org>
Received: from host166.spam.test (host166.spam.test [192.0.2.166])
\tby mx.example.net with SMTP; 21 Nov 2026 05:20:40 -0000
Message-ID: <two@host166.spam.test>
From: Ann <ann@example.org>
To: bob@example.net
Subject: watches
Date: Sat, 21 Nov 2026 05:20:38 +0000

Buy!
"""


class Release(HomeTest):
    def deliver(self, mail):
        done = self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, stdin=mail)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def release(self, *arguments):
        return self.run_backsift("release", "--config", self.config, "--inbox", self.inbox, *arguments)

    def where(self):
        return len(messages(self.inbox)), len(messages(self.folder))

    def filed(self):
        return sorted(p for part in ("new", "cur") for p in (self.folder / part).iterdir())

    def judged(self, mail):
        done = self.run_backsift("classify", "--config", self.config, stdin=mail)
        return done.returncode, done.stdout.split()[:4]

    def teach(self, mail=BACKSCATTER):
        self.deliver(mail)
        done = self.release(self.filed()[0])
        self.assertEqual((done.returncode, done.stderr), (0, b""), done)
        return done.stdout.decode()

    def test_it_moves_the_message_and_the_next_one_stays(self):
        said = self.teach()
        self.assertIn("1 message moved to the inbox", said)
        self.assertIn("what mx.example.net reports about recipients at example.net", said)
        self.assertEqual(self.where(), (1, 0))
        self.deliver(BACKSCATTER)
        self.assertEqual(self.where(), (2, 0))
        journal = (self.home / ".local/state/backsift/journal").read_text().splitlines()
        self.assertIn("note=exception ", journal[-1])
        self.assertIn("verdict=backscatter", journal[-1])

    def test_every_command_heeds_it_and_none_calls_it_genuine(self):
        self.assertEqual(self.judged(BACKSCATTER), (0, [b"backscatter", b"bounce", b"folder", b"absent"]))
        self.teach()
        status, words = self.judged(BACKSCATTER)
        self.assertEqual(words, [b"backscatter", b"bounce", b"inbox", b"absent"])
        self.assertEqual(status, 30)
        self.assertEqual(self.run_backsift("classify", "--config", self.config, "--if", "genuine", stdin=BACKSCATTER).returncode, 1)
        stamped = self.run_backsift("filter", "--config", self.config, stdin=BACKSCATTER).stdout
        self.assertIn(b"X-Backsift: verdict=backscatter; kind=bounce; place=inbox", stamped)
        explained = self.run_backsift("explain", "--config", self.config, stdin=BACKSCATTER).stdout.decode()
        explained = " ".join(explained.split())
        self.assertIn("you released a report of mx.example.net about a recipient at example.net", explained)
        self.assertIn("backsift release --forget ", explained)
        (self.inbox / "new/9.x").write_text(BACKSCATTER)
        scanned = self.run_backsift("scan", "--config", self.config, "--apply", self.inbox).stdout
        self.assertIn(b"0 messages moved.", scanned)

    def test_it_opens_no_door_for_others(self):
        self.teach()
        for mail in (OTHER_RECIPIENT, OTHER_HOST):
            self.assertEqual(self.judged(mail)[0], 0)

    def test_it_is_shown_retracted_and_expires(self):
        self.teach()
        listed = self.release("--list").stdout.decode().splitlines()
        self.assertEqual(len(listed), 2)
        self.assertIn("mx.example.net", listed[1])
        state = self.home / ".local/state/backsift/exceptions"
        kept = state.read_text()
        columns = kept.split("\t")
        columns[2] = "2026-01-01T00:00:00Z"
        state.write_text("\t".join(columns))
        self.assertEqual(self.judged(BACKSCATTER)[0], 0)
        self.assertIn("(expired)", self.release("--list").stdout.decode())
        state.write_text(kept)
        self.assertEqual(self.judged(BACKSCATTER)[0], 30)
        self.assertEqual(self.release("--forget", listed[1].split()[0]).returncode, 0)
        self.assertEqual(self.judged(BACKSCATTER)[0], 0)
        self.assertEqual(self.release("--forget", "0123456789ab").returncode, 66)

    def test_undo_moves_it_back_and_forgets(self):
        self.deliver(BACKSCATTER)
        name = self.filed()[0].name
        self.release(self.filed()[0])
        done = self.run_backsift("undo")
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(b"forgotten", done.stdout)
        self.assertEqual([p.name for p in self.filed()], [name])
        self.assertEqual(self.judged(BACKSCATTER)[0], 0)

    def test_undo_of_its_last_message_forgets_too(self):
        self.deliver(BACKSCATTER)
        self.deliver(OTHER_HOST)
        self.assertEqual(self.release(*self.filed()).returncode, 0)
        first, second = sorted((self.inbox / "cur").iterdir()) + sorted((self.inbox / "new").iterdir())
        self.assertIn(b"What the run taught stays", self.run_backsift("undo", first).stdout)
        self.assertEqual(self.judged(BACKSCATTER)[0], 30)
        self.assertIn(b"forgotten", self.run_backsift("undo", second).stdout)
        self.assertEqual(self.judged(BACKSCATTER)[0], 0)
        self.assertIn(b"No exceptions", self.release("--list").stdout)

    def test_an_id_of_the_journal_will_do(self):
        self.deliver(BACKSCATTER)
        line = (self.home / ".local/state/backsift/journal").read_text().splitlines()[-1]
        of_delivery = line.split("\tid=")[1].split("\t")[0]
        done = self.release(of_delivery)
        self.assertEqual(done.returncode, 0, done)
        self.assertEqual(self.where(), (1, 0))
        self.assertEqual(self.run_backsift("undo", of_delivery).returncode, 0)
        self.assertEqual(self.where(), (0, 1))

    def test_a_message_dropped_by_a_mail_program_is_learnt_with_the_next(self):
        dropped = make_maildir(self.inbox / ".NotBackscatter")
        self.deliver(BACKSCATTER)
        filed = self.filed()[0]
        filed.rename(dropped / "cur" / (filed.name + ":2,S"))
        done = self.release()
        self.assertEqual(done.returncode, 0, done)
        self.assertTrue((self.inbox / "cur" / (filed.name + ":2,S")).exists())
        self.assertEqual(self.judged(BACKSCATTER)[0], 30)

    def test_a_delivery_into_the_folder_learns_it_too(self):
        dropped = make_maildir(self.inbox / ".NotBackscatter")
        self.deliver(BACKSCATTER)
        self.filed()[0].rename(dropped / "cur/1.x:2,S")
        self.deliver(BACKSCATTER)  # judged before it could be learnt
        self.assertEqual(self.where(), (1, 1))
        self.deliver(BACKSCATTER)
        self.assertEqual(self.where(), (2, 1))

    def test_a_scan_that_files_learns_first(self):
        dropped = make_maildir(self.inbox / ".NotBackscatter")
        (dropped / "cur/1.x:2,S").write_text(BACKSCATTER)
        (self.inbox / "cur/2.x:2,S").write_text(OTHER_HOST)
        (self.inbox / "cur/3.x:2,S").write_text(BACKSCATTER)
        done = self.run_backsift("scan", "--config", self.config, "--apply", self.inbox)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(b"1 message moved", done.stdout)
        self.assertEqual(sorted(p.name for p in (self.inbox / "cur").iterdir()), ["1.x:2,S", "3.x:2,S"])

    def test_host_and_recipient_may_stand_in_words(self):
        self.assertEqual(self.judged(QMAIL)[0], 0)
        self.assertIn("what mx.example.net reports about recipients at example.net", self.teach(QMAIL))
        self.assertEqual(self.judged(QMAIL)[0], 30)
        self.deliver(QMAIL)
        self.assertEqual(self.where(), (2, 0))

    def test_what_cannot_be_moved_or_teaches_nothing_is_said(self):
        loose = self.home / "loose.eml"
        loose.write_text(BACKSCATTER)
        said = self.release(loose).stdout.decode()
        self.assertIn("stays where it is", said)
        self.assertIn("in no folder of a Maildir", said)
        self.assertIn("Learnt", said)
        there = self.inbox / "cur/2.y:2,"
        there.write_text(BACKSCATTER)
        said = self.release(there).stdout.decode()
        self.assertIn(f"{there}: stays where it is, for that is the inbox.", said)
        learnt = said.split("Learnt (")[1].split(")")[0]
        self.assertIn('"backsift release --forget ID" retracts what was learnt', said)
        self.assertNotIn("undo", said)
        self.assertEqual(self.release("--forget", learnt).returncode, 0)
        ordinary = make_maildir(self.folder) / "cur/1.x:2,"
        ordinary.write_text("From: bob@example.net\nSubject: hello\n\nhi\n")
        said = self.release(ordinary).stdout.decode()
        self.assertIn("teaches nothing", said)
        self.assertIn("1 message moved", said)
        self.assertEqual(self.release(self.home / "nothing").returncode, 66)
        self.assertEqual(self.release().returncode, 64)

    def test_a_file_of_exceptions_that_others_may_write_is_not_believed(self):
        self.teach()
        state = self.home / ".local/state/backsift/exceptions"
        state.chmod(0o666)
        self.assertEqual(self.judged(BACKSCATTER)[0], 0)
        self.deliver(BACKSCATTER)
        self.assertEqual(self.where(), (1, 1))

    def test_a_damaged_file_is_told_of_and_its_good_lines_count(self):
        self.teach()
        self.teach(OTHER_HOST)
        state = self.home / ".local/state/backsift/exceptions"
        kept = state.read_bytes()
        state.write_bytes(kept[:-7])
        done = self.release("--list")
        self.assertEqual(done.returncode, 65, done)
        self.assertIn(b"mx.example.net", done.stdout)
        self.assertIn(f"{state}:2: 1 line does not read as an exception".encode(), done.stderr)
        self.assertEqual(self.judged(BACKSCATTER)[0], 30)
        self.assertEqual(self.judged(OTHER_HOST)[0], 0)
        doctor = self.run_backsift("doctor", "--config", self.config).stdout
        self.assertIn(f"{state}:2: warning: 1 line does not read as an exception".encode(), doctor)
        self.deliver(OTHER_HOST)
        self.assertIn("1 line does not read as an exception", (state.parent / "journal").read_text().splitlines()[-1])
        state.write_bytes(b"\xff\x00\n" * 100)
        done = self.release("--list")
        self.assertEqual((done.returncode, done.stdout), (65, b""))
        self.assertIn(b":1: 100 lines do not read", done.stderr)

    def test_the_file_is_read_only_when_a_message_is_about_to_be_filed(self):
        self.teach()
        for mail, reads in ((GENUINE, 0), (BACKSCATTER, 1)):
            trace = self.home / "trace"
            subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=open,openat", BACKSIFT, "deliver", "--config", self.config,
                            "--inbox", self.inbox], input=mail.encode(), env=self.environment())
            self.assertEqual(trace.read_text().count('/exceptions"'), reads)


if __name__ == "__main__":
    unittest.main()
