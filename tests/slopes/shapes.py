"""Hostile mail by shape: each function makes a mail of about `size` bytes that presses one spot.

A shape is written so that a reader which looks twice at everything would show it: what repeats is
what a loop, a search or a pattern might start again from.
"""
import base64

HEAD = (b"From: MAILER-DAEMON@mx.example.net\nTo: ann@example.org\nSubject: Undelivered Mail Returned to Sender\n"
        b"Date: Sat, 21 Nov 2026 05:20:40 +0000\nMessage-ID: <1@mx.example.net>\n")
HOP = (b"Received: from a.example.net (a.example.net [192.0.2.7])\n\tby mx.example.net (Postfix) with ESMTP id 4F1"
       b" for <ann@example.org>;\n\tSat, 21 Nov 2026 05:20:40 +0000\n")
REPORT = HEAD + b'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
NOTICE = b"--b\n\nThis is the mail system. Your message could not be delivered.\n\n"
MARK = b"X-Your-Special-Header"
FORGED = (b"From: Ann <ann@example.org>\nTo: bob@example.net\nSubject: watches\nDate: Sat, 21 Nov 2026 05:20:38 +0000\n"
          b"Message-ID: <2@a.example.net>\n")
BODY = b"\nYour message could not be delivered.\n"


def filled(piece, size):
    return (piece * (size // len(piece) + 1))[:size]


def pieces(piece, size):
    """Whole pieces only; with "%d" in it they are numbered."""
    if b"%d" not in piece:
        return piece * max(1, size // len(piece))
    out, length, number = [], 0, 0
    while length < size:
        out.append(piece.replace(b"%d", b"%d" % number))
        length += len(out[-1])
        number += 1
    return b"".join(out)


def typed(content_type, body, encoding=b"7bit"):
    return (HEAD + b"MIME-Version: 1.0\nContent-Type: " + content_type + b"\nContent-Transfer-Encoding: "
            + encoding + b"\n\n" + body)


def deep(size):
    out = [HEAD + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=n0\n\n"]
    length, level = 0, 0
    while length < size:
        out.append(b"--n%d\nContent-Type: multipart/mixed; boundary=n%d\n\n" % (level, level + 1))
        length += len(out[-1])
        level += 1
    return b"".join(out)


def returned(text):
    return REPORT + NOTICE + b"--b\nContent-Type: message/rfc822\n\n" + text + b"\n--b--\n"


def report(fields):
    return (REPORT + NOTICE + b"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
            + fields + b"\n--b--\n")


SHAPES = {
    "one long line": lambda n: HEAD + b"\n" + filled(b"could not be delivered to ", n),
    "one long line without blanks": lambda n: HEAD + b"\n" + filled(b"a", n),
    "short lines": lambda n: HEAD + b"\n" + filled(b"a\n", n),
    "empty lines": lambda n: HEAD + b"\n" + filled(b"\n", n),
    "lone carriage returns": lambda n: HEAD.replace(b"\n", b"\r") + b"\r" + filled(b"a\r", n),
    "NUL": lambda n: HEAD + b"\n" + filled(b"\0", n),
    "header that never ends": lambda n: filled(b"a", n),
    "header lines without colon": lambda n: HEAD + filled(b"no colon here\n", n),
    "one long field": lambda n: HEAD + b"X-Long: " + filled(b"a ", n) + b"\n" + BODY,
    "one long subject": lambda n: b"Subject: " + filled(b"undelivered ", n) + b"\n" + HEAD + BODY,
    "one long field name": lambda n: HEAD + filled(b"X", n) + b": a\n" + BODY,
    "many fields": lambda n: HEAD + pieces(b"X-Field-%d: value\n", n) + BODY,
    "many fields of one name": lambda n: HEAD + pieces(b"X-Failed-Recipients: a@example.net\n", n) + BODY,
    "many Received": lambda n: pieces(HOP, n) + HEAD + BODY,
    "one long Received": lambda n: b"Received: from " + filled(b"a (b [192.0.2.1]) by ", n) + b"\n" + HEAD + BODY,
    "Received full of brackets": lambda n: b"Received: from a " + filled(b"(", n) + b"\n" + HEAD + BODY,
    "folded lines": lambda n: HEAD + b"X-Folded: a\n" + filled(b" a\n", n) + BODY,
    "folded blanks": lambda n: HEAD + b"X-Folded: a\n" + filled(b" \n", n) + BODY,
    "many addresses": lambda n: b"To: " + pieces(b"a%d@example.org, ", n) + b"\n" + HEAD + BODY,
    "address comments": lambda n: b"To: " + filled(b"(", n) + b"\n" + HEAD + BODY,
    "address quotes": lambda n: b"To: " + filled(b'"\\"<', n) + b"\n" + HEAD + BODY,
    "many Message-IDs": lambda n: b"References: " + pieces(b"<%d@example.org> ", n) + b"\n" + HEAD + BODY,
    "Message-ID that never closes": lambda n: b"References: " + filled(b"<", n) + b"\n" + HEAD + BODY,
    "RFC 2047 chain": lambda n: b"Subject: " + filled(b"=?utf-8?Q?a_b?= ", n) + b"\n" + HEAD + BODY,
    "RFC 2047 charset switches": lambda n: b"Subject: " + filled(b"=?big5?B?pKQ=?= =?koi8-r?Q?=C1?= =?iso-2022-jp?B?GyRC?= ", n)
                                           + b"\n" + HEAD + BODY,
    "RFC 2047 that never closes": lambda n: b"Subject: " + filled(b"=?a?", n) + b"\n" + HEAD + BODY,
    "RFC 2231 continuations": lambda n: typed(b"text/plain" + pieces(b";\n name*%d*=utf-8''a%41", n), b"a\n"),
    "many parameters": lambda n: typed(b"text/plain" + pieces(b"; p%d=v", n), b"a\n"),
    "parameter quotes": lambda n: typed(b'text/plain; a="' + filled(b'\\"', n), b"a\n"),
    "many parts": lambda n: REPORT + pieces(b"--b\n\na\n", n) + b"--b--\n",
    "many empty parts": lambda n: REPORT + pieces(b"--b\n", n),
    "deep parts": deep,
    "deep returned messages": lambda n: pieces(b"Content-Type: message/rfc822\n\n", n),
    "near-miss boundaries": lambda n: REPORT + pieces(b"--bx\n--c\n", n),
    "near-miss long boundary": lambda n: typed(b'multipart/mixed; boundary="' + b"b" * 180 + b'"',
                                               pieces(b"--" + b"b" * 179 + b"\n", n)),
    "long boundary": lambda n: typed(b'multipart/mixed; boundary="' + filled(b"b", n) + b'"', pieces(b"--b\n", n)),
    "boundary in the line": lambda n: REPORT + filled(b"--b --b ", n),
    "base64": lambda n: typed(b"text/plain", base64.encodebytes(filled(b"could not be delivered\n", n)), b"base64"),
    "base64 garbage": lambda n: typed(b"text/plain", filled(b"=?!*\n", n), b"base64"),
    "base64 padding": lambda n: typed(b"text/plain", filled(b"YQ==", n), b"base64"),
    "quoted-printable": lambda n: typed(b"text/plain", filled(b"could=20not=\n", n), b"quoted-printable"),
    "quoted-printable garbage": lambda n: typed(b"text/plain", filled(b"=", n), b"quoted-printable"),
    "quoted-printable blanks": lambda n: typed(b"text/plain", filled(b" ", n), b"quoted-printable"),
    "uuencode begins": lambda n: typed(b"text/plain", filled(b"begin 644 a\n", n), b"x-uuencode"),
    "HTML soup": lambda n: typed(b"text/html", filled(b"<a <b><!--<p>&amp;&x;</", n)),
    "HTML that never closes": lambda n: typed(b"text/html", filled(b"<", n)),
    "HTML comments": lambda n: typed(b"text/html", filled(b"<!--", n)),
    "HTML scripts": lambda n: typed(b"text/html", filled(b"<script>", n)),
    "HTML entities": lambda n: typed(b"text/html", filled(b"&", n)),
    "HTML depth": lambda n: typed(b"text/html", filled(b"<div><blockquote><pre>", n)),
    "ISO-2022-JP switches": lambda n: typed(b"text/plain; charset=iso-2022-jp", filled(b"\x1b$B$\"\x1b(Ba", n)),
    "UTF-7": lambda n: typed(b"text/plain; charset=utf-7", filled(b"+AGE", n)),
    "HZ": lambda n: typed(b"text/plain; charset=hz-gb-2312", filled(b"~{VP~}", n)),
    "GB18030 garbage": lambda n: typed(b"text/plain; charset=gb18030", filled(b"\x81\x30\x81", n), b"8bit"),
    "unknown charset": lambda n: typed(b"text/plain; charset=x-nobody", filled(b"\xff\xc3\xa4", n), b"8bit"),
    "many recipients": lambda n: report(pieces(b"Final-Recipient: rfc822; a%d@example.net\nAction: failed\nStatus: 5.1.1\n\n", n)),
    "status fields of one recipient": lambda n: report(pieces(b"Final-Recipient: rfc822; a%d@example.net\n", n)),
    "status blank lines": lambda n: report(filled(b"\n", n)),
    "returned header lines": lambda n: returned(HEAD + pieces(b"X-Field-%d: value\n", n)),
    "many returned parts": lambda n: REPORT + NOTICE + pieces(b"--b\nContent-Type: message/rfc822\n\n" + HOP + FORGED + b"\na\n", n) + b"--b--\n",
    "a mark's name in the returned text": lambda n: returned(HOP + FORGED + b"\n" + filled(MARK + b": " + MARK + b"=\n ", n)),
    "returned Received": lambda n: returned(pieces(HOP, n) + HEAD),
    # VBounce looks for host names from the first line again with each line (44 s for 183 kB).
    "indented after Received": lambda n: HEAD + BODY + b"Received: from a\n" + filled(b"    indented mx.example.net\n", n),
    "pasted header starts": lambda n: HEAD + BODY + filled(b"Received: from a\nFrom: b\n\n", n),
    "pasted header, one short": lambda n: HEAD + BODY + filled(b"Received: from a\nX-A: b\nX-C: d\n", n),
    "pasted folds": lambda n: HEAD + BODY + b"From: a\nReceived: b\nMessage-ID: <c@d>\nX: y\n" + filled(b" z\n", n),
    "quoted to any depth": lambda n: HEAD + BODY + filled(b">", n),
    "quoted lines": lambda n: HEAD + BODY + filled(b"> From: a\n>> Received: b\n", n),
    "many markers": lambda n: HEAD + BODY + filled(b"------ This is a copy of the message, including all the headers. ------\n", n),
    "many From lines": lambda n: filled(b"From a@example.net Sat Nov 21 05:20:40 2026\n", n),
    "subject words again and again": lambda n: HEAD + b"\n" + filled(b"mail delivery failed returning message to sender ", n),
    "phrases cut short": lambda n: HEAD + b"\n" + filled(b"your message to the following recipients could ", n),
    "addresses in text": lambda n: HEAD + b"\n" + filled(b"<a@example.net>: host b.example.net[192.0.2.1] said: ", n),
    "digits and dots": lambda n: HEAD + b"\n" + filled(b"5.1.1.", n),
    "blanks and tabs": lambda n: HEAD + b"\n" + filled(b" \t", n),
}
