"""A name server of our own with a zone, for those who look names up: NSD on port 53 of a world of its own
(contained.py)."""
import socket
import struct
import subprocess

from contained import SCRATCH
from private_mta import PrivateMta

PACKAGE = "nsd"
START = "$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n"


class PrivateZone:
    """Answers for ZONE with these lines of a zone file, by UDP up to 512 octets and by TCP."""

    def __init__(self, zone, lines):
        self.place = SCRATCH / "nsd"
        self.place.mkdir()
        self.zone = zone
        self.write(lines)
        (self.place / "conf").write_text(f"""server:
  ip-address: 127.0.0.1
  server-count: 1
  username: root
  database: ""
  zonesdir: "{self.place}"
  zonelistfile: "{self.place}/list"
  pidfile: "{self.place}/pid"
  xfrdfile: "{self.place}/xfrd"
  xfrdir: "{self.place}"
remote-control:
  control-enable: no
zone:
  name: {zone}
  zonefile: zone
""")

    def write(self, lines):
        (self.place / "zone").write_text(START + lines)

    def start(self):
        self.log = open(self.place / "log", "ab")
        self.daemon = subprocess.Popen(["nsd", "-d", "-c", str(self.place / "conf")], stdout=self.log, stderr=self.log,
                                       env={"PATH": "/usr/sbin:/usr/bin"})
        PrivateMta.wait(self.answers, (self.place / "log").read_text, 20)

    def answers(self):
        """Asks who serves the zone."""
        name = b"".join(bytes([len(label)]) + label.encode() for label in self.zone.split("."))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(0.2)
            s.connect(("127.0.0.1", 53))
            try:
                s.send(struct.pack(">6H", 1, 0x0100, 1, 0, 0, 0) + name + b"\0" + struct.pack(">2H", 2, 1))
                return s.recv(512)[7] > 0
            except OSError:
                return False

    def stop(self):
        self.daemon.terminate()
        self.daemon.wait()
        self.log.close()
