"""Marking by a real Exim: what a transport sends bears the field or the token."""
import pathlib
import re
import shutil
import subprocess
import unittest

import contained
import mark_world
import private_exim
from mark_world import LETTER, TOKEN, kept_mail, snippet
from mta_world import running
from support import needs

BESIDE = (private_exim.PACKAGE,)
WHY_NOT = contained.why_not("smtp-sink", "ip", "setpriv", "openssl", beside=BESIDE)
EXIM_NUMBER = 2002
ROUTER = """keeping:
  driver = manualroute
  domains = kept.example.com
  transport = remote_smtp
  route_list = * 127.0.0.1
  self = send
"""
TRANSPORT = f"""remote_smtp:
  driver = smtp
  port = {mark_world.KEEPING_PORT}
  allow_localhost
  hosts_try_fastopen =
"""


@needs(not WHY_NOT, WHY_NOT)
class Transport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mta = running(private_exim.PrivateExim)
        if not mark_world.KEPT.exists():
            mark_world.keep_outside(cls.mta)
        cls.config = mark_world.make_key(pathlib.Path("/etc/backsift"), EXIM_NUMBER, mark_world.install())

    def send(self, subject, lines):
        self.mta.configure(routers=ROUTER, transports=TRANSPORT + lines)
        self.mta.send("ann@example.net", "bob@kept.example.com", LETTER.format(subject=subject))
        return kept_mail(self.mta, subject)

    def test_writes_a_static_field(self):
        self.assertEqual(self.send("static", snippet("exim/mark-static")).count("X-Your-Special-Header: With its content\n"), 1)

    def test_writes_a_token_for_each_message(self):
        one, two = (re.findall(TOKEN, self.send(f"each-{n}", snippet("exim/mark-each"))) for n in ("one", "two"))
        self.assertEqual((len(one), len(two)), (1, 1))
        self.assertNotEqual(one, two)

    def test_exims_own_dkim_signs_what_is_marked(self):
        """As `token show --for exim` says."""
        key = contained.SCRATCH / "exim/dkim.pem"
        subprocess.run(["openssl", "genrsa", "-out", str(key), "2048"], check=True, capture_output=True)
        shutil.chown(key, EXIM_NUMBER)
        sign = f"\n  dkim_domain = example.net\n  dkim_selector = s1\n  dkim_private_key = {key}\n  dkim_sign_headers = From:{{}}\n"
        for way, name in (("mark-static", "X-Your-Special-Header"), ("mark-each", "X-Mark")):
            sent = self.send(f"signed-{way}", snippet(f"exim/{way}") + sign.format(name))
            self.assertRegex(sent, rf"(?m)^DKIM-Signature:.*\n?.* h=({name}:From|From:{name});", way)

    def test_in_trouble_the_mail_goes_out_unmarked(self):
        good = self.config.read_text()
        self.config.write_text("no toml [")
        self.addCleanup(self.config.write_text, good)
        self.assertNotRegex(self.send("in-trouble", snippet("exim/mark-each")), TOKEN)


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter(BESIDE)
    unittest.main()
