"""stats: what deliver, filter and scan --apply wrote down, counted by the user's calendar."""
import json
import unittest

from support import BACKSCATTER, GENUINE, ORDINARY, HomeTest


def line(time, number, **more):
    pairs = {"id": f"{number:012x}", "kind": "bounce", "verdict": "backscatter", "proof": "absent", "place": "folder",
             "from": "<>", "host": "mx.example.net", "bytes": "1", "us": "1", **more}
    return "\t".join(["1", time] + [f"{k}={v}" for k, v in pairs.items() if v]) + "\n"


class Stats(HomeTest):
    def journal(self, *lines):
        state = self.home / ".local/state/backsift"
        state.mkdir(parents=True, exist_ok=True)
        state.chmod(0o700)
        (state / "journal").write_text("".join(lines))
        (state / "journal").chmod(0o600)
        return state / "journal"

    def stats(self, *arguments, **more):
        done = self.run_backsift("stats", *arguments, **more)
        self.assertEqual(done.returncode, 0, done)
        return done.stdout.decode()

    def counted(self, *arguments, **more):
        return json.loads(self.stats("--format", "json", *arguments, **more))

    def test_deliver_filter_and_apply_feed_it(self):
        def run(command, mail, *more):
            self.assertEqual(self.run_backsift(command, "--config", self.config, *more, stdin=mail).returncode, 0)
        run("deliver", BACKSCATTER, "--inbox", self.inbox)
        run("deliver", GENUINE, "--inbox", self.inbox)
        run("filter", ORDINARY)
        (self.inbox / "cur/1.x:2,").write_text(BACKSCATTER)
        run("scan", b"", "--apply", self.inbox)
        total = self.counted()["total"]
        self.assertEqual(total["messages"], 4)
        self.assertEqual(total["verdicts"], {"ordinary": 1, "genuine": 1, "backscatter": 2, "unverifiable": 0})
        self.assertEqual(total["kinds"]["bounce"]["backscatter"], 2)
        self.assertEqual(total["proofs"]["absent"], 2)
        self.assertEqual(total["in_folder"], 2)
        self.assertEqual([h["host"] for h in self.counted()["hosts"]], ["mx.example.net"])
        text = self.stats()
        self.assertIn("mx.example.net", text)
        self.assertIn("absent", text)

    def test_a_message_that_was_moved_and_moved_back_counts_once(self):
        config = self.config.read_text()
        self.config.write_text(config.replace('covers = "all"\nsince  = 2026-01-01', 'covers = "some"'))
        self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, stdin=BACKSCATTER)
        self.assertEqual(self.counted()["total"]["verdicts"]["unverifiable"], 1)
        self.config.write_text(config)
        self.run_backsift("scan", "--config", self.config, "--apply", self.inbox)
        total = self.counted()["total"]
        self.assertEqual((total["messages"], total["in_folder"], total["verdicts"]["backscatter"]), (1, 1, 1))
        self.run_backsift("undo")
        total = self.counted()["total"]
        self.assertEqual((total["messages"], total["in_folder"]), (1, 0))

    def test_it_counts_by_the_users_calendar(self):
        # In Berlin the clocks went back on 2026-10-25; New York is four, then five hours behind.
        self.journal(line("2026-10-24T22:30:00Z", 1), line("2026-10-25T22:30:00Z", 2), line("2026-10-25T23:30:00Z", 3),
                     line("2026-12-31T23:30:00Z", 4))
        def periods(by, zone):
            return [(p["period"], p["messages"]) for p in self.counted("--by", by, TZ=zone)["periods"]]
        self.assertEqual(periods("day", "Europe/Berlin"), [("2026-10-25", 2), ("2026-10-26", 1), ("2027-01-01", 1)])
        self.assertEqual(periods("day", "America/New_York"), [("2026-10-24", 1), ("2026-10-25", 2), ("2026-12-31", 1)])
        self.assertEqual(periods("day", "UTC"), [("2026-10-24", 1), ("2026-10-25", 2), ("2026-12-31", 1)])
        self.assertEqual(periods("week", "Europe/Berlin"), [("2026-W43", 2), ("2026-W44", 1), ("2026-W53", 1)])
        self.assertEqual(periods("month", "Europe/Berlin"), [("2026-10", 3), ("2027-01", 1)])
        since = self.counted("--since", "2026-10-26", TZ="Europe/Berlin")["total"]["messages"]
        self.assertEqual(since, 2)

    def test_stored_mail_counts_when_it_came(self):
        self.journal(line("2026-11-21T10:00:00Z", 1, arrived="2019-05-01T10:00:00Z", run="r"))
        self.assertEqual(self.counted("--by", "month", TZ="UTC")["periods"][0]["period"], "2019-05")

    def test_a_sparkline_shows_quiet_days_too(self):
        self.journal(line("2026-11-01T10:00:00Z", 1), *[line("2026-11-04T10:00:00Z", n) for n in range(2, 10)])
        self.assertIn("▁  █", self.stats(TZ="UTC"))

    def test_the_page_and_the_table_of_a_scan(self):
        self.journal(line("2026-11-01T10:00:00Z", 1, subject="<script>alert(1)</script>"))
        page = self.stats("--format", "html")
        self.assertTrue(page.lower().startswith("<!doctype html>"))
        self.assertNotIn("<script>alert", page)
        self.assertEqual(len(self.stats("--format", "csv").splitlines()), 2)

    def test_a_line_cut_off_by_a_crash_costs_one_line(self):
        journal = self.journal(line("2026-11-01T10:00:00Z", 1), line("2026-11-01T10:00:00Z", 2)[:40])
        self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, stdin=ORDINARY)
        done = self.run_backsift("stats", "--format", "json")
        self.assertEqual(json.loads(done.stdout)["total"]["messages"], 2)
        self.assertIn(b"could not be read: 1", done.stderr)

    def test_wrong_words_are_refused(self):
        self.assertEqual(self.run_backsift("stats", "--by", "year").returncode, 64)
        self.assertEqual(self.run_backsift("stats", "--since", "yesterday").returncode, 64)
        self.assertIn("no message", self.stats())


if __name__ == "__main__":
    unittest.main()
