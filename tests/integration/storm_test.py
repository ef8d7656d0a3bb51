"""Storm mode: the real binary, its state, and that it ends by itself."""
import email.utils
import subprocess
import time
import unittest

from support import BACKSIFT, GENUINE, SENT_BY_ANN, HomeTest, bounce, make_maildir, messages

# Nothing of the answered mail: nobody can tell whose it was.
NOTHING = bounce("").replace("message/rfc822", "text/plain").replace("bob@example.net", "nobody@example.net")
NOW = email.utils.formatdate()


class Storm(HomeTest):
    def setUp(self):
        super().setUp()
        self.set_storm(5)

    def set_storm(self, most, more=""):
        text = self.config.read_text().split("[policy]")[0]
        self.config.write_text(f"{text}[policy]\nstorm = {most}\n{more}")

    def deliver(self, mail, *more):
        done = self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, *more, stdin=mail)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def where(self):
        return len(messages(self.inbox)), len(messages(self.folder))

    def state(self):
        return self.home / ".local/state/backsift/storm"

    def test_it_files_what_exceeds_the_bound_and_says_so(self):
        for _ in range(8):
            self.deliver(NOTHING)
        self.assertEqual(self.where(), (5, 3))
        journal = (self.home / ".local/state/backsift/journal").read_text().splitlines()
        self.assertEqual(["storm" in line for line in journal], [False] * 5 + [True] * 3)

    def test_explain_says_that_it_acted(self):
        from datetime import datetime, timedelta, timezone
        for _ in range(6):
            self.deliver(NOTHING)
        soon = (datetime.now(timezone.utc) + timedelta(seconds=2)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        mail = NOTHING.replace("Sat, 21 Nov 2026 05:20:43 +0000", soon, 1)
        said = self.run_backsift("explain", "--config", self.config, stdin=mail).stdout.decode()
        self.assertIn("storm", said)

    def test_it_touches_neither_other_kinds_nor_what_can_be_told(self):
        for _ in range(6):
            self.deliver(NOTHING)
        self.assertEqual(self.where(), (5, 1))
        self.deliver(GENUINE)
        self.assertEqual(self.where(), (6, 1))
        self.deliver(NOTHING.replace("Action: failed", "Action: delayed").replace("Status: 5.1.1", "Status: 4.4.1")
                     .replace("Undelivered Mail Returned to Sender", "Delayed Mail (still being retried)"))
        self.assertEqual(self.where(), (7, 1))

    def test_it_ends_when_the_hour_is_over(self):
        for _ in range(6):
            self.deliver(NOTHING)
        lines = self.state().read_text().splitlines()
        self.state().write_text("".join(f"{int(l.split()[0]) - 3600} {l.split()[1]}\n" for l in lines))
        self.deliver(NOTHING)
        self.assertEqual(self.where(), (6, 1))

    def test_it_needs_something_that_true_replies_could_be_known_by(self):
        self.config.write_text('[identity]\naddresses = ["ann@example.org"]\n[policy]\nstorm = 5\n')
        for _ in range(8):
            self.deliver(NOTHING)
        self.assertEqual(self.where(), (8, 0))

    def test_the_user_can_forbid_it(self):
        self.set_storm(0)
        for _ in range(8):
            self.deliver(NOTHING)
        self.assertEqual(self.where(), (8, 0))
        self.set_storm(5, 'bounce = "inbox"\n')
        for _ in range(8):
            self.deliver(NOTHING)
        self.assertEqual(self.where(), (16, 0))

    def test_a_state_that_cannot_be_used_costs_no_mail(self):
        self.state().mkdir(parents=True)
        for _ in range(7):
            self.deliver(NOTHING)
        self.assertEqual(self.where(), (7, 0))

    def keep_index(self, *sent):
        """An index of these in [sent], which covers some, and a storm that blows."""
        folder = make_maildir(self.home / "Sent")
        for i, mail in enumerate(sent):
            (folder / f"cur/{i}.host:2,S").write_text(mail)
        self.config.write_text(f'[identity]\naddresses = ["ann@example.org"]\n[sent]\nfolders = ["{folder}"]\n[policy]\nstorm = 5\n')
        self.assertEqual(self.run_backsift("sent", "update", "--config", self.config).returncode, 0)
        for _ in range(6):
            self.deliver(NOTHING)
        self.assertEqual(self.where(), (5, 1))

    def test_it_files_nothing_while_the_index_of_sent_mail_is_broken(self):
        self.keep_index(SENT_BY_ANN)
        index = self.home / ".local/state/backsift/sent"
        counted = self.state().read_text()
        good = (index / "key").read_bytes()
        (index / "key").write_bytes(b"cut")
        for _ in range(3):
            self.deliver(NOTHING)
        self.assertEqual(self.where(), (8, 1))
        self.assertEqual(self.state().read_text(), counted, "what is told by nothing of ours makes no storm")
        (index / "key").write_bytes(good)
        self.deliver(NOTHING)
        self.assertEqual(self.where(), (8, 2))

    def test_it_has_the_index_brought_up_to_date_before_it_files(self):
        self.keep_index()
        (self.home / "Sent/cur/9.host:2,S").write_text(SENT_BY_ANN)
        time.sleep(1.1)  # what came in the second of an update counts as known to it
        # Ours, to somebody to whom it did not go as far as anybody can tell: unverifiable, but tied.
        self.deliver(GENUINE.replace("rfc822; bob@", "rfc822; eve@").replace("Sat, 21 Nov 2026 05:20:43 +0000", NOW, 1))
        self.assertEqual(self.where(), (6, 1))

    def test_it_leaves_reports_about_people_we_lately_wrote_to(self):
        """Nothing came back of the letters to a whole club, but each report names a member."""
        today = SENT_BY_ANN.replace("Sat, 21 Nov 2026 05:20:38 +0000", NOW)
        self.assertIn(NOW, today)
        self.keep_index(today)
        self.deliver(NOTHING.replace("nobody@example.net", "bob@example.net"))
        self.assertEqual(self.where(), (6, 1))
        self.deliver(NOTHING)
        self.assertEqual(self.where(), (6, 2))

    def test_many_at_once_lose_no_mail(self):
        running = [subprocess.Popen([BACKSIFT, "deliver", "--config", self.config, "--inbox", self.inbox],
                                    stdin=subprocess.PIPE, env=self.environment()) for _ in range(30)]
        for process in running:
            process.stdin.write(NOTHING.encode())
            process.stdin.close()
        self.assertEqual([process.wait(60) for process in running], [0] * 30)
        self.assertEqual(sum(self.where()), 30)
        self.assertEqual(len(self.state().read_text().splitlines()), 30)


if __name__ == "__main__":
    unittest.main()
