"""`backsift init --dkim`: a DKIM key from a real name server, and what comes when there is none."""
import base64
import contextlib
import socket
import subprocess
import threading
import tomllib
import unittest

import contained
import private_zone
from support import BACKSIFT, SOURCE, HomeTest, bounce, needs

BESIDE = (private_zone.PACKAGE,)
WHY_NOT = contained.why_not("ip", "openssl", "strace", beside=BESIDE)
ZONE = "football.example.com"  # of RFC 8463, whose key and message these are
RFC_8463 = (SOURCE / "tests/fuzz/seeds/dkim/rfc8463").read_text().split("\n\n")[0] + "\n\nHi.\n\nWe lost the game.  Are you hungry yet?\n\nJoe.\n"
ED25519 = '"v=DKIM1; k=ed25519; " "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="'


def key(selector="brisbane", domain=ZONE):
    return f"{selector}._domainkey.{domain}"


def rsa_record():
    """A key of 4096 bits, and its record in strings of 200: more than UDP carries."""
    secret = subprocess.run(["openssl", "genrsa", "4096"], capture_output=True, check=True).stdout
    public = subprocess.run(["openssl", "rsa", "-pubout", "-outform", "DER"], input=secret, capture_output=True, check=True).stdout
    text = "v=DKIM1; k=rsa; p=" + base64.b64encode(public).decode()
    return text, " ".join(f'"{text[i:i + 200]}"' for i in range(0, len(text), 200))


@needs(not WHY_NOT, WHY_NOT)
class DkimFetch(HomeTest):
    @classmethod
    def setUpClass(cls):
        cls.rsa, strings = rsa_record()
        cls.lines = f"""brisbane._domainkey TXT {ED25519}
rsa._domainkey TXT ( {strings} )
elsewhere._domainkey CNAME brisbane._domainkey
nowhere._domainkey CNAME not-there
spf._domainkey TXT "v=spf1 -all"
withdrawn._domainkey TXT "v=DKIM1; p="
twice._domainkey TXT {ED25519}
twice._domainkey TXT "v=DKIM1;k=ed25519;p=O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik="
address._domainkey A 192.0.2.1
"""
        cls.dns = private_zone.PrivateZone(ZONE, cls.lines)
        cls.dns.start()
        cls.addClassCleanup(cls.dns.stop)

    def setUp(self):
        super().setUp()
        self.config.unlink()
        self.written = self.home / ".config/backsift/config.toml"

    def fetch(self, name, *more):
        return self.run_backsift("init", "--dkim", name, "--address", f"joe@{ZONE}", *more, USER="joe")

    def fails(self, name, status, *sentences):
        done = self.fetch(name, "--yes")
        self.assertEqual(done.returncode, status, done)
        for sentence in sentences:
            self.assertIn(sentence, done.stderr.decode())
        self.assertFalse((self.home / ".config").exists())

    @contextlib.contextmanager
    def another_server(self, answer):
        """On UDP answers each question by `answer(question)`; on TCP takes connections and says nothing."""
        self.dns.stop()
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.create_server(("127.0.0.1", 53), reuse_port=True):
                udp.bind(("127.0.0.1", 53))

                def serve():
                    while True:
                        question, sender = udp.recvfrom(4096)
                        if not question:
                            return
                        if reply := answer(question):
                            udp.sendto(reply, sender)
                thread = threading.Thread(target=serve)
                thread.start()
                yield
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
                    end.sendto(b"", ("127.0.0.1", 53))
                thread.join()
        finally:
            self.dns.start()

    def test_a_fetched_key_proves_a_bounce_without_the_network(self):
        done = self.fetch(key().upper() + ".", "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        path = self.written.parent / f"brisbane.{ZONE}.pub"
        self.assertIn(f"Stored the key brisbane of {ZONE} in {path}.", done.stdout.decode())
        self.assertEqual(tomllib.loads(self.written.read_text())["dkim"],
                         [{"domain": ZONE, "selector": "brisbane", "public_key": f"~/.config/backsift/brisbane.{ZONE}.pub"}])
        self.assertEqual(self.run_backsift("check").returncode, 0)
        trace = self.home / "trace"
        mail = bounce(RFC_8463).replace("ann@example.org", f"joe@{ZONE}").replace("bob@example.net", "suzie@shopping.example.net")
        told = subprocess.run(["strace", "-f", "-e", "trace=network", "-o", str(trace), BACKSIFT, "explain"],
                              input=mail.encode(), capture_output=True,
                              env=self.environment(), timeout=60)
        self.assertRegex(told.stdout, rb"dkim +proven")
        self.assertIn(b"genuine", told.stdout)
        self.assertNotIn("socket(", trace.read_text())

    def test_a_key_too_long_for_udp_comes_whole(self):
        self.assertEqual(self.fetch(key("rsa"), "--yes", "--dkim", key()).returncode, 0)
        self.assertEqual(len(tomllib.loads(self.written.read_text())["dkim"]), 2)
        self.assertIn(f'"{self.rsa}"', (self.written.parent / f"rsa.{ZONE}.pub").read_text())
        self.assertEqual(self.run_backsift("check").returncode, 0)

    def test_a_cname_is_followed(self):
        self.assertEqual(self.fetch(key("elsewhere"), "--yes").returncode, 0)
        self.assertIn("11qYAYKxCrfVS", (self.written.parent / f"elsewhere.{ZONE}.pub").read_text())

    def test_what_is_no_key_is_refused_and_nothing_is_written(self):
        self.fails(key("nobody"), 66, f"no name {key('nobody')}", "s= and d=")
        self.fails(key("nowhere"), 66)
        self.fails(key("address"), 66, "no TXT record")
        self.fails(key("spf"), 78, "no DKIM key that can be used: v=spf1 -all")
        self.fails(key("withdrawn"), 78, "v=DKIM1; p=")
        self.fails(key("twice"), 78, "more than one key")
        self.fails(key(domain="other.example"), 75, "no name server could answer")
        self.fails("brisbane", 64, "SELECTOR._domainkey.DOMAIN")

    def test_a_config_that_is_there_stays_and_a_changed_key_replaces_the_old(self):
        self.written.parent.mkdir(parents=True)
        self.written.write_text("# mine\n")
        path = self.written.parent / f"brisbane.{ZONE}.pub"
        done = self.fetch(key())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(tomllib.loads(done.stdout.decode().split("write into it:\n", 1)[1])["dkim"][0]["selector"], "brisbane")
        self.assertIn(b"no change", self.fetch(key()).stdout)
        path.write_text("before\n")
        self.assertIn(b"Stored", self.fetch(key()).stdout)
        self.assertIn("11qYAYKxCrfVS", path.read_text())
        self.assertEqual(path.with_name(path.name + ".old").read_text(), "before\n")
        self.assertEqual(self.written.read_text(), "# mine\n")

    def test_a_dry_run_asks_and_writes_nothing(self):
        done = self.fetch(key(), "--dry-run")
        self.assertIn('selector = "brisbane"', done.stdout.decode())
        self.assertFalse((self.home / ".config").exists())

    def test_without_a_server_it_says_so(self):
        self.dns.stop()
        try:
            self.fails(key(), 75, "no name server could answer", "--dkim-record")
        finally:
            self.dns.start()

    def test_a_server_that_is_silent_is_not_waited_for(self):
        with self.another_server(lambda question: None):
            self.fails(key(), 75, "no name server")

    def test_a_server_that_cuts_short_and_is_silent_on_tcp_is_not_waited_for(self):
        with self.another_server(lambda question: question[:2] + b"\x83\x80" + question[4:]):
            self.fails(key(), 75, "within 5 seconds")

    def test_an_answer_that_is_rubbish_is_refused(self):
        with self.another_server(lambda question: question[:2] + b"\x81\x80" + question[4:6] + b"\x00\x09\0\0\0\0" + question[12:] + b"\xc0"):
            self.fails(key(), 65, "cannot be read")


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter(BESIDE)
    unittest.main()
