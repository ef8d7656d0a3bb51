"""The index of sent mail, made and asked by the real binary."""
import gzip
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

from support import BACKSCATTER, BACKSIFT, FORGED_AS_ANN, GENUINE, ORDINARY, SENT_BY_ANN, HomeTest, bounce, make_maildir, messages

AUTOREPLY = """\
Return-Path: <>
From: Bob <bob@example.net>
To: ann@example.org
Subject: Out of office
Auto-Submitted: auto-replied
Date: Sat, 21 Nov 2026 05:20:42 +0000

I am away.
"""


class Sent(HomeTest):
    def setUp(self):
        super().setUp()
        self.sent = make_maildir(self.home / "Sent")
        self.configure("some")

    def configure(self, covers, folders=None):
        folders = json.dumps([str(f) for f in folders or [self.sent]])
        self.config.write_text(f'[sent]\nfolders = {folders}\ncovers = "{covers}"\n')

    def configure_token(self):
        """Besides the index: what lacks the field is refuted."""
        self.config.write_text(self.config.read_text().replace("[sent]", '[token]\nheader = "X-Other"\n'
                               'value = "of some length"\ncovers = "all"\nsince = 2026-01-01\n[sent]'))

    def put(self, name, text, part="cur"):
        (self.sent / part / name).write_text(text)

    def update(self, *more):
        return self.run_backsift("sent", "update", "--config", self.config, *more)

    def answer(self, mail):
        done = self.run_backsift("classify", "--format", "json", "--config", self.config, stdin=mail)
        row = json.loads(done.stdout)
        return row["verdict"], {p["name"]: p["answer"] for p in row["proofs"]}.get("sent")

    def test_proves_what_was_sent_and_refutes_what_was_not(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.assertEqual(self.answer(GENUINE), ("unverifiable", "unknown"))
        self.assertEqual(self.update().returncode, 0)
        self.assertEqual(self.answer(GENUINE), ("genuine", "proven"))
        self.assertEqual(self.answer(BACKSCATTER), ("unverifiable", "unknown"))
        self.assertEqual(self.answer(AUTOREPLY), ("genuine", "indicated"))
        self.assertEqual(self.answer(ORDINARY)[0], "ordinary")

    def test_absence_counts_only_when_all_is_covered_and_the_index_is_newer(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.configure("all")
        self.update()
        index = self.home / ".local/state/backsift/sent/index"
        old = BACKSCATTER.replace("2026", "2020")
        self.assertEqual(self.answer(old), ("backscatter", "absent"))
        # One bit is wrong: never a conviction.
        good = index.read_bytes()
        index.write_bytes(good[:600] + bytes([good[600] ^ 1]) + good[601:])
        self.assertEqual(self.answer(old), ("unverifiable", "unknown"))
        index.write_bytes(good[:-1])
        self.assertEqual(self.answer(old), ("unverifiable", "unknown"))
        done = self.update()
        self.assertIn(b"made anew", done.stderr)
        self.assertEqual(self.answer(old), ("backscatter", "absent"))

    def test_no_missing_mail_convicts_while_some_of_it_is_compressed(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.configure("all")
        packed = self.sent / "cur/2.host:2,S"
        packed.write_bytes(gzip.compress(SENT_BY_ANN.encode()))
        self.assertIn(f"{packed}: is compressed (gzip)".encode(), self.update().stderr)
        old = BACKSCATTER.replace("2026", "2020")
        self.assertEqual(self.answer(old), ("unverifiable", "unknown"))
        packed.unlink()
        self.update()
        self.assertEqual(self.answer(old), ("backscatter", "absent"))

    def test_a_replay_to_somebody_else_is_not_genuine(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.configure("all")
        self.update()
        replay = FORGED_AS_ANN.replace("two@host166.spam.test", "one@example.org").replace("bob@", "eve@")
        self.assertEqual(self.answer(bounce(replay).replace("rfc822; bob@", "rfc822; eve@")), ("unverifiable", "unknown"))

    def deliver(self, mail):
        done = self.run_backsift("deliver", "--inbox", self.inbox, "--config", self.config, stdin=mail, SENDER="")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def test_delivery_brings_the_index_up_to_date_before_it_convicts(self):
        self.put("1.host:2,S", SENT_BY_ANN.replace("one@", "older@"))
        self.configure("all")
        self.update()
        self.put("2.host:2,S", SENT_BY_ANN)
        self.deliver(GENUINE)
        self.assertEqual((len(messages(self.inbox)), len(messages(self.folder))), (1, 0))
        self.deliver(BACKSCATTER)
        self.assertEqual((len(messages(self.inbox)), len(messages(self.folder))), (1, 1))

    def test_delivery_journals_a_damaged_index(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.update()
        index = self.home / ".local/state/backsift/sent/index"
        index.write_bytes(b"rubbish")
        self.deliver(GENUINE)
        self.assertEqual(len(messages(self.inbox)), 1)
        self.assertIn(b"index of sent mail", (self.home / ".local/state/backsift/journal").read_bytes())

    def test_no_missing_token_convicts_while_the_index_cannot_be_read(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.configure_token()
        self.update()
        self.assertEqual(self.answer(BACKSCATTER)[0], "backscatter")
        key = self.home / ".local/state/backsift/sent/key"
        key.write_bytes(b"cut")
        self.assertEqual(self.answer(BACKSCATTER)[0], "unverifiable")
        self.deliver(BACKSCATTER)
        self.assertEqual((len(messages(self.inbox)), len(messages(self.folder))), (1, 0))
        key.unlink()
        self.assertEqual(self.answer(BACKSCATTER)[0], "unverifiable")
        self.deliver(BACKSCATTER)
        self.assertEqual(len(messages(self.folder)), 1, "delivery makes the index that is not there")

    def test_a_lost_index_convicts_nothing_while_the_folders_are_away(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.configure_token()
        self.update()
        place = self.home / ".local/state/backsift/sent"
        for away in (lambda: self.sent.rename(self.home / "away"), lambda: self.sent.mkdir()):
            for damage in (lambda: (place / "index").write_bytes(b"rubbish"), lambda: (place / "index").write_bytes(b"")):
                damage()
                if away:
                    away()
                    away = None
                self.deliver(BACKSCATTER)
                self.assertEqual(len(messages(self.folder)), 0)
                self.assertEqual(self.answer(BACKSCATTER)[0], "unverifiable")
        self.assertEqual(len(messages(self.inbox)), 4)
        refused = self.run_backsift("sent", "update")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn(b"hold nothing to make it anew from", refused.stderr)
        shutil.rmtree(place)
        self.sent.rmdir()
        self.deliver(BACKSCATTER)
        self.assertEqual(len(messages(self.folder)), 0, "no index, and no folder to make it from")

    def test_each_damage_is_told_with_what_mends_it(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.update()
        place = self.home / ".local/state/backsift/sent"
        (place / "index").write_bytes(b"rubbish")
        self.assertIn(b"backsift sent update", self.run_backsift("sent", "status").stderr)
        whole = (place / "key").read_bytes()
        for other in (b"cut", b"too long for a key of ours", bytes(100_000)):
            (place / "key").write_bytes(other)
            remedy = b"remove " + bytes(place) + b', then "backsift sent update" makes'
            self.assertIn(remedy, self.run_backsift("sent", "status").stderr)
            done = self.update()
            self.assertEqual((done.returncode, done.stdout), (65, b""))
            self.assertIn(bytes(place / "key") + b": the key of the sent index is not 16 bytes long", done.stderr)
            self.assertIn(remedy, done.stderr)
            self.assertIn(remedy, self.run_backsift("doctor", "--config", self.config).stdout)
        (place / "key").write_bytes(whole)
        self.update()
        self.assertIn(b"1 message", self.run_backsift("sent", "status").stdout)
        shutil.rmtree(place)
        self.assertIn(b"1 new message", self.update().stdout)

    def test_reads_a_message_once_though_its_flags_change(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.assertIn(b"1 new message, 1 in", self.update().stdout)
        os.rename(self.sent / "cur/1.host:2,S", self.sent / "cur/1.host:2,RS")
        self.put("2.host", SENT_BY_ANN.replace("one@", "other@"), "new")
        self.assertIn(b"1 new message, 2 in", self.update().stdout)
        self.assertIn(b"0 new messages, 2 in", self.update().stdout)
        self.assertIn(b"2 messages", self.run_backsift("sent", "status").stdout)

    def test_counts_what_was_sent_and_copied_to_a_folder_once(self):
        self.run_backsift("sendmail", "--config", self.config, "--", "/bin/cat", stdin=SENT_BY_ANN)
        self.put("1.host:2,S", SENT_BY_ANN)
        self.assertEqual(self.update().stdout, b"1 new message, 1 in the index\n")
        self.assertTrue(self.run_backsift("sent", "status").stdout.startswith(b"1 message, "))

    def test_reads_an_mbox(self):
        box = self.home / "sent.mbox"
        box.write_text("From ann@example.org Sat Nov 21 05:20:38 2026\n" + SENT_BY_ANN
                       + "\nFrom ann@example.org Sat Nov 21 05:20:39 2026\n" + SENT_BY_ANN.replace("one@", "other@"))
        self.configure("some", [box])
        self.assertIn(b"2 new messages", self.update().stdout)
        self.assertEqual(self.answer(GENUINE), ("genuine", "proven"))

    def test_a_missing_folder_is_told_and_refutes_nothing(self):
        self.configure("all", [self.sent, self.home / "gone"])
        done = self.update()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"gone", done.stderr)
        self.assertEqual(self.answer(BACKSCATTER.replace("2026", "2020")), ("unverifiable", "unknown"))

    def mbox(self, *letters):
        self.box = self.home / "box"
        self.box.write_text("".join(f"From ann@example.org Sat Nov 21 05:0{i}:00 2026\n{letter}\n" for i, letter in enumerate(letters)))

    def test_reads_the_first_letter_of_an_mbox_that_was_empty(self):
        self.mbox()
        self.configure("all", [self.home / "box"])
        self.assertIn(b"0 new messages, 0 in the index", self.update().stdout)
        self.mbox(SENT_BY_ANN)
        self.deliver(GENUINE)
        self.assertEqual((len(messages(self.inbox)), len(messages(self.folder))), (1, 0))

    def test_reads_an_mbox_whose_separators_bear_no_date(self):
        """As some versions of Thunderbird write them."""
        (self.home / "box").write_text("From \n" + SENT_BY_ANN.replace("one@", "first@") + "\nFrom \n" + SENT_BY_ANN)
        self.configure("all", [self.home / "box"])
        self.assertIn(b"2 new messages", self.update().stdout)
        self.assertEqual(self.answer(GENUINE), ("genuine", "proven"))

    def test_an_mbox_that_was_emptied_or_is_being_written_refutes_nothing(self):
        self.configure("all", [self.home / "box"])
        for text, said in (("", b"is empty and has held mail"), ("From \nFrom: ann@example.org\nMess", b"ends within a header")):
            self.mbox(SENT_BY_ANN)
            self.assertEqual(self.update().returncode, 0)
            self.box.write_text(text)
            done = self.update()
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(said, done.stderr)
            self.deliver(BACKSCATTER)
        self.assertEqual((len(messages(self.inbox)), len(messages(self.folder))), (2, 0))

    def test_reads_what_has_come_to_stand_where_another_message_stood(self):
        def letter(word):
            return SENT_BY_ANN.replace("one@", word + "@")
        for before, after in (([letter("aaa")], [SENT_BY_ANN]),
                              ([letter("aaa"), letter("bbb"), letter("ccc")], [letter("bbb"), letter("ccc"), SENT_BY_ANN, letter("ddd")])):
            with self.subTest(len(before)):
                shutil.rmtree(self.home / ".local/state/backsift/sent", ignore_errors=True)
                self.mbox(*before)
                self.configure("all", [self.home / "box"])
                self.update()
                self.mbox(*after)
                self.update()
                self.assertEqual(self.answer(GENUINE), ("genuine", "proven"))

    def test_what_is_no_mail_stops_convictions_and_is_told(self):
        self.configure("all")
        for write in (lambda: (self.sent / "cur/1.h:2,S").write_bytes(b"\x00\x01key value\n"),
                      lambda: (self.sent / "cur/1.h:2,S").symlink_to("/nonexistent")):
            for path in self.sent.glob("cur/*"):
                path.unlink()
            write()
            done = self.update()
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(b"1.h:2,S", done.stderr)
            self.deliver(BACKSCATTER)
        self.assertEqual((len(messages(self.inbox)), len(messages(self.folder))), (2, 0))

    def test_a_folder_that_held_mail_and_is_empty_refutes_nothing_until_it_holds_some(self):
        """It is not mounted, or somebody has just put its mail away."""
        self.configure("all")
        self.assertEqual(self.update().returncode, 0, "a new one may be empty")
        self.put("1.host:2,S", SENT_BY_ANN)
        self.assertEqual(self.update().returncode, 0)
        shutil.rmtree(self.sent)
        self.sent.mkdir()
        done = self.update()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"is empty and has held mail", done.stderr)
        self.deliver(BACKSCATTER)
        self.assertEqual((len(messages(self.inbox)), len(messages(self.folder))), (1, 0))
        make_maildir(self.sent)
        self.put("2.host:2,S", SENT_BY_ANN.replace("one@", "other@"))
        time.sleep(1.1)  # what came in the second of an update counts as known to it
        self.deliver(BACKSCATTER)
        self.assertEqual((len(messages(self.inbox)), len(messages(self.folder))), (1, 1))

    def test_a_folder_that_was_never_read_stops_convictions_though_another_was(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.update()
        self.configure("some", [self.sent, self.home / "gone"])
        self.configure_token()
        self.assertNotEqual(self.update().returncode, 0)
        self.assertIn(b"never been read", self.run_backsift("sent", "status", "--config", self.config).stdout)
        self.assertEqual(self.answer(BACKSCATTER)[0], "unverifiable")
        self.deliver(BACKSCATTER)
        self.assertEqual(len(messages(self.folder)), 0)
        make_maildir(self.home / "gone")
        self.assertEqual(self.update().returncode, 0)
        self.assertEqual(self.answer(BACKSCATTER)[0], "backscatter")
        # Read once and away for a while: what it held is in the index.
        shutil.rmtree(self.home / "gone")
        self.assertNotEqual(self.update().returncode, 0)
        self.assertEqual(self.answer(BACKSCATTER)[0], "backscatter")

    def test_a_letter_of_the_second_in_which_the_index_was_made_is_not_refuted(self):
        self.configure("all")
        for _ in range(5):
            for path in self.sent.glob("cur/*"):
                path.unlink()
            shutil.rmtree(self.home / ".local/state/backsift/sent", ignore_errors=True)
            time.sleep(1 - time.time() % 1)
            second = int(time.time())
            self.update()
            self.put("1.host:2,S", SENT_BY_ANN)
            self.deliver(GENUINE)
            if int(time.time()) == second:  # else the machine was too slow to show anything
                break
        self.assertEqual(len(messages(self.folder)), 0)

    def test_a_killed_update_leaves_a_whole_index_and_the_next_goes_on(self):
        self.put("0.host:2,S", SENT_BY_ANN)
        self.update()
        for i in range(1, 3000):
            self.put(f"{i}.host:2,S", SENT_BY_ANN.replace("one@", f"n{i}@"))
        for delay in (0.005, 0.02, 0.05, 0.1):
            run = subprocess.Popen([BACKSIFT, "sent", "update", "--config", str(self.config)], env=self.environment(),
                                   stdout=subprocess.DEVNULL)
            time.sleep(delay)
            run.send_signal(signal.SIGKILL)
            run.wait()
            self.assertEqual(self.answer(GENUINE), ("genuine", "proven"))
        self.assertEqual(self.update().returncode, 0)
        self.assertIn(b"3000 messages", self.run_backsift("sent", "status").stdout)

    def test_needs_no_folder_where_sendmail_keeps_it(self):
        self.config.write_text("")
        done = self.run_backsift("sendmail", "--config", self.config, "--", "/bin/cat", stdin=SENT_BY_ANN)
        self.assertEqual(done.stdout.decode(), SENT_BY_ANN)
        self.assertEqual(self.answer(GENUINE), ("genuine", "proven"))
        self.assertEqual(self.answer(BACKSCATTER), ("unverifiable", "unknown"))
        self.assertIn(b"0 new messages, 1 in", self.update().stdout)
        self.assertEqual(self.answer(GENUINE), ("genuine", "proven"))
        self.assertIn(b"never been read", self.run_backsift("sent", "status").stdout)

    def test_tag_begins_no_index_by_itself(self):
        self.config.write_text('[token]\nheader = "X-Mine"\nvalue = "kV3x9QbLr7TzNw28"\ncovers = "some"\n')
        self.run_backsift("tag", "--config", self.config, stdin=SENT_BY_ANN)
        self.assertEqual(self.answer(GENUINE), ("unverifiable", None))
        self.run_backsift("sendmail", "--config", self.config, "--", "/bin/cat", stdin=ORDINARY)
        self.run_backsift("tag", "--config", self.config, stdin=SENT_BY_ANN)
        self.assertEqual(self.answer(GENUINE), ("genuine", "proven"))

    def test_an_update_without_news_writes_no_index(self):
        self.put("1.host:2,S", SENT_BY_ANN)
        self.configure("all")
        self.update()
        index = self.home / ".local/state/backsift/sent/index"
        before = index.stat().st_ino
        self.assertIn(b"0 new messages", self.update().stdout)
        self.assertEqual(index.stat().st_ino, before)
        self.assertEqual(self.answer(BACKSCATTER.replace("2026", "2020")), ("backscatter", "absent"))

    def test_says_what_it_needs(self):
        self.assertEqual(self.run_backsift("sent").returncode, 64)
        self.assertEqual(self.run_backsift("sent", "nonsense").returncode, 64)
        self.assertNotEqual(self.run_backsift("sent", "status").returncode, 0)
        self.config.write_text("")
        self.assertIn(b"folders", self.update().stderr)


if __name__ == "__main__":
    unittest.main()
