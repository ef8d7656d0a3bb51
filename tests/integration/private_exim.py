"""A private Exim: unpacked beside Postfix, with its own configuration, queue and log."""
import os
import pathlib
import re
import signal

from contained import SCRATCH, add_user
from private_mta import REFUSING_PORT, PrivateMta

PACKAGE = "exim4-daemon-light"
CONFIGURATION = pathlib.Path("/etc/exim4/exim4.conf")  # what Debian's binary reads; /etc is our own here
ACCEPT_ALL = "accept\n"


def main_part(place):
    return f"""primary_hostname = mx.example.net
qualify_domain = example.net
domainlist local_domains = example.net
spool_directory = {place}/queue
log_file_path = {place}/%s.log
pid_file_path = {place}/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = 25
tls_advertise_hosts =
host_lookup =
rfc1413_query_timeout = 0s
never_users = root
keep_environment =
acl_smtp_rcpt = at_rcpt
"""


# As in Debian's own configuration.
USERS_FORWARD = """userforward:
  driver = redirect
  domains = +local_domains
  check_local_user
  file = $home/.forward
  no_verify
  no_expn
  check_ancestor
  pipe_transport = address_pipe
"""
OUTSIDE = f"""outside:
  driver = manualroute
  domains = refused.example.com
  transport = refusing
  route_list = * 127.0.0.1
  self = send
"""
TRANSPORTS = f"""address_pipe:
  driver = pipe
  return_fail_output
refusing:
  driver = smtp
  port = {REFUSING_PORT}
  allow_localhost
  hosts_try_fastopen =
"""

STARTED = "daemon started"
MARK = {"delivered": " => ", "deferred": " == ", "bounced": " ** "}


class PrivateExim(PrivateMta):
    def __init__(self):
        super().__init__()
        self.place = SCRATCH / "exim"
        self.log = self.place / "main.log"
        self.daemon = None
        self.received_by = None

    def start_server(self):
        add_user("Debian-exim", 2002)
        self.place.mkdir()
        (self.place / "queue").mkdir()
        for path in (self.place, self.place / "queue"):
            os.chown(path, 2002, 2002)
        CONFIGURATION.parent.mkdir(exist_ok=True)
        self.configure()
        self.daemon = self.run_beside(["exim4", "-bdf"])

    def configure(self, acl=ACCEPT_ALL, routers=USERS_FORWARD, transports="", main=""):
        """Every delivery reads it anew; the daemon, which receives, when it is told."""
        aside = CONFIGURATION.with_suffix(".new")
        aside.write_text(f"{main_part(self.place)}{main}\nbegin acl\nat_rcpt:\n{acl}\nbegin routers\n{OUTSIDE}\n{routers}\n"
                         f"begin transports\n{TRANSPORTS}\n{transports}\nbegin retry\n* * F,2h,1h\n")
        aside.rename(CONFIGURATION)
        if self.daemon and (acl, main) != self.received_by:
            started = self.log_text().count(STARTED)
            self.daemon.send_signal(signal.SIGHUP)
            self.wait(lambda: self.log_text().count(STARTED) > started and self.answers(25), self.log_text)
        self.received_by = (acl, main)

    def count(self, outcome):
        return self.log_text().count(MARK[outcome])

    def queue(self):
        return self.command("exim4", "-bpr").splitlines()

    def try_again(self):
        self.command("exim4", "-qff")

    def empty_queue(self):
        waiting = self.command("exim4", "-bpru").split()
        waiting = [word for word in waiting if re.fullmatch(r"\w{6}-\w{6}-\w{2}", word)]
        if waiting:
            self.command("exim4", "-Mrm", *waiting)
