"""The packages: what cpack makes, on a root with nothing else in it."""
import gzip
import os
import pathlib
import shutil
import subprocess
import tarfile
import tempfile
import unittest

from support import BACKSCATTER, BACKSIFT, CONFIG, GENUINE, ORDINARY, HomeTest, make_maildir, messages, needs

BUILD = pathlib.Path(BACKSIFT).resolve().parents[1]
ROOT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def run(*arguments, **more):
    return subprocess.run([*map(str, arguments)], capture_output=True, timeout=300, **more)


class Packages(HomeTest):
    @classmethod
    def setUpClass(cls):
        cls.out = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="backsift-package-")))
        done = run("cpack", "-B", cls.out, cwd=BUILD)
        assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
        cls.deb, = cls.out.glob("*.deb")
        cls.tarball, = cls.out.glob("*.tar.gz")

    def test_the_tarball_holds_a_binary_that_runs_alone(self):
        shutil.unpack_archive(self.tarball, self.home / "t")
        top, = (self.home / "t").iterdir()
        self.assertEqual(run(top / "bin/backsift", "version", env={}).stdout, self.run_backsift("version").stdout)
        self.assertTrue((top / "share/man/man1/backsift-scan.1").exists())

    def test_every_file_bears_the_day_of_the_version_and_roots_name(self):
        with tarfile.open(self.tarball) as tar:
            self.assertEqual(len({member.mtime for member in tar}), 1)
        listed = run("dpkg-deb", "-c", self.deb).stdout.decode().splitlines()
        self.assertEqual({line.split()[1] for line in listed}, {"root/root"})
        self.assertEqual(len({tuple(line.split()[3:5]) for line in listed}), 1)

    @needs(shutil.which("lintian"), "lintian is not installed (contrib/packages test installs it)")
    def test_lintian_finds_no_error_and_no_warning(self):
        done = run("lintian", "--allow-root", "--fail-on", "error,warning", self.deb, env={"PATH": ROOT_PATH, "HOME": str(self.home)})
        self.assertEqual((done.returncode, done.stdout), (0, b""), done.stderr)

    def test_cmake_install_honours_a_prefix(self):
        done = run("cmake", "--install", BUILD, "--prefix", self.home / "own")
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in ("bin/backsift", "share/man/man5/backsift.toml.5", "share/zsh/site-functions/_backsift",
                     "share/bash-completion/completions/backsift", "share/doc/backsift/examples/config.toml"):
            self.assertTrue((self.home / "own" / path).exists(), path)


class Installed(HomeTest):
    """dpkg installs the package into a root that holds nothing, and the program works there."""

    def setUp(self):
        super().setUp()
        done = run("cpack", "-G", "DEB", "-B", self.home / "out", cwd=BUILD)
        self.assertEqual(done.returncode, 0, done.stderr)
        deb, = (self.home / "out").glob("*.deb")
        self.root = self.home / "root"
        for folder in ("var/lib/dpkg/updates", "var/lib/dpkg/info", "tmp", "home/ann/.config/backsift"):
            (self.root / folder).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        done = self.as_root("dpkg", f"--root={self.root}", "--force-not-root", "--log=/dev/null", "-i", deb)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.inbox = make_maildir(self.root / "home/ann/Maildir")
        config = self.root / "home/ann/.config/backsift/config.toml"
        config.write_text(CONFIG)
        config.chmod(0o600)

    def as_root(self, *arguments, **more):
        prefix = [] if os.geteuid() == 0 else ["unshare", "--map-root-user"]
        return run(*prefix, *arguments, env={"PATH": ROOT_PATH, "HOME": "/home/ann"}, **more)

    def inside(self, *arguments, stdin=""):
        return self.as_root("chroot", self.root, "/usr/bin/backsift", *arguments, input=stdin.encode())

    def test_the_three_uses_on_a_root_without_libraries(self):
        (self.inbox / "cur/1.old:2,S").write_text(BACKSCATTER)
        scanned = self.inside("scan", "/home/ann/Maildir")
        self.assertEqual(scanned.returncode, 0, scanned.stderr)
        self.assertIn(b"1 do not", scanned.stdout)

        self.assertEqual([self.inside("classify", stdin=mail).returncode for mail in (BACKSCATTER, GENUINE, ORDINARY)], [0, 10, 1])

        (self.inbox / "cur/1.old:2,S").unlink()
        for mail in (BACKSCATTER, GENUINE, ORDINARY):
            done = self.inside("deliver", "--inbox", "/home/ann/Maildir", stdin=mail)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.assertEqual(messages(self.inbox / ".Backscatter"), [BACKSCATTER.encode()])
        self.assertEqual(len(messages(self.inbox)), 2)

    def test_the_manual_and_the_completions_are_where_debian_looks(self):
        page = self.root / "usr/share/man/man1/backsift-deliver.1.gz"
        self.assertIn(b".Sh EXIT STATUS", gzip.decompress(page.read_bytes()))
        for path in ("bash-completion/completions/backsift", "zsh/vendor-completions/_backsift", "doc/backsift/copyright",
                     "doc/backsift/changelog.gz", "doc/backsift/examples/procmail/backsift.procmailrc"):
            self.assertTrue((self.root / "usr/share" / path).exists(), path)


if __name__ == "__main__":
    unittest.main()
