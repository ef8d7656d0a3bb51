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


class TokenTest(HomeTest):
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


class KeyedToken(TokenTest):
    def test_a_bounce_that_returns_it_is_proven(self):
        self.assertEqual(self.judged(self.bounce_today(self.tagged())), ("genuine", "proven"))

    def test_nothing_stays_nothing(self):
        done = self.run_backsift("tag", "--config", self.config, stdin=b"")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

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


class Sendmail(TokenTest):
    """The drop-in: what the real program gets, and what the caller gets."""

    def setUp(self):
        super().setUp()
        self.program = self.home / "real-sendmail"
        self.program.write_text(
            '#!/bin/sh\nprintf "%s\\n" "$@" > "$HOME/arguments"\ncat > "$HOME/message"\n'
            'echo out; echo err >&2; exit "${STATUS:-0}"\n')
        self.program.chmod(0o755)
        self.plain = b"From: Ann <ann@example.org>\r\nBcc: hidden@example.net\nSubject: x\n\nbody\0\n.\nno end"

    def send(self, *arguments, stdin=None, **more):
        return self.run_backsift("sendmail", "--config", self.config, "--", self.program, *arguments,
                                 stdin=self.plain if stdin is None else stdin, **more)

    def sent(self):
        return (self.home / "message").read_bytes()

    def test_adds_the_token_and_nothing_else(self):
        done = self.send("-t", "-i", "-f", "ann@example.org", "--", "a b", "", "c")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"out\n", b"err\n"))
        field, rest = self.sent().split(b"\n", 1)
        self.assertTrue(field.startswith(b"X-Your-Special-Header: v1; k=a1; t="))
        self.assertTrue(field.endswith(b"\r"))
        self.assertEqual(rest, self.plain)
        self.assertEqual((self.home / "arguments").read_text(), "-t\n-i\n-f\nann@example.org\n--\na b\n\nc\n")

    def test_passes_the_exit_status_through(self):
        for status in (0, 1, 67, 75, 255):
            self.assertEqual(self.send(STATUS=str(status)).returncode, status)

    def test_a_death_by_signal_stays_one(self):
        self.program.write_text("#!/bin/sh\nkill -TERM $$\n")
        self.assertEqual(self.send().returncode, -15)

    def test_sends_unmarked_on_any_trouble_of_ours(self):
        self.keys.chmod(0o644)
        self.assertEqual(self.send().returncode, 0)
        self.assertEqual(self.sent(), self.plain)
        self.config.write_text("[token\n")
        self.assertEqual((self.send().returncode, self.sent()), (0, self.plain))
        self.config.write_text("")
        self.assertEqual((self.send().returncode, self.sent()), (0, self.plain))
        self.config.unlink()
        self.assertEqual((self.send().returncode, self.sent()), (0, self.plain))
        self.assertEqual(self.send().stderr, b"err\n")

    def test_leaves_other_errands_and_empty_input_alone(self):
        for errand in ("-bs", "-bp", "-q", "-bi"):
            self.send(errand)
            self.assertEqual(self.sent(), self.plain, errand)
        self.send(stdin=b"")
        self.assertEqual(self.sent(), b"")
        self.send("-bm")
        self.assertNotEqual(self.sent(), self.plain)

    def test_hands_a_large_message_on(self):
        large = self.plain + b"x" * (70 << 20)
        self.assertEqual(self.send(stdin=large).returncode, 0)
        self.assertTrue(self.sent().endswith(large))

    def test_says_when_there_is_no_such_program(self):
        self.assertEqual(self.run_backsift("sendmail", "--", "/no/such/sendmail", stdin=self.plain).returncode, 66)
        self.assertEqual(self.run_backsift("sendmail", stdin=self.plain).returncode, 64)

    def test_remembers_what_it_sends_where_there_is_an_index(self):
        self.config.write_text(f'[sent]\nfolders = ["{self.inbox}"]\ncovers = "some"\n')
        self.send(stdin=SENT_BY_ANN)
        self.assertEqual(self.sent().decode(), SENT_BY_ANN, "no token is set")
        done = self.run_backsift("classify", "--config", self.config, "--format", "json", stdin=GENUINE)
        answers = {p["name"]: p["answer"] for p in json.loads(done.stdout)["proofs"]}
        self.assertEqual(answers["sent"], "proven")

    def test_what_it_sends_comes_back_as_genuine(self):
        self.send(stdin=SENT_BY_ANN)
        self.assertEqual(self.judged(self.bounce_today(self.sent().decode())), ("genuine", "proven"))


class TokenCommand(TokenTest):
    def token(self, *arguments, stdin=b""):
        done = self.run_backsift("token", *arguments, "--config", self.config, stdin=stdin)
        self.assertNotIn(base64.b64encode(bytes(range(32))), done.stdout + done.stderr)
        return done

    def test_rotate_makes_a_key_that_signs_and_keeps_the_old_one(self):
        old = self.tagged()
        done = self.token("rotate")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.keys.stat().st_mode & 0o777, 0o600)
        rows = self.token("list").stdout.decode().splitlines()
        self.assertEqual(rows[0], "a1  2026-01-01  retired, verifies")
        self.assertTrue(rows[1].endswith("  signs"))
        self.assertNotIn("k=a1;", self.tagged())
        self.assertEqual(self.judged(self.bounce_today(old)), ("genuine", "proven"))

    def test_rotating_at_the_same_time_loses_no_key(self):
        for start in ("with a key", "without"):
            with self.subTest(start):
                before = 1 if start == "with a key" else 0
                if not before:
                    self.keys.unlink()
                command = [BACKSIFT, "token", "rotate", "--config", self.config]
                running = [subprocess.Popen(command, env=self.environment(), stdout=subprocess.PIPE, text=True) for _ in range(8)]
                told = {each.communicate(timeout=60)[0].split()[1] for each in running}
                self.assertEqual([each.returncode for each in running], [0] * 8)
                rows = [line.split() for line in self.token("list").stdout.decode().splitlines()]
                self.assertEqual(len(rows), before + 8)
                self.assertLessEqual(told, {row[0] for row in rows})
                self.assertEqual(sum(row[2] == "signs" for row in rows), 1)

    def test_rotate_has_no_programs(self):
        before = self.keys.read_bytes()
        self.assertEqual(self.token("rotate", "--for", "mutt").returncode, 64)
        self.assertEqual(self.keys.read_bytes(), before)

    def test_rotate_makes_the_first_key_too(self):
        self.keys.unlink()
        done = self.token("list")
        self.assertEqual(done.returncode, 66)
        self.assertIn(b"token rotate", done.stderr)
        self.assertEqual(self.token("rotate").returncode, 0)
        self.tagged()

    def test_verify_tells_what_a_message_or_its_bounce_bears(self):
        good = self.tagged()
        done = self.token("verify", stdin=good.encode())
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"the message itself: key a1, ", done.stdout)
        self.assertIn(b"good, for ann@example.org", done.stdout)
        done = self.token("verify", "-", stdin=self.bounce_today(good).encode())
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"the message it returns: key a1, ", done.stdout)
        done = self.token("verify", stdin=good.replace("; n=", "; n=A", 1).encode())
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.token("verify", stdin=GENUINE.encode()).returncode, 1)

    def test_show_tells_what_to_paste(self):
        self.assertIn(b"backsift sendmail -- ", self.token("show", "--for", "mutt").stdout)
        self.assertIn(b"proven genuine", self.token("show").stdout)
        self.assertIn(b"cannot run a program", self.token("show", "--for", "thunderbird").stdout)
        done = self.token("show", "--for", "mut")
        self.assertEqual(done.returncode, 64)
        self.assertIn(b'did you mean "mutt"?', done.stderr)

    def test_show_gives_an_example_where_there_is_no_token_yet(self):
        self.config.write_text("")
        done = self.token("show")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b'key_file = "~/.config/backsift/keys"', done.stdout)
        for name in ("thunderbird", "apple-mail", "mutt", "neomutt", "gnus", "notmuch", "alpine", "aerc", "postfix", "exim",
                     "opensmtpd", "msmtp", "git"):
            done = self.token("show", "--for", name)
            self.assertEqual(done.returncode, 0, name)
            self.assertRegex(done.stdout.decode(), "X-Mail-Token: ?.*VALUE|backsift sendmail|X-Mail-Token\" \"?=? ?\"?VALUE", name)
        self.assertEqual(self.token("show", "--for", "mut").returncode, 64)

    def test_show_prints_the_fixed_value_quoted_for_its_place(self):
        self.config.write_text('[token]\nheader = "X-Mine"\nvalue = \'kV3"x9$Qb\\Lr7TzNw\'\ncovers = "some"\n')
        show = lambda name: self.token("show", "--for", name).stdout.decode()
        self.assertIn('user_pref("mail.identity.default.header.backsift", "X-Mine: kV3\\"x9$Qb\\\\Lr7TzNw");', show("thunderbird"))
        self.assertIn('PREPEND X-Mine: kV3"x9$$Qb\\Lr7TzNw', show("postfix"))
        self.assertIn('headers_add = X-Mine: kV3"x9\\$Qb\\\\Lr7TzNw', show("exim"))
        self.assertIn("everybody to whom you ever wrote knows it", show("exim"))
        for name in ("exim", "postfix"):
            self.assertIn("then the mark must stand before signing", show(name))
        self.assertNotIn("DKIM", show("mutt"))
        self.assertIn("cannot add a field that never changes", show("aerc"))
        self.assertNotIn("kV3", self.token("list").stdout.decode())

    def test_anything_else_is_refused(self):
        for words in ((), ("rotat",), ("rotate", "x"), ("verify", "a", "b")):
            self.assertEqual(self.token(*words).returncode, 64, words)


if __name__ == "__main__":
    unittest.main()
