"""A private Postfix: no systemd, its own configuration, queue and log."""
import os
import pwd
import subprocess

from contained import SCRATCH
from private_mta import REFUSING_PORT, PrivateMta

MAIN_CF = f"""compatibility_level = 3.6
queue_directory = {SCRATCH}/queue
data_directory = {SCRATCH}/state
maillog_file = {SCRATCH}/log
maillog_file_prefixes = {SCRATCH}
myhostname = mx.example.net
mydomain = example.net
mydestination = example.net
mynetworks = 127.0.0.0/8, 192.0.2.0/24
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_host_lookup = native
disable_dns_lookups = yes
smtpd_peername_lookup = no
local_recipient_maps =
alias_maps =
alias_database =
home_mailbox = Maildir/
recipient_delimiter = +
biff = no
transport_maps = inline:{{refused.example.com=smtp:[127.0.0.1]:{REFUSING_PORT}}}
default_transport = error:no outside world
smtpd_relay_restrictions = permit_mynetworks, reject
command_time_limit = 30s
# A service whose process ends in an error is left alone for a minute: then a deferred mail comes late.
service_throttle_time = 1s
"""

MASTER_CF = """127.0.0.1:25 inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

CONFIGURATION = SCRATCH / "postfix"
STATUS = {"delivered": "status=sent", "deferred": "status=deferred", "bounced": "status=bounced"}


class PrivatePostfix(PrivateMta):
    lines = None

    def start_server(self):
        for path in (CONFIGURATION, SCRATCH / "queue", SCRATCH / "state"):
            path.mkdir()
        os.chown(SCRATCH / "state", pwd.getpwnam("postfix").pw_uid, -1)
        self.write("", "")
        self.postfix("check")
        self.postfix("start")

    def stop(self):
        self.postfix("stop")
        super().stop()

    @staticmethod
    def postfix(verb):
        subprocess.run(["postfix", "-c", str(CONFIGURATION), verb], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, check=False)

    def write(self, main, master):
        """Each file in one step: a service that starts while half of one is written ends in an error."""
        for name, text in (("main.cf", MAIN_CF + main), ("master.cf", MASTER_CF + master)):
            aside = CONFIGURATION / f"{name}.new"
            aside.write_text(text)
            aside.rename(CONFIGURATION / name)
        self.lines = (main, master)

    def configure(self, main="", master=""):
        if (main, master) != self.lines:  # a reload takes two seconds
            self.write(main, master)
            self.postfix("reload")

    def count(self, outcome):
        return self.log_text().count(STATUS[outcome])

    def queue(self):
        return self.command("postqueue", "-c", str(CONFIGURATION), "-j").splitlines()

    def try_again(self):
        self.command("postqueue", "-c", str(CONFIGURATION), "-f")

    def empty_queue(self):
        self.command("postsuper", "-c", str(CONFIGURATION), "-d", "ALL")
