"""Storm mode: the real binary, its state, and that it ends by itself."""
import subprocess
import unittest

from support import BACKSIFT, GENUINE, HomeTest, bounce, messages

# Nothing of the answered mail: nobody can tell whose it was.
NOTHING = bounce("").replace("message/rfc822", "text/plain")


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
