"""A DNS server of our own with a list of hosts, as mail servers ask it: rbldnsd on port 53 of a world of
its own (contained.py)."""
import socket
import struct
import subprocess

from contained import SCRATCH, add_user
from private_mta import PrivateMta

PACKAGE = "rbldnsd"
ZONE = "backscatter.example"


class PrivateDnsList:
    """Lists these addresses in ZONE."""

    def __init__(self, listed):
        add_user("rbldns", 2010)
        self.place = SCRATCH / "dns"
        self.place.mkdir(exist_ok=True)
        (self.place / "list").write_text("\n".join([":127.0.0.2:listed", *listed, ""]))

    def start(self):
        self.daemon = subprocess.Popen(["rbldnsd", "-q", "-n", "-b", "127.0.0.1/53", "-w", str(self.place),
                                        f"{ZONE}:ip4set:list"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"PATH": "/usr/sbin:/usr/bin"})
        PrivateMta.wait(self.answers, lambda: "rbldnsd does not answer", 20)

    @staticmethod
    def answers():
        """Asks for the zone's first test entry, as RFC 5782 has it; any answer will do."""
        name = b"".join(bytes([len(label)]) + label.encode() for label in f"2.0.0.127.{ZONE}".split("."))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(0.2)
            s.connect(("127.0.0.1", 53))
            try:
                s.send(struct.pack(">6H", 1, 0x0100, 1, 0, 0, 0) + name + b"\0" + struct.pack(">2H", 1, 1))
                return bool(s.recv(512))
            except OSError:
                return False

    def stop(self):
        self.daemon.terminate()
        self.daemon.wait()
