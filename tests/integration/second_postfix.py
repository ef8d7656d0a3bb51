"""A second private Postfix beside the first, in the same world: the outside, an MTA of strangers. It
takes mail for bounces.example.com and has no such user, so it bounces what it took."""
import os
import pwd
import socket
import subprocess

from contained import SCRATCH
from private_postfix import MASTER_CF

PORT = 2528
HOST = "mx.bounces.example.com"
ADDRESS = "192.0.2.25"  # of its own: it does not send to what it takes for itself
PLACE = SCRATCH / "second"

MAIN_CF = f"""compatibility_level = 3.6
queue_directory = {PLACE}/queue
data_directory = {PLACE}/state
maillog_file = {PLACE}/log
maillog_file_prefixes = {SCRATCH}
myhostname = {HOST}
mydestination = bounces.example.com
mynetworks = 127.0.0.1/32
inet_interfaces = {ADDRESS}
inet_protocols = ipv4
smtp_bind_address = {ADDRESS}
smtp_host_lookup = native
disable_dns_lookups = yes
smtpd_peername_lookup = yes
local_recipient_maps =
alias_maps =
alias_database =
biff = no
transport_maps = inline:{{example.net=smtp:[127.0.0.1]:25}}
default_transport = error:no outside world
smtpd_relay_restrictions = permit_mynetworks, permit_auth_destination, reject
service_throttle_time = 1s
"""


class SecondPostfix:
    def start(self):
        for path in (PLACE, PLACE / "etc", PLACE / "queue", PLACE / "state"):
            path.mkdir()
        os.chown(PLACE / "state", pwd.getpwnam("postfix").pw_uid, -1)
        (PLACE / "etc/main.cf").write_text(MAIN_CF)
        (PLACE / "etc/master.cf").write_text(MASTER_CF.replace("127.0.0.1:25 ", f"{ADDRESS}:{PORT} "))
        self.postfix("check")
        self.postfix("start")

    def stop(self):
        self.postfix("stop")

    @staticmethod
    def answers():
        try:
            socket.create_connection((ADDRESS, PORT), timeout=1).close()
            return True
        except OSError:
            return False

    @staticmethod
    def log_text():
        log = PLACE / "log"
        return log.read_text(errors="replace") if log.exists() else ""

    @staticmethod
    def postfix(verb):
        subprocess.run(["postfix", "-c", str(PLACE / "etc"), verb], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, check=False)
