"""Years of mail as a person might have them: ordinary mail, replies of every verdict, one storm."""
import datetime
import random
import re

from support import BACKSCATTER, FORGED_AS_ANN, GENUINE, ORDINARY, SENT_BY_ANN, bounce

START = datetime.datetime(2026, 6, 1, 8, 0, tzinfo=datetime.timezone.utc)
STORM = datetime.datetime(2026, 9, 17, 3, 0, tzinfo=datetime.timezone.utc)
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>&amp;\u2028'\""
CTIME = re.compile(rb"From \S+ +[A-Z][a-z]{2} +[A-Z][a-z]{2} +\d+ +\d\d?:\d\d(:\d\d)? +\d{4}")
SUBJECTS = ["Undelivered Mail Returned to Sender", "Delivery Status Notification (Failure)", "failure notice",
            "Mail delivery failed: returning message to sender", "Undeliverable: Watches"]
TALK = ["Lunch on Friday?", "Re: the attic", "Invoice 2026-114", "Photos from the lake", "Train tickets",
        "Minutes of the meeting", "Grüße aus Wien", "読書会のお知らせ"]


def dated(mail, when, host="mx.example.net"):
    """The same mail, arrived then and written by that host."""
    arrived = when.strftime("%a, %d %b %Y %H:%M:%S +0000")
    return mail.replace("Sat, 21 Nov 2026 05:20:43 +0000", arrived).replace("mx.example.net", host)


def ordinary(subject, when):
    arrived = when.strftime("%a, %d %b %Y %H:%M:%S +0000")
    hop = f"Received: from mx.example.net by mail.example.org with ESMTP id 7 for <ann@example.org>; {arrived}\n"
    return hop + ORDINARY.replace("Re: Undelivered Mail Returned to Sender", subject)


def unverifiable(mail):
    """The reply without what it returned."""
    return mail[: mail.index("--b1\nContent-Type: message/rfc822")] + "--b1--\n"


def replies(count, chance):
    for i in range(count):
        when = START + datetime.timedelta(days=chance.triangular(0, 170, 110), minutes=chance.randrange(900))
        host = chance.choice(["mx1.example.net", "mx2.example.net", "mail.example.com", "smtp.host.test", "in.box.test"])
        kind = chance.random()
        returned = SENT_BY_ANN if kind < 0.12 else FORGED_AS_ANN
        mail = dated(bounce(returned, chance.choice(SUBJECTS)), when, host)
        yield unverifiable(mail) if kind > 0.88 else mail


def storm(count):
    for i in range(count):
        yield dated(bounce(FORGED_AS_ANN, SUBJECTS[i % 5]), STORM + datetime.timedelta(seconds=47 * i), "mx9.storm.test")


def years_of_mail(replies_wanted, ordinary_wanted, storm_wanted):
    """(text of the mail) in no order of time; the same for the same numbers."""
    chance = random.Random(8)
    yield from replies(replies_wanted, chance)
    yield from storm(storm_wanted)
    for i in range(ordinary_wanted):
        when = START + datetime.timedelta(days=chance.uniform(0, 170))
        yield ordinary(chance.choice(TALK), when)
    if storm_wanted:
        yield ordinary("The one that matters", STORM + datetime.timedelta(minutes=20))
    yield dated(bounce(SENT_BY_ANN, HOSTILE), START + datetime.timedelta(days=171))


def write_maildir(maildir, mails):
    for i, mail in enumerate(mails):
        (maildir / "cur" / f"{1780000000 + i}.M{i}P1.host:2,S").write_text(mail)


def with_from_line(mail, sender=b"MAILER-DAEMON"):
    """The mail with an mbox line before it: its own, with a date where that has none, or one by that sender."""
    if CTIME.match(mail):
        return mail
    if mail.startswith(b"From "):
        return re.sub(rb"\AFrom (\S+)[^\n]*", rb"From \1 Sat Nov 21 05:13:35 2026", mail)
    return b"From " + sender + b" Sat Nov 21 05:13:35 2026\n" + mail


def write_mbox(path, mails):
    write_mbox_bytes(path, [mail.encode() for mail in mails])


def write_mbox_bytes(path, mails):
    """mboxrd: a line of >s before "From " gets one more."""
    with open(path, "wb") as out:
        for mail in map(with_from_line, mails):
            blank = re.search(rb"\r?\n\r?\n", mail)
            body = blank.end() if blank else len(mail)
            quoted = re.sub(rb"(?m)^(>*From )", rb">\1", mail[body:])
            out.write(mail[:body] + quoted + (b"\n" if mail.endswith(b"\n") else b"\n\n"))
