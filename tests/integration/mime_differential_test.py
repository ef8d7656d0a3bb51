"""MIME structure and decoded text against an independent reader, Python's email. Each difference that
stays is in mime_differences.md with its reason: by file for our own mails, by class for others'."""
import collections
import email
import email.header
import email.policy
import json
import os
import pathlib
import re
import subprocess
import tarfile
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["BACKSIFT_SOURCE"])
DUMP = os.environ["BACKSIFT_MIME_DUMP"]
CORPUS = os.environ.get("BACKSIFT_CORPUS")


def words(text):
    return re.sub(r"[\s\0\ufeff]+", " ", text).strip()


def theirs(path):
    """The tree of types and the texts in order, as Python reads them; a message/* is a leaf here."""
    raw = pathlib.Path(path).read_bytes()
    raw = re.sub(rb"\A>?From [^\n]*\n", b"", raw)
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    texts = []

    def tree(part):
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            return [kind, [tree(p) for p in part.get_payload()]]
        if kind == "text/plain":
            texts.append(words(text_of(part)))
        return [kind, []]

    return tree(mail), texts


def text_of(part):
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset() or "us-ascii"
    for name in (charset, "utf-8"):
        try:
            return payload.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return payload.decode("windows-1252", "replace")


def ours(record):
    parts = record["parts"]
    children = collections.defaultdict(list)
    for index, part in enumerate(parts):
        children[part["parent"]].append(index)
    texts = []

    def tree(index):
        if "text" in parts[index]:
            texts.append(words(parts[index]["text"]))
        return [parts[index]["type"], [tree(i) for i in children[index]]]

    return tree(0), texts


def dump(paths):
    done = subprocess.run([DUMP, *map(str, paths)], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def difference(record):
    """None, "structure" or "text"."""
    try:
        their_tree, their_texts = theirs(record["path"])
    except Exception as error:  # email has bugs of its own on hostile mail
        return "email raises " + type(error).__name__
    our_tree, our_texts = ours(record)
    if our_tree != their_tree:
        return "structure"
    if our_texts != their_texts:
        return "text"
    return None


def listed():
    """The files named in the first table of mime_differences.md."""
    text = (SOURCE / "tests/integration/mime_differences.md").read_text()
    return set(re.findall(r"^\| `([^`]+\.eml)`", text, re.M))


class Differential(unittest.TestCase):
    def test_our_mails_are_read_as_python_reads_them(self):
        paths = sorted((SOURCE / "examples").rglob("*.eml")) + sorted((SOURCE / "tests/fuzz/seeds/mime").iterdir())
        found = {pathlib.Path(r["path"]).name: difference(r) for r in dump(paths)}
        self.assertEqual({name for name, what in found.items() if what}, listed() & set(found),
                         {name: what for name, what in found.items() if what})

    @unittest.skipUnless(CORPUS, "BACKSIFT_CORPUS is not set: no real mail at hand")
    def test_real_mail_is_read_as_python_reads_it(self):
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(pathlib.Path(CORPUS) / "corpus/dev.tar.xz") as tar:
                tar.extractall(folder)
            paths = sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file())
            differs = collections.defaultdict(list)
            for at in range(0, len(paths), 500):
                for record in dump(paths[at:at + 500]):
                    differs[difference(record)].append(str(pathlib.Path(record["path"]).relative_to(folder)))
        alike = len(differs.pop(None, []))
        print(f"{alike} of {len(paths)} mails read alike; " + ", ".join(f"{k}: {len(v)}" for k, v in sorted(differs.items())))
        if keep := os.environ.get("BACKSIFT_DIFFERENCES"):
            pathlib.Path(keep).write_text("".join(f"{k}\t{p}\n" for k, v in differs.items() for p in v))
        self.assertGreaterEqual(alike / len(paths), 0.97)


if __name__ == "__main__":
    unittest.main()
