"""The contracts of the commands, kept by the real binary."""
import json
import os
import pathlib
import subprocess
import unittest

from support import BACKSCATTER, BACKSIFT, GENUINE, ORDINARY, SOURCE, HomeTest, bounce, messages

NOTHING_RETURNED = BACKSCATTER[: BACKSCATTER.index("--b1\nContent-Type: message/rfc822")] + "--b1--\n"


class Classify(HomeTest):
    def status(self, mail, *arguments):
        return self.run_backsift("classify", "--config", self.config, *arguments, stdin=mail).returncode

    def test_answers_by_exit_status(self):
        self.assertEqual(self.status(BACKSCATTER), 0)
        self.assertEqual(self.status(ORDINARY), 1)
        self.assertEqual(self.status(GENUINE), 10)
        self.assertEqual(self.status(NOTHING_RETURNED), 30)

    def test_if_takes_verdicts_kinds_and_places(self):
        self.assertEqual(self.status(BACKSCATTER, "--if", "backscatter"), 0)
        self.assertEqual(self.status(BACKSCATTER, "--if", "genuine,ordinary"), 1)
        self.assertEqual(self.status(GENUINE, "--if", "bounce"), 0)
        self.assertEqual(self.status(GENUINE, "--if=delay,success"), 1)
        self.assertEqual(self.status(BACKSCATTER, "--if", "folder"), 0)
        self.assertEqual(self.status(GENUINE, "--if", "folder"), 1)
        self.assertEqual(self.status(GENUINE, "--if", "from-daemon"), 0)
        self.assertEqual(self.status(ORDINARY, "--if", "from-daemon"), 1)

    def test_if_refuses_words_that_do_not_exist_and_several_files(self):
        self.assertEqual(self.status(GENUINE, "--if", "backscater"), 64)
        self.assertIn(b'did you mean "backscatter"?', self.run_backsift("classify", "--if", "backscater").stderr)
        self.assertEqual(self.status(b"", "--if", "bounce", "a", "b"), 64)

    def test_errors_are_64_and_above_so_that_a_condition_is_false(self):
        self.assertGreaterEqual(self.status(GENUINE, "--nonsense"), 64)
        self.assertGreaterEqual(self.status(b"", "/no/such/file"), 64)
        self.config.write_text("[token]\nheaer = 1\n")
        done = self.run_backsift("classify", "--config", self.config, stdin=GENUINE)
        self.assertEqual(done.returncode, 78)
        self.assertIn(b"config.toml:2:1", done.stderr)
        self.assertIn(b'did you mean "header"?', done.stderr)

    def test_a_folder_is_no_message(self):
        for command in ("classify", "explain", "report", "release"):
            done = self.run_backsift(command, "--config", self.config, self.inbox)
            self.assertEqual((done.returncode, done.stdout), (66, b""), command)
            self.assertIn(f"{self.inbox}: is a folder, not a message\n".encode(), done.stderr)
            self.assertIn(b'"backsift scan" judges folders', done.stderr)

    def test_json_is_one_object_with_the_contracts_keys(self):
        done = self.run_backsift("classify", "--config", self.config, "--format", "json", stdin=BACKSCATTER)
        row = json.loads(done.stdout)
        self.assertEqual(
            list(row),
            ["schema", "path", "kind", "verdict", "place", "proof", "proofs", "reverse_path", "reporting_mta", "recipients",
             "returned", "returned_message_id", "subject", "date", "findings", "defects"])
        self.assertEqual((row["schema"], row["kind"], row["verdict"], row["place"], row["proof"]),
                         (1, "bounce", "backscatter", "folder", "absent"))
        self.assertEqual(row["recipients"][0]["address"], "bob@example.net")
        self.assertEqual(row["recipients"][0]["reason"], "user-unknown")
        self.assertEqual(row["returned_message_id"], "two@host166.spam.test")
        self.assertEqual(row["reverse_path"], "<>")

    def test_the_sender_comes_from_the_option_the_message_or_the_environment(self):
        bare = GENUINE.split("\n", 1)[1]
        asked = lambda *a, **e: json.loads(self.run_backsift("classify", "--format", "json", *a, stdin=bare, **e).stdout)["reverse_path"]
        self.assertIsNone(asked())
        self.assertEqual(asked("-f", ""), "<>")
        self.assertEqual(asked("-f", "MAILER-DAEMON"), "<>")
        self.assertEqual(asked("-f", "x@example.net"), "x@example.net")
        self.assertEqual(asked(SENDER=""), "<>")
        self.assertEqual(asked(SENDER="y@example.net"), "y@example.net")
        self.assertEqual(asked(RPLINE="Return-Path: <>\n"), "<>")

    def test_a_header_alone_is_judged_and_said_to_be_one(self):
        head = GENUINE.split("\n\n", 1)[0] + "\n\n"
        row = json.loads(self.run_backsift("classify", "--format", "json", stdin=head).stdout)
        self.assertIn("header-only", row["defects"])

    def test_any_bytes_get_an_answer(self):
        for mail in (b"", b"\n", b"\0", b"From ", b"\r\r\r", b"\xff" * 5000, b"a" * 100_000, b"X:\n" * 50_000):
            done = self.run_backsift("classify", "--format", "json", stdin=mail)
            self.assertEqual(json.loads(done.stdout)["verdict"], "ordinary", mail[:20])
            self.assertEqual(done.returncode, 1)


class Altered(HomeTest):
    """A static token that a gateway rewrote on its way back."""

    def judged(self, value):
        # Without the relay, so that only the token speaks.
        self.config.write_text(self.config.read_text().split("[relays]")[0])
        mail = GENUINE.replace("X-Your-Special-Header: With its content", f"X-Your-Special-Header: {value}")
        done = self.run_backsift("classify", "--config", self.config, "--format", "json", stdin=mail)
        return json.loads(done.stdout)["verdict"]

    def test_is_still_ours_when_it_reads_the_same(self):
        for value in ("With  its content", "With\n\tits content", "=?utf-8?q?With_its_content?="):
            self.assertEqual(self.judged(value), "genuine", value)

    def test_convicts_nobody_when_it_reads_otherwise(self):
        for value in ("With its", "\"With its content\"", "something else"):
            self.assertEqual(self.judged(value), "unverifiable", value)


class Deliver(HomeTest):
    def deliver(self, mail, *arguments, **environment):
        return self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, "--backscatter", self.folder,
                                 *arguments, stdin=mail, **environment)

    def assert_silent(self, done, status):
        self.assertEqual((done.returncode, done.stdout, done.stderr), (status, b"", b""))

    def test_files_backscatter_and_delivers_the_rest_byte_for_byte(self):
        for mail in (BACKSCATTER, GENUINE, ORDINARY, NOTHING_RETURNED):
            self.assert_silent(self.deliver(mail), 0)
        self.assertEqual(messages(self.folder), [BACKSCATTER.encode()])
        self.assertEqual(sorted(messages(self.inbox)), sorted(m.encode() for m in (GENUINE, ORDINARY, NOTHING_RETURNED)))
        self.assertTrue((self.folder / "maildirfolder").exists())
        self.assertEqual(self.folder.stat().st_mode & 0o777, 0o700)

    def test_drops_the_mbox_line_and_nothing_else(self):
        odd = b"From ann Sat Nov 21 05:13:35 2026\nSubject: x\r\nX: \0\xff\n\n no final newline"
        self.assert_silent(self.deliver(odd), 0)
        self.assertEqual(messages(self.inbox), [odd.split(b"\n", 1)[1]])

    def test_drops_no_line_of_text_that_begins_like_one_of_an_mbox(self):
        texts = [b"From foo", b"From now on we meet at ten\nin the park.\n"]
        for text in texts:
            self.assert_silent(self.deliver(text), 0)
        self.assertEqual(sorted(messages(self.inbox)), texts)

    def test_no_inbox_named_anywhere_is_75(self):
        self.assert_silent(self.run_backsift("deliver", "--config", self.config, stdin=ORDINARY), 75)

    def test_a_usage_error_is_75_and_silent(self):
        self.assert_silent(self.deliver(ORDINARY, "--nonsense"), 75)
        self.assert_silent(self.run_backsift("--nonsense", stdin=ORDINARY), 75)
        self.assert_silent(self.run_backsift("delivr", stdin=ORDINARY), 75)

    def test_help_does_not_stand_in_for_a_message(self):
        for arguments in (("deliver", "--help"), ("deliver", "-h", "--inbox", self.inbox), ("filter", "--help"), ("--help",), ("-h",),
                          ("--version",), ("-V",)):
            self.assert_silent(self.run_backsift(*arguments, stdin=ORDINARY), 75)
            with (self.home / "message").open("w+") as message:
                message.write(ORDINARY)
                message.seek(0)
                self.assert_silent(subprocess.run([BACKSIFT, *map(str, arguments)], stdin=message, capture_output=True), 75)

    def test_help_is_given_where_no_message_waits(self):
        for arguments in (("deliver", "--help"), ("--help",), ("-h",), ("--version",)):
            self.assertIn(b"backsift", self.run_backsift(*arguments).stdout)  # an empty pipe
            ended = subprocess.run([BACKSIFT, *arguments], stdin=subprocess.DEVNULL, capture_output=True)
            self.assertEqual((ended.returncode, ended.stderr), (0, b""))

    def test_a_broken_config_still_delivers_where_the_inbox_is_named(self):
        self.config.write_text("this is no toml [")
        self.assert_silent(self.deliver(BACKSCATTER), 0)
        self.assertEqual(messages(self.inbox), [BACKSCATTER.encode()])

    def test_a_broken_config_without_an_inbox_is_75(self):
        self.config.write_text("this is no toml [")
        self.assert_silent(self.run_backsift("deliver", "--config", self.config, stdin=BACKSCATTER), 75)

    def test_a_missing_inbox_is_75_and_is_not_made(self):
        missing = self.home / "nowhere"
        self.assert_silent(self.run_backsift("deliver", "--inbox", missing, stdin=ORDINARY), 75)
        self.assertFalse(missing.exists())

    def test_without_a_command_it_delivers(self):
        self.config.write_text(f'[deliver]\ninbox = "{self.inbox}"\n')
        self.assert_silent(self.run_backsift("--config", self.config, stdin=ORDINARY), 0)
        self.assertEqual(messages(self.inbox), [ORDINARY.encode()])

    def test_a_folder_that_fails_means_the_inbox(self):
        self.folder.write_text("a file stands here")
        self.assert_silent(self.deliver(BACKSCATTER), 0)
        self.folder.unlink()
        self.assertEqual(messages(self.inbox), [BACKSCATTER.encode()])

    def test_the_inbox_may_be_a_program(self):
        got = self.home / "got"
        program = self.home / "store"
        program.write_text(f'#!/bin/sh\ncat > "{got}"\n')
        program.chmod(0o755)
        self.assert_silent(self.deliver(ORDINARY, "--inbox", f"|{program}"), 0)
        self.assertEqual(got.read_bytes(), ORDINARY.encode())

    def test_a_program_that_fails_is_75(self):
        for program in ("/bin/false", "/no/such/program", "/bin/true"):  # true does not read its input
            mail = ORDINARY + "x" * 200_000
            self.assert_silent(self.deliver(mail, "--inbox", f"|{program}"), 75)

    def test_a_message_over_the_limit_is_delivered_unjudged_and_whole(self):
        mail = BACKSCATTER.encode() + b"x" * (65 << 20)
        self.assert_silent(self.deliver(mail), 0)
        self.assertEqual([len(m) for m in messages(self.inbox)], [len(mail)])
        self.assertEqual(messages(self.folder), [])

    def test_one_journal_line_per_message(self):
        for mail in (BACKSCATTER, ORDINARY):
            self.deliver(mail)
        lines = (self.home / ".local/state/backsift/journal").read_text().splitlines()
        self.assertEqual(len(lines), 2)
        self.assertIn("verdict=backscatter", lines[0])
        self.assertIn("place=folder", lines[0])
        self.assertIn("verdict=ordinary", lines[1])


class Filter(HomeTest):
    def test_adds_its_field_and_removes_foreign_ones(self):
        forged = "X-Backsift: verdict=genuine;\n kind=bounce\nx-backsift: no\n" + BACKSCATTER
        done = self.run_backsift("filter", "--config", self.config, stdin=forged)
        self.assertEqual(done.returncode, 0)
        first, rest = done.stdout.decode().split("\n", 1)
        self.assertTrue(first.startswith("X-Backsift: verdict=backscatter; kind=bounce; place=folder; proof=absent; by="), first)
        self.assertEqual(rest, BACKSCATTER)

    def test_a_broken_config_passes_the_message_on_unchanged(self):
        self.config.write_text("no toml [")
        done = self.run_backsift("filter", "--config", self.config, stdin=BACKSCATTER)
        self.assertEqual((done.returncode, done.stdout), (0, BACKSCATTER.encode()))


class Explain(HomeTest):
    def test_says_what_why_and_what_would_change_it(self):
        text = self.run_backsift("explain", "--config", self.config, stdin=BACKSCATTER).stdout.decode()
        for wanted in ("backscatter · bounce → the backscatter folder", "token", "absent", "bob@example.net", "5.1.1"):
            self.assertIn(wanted, text)
        text.encode("utf-8")
        self.assertFalse([c for c in text if ord(c) < 32 and c != "\n"])

    def test_what_an_attacker_wrote_reaches_no_terminal(self):
        nasty = bounce("Subject: =?utf-8?B?G1szMW0=?=\n\nx\n", subject="\x1b[2J\x07\u202eevil")
        out = self.run_backsift("explain", stdin=nasty).stdout.decode()
        self.assertFalse([c for c in out if (ord(c) < 32 and c != "\n") or c in "\u202e\x7f"])


class Scan(HomeTest):
    def test_reads_maildirs_mboxes_and_folders_in_parallel_with_the_same_answers(self):
        for i, mail in enumerate((BACKSCATTER, GENUINE, ORDINARY) * 40):
            (self.inbox / "cur" / f"{1700000000 + i}.M1P1.host:2,S").write_text(mail)
        mbox = self.home / "mbox"
        mbox.write_text("".join(f"From x@example.net Sat Nov 21 05:13:35 2026\n{m}\n" for m in (BACKSCATTER, GENUINE, ORDINARY)))
        rows = {}
        for jobs in (1, 4):
            done = self.run_backsift("scan", "--config", self.config, "--format", "jsonl", "-j", jobs, self.inbox, mbox)
            self.assertEqual(done.returncode, 0)
            rows[jobs] = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(rows[1], rows[4])
        self.assertEqual([r["verdict"] for r in rows[1]], ["backscatter", "genuine", "ordinary"] * 41)
        self.assertEqual([r.get("offset") is not None for r in rows[1]], [False] * 120 + [True] * 3)

    def test_changes_nothing(self):
        (self.inbox / "new" / "1.x").write_text(BACKSCATTER)
        before = sorted((p, p.stat().st_mtime_ns) for p in self.home.rglob("*"))
        self.run_backsift("scan", "--config", self.config, self.inbox)
        self.assertEqual(sorted((p, p.stat().st_mtime_ns) for p in self.home.rglob("*")), before)

    def test_counts_in_words(self):
        for i, mail in enumerate((BACKSCATTER, GENUINE, NOTHING_RETURNED, ORDINARY)):
            (self.inbox / "new" / f"{i}.x").write_text(mail)
        text = self.run_backsift("scan", "--config", self.config, self.inbox).stdout.decode()
        self.assertIn("In 4 messages there are 3 automatic replies: 1 answer your mail, 1 do not, 1 cannot be told.", text)

    def test_quiet_prints_nothing_but_errors(self):
        (self.inbox / "new" / "1.x").write_text(BACKSCATTER)
        for more in ([], ["--format", "html"], ["--format", "jsonl"], ["--apply"]):
            done = self.run_backsift("scan", "-q", "--config", self.config, *more, self.inbox)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""), more)
        self.assertEqual(messages(self.folder), [BACKSCATTER.encode()])
        self.run_backsift("scan", "-q", "--config", self.config, "-o", self.home / "report.txt", self.inbox)
        self.assertIn("In 1 message there is 1 automatic reply", (self.home / "report.txt").read_text())
        self.assertIn(b"nowhere", self.run_backsift("scan", "-q", self.home / "nowhere").stderr)

    def test_who_has_no_config_is_told_the_next_step(self):
        self.assertIn(b"backsift init", self.run_backsift("scan", self.inbox).stdout)
        self.assertNotIn(b"backsift init", self.run_backsift("scan", "--config", self.config, self.inbox).stdout)
        self.assertEqual(self.run_backsift("scan", "--format", "jsonl", self.inbox).stdout, b"")

    def test_names_what_it_cannot_read(self):
        done = self.run_backsift("scan", self.home / "nowhere")
        self.assertEqual(done.returncode, 66)
        self.assertIn(b"nowhere", done.stderr)


class Tag(HomeTest):
    def test_what_tag_adds_is_what_the_proof_finds(self):
        sent = "From: Ann <ann@example.org>\nTo: bob@example.net\nSubject: lunch\nMessage-ID: <one@example.org>\n" \
               "Date: Sat, 21 Nov 2026 05:20:38 +0000\n\nShall we?\n"
        tagged = self.run_backsift("tag", "--config", self.config, stdin=sent).stdout.decode()
        self.assertTrue(tagged.endswith(sent))
        self.assertEqual(self.run_backsift("tag", "--config", self.config, stdin=tagged).stdout.decode(), tagged)
        row = json.loads(self.run_backsift("classify", "--config", self.config, "--format", "json", stdin=bounce(tagged)).stdout)
        self.assertEqual((row["verdict"], row["proof"]), ("genuine", "indicated"))


class Check(HomeTest):
    def test_a_good_config_is_said_to_be_good_and_a_bad_one_is_pointed_at(self):
        self.config.write_text(f'[deliver]\ninbox = "{self.inbox}"\n')
        self.assertEqual(self.run_backsift("check", "--config", self.config).returncode, 0)
        self.config.write_text('[relays]\nnames = ["*"]\ncovers = "al"\n')
        done = self.run_backsift("check", "--config", self.config)
        self.assertEqual(done.returncode, 78)
        self.assertIn(b"config.toml:3:", done.stdout + done.stderr)


class TokenEnvid(HomeTest):
    def test_an_address_that_is_not_ours_gets_no_envelope_id(self):
        self.config.write_text(f'[identity]\naddresses = ["ann@example.org"]\n[envelope]\nkey_file = "{self.home}/keys"\n'
                               f'[token]\nheader = "X-Mine"\nkey_file = "{self.home}/keys"\ncovers = "some"\n')
        self.assertEqual(self.run_backsift("token", "rotate", "--config", self.config).returncode, 0)
        for address in ("x y", "nobody", "eve@example.com", ""):
            for verb in ("envid", "envelope"):
                done = self.run_backsift("token", verb, address, "--config", self.config)
                self.assertEqual((done.returncode, done.stdout), (64, b""), (verb, address))
                self.assertIn(f'"{address}" is none of our addresses'.encode(), done.stderr)
        for arguments in (("ann@example.org",), ()):
            done = self.run_backsift("token", "envid", *arguments, "--config", self.config)
            self.assertTrue(done.stdout.startswith(b"bs1."), done)


class Help(HomeTest):
    def test_every_command_explains_itself_on_one_screen(self):
        overview = self.run_backsift("help").stdout.decode()
        names = [line.split()[0] for line in overview.splitlines() if line.startswith("  ")]
        self.assertGreaterEqual(len(names), 8)
        for name in names:
            text = self.run_backsift(name, "--help").stdout.decode()
            self.assertIn(f"usage: backsift {name}", text)
            self.assertLess(len(text.splitlines()), 24)
            self.assertLessEqual(max(map(len, text.splitlines())), 100)

    def test_lists_every_page_that_it_shows(self):
        self.assertIn(b'"backsift help" lists them', self.run_backsift("help", "config").stderr)
        listed = self.run_backsift("help").stdout.decode().splitlines()
        commands = [line.split()[0] for line in listed if line.startswith("  ")]
        others = listed[-1].removeprefix("Other pages of the manual: ").removesuffix(".").split(", ")
        self.assertEqual(sorted(others), ["backsift", "filters", "json", "toml"])
        sources = [path.name.removesuffix(".in")[:-2] for path in (SOURCE / "contrib/man").glob("*.in")]
        self.assertEqual(sorted(commands + others), sorted(name[len("backsift") + 1:] or name for name in sources))
        for name in commands + others:
            self.assertEqual(self.run_backsift("help", name).returncode, 0, name)


if __name__ == "__main__":
    unittest.main()
