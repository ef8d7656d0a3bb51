"""`backsift doctor`: what is told of a set-up, by letters that are never sent."""
import json
import unittest

from support import SOURCE, HomeTest

RFC_8463 = (SOURCE / "tests/fuzz/seeds/dkim/rfc8463").read_text()
RECORD = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
KEYED = """
[identity]
addresses = ["ann@example.org"]
[deliver]
inbox = "{home}/Maildir"
[token]
header = "X-Mine"
key_file = "{home}/keys"
covers = "{covers}"
since = 2026-01-01
"""


class Doctor(HomeTest):
    def doctor(self, *arguments):
        return self.run_backsift("doctor", "--config", self.config, *arguments, TMPDIR=str(self.scratch))

    def setUp(self):
        super().setUp()
        self.scratch = self.home / "scratch"
        self.scratch.mkdir()

    def seen(self, *arguments):
        done = self.doctor("--format", "json", *arguments)
        self.assertEqual(done.stderr, b"")
        out = json.loads(done.stdout)
        return out, {trial["shape"]: trial for trial in out["trials"]}

    def answers(self, trial):
        return {p["name"]: p["answer"] for p in trial["own"]["proofs"]}

    def use_key(self, covers):
        self.config.write_text(KEYED.format(home=self.home, covers=covers))
        self.assertEqual(self.run_backsift("token", "rotate", "--config", self.config).returncode, 0)

    def test_a_key_proves_every_shape_that_returns_a_header(self):
        self.use_key("all")
        out, trials = self.seen()
        self.assertGreaterEqual(len(trials), 14)
        for name, trial in trials.items():
            self.assertTrue(trial["recognised"], name)
            if trial["returns_header"]:
                self.assertEqual((trial["own"]["verdict"], self.answers(trial)["token"]), ("genuine", "proven"), name)
                if name != "headers quoted in the text":  # a quote may have been shortened: its silence convicts nobody
                    self.assertEqual(trial["forged"]["verdict"], "backscatter", name)
        self.assertEqual(trials["nothing returned"]["own"]["verdict"], "unverifiable")
        self.assertEqual(self.doctor().returncode, 0)

    def test_proposes_the_one_change_that_helps_most(self):
        self.config.write_text("")
        out, _ = self.seen()
        self.assertEqual((out["genuine"], out["filed"], out["advice"]["change"]), (0, 0, "token"))
        self.assertGreater(out["advice"]["genuine"], 10)
        self.assertEqual(self.doctor().returncode, 1)
        self.use_key("some")
        out, _ = self.seen()
        self.assertEqual(out["advice"]["change"], "token-covers")
        self.assertEqual(out["filed"], 0)
        self.assertGreater(out["advice"]["filed"], 8)

    def test_an_index_proves_too_and_knows_a_vacation_reply(self):
        self.config.write_text(f'[identity]\naddresses = ["ann@example.org"]\n[sent]\nfolders = ["{self.inbox}"]\n')
        _, trials = self.seen()
        self.assertEqual(self.answers(trials["Postfix, whole message"])["sent"], "proven")
        self.assertEqual(trials["vacation reply"]["own"]["verdict"], "genuine")
        self.assertEqual(trials["vacation reply"]["forged"]["verdict"], "unverifiable")
        self.assertNotEqual(self.answers(trials["Amazon SES, another Message-ID"])["sent"], "proven")

    def test_folders_of_sent_mail_keep_no_forgery_out_of_the_folder(self):
        self.use_key("all")
        without, _ = self.seen()
        with open(self.config, "a") as config:
            config.write(f'[sent]\nfolders = ["{self.inbox}"]\n')
        out, _ = self.seen()
        self.assertGreater(without["filed"], 8)
        self.assertEqual(out["filed"], without["filed"])
        self.assertGreaterEqual(out["genuine"], without["genuine"])

    def test_a_tag_in_the_envelope_tells_where_nothing_is_returned(self):
        self.use_key("some")
        with open(self.config, "a") as config:
            config.write('[envelope]\ntag = "plus"\nenvid = true\n')
        out, trials = self.seen()
        self.assertEqual(out["genuine"], len(trials))
        for name in ("nothing returned", "vacation, no In-Reply-To"):
            self.assertEqual(self.answers(trials[name])["envelope"], "proven", name)
            self.assertEqual(trials[name]["forged"]["verdict"], "unverifiable", name)
        self.assertEqual(self.answers(trials["sendmail"])["envid"], "proven")
        self.assertEqual(self.answers(trials["qmail"])["envid"], "unknown")

    def test_tries_dkim_by_a_message_that_was_really_sent(self):
        (self.home / "key.txt").write_text(RECORD)
        (self.home / "message.eml").write_text(RFC_8463)
        self.config.write_text('[identity]\naddresses = ["joe@football.example.com"]\n[[dkim]]\n'
                               f'domain = "football.example.com"\nselector = "brisbane"\npublic_key = "{self.home}/key.txt"\n')
        out, trials = self.seen()
        self.assertIn("backsift doctor FILE", " ".join(out["notes"]))
        self.assertEqual(self.answers(trials["Exim"])["dkim"], "unknown")
        _, trials = self.seen(self.home / "message.eml")
        for name in ("Postfix, whole message", "Postfix, over 50 kB", "Exim", "Gmail", "base64 copy", "message/global"):
            self.assertEqual(self.answers(trials[name])["dkim"], "proven", name)
        self.assertEqual(trials["Exim"]["forged"]["verdict"], "unverifiable")
        self.assertEqual(self.answers(trials["Amazon SES, another Message-ID"])["dkim"], "unknown", "the id was signed")
        (self.home / "message.eml").write_text("no mail\n")
        self.assertEqual(self.doctor(self.home / "message.eml").returncode, 65)

    def test_shows_what_is_wrong_with_the_installation(self):
        self.use_key("all")
        (self.home / "keys").write_text("")
        done = self.doctor()
        self.assertEqual(done.returncode, 78)
        self.use_key("all")
        (self.inbox / "new").rmdir()
        done = self.doctor()
        self.assertEqual(done.returncode, 78)
        self.assertIn(b"it lacks cur, new or tmp", done.stdout)

    def test_changes_nothing_and_leaves_nothing(self):
        self.use_key("all")
        before = {p: p.stat().st_mtime_ns for p in self.home.rglob("*") if p != self.scratch}
        self.doctor()
        self.assertEqual({p: p.stat().st_mtime_ns for p in self.home.rglob("*") if p != self.scratch}, before)
        self.assertEqual(list(self.scratch.iterdir()), [])

    def test_prints_a_table_for_people(self):
        self.use_key("all")
        text = self.doctor().stdout.decode()
        self.assertRegex(text, r"(?m)^comes back as +yours +token ")
        self.assertRegex(text, r"(?m)^Exim +genuine +proven .* inbox +backscatter +folder$")
        self.assertIn("Not covered: nothing returned; vacation reply; vacation, no In-Reply-To.", text)


if __name__ == "__main__":
    unittest.main()
